//! Stage 2: YAML trees become the model; every mistake of an author is found here.
//!
//! In come documents, out goes a [`Model`] that may be trusted when nothing was reported. Rules about HTTP,
//! vendors and names live in these rooms. Nothing here reads files, and nothing here knows what Rust text
//! will come of it, but for the names.
//!
//! Each room reads one part of the language and reports into the same [`Diagnostics`]. A part that is wrong
//! gets a stand-in, so that one run finds the mistakes behind it too.

mod allow;
mod api;
mod approvals;
mod call_name;
mod callback;
mod calls;
mod codes;
mod described;
mod draft;
mod duration;
mod encryption;
mod enums;
mod envelope;
mod evidence;
mod examples;
mod fields;
mod glossary;
mod group;
mod inventory;
mod kept;
mod layout;
mod members;
mod mock;
mod named;
mod objects;
mod one_of;
mod operation;
mod paging;
mod places;
mod read;
mod recipe;
mod restated;
mod retry;
mod reworded;
mod rules;
#[cfg(test)]
mod samples;
mod scope;
mod servers;
mod sets;
mod signing;
mod template;
mod token;
mod types;
mod unknown;
mod vectors;
mod words;
mod work;

pub(crate) use call_name::call_name;
pub(crate) use kept::Kept;

use crate::diagnostics::Diagnostics;
use crate::load::Source;
use crate::model::{Api, Model};
use crate::source::Span;
use layout::Folder;
use named::Taken;

/// Checks all documents and completes them to a model. The model is whole only if nothing was reported.
pub(crate) fn resolve(source: &Source, diagnostics: &mut Diagnostics) -> Model {
    resolve_again(source, &mut Kept::default(), diagnostics)
}

/// As [`resolve`]; an API or a group whose files are the trees that it was read from before is not read again, and such
/// a group is the same allocation.
pub(crate) fn resolve_again(source: &Source, kept: &mut Kept, diagnostics: &mut Diagnostics) -> Model {
    let folders = layout::resolve_layout(source, diagnostics);
    let mut apis = Vec::new();
    let mut features = Taken::default();
    for folder in &folders {
        let Some(api) = kept.api(folder).or_else(|| resolve_api(folder, kept, diagnostics)) else { continue };
        if let Some(place) = folder.anchor() {
            claim_features(&api, place, &mut features, diagnostics);
        }
        apis.push(api);
    }
    let files: usize = folders.iter().map(|folder| folder.calls.len()).sum();
    let groups = apis.iter().flat_map(|api| &api.groups);
    let calls: usize = groups.map(|group| group.operations.len() + group.callbacks.len()).sum();
    if diagnostics.is_empty() && calls != files {
        unreachable!("each file of a call becomes one or is reported: {calls} of {files}");
    }
    let approvals = approvals::resolve_approvals(source, diagnostics);
    Model { apis, approvals }
}

/// Reads an API, and keeps it if nothing was said about it.
fn resolve_api(folder: &Folder<'_>, kept: &mut Kept, diagnostics: &mut Diagnostics) -> Option<Api> {
    let before = diagnostics.len();
    let api = api::resolve_api(folder, kept, diagnostics)?;
    if diagnostics.len() == before {
        kept.keep(folder, &api);
    }
    Some(api)
}

/// APIs and their groups are features of the client, with dashes: `<api>`, `<api>-core`, `<api>-<group>`.
fn claim_features(api: &Api, place: Span, features: &mut Taken, diagnostics: &mut Diagnostics) {
    let id = api.id.snake();
    let groups = api.groups.iter().map(|group| format!("{id}.{}", group.name.snake()));
    for written in [id.to_owned(), format!("{id}.core")].into_iter().chain(groups) {
        features.claim(&written.replace(['.', '_'], "-"), &written, place, diagnostics);
    }
}
