//! APIs and groups that were read before, so that one whose files stay as they are is read once.
//!
//! In comes the model of a reading without mistakes, out go those APIs and groups that the files of the next still say,
//! and of the others those calls. What is wrong somewhere is never kept: it has to be said again.

use super::layout::{CallFile, Folder};
use super::restated::Restated;
use super::reworded::Reworded;
use crate::model::{Api, Group, Operation, Title};
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
    api: Api,
    /// All files that it was read from.
    files: Vec<Arc<Node>>,
    /// The files that every group is read by: `api.yaml` and the glossary.
    common: [Option<Arc<Node>>; 2],
    inventory: Option<Arc<Node>>,
    groups: BTreeMap<String, KeptGroup>,
}

#[derive(Clone, Debug)]
struct KeptGroup {
    /// `group.yaml`, where there is one.
    ground: Option<Arc<Node>>,
    /// The files of calls by their names.
    calls: BTreeMap<String, Arc<Node>>,
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

/// Keys by which a call asks more of its group than what words and enums say.
const BEYOND: [&str; 4] = ["with", "poll", "progress", "pages"];

impl<'k> Standing<'k> {
    /// The group of this name, if all that it was read from are the same trees, or say the same of it.
    pub(super) fn find(&self, folder: &Folder<'_>, name: &str) -> Option<Arc<Group>> {
        let known = self.known(folder, name)?;
        let files = folder.calls_of(name).map(|call| (call.name.as_str(), Arc::as_ptr(&call.document.root)));
        let is_same = files.eq(known.calls.iter().map(|(name, root)| (name.as_str(), Arc::as_ptr(root))));
        let concern = self.reworded.of_group(known.ground.as_deref()).and([], self.restated.names());
        let mut all = known.ground.iter().chain(known.calls.values());
        (is_same && !all.any(|file| concern.concerns(file))).then(|| known.group.clone())
    }

    /// The calls of the group of this name that stand by themselves.
    pub(super) fn calls(&self, folder: &Folder<'_>, name: &str) -> StandingCalls<'_> {
        let known = self.known(folder, name);
        let objects = known.iter().flat_map(|known| &known.group.objects);
        let names = objects.map(|shared| shared.object.name.pascal());
        let reworded = self.reworded.of_group(known.and_then(|known| known.ground.as_deref()));
        StandingCalls { known, concern: reworded.and(BEYOND, names.chain(self.restated.names())) }
    }

    /// What is kept of a group of which `api.yaml` and `group.yaml` say the same.
    fn known(&self, folder: &Folder<'_>, name: &str) -> Option<&'k KeptGroup> {
        let known = self.groups?.get(name).filter(|_| !self.restated.concerns(name))?;
        let ground = folder.groups.get(name).map(|document| Arc::as_ptr(&document.root));
        (known.ground.as_ref().map(Arc::as_ptr) == ground).then_some(known)
    }
}

/// The calls of one group that may stand though the group does not.
pub(super) struct StandingCalls<'k> {
    known: Option<&'k KeptGroup>,
    /// What no file speaks of whose call stands: what is worded otherwise, and what calls of a group share.
    concern: Reworded<'k>,
}

impl StandingCalls<'_> {
    /// The call of a file, if it was read from the same tree and asks for nothing but what stands.
    pub(super) fn find(&self, file: &CallFile<'_>) -> Option<Arc<Operation>> {
        let known = self.known?;
        let root = known.calls.get(&file.name).filter(|root| Arc::ptr_eq(root, &file.document.root))?;
        if self.concern.concerns(root) {
            return None;
        }
        let operations = &known.group.operations;
        let at = operations.binary_search_by(|operation| operation.id.name.snake().cmp(&file.name)).ok()?;
        Some(operations[at].clone())
    }
}

impl Kept {
    /// An API, if all of its files are the same trees.
    pub(super) fn api(&self, folder: &Folder<'_>) -> Option<Api> {
        let known = self.apis.get(&folder.name).filter(|_| !folder.broken)?;
        let files = folder.documents().map(|document| Arc::as_ptr(&document.root));
        files.eq(known.files.iter().map(Arc::as_ptr)).then(|| known.api.clone())
    }

    /// The titles of an API, if their file is the same tree and names the calls that there are.
    pub(super) fn inventory(&self, folder: &Folder<'_>) -> Option<Arc<[Title]>> {
        let known = self.apis.get(&folder.name).filter(|_| !folder.broken)?;
        let is_known = |call: &CallFile<'_>| {
            known.groups.get(&call.group).is_some_and(|group| group.calls.contains_key(&call.name))
        };
        let calls: usize = known.groups.values().map(|group| group.calls.len()).sum();
        let is_same = known.inventory.as_ref().map(Arc::as_ptr)
            == folder.inventory.map(|document| Arc::as_ptr(&document.root));
        let has_same_calls = calls == folder.calls.len() && folder.calls.iter().all(is_known);
        (is_same && has_same_calls).then(|| known.api.inventory.clone())
    }

    /// What may stand of an API.
    pub(super) fn standing<'k>(&'k self, folder: &Folder<'k>) -> Standing<'k> {
        let standing = || {
            let KeptApi { common: [api, glossary], groups, .. } = self.apis.get(&folder.name)?;
            let [new_api, new_glossary] = common(folder);
            let restated = differing(api.as_ref(), new_api, Restated::between)?;
            let reworded = differing(glossary.as_ref(), new_glossary, Reworded::between)?;
            (!folder.broken).then_some(Standing { groups: Some(groups), restated, reworded })
        };
        standing().unwrap_or_default()
    }

    /// Keeps an API about which nothing was said. Where a file could not be parsed, more might have been said.
    pub(super) fn keep(&mut self, folder: &Folder<'_>, api: &Api) {
        if folder.broken {
            return;
        }
        let root = |document: &Document| document.root.clone();
        let group = |group: &Arc<Group>| {
            let name = group.name.snake();
            let ground = folder.groups.get(name).copied().map(root);
            let calls = folder.calls_of(name).map(|call| (call.name.clone(), root(call.document))).collect();
            (name.to_owned(), KeptGroup { ground, calls, group: group.clone() })
        };
        let groups = api.groups.iter().map(group).collect();
        let now = KeptApi {
            api: api.clone(),
            files: folder.documents().map(root).collect(),
            common: common(folder).map(Option::<&_>::cloned),
            inventory: folder.inventory.map(root),
            groups,
        };
        // Up to a whole API, in which every name and text is an allocation.
        drop_beside(self.apis.insert(folder.name.clone(), now));
    }
}

/// Neither the inventory nor the rules of the mock server say anything of a group.
fn common<'f>(folder: &Folder<'f>) -> [Option<&'f Arc<Node>>; 2] {
    [folder.api, folder.glossary].map(|document| document.map(|document| &document.root))
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
