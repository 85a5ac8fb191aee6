//! The comparison of two models: what changed on the wire, in Rust, and in what programs do.
//!
//! In come two models, out go [`Finding`]s in order of their places. A sibling of `lower`: nothing here reads YAML.
//! The order of keys, files and blanks is no change; a thing with another name is one change where something proves
//! that it is the same thing. `diff(a, a)` is empty, and `diff(b, a)` is the mirror of `diff(a, b)`.

mod api;
mod callback;
mod code;
mod described;
mod enums;
mod envelope;
mod field;
mod finding;
mod group;
mod kind;
mod limit;
mod mock;
mod operation;
mod pairing;
mod recipe;
pub mod report;
mod spot;
mod state;
mod text;
mod title;
mod types;
pub mod version;
mod work;

pub use finding::{Finding, Side};
pub use kind::{Area, Kind, Verdict, Verdicts};

use crate::model::{Api, Model};
use spot::Spot;
use state::Diff;

/// Everything that changed from one model to another.
pub fn diff(old: &Model, new: &Model) -> Vec<Finding> {
    let pairs = pairing::pair(&old.apis, &new.apis, |api| api.id.snake().into(), &[]);
    let mut found: Vec<Finding> =
        pairs.both.into_iter().flat_map(|(old, new)| api::diff_api(old, new)).collect();
    let alone = |api: &Api, kind, ends: fn(&Api) -> Spot<'_>| {
        let mut to = Diff::new(api, api);
        to.flag(kind, &ends(api));
        to.done()
    };
    for gone in pairs.removed {
        let ends = |api: &Api| Spot::top(("api", Some(api.keys.first)), ("api", None));
        found.extend(alone(gone, Kind::ApiRemoved, ends));
    }
    for come in pairs.added {
        let ends = |api: &Api| Spot::top(("api", None), ("api", Some(api.keys.first)));
        found.extend(alone(come, Kind::ApiAdded, ends));
    }
    found.sort_by(|a, b| {
        let key = |one: &Finding| (one.api.clone(), one.new.at.is_none(), one.new.at);
        key(a).cmp(&key(b)).then_with(|| a.cmp(b))
    });
    found
}
