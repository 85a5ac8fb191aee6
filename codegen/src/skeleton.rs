//! The first text of a new call or callback: what is known of it, and an open point for the rest.
//!
//! In come the trees of the specs and an id that passed the gate of names, out goes a draft with its path. What the
//! inventory knows of a title is filled in; nothing else is changed, and no file is written here.

mod body;
mod titles;

pub use titles::Title;

use crate::model::OperationId;
use crate::modeline::Call;
use crate::names::nearest;
use crate::source::{Document, SourceFile, SourceFiles};
use titles::{find_title, next_step};

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The API's folder.
    pub api: String,
    /// The folder of the group.
    pub group: String,
    /// The name of the call.
    pub name: String,
    /// What the file is to describe.
    pub call: Call,
    /// Which title of the inventory it is about, if one is named.
    pub title: Option<Title>,
}

/// A file that is to be written, and what else is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The file.
    pub file: SourceFile,
    /// What to do in `inventory.yaml` when the draft is finished, as a sentence.
    pub next: String,
}

/// The draft of a call. `id` is the one of the wish.
pub(crate) fn draft(
    files: &SourceFiles,
    documents: &[Document],
    id: &OperationId,
    wish: &Wish,
) -> Result<Draft, String> {
    let document = |path: &str| documents.iter().find(|document| document.path == path);
    let api = known_api(documents, &wish.api)?;
    let group = id.group.snake();
    let declared = document(&format!("specs/{api}/api.yaml")).and_then(|file| file.root.get("groups"));
    let groups: Vec<&str> =
        declared.map_or(&[][..], |groups| groups.entries()).iter().map(|entry| entry.key.as_str()).collect();
    if !groups.contains(&group) {
        let near = nearest(group, groups.iter().copied()).map(|near| format!(", perhaps `{near}`"));
        return Err(format!(
            "`{api}` has no group `{group}`{}; a new one is declared under `groups` of specs/{api}/api.yaml: `{group}: {{ label: …, about: … }}`",
            near.unwrap_or_default()
        ));
    }
    let path = format!("specs/{api}/{group}/{}.yaml", id.name.snake());
    if files.iter().any(|(_, file)| file.path == path) {
        return Err(format!("`{path}` is there already"));
    }
    let inventory = document(&format!("specs/{api}/inventory.yaml"));
    let title = match &wish.title {
        None => None,
        Some(title) => Some(find_title(inventory, title)?),
    };
    let text = body::text(&path, id, wish.call, title);
    let next = next_step(files, inventory, api, id, title);
    Ok(Draft { file: SourceFile { path, text }, next })
}

/// The folder of that name, as the specs have it.
fn known_api<'d>(documents: &'d [Document], wanted: &str) -> Result<&'d str, String> {
    let folder = |document: &'d Document| document.path.strip_prefix("specs/")?.strip_suffix("/api.yaml");
    let known: Vec<&str> = documents.iter().filter_map(folder).collect();
    match known.iter().find(|known| **known == wanted) {
        Some(found) => Ok(found),
        None => {
            let near = nearest(wanted, known.iter().copied()).map(|near| format!(", perhaps `{near}`"));
            let near = near.unwrap_or_else(|| format!("; there are {}", known.join(", ")));
            Err(format!("there is no API `{wanted}`{near}"))
        }
    }
}

#[cfg(test)]
mod tests;
