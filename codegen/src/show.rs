//! One call or one callback for people at a terminal: its members, codes, evidence and the call in Rust.
//!
//! In come the model and the items that are emitted for it, out goes text that fits the terminal. Everything that a
//! spec says passes one gate on its way. A sibling of `sheet`: nothing here compares, nothing here is kept.

mod call;
mod callback;
mod codes;
mod find;
mod members;
mod page;
mod rust;
mod table;
mod values;

pub use find::NotFound;

use crate::diagnostics::Colour;
use crate::ir::Crates;
use crate::model::Model;
use find::{Found, all, find};
use page::Page;

/// How it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal. Fewer than [`Look::NARROWEST`] are taken as so many.
    pub columns: usize,
    /// Whether heads are bold.
    pub colour: Colour,
    /// How much of long lists is shown.
    pub lists: Lists,
}

impl Look {
    /// The fewest columns that anything can be shown in.
    pub const NARROWEST: usize = 40;
}

/// How much of what a call shares with others is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lists {
    /// The codes of the API are counted, and long enums cut.
    Short,
    /// All of it.
    Whole,
}

/// The pages of all calls and callbacks, made when they are asked for.
pub struct Pages {
    model: Model,
    items: Crates,
}

impl Pages {
    /// Those of a model and of what is emitted for it.
    pub(crate) fn new(model: Model, items: Crates) -> Self {
        Self { model, items }
    }

    /// Full names of all that can be shown: `<api>:account.update`.
    pub fn names(&self) -> Vec<String> {
        all(&self.model).into_iter().map(|(name, _)| name).collect()
    }

    /// The call or callback that the words name: `account.update` or `<api>:account.update`.
    ///
    /// # Errors
    ///
    /// When none has this name, or several have.
    pub fn show(&self, words: &str, look: Look) -> Result<String, NotFound> {
        let found = find(&self.model, words)?;
        let mut page = Page::new(look);
        let (Found::Operation { api, group, .. } | Found::Callback { api, group, .. }) = found;
        let file = |name: &str| {
            let path = format!("src/{}/{}/{name}.rs", api.id.snake(), group.name.snake());
            self.items.files.iter().find(|file| file.path == path)
        };
        match found {
            Found::Operation { operation, .. } => {
                call::show_call(api, group, operation, &mut page);
                if let Some(own) = file(operation.id.name.snake()) {
                    rust::show_call(api, operation, own, file("objects"), &mut page);
                }
            }
            Found::Callback { callback, .. } => {
                callback::show_callback(api, group, callback, &mut page);
                rust::show_callback(api, callback, &mut page);
            }
        }
        Ok(page.done())
    }
}

#[cfg(test)]
mod tests;
