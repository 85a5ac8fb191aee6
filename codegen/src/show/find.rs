//! Which call is meant.
//!
//! In come words, out goes the one call or callback of that name, or what to write instead.

use std::fmt;

use crate::model::{Api, Callback, Group, Model, Operation};
use crate::names::nearest;

/// The most names that are suggested.
const MOST: usize = 12;

/// What the words name.
#[derive(Clone, Copy)]
pub(super) enum Found<'m> {
    /// A call.
    Operation { api: &'m Api, group: &'m Group, operation: &'m Operation },
    /// A callback.
    Callback { api: &'m Api, group: &'m Group, callback: &'m Callback },
}

/// No call is meant, or several are; displayed as what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFound {
    words: String,
    /// Full names that could be meant.
    names: Vec<String>,
    is_ambiguous: bool,
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = &self.names[..self.names.len().min(MOST)];
        let more = self.names.len() - shown.len();
        match (self.is_ambiguous, shown) {
            (true, _) => write!(f, "several APIs have a call `{}`; say which", self.words)?,
            (false, []) => return write!(f, "there is no call `{}`", self.words),
            (false, _) => write!(f, "there is no call `{}`; perhaps", self.words)?,
        }
        shown.iter().try_for_each(|name| write!(f, "\n  {name}"))?;
        if more > 0 { write!(f, "\n  and {more} more") } else { Ok(()) }
    }
}

/// The call or callback that `group.name` or `api:group.name` says.
pub(super) fn find<'m>(model: &'m Model, words: &str) -> Result<Found<'m>, NotFound> {
    let all = all(model);
    let is_meant = |full: &str| full == words || full.split_once(':').is_some_and(|(_, call)| call == words);
    let meant: Vec<_> = all.iter().filter(|(full, _)| is_meant(full)).collect();
    if let [(_, found)] = meant.as_slice() {
        return Ok(*found);
    }
    let is_ambiguous = !meant.is_empty();
    let names = match is_ambiguous {
        true => meant.iter().map(|(full, _)| full.clone()).collect(),
        false => alike(words, &all.iter().map(|(full, _)| full.as_str()).collect::<Vec<_>>()),
    };
    Err(NotFound { words: words.to_owned(), names, is_ambiguous })
}

/// Full names with what they name.
pub(super) fn all(model: &Model) -> Vec<(String, Found<'_>)> {
    let mut all = Vec::new();
    for api in &model.apis {
        for group in &api.groups {
            let full = |id: &dyn fmt::Display| format!("{}:{id}", api.id.snake());
            let operation = |operation| Found::Operation { api, group, operation };
            let callback = |callback| Found::Callback { api, group, callback };
            all.extend(group.operations.iter().map(|one| (full(&one.id), operation(one))));
            all.extend(group.callbacks.iter().map(|one| (full(&one.id), callback(one))));
        }
    }
    all
}

/// Names that are nearly the wanted one; else those of the same group or with the same last word.
fn alike(words: &str, all: &[&str]) -> Vec<String> {
    let (api, call) = match words.split_once(':') {
        Some((api, call)) => (Some(api), call),
        None => (None, words),
    };
    let parts = |full: &str| -> Option<(String, String, String)> {
        let (api, call) = full.split_once(':')?;
        let (group, name) = call.split_once('.')?;
        Some((api.to_owned(), group.to_owned(), name.to_owned()))
    };
    let short = |full: &&str| full.split_once(':').map_or("", |(_, call)| call).to_owned();
    let calls: Vec<String> = all.iter().map(short).collect();
    let near = match api {
        Some(_) => nearest(words, all.iter().copied()).map(str::to_owned),
        None => nearest(call, calls.iter().map(String::as_str)).map(str::to_owned),
    };
    let is_near = |full: &str| near.as_deref().is_some_and(|near| full == near || short(&full) == near);
    let wanted = call.rsplit('.').next().unwrap_or_default();
    let shares = |full: &str| parts(full).is_some_and(|(_, group, name)| group == call || name == wanted);
    let pick = |fits: &dyn Fn(&str) -> bool| -> Vec<String> {
        all.iter().filter(|full| fits(full)).map(|full| (*full).to_owned()).collect()
    };
    let found = pick(&is_near);
    if found.is_empty() { pick(&shares) } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, ident, operation};

    fn model() -> Model {
        let of = |name: &str, calls: &[(&str, &str)]| {
            let sample = calls.iter().fold(api(), |api, (group, call)| api.operation(group, operation(call)));
            let mut made = sample.done();
            made.id = ident(name);
            made
        };
        let one = of("one", &[("account", "update"), ("account", "delete"), ("seal", "list")]);
        Model { apis: vec![one, of("two", &[("account", "update")])], ..Model::default() }
    }

    #[track_caller]
    fn check(words: &str, expected: Result<&str, &str>) {
        let model = model();
        let found = find(&model, words).map(|found| match found {
            Found::Operation { api, operation, .. } => format!("{}:{}", api.id.snake(), operation.id),
            Found::Callback { .. } => unreachable!("there is none"),
        });
        let found = found.map_err(|error| error.to_string());
        assert_eq!(found, expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn a_name_is_enough_where_one_api_has_it() {
        check("seal.list", Ok("one:seal.list"));
        check("two:account.update", Ok("two:account.update"));
        check(
            "account.update",
            Err(
                "several APIs have a call `account.update`; say which\n  one:account.update\n  two:account.update",
            ),
        );
    }

    #[test]
    fn a_slip_gets_a_suggestion() {
        check("seal.lst", Err("there is no call `seal.lst`; perhaps\n  one:seal.list"));
        check("one:sael.list", Err("there is no call `one:sael.list`; perhaps\n  one:seal.list"));
        check("list", Err("there is no call `list`; perhaps\n  one:seal.list"));
        check(
            "account",
            Err(
                "there is no call `account`; perhaps\n  one:account.update\n  one:account.delete\n  two:account.update",
            ),
        );
        check("企业", Err("there is no call `企业`"));
    }
}
