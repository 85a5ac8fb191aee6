//! Groups that were read before, so that a group whose files stay as they are is read once.
//!
//! In comes the model of a reading without mistakes, out go those groups that the files of the next still say. What
//! is wrong somewhere is never kept: it has to be said again.

use super::layout::Folder;
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
    /// The files that every group is read by.
    common: Vec<Arc<Node>>,
    groups: BTreeMap<String, KeptGroup>,
}

#[derive(Clone, Debug)]
struct KeptGroup {
    files: Vec<Arc<Node>>,
    group: Arc<Group>,
}

impl Kept {
    /// The group of this name, if all that it was read from are the same trees.
    pub(super) fn find(&self, folder: &Folder<'_>, name: &str) -> Option<Arc<Group>> {
        let api = self.apis.get(&folder.name).filter(|api| are_same(&api.common, common(folder)))?;
        let known = api.groups.get(name).filter(|group| are_same(&group.files, files(folder, name)))?;
        (!folder.broken).then(|| known.group.clone())
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
        let now = KeptApi { common: roots(common(folder).collect()), groups };
        // Up to a whole API, in which every name and text is an allocation.
        drop_beside(self.apis.insert(folder.name.clone(), now));
    }
}

/// Neither the inventory nor the rules of the mock server say anything of a group.
fn common<'f>(folder: &'f Folder<'_>) -> impl Iterator<Item = &'f Document> {
    [folder.api, folder.glossary].into_iter().flatten()
}

fn files<'f>(folder: &'f Folder<'_>, name: &str) -> impl Iterator<Item = &'f Document> {
    let calls = folder.calls_of(name).map(|call| call.document);
    folder.groups.get(name).copied().into_iter().chain(calls)
}

/// A tree is the same only if it was kept with its path and its text.
fn are_same<'d>(kept: &[Arc<Node>], documents: impl Iterator<Item = &'d Document>) -> bool {
    documents.map(|document| Arc::as_ptr(&document.root)).eq(kept.iter().map(Arc::as_ptr))
}
