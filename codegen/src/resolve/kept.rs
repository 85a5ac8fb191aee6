//! Groups that were read before, so that a group whose files stay as they are is read once.
//!
//! In comes the model of a reading without mistakes, out go those groups that the files of the next still say. What
//! is wrong somewhere is never kept: it has to be said again.

use super::layout::Folder;
use super::restated::Restated;
use super::reworded::Reworded;
use crate::model::{Api, Group};
use crate::source::{Document, Node};
use crate::threads::drop_beside;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was read before, by the folder of the API.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    apis: BTreeMap<String, KeptApi>,
}

#[derive(Clone, Debug)]
struct KeptApi {
    /// The files that every group is read by: `api.yaml` and the glossary.
    common: [Option<Arc<Node>>; 2],
    groups: BTreeMap<String, KeptGroup>,
}

#[derive(Clone, Debug)]
struct KeptGroup {
    files: Vec<Arc<Node>>,
    group: Arc<Group>,
}

/// The groups of one API that may stand. By default none.
#[derive(Default)]
pub(super) struct Standing<'k> {
    groups: Option<&'k BTreeMap<String, KeptGroup>>,
    /// What `api.yaml` says otherwise than when they were read.
    restated: Restated<'k>,
    /// What the glossary says otherwise.
    reworded: Reworded<'k>,
}

impl Standing<'_> {
    /// The group of this name, if all that it was read from are the same trees, or say the same of it.
    pub(super) fn find(&self, folder: &Folder<'_>, name: &str) -> Option<Arc<Group>> {
        let known = self.groups?.get(name).filter(|group| are_same(&group.files, files(folder, name)))?;
        let is_concerned =
            self.restated.concerns(name) || known.files.iter().any(|file| self.reworded.concerns(file));
        (!is_concerned).then(|| known.group.clone())
    }
}

impl Kept {
    /// What may stand of an API.
    pub(super) fn standing<'k>(&'k self, folder: &Folder<'k>) -> Standing<'k> {
        let standing = || {
            let KeptApi { common: [api, glossary], groups } = self.apis.get(&folder.name)?;
            let [new_api, new_glossary] = common(folder);
            let restated = differing(api.as_ref(), new_api, Restated::between)?;
            let reworded = differing(glossary.as_ref(), new_glossary, Reworded::between)?;
            (!folder.broken).then_some(Standing { groups: Some(groups), restated, reworded })
        };
        standing().unwrap_or_default()
    }

    /// Keeps the groups of an API about which nothing was said. Where a file could not be parsed, more might have
    /// been said.
    pub(super) fn keep(&mut self, folder: &Folder<'_>, api: &Api) {
        if folder.broken {
            return;
        }
        let roots = |documents: Vec<&Document>| documents.iter().map(|one| one.root.clone()).collect();
        let group = |group: &Arc<Group>| {
            let name = group.name.snake();
            let files = roots(files(folder, name).collect());
            (name.to_owned(), KeptGroup { files, group: group.clone() })
        };
        let groups = api.groups.iter().map(group).collect();
        let now = KeptApi { common: common(folder).map(Option::<&_>::cloned), groups };
        // Up to a whole API, in which every name and text is an allocation.
        drop_beside(self.apis.insert(folder.name.clone(), now));
    }
}

/// Neither the inventory nor the rules of the mock server say anything of a group.
fn common<'f>(folder: &Folder<'f>) -> [Option<&'f Arc<Node>>; 2] {
    [folder.api, folder.glossary].map(|document| document.map(|document| &document.root))
}

fn files<'f>(folder: &'f Folder<'_>, name: &str) -> impl Iterator<Item = &'f Document> {
    let calls = folder.calls_of(name).map(|call| call.document);
    folder.groups.get(name).copied().into_iter().chain(calls)
}

/// What differs between two trees of one file: nothing where they are the same tree. A tree is the same only if it was
/// kept with its path and its text.
fn differing<'k, T: Default>(
    kept: Option<&'k Arc<Node>>,
    root: Option<&'k Arc<Node>>,
    between: fn(&'k Node, &'k Node) -> Option<T>,
) -> Option<T> {
    match (kept, root) {
        (old, new) if old.map(Arc::as_ptr) == new.map(Arc::as_ptr) => Some(T::default()),
        (Some(old), Some(new)) => between(old, new),
        _ => None,
    }
}

fn are_same<'d>(kept: &[Arc<Node>], documents: impl Iterator<Item = &'d Document>) -> bool {
    documents.map(|document| Arc::as_ptr(&document.root)).eq(kept.iter().map(Arc::as_ptr))
}
