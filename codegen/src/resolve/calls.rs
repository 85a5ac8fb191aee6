//! All calls of an API, group by group.
//!
//! In come the files of the calls and what the whole API has in common, out go the groups with what was read. What
//! groups share is read before, so that they are read side by side.

use super::callback::resolve_callback;
use super::draft::report_draft;
use super::group::resolve_grounds;
use super::kept::{Kept, Standing};
use super::layout::Folder;
use super::objects::{Check, finish_objects};
use super::operation::{Around, Signed, resolve_operation};
use super::scope::{Ground, Scope};
use super::work::resolve_work;
use crate::diagnostics::Diagnostics;
use crate::model::{Code, Envelope, Group};
use crate::threads::map_all;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// What all calls of an API have in common.
pub(super) struct Common<'a> {
    /// The files of the API.
    pub(super) folder: &'a Folder<'a>,
    /// What fields of the API may refer to.
    pub(super) scope: &'a Scope<'a>,
    /// The groups as `api.yaml` declares them, without calls.
    pub(super) declared: &'a [Group],
    /// Codes that any call of the API may answer with.
    pub(super) codes: &'a [Code],
    /// The members around answers.
    pub(super) envelope: Option<&'a Envelope>,
    /// Whether calls are signed.
    pub(super) signed: Signed,
}

impl<'a> Common<'a> {
    /// Of an API about which nothing else is known.
    pub(super) fn of(folder: &'a Folder<'a>, scope: &'a Scope<'a>) -> Self {
        Self { folder, scope, declared: &[], codes: &[], envelope: None, signed: Signed::No }
    }
}

/// Reads all calls and puts them into their groups, both in order of names. Groups without calls are left
/// out.
pub(super) fn resolve_groups(
    common: &Common<'_>,
    kept: &Kept,
    diagnostics: &mut Diagnostics,
) -> Vec<Arc<Group>> {
    let &Common { folder, scope, .. } = common;
    let before = diagnostics.len();
    let standing = kept.standing(folder);
    let grounds = resolve_grounds(folder, scope, &standing, diagnostics);
    let grounds: Vec<Mutex<Ground<'_>>> = grounds.into_iter().map(Mutex::new).collect();
    // Nobody else has the lock.
    let read = |ground: &Mutex<Ground<'_>>| {
        let ground = ground.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = Diagnostics::default();
        (
            ground
                .standing
                .clone()
                .or_else(|| resolve_calls(common, &ground, &standing, &mut found).map(Arc::new)),
            found,
        )
    };
    let mut groups: Vec<Arc<Group>> = Vec::new();
    for (group, found) in map_all(&grounds, read) {
        groups.extend(group);
        diagnostics.append(found);
    }
    if scope.complete && diagnostics.len() == before {
        let used: BTreeSet<&str> = groups.iter().flat_map(|group| &group.sets).map(String::as_str).collect();
        scope.sets.report_unused(|name| used.contains(name), diagnostics);
    }
    groups.retain(|group| !group.operations.is_empty() || !group.callbacks.is_empty());
    groups.sort_by(|a, b| a.name.cmp(&b.name));
    groups
}

/// Reads the calls of one group, then what is left to say of the things that they share, and of each other.
fn resolve_calls(
    common: &Common<'_>,
    ground: &Ground<'_>,
    standing: &Standing<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Group> {
    let &Common { folder, scope, envelope, signed, .. } = common;
    let around = Around { scope, ground, envelope, signed };
    let before = diagnostics.len();
    let (mut operations, mut callbacks) = (Vec::new(), Vec::new());
    let standing = standing.calls(folder, &ground.name);
    for file in folder.calls_of(&ground.name) {
        if let Some(operation) = standing.find(file) {
            operations.push(operation);
        } else if file.is_draft() {
            report_draft(file, diagnostics);
        } else if file.is_callback() {
            callbacks.extend(resolve_callback(file, &around, diagnostics));
        } else {
            operations.extend(resolve_operation(file, &around, diagnostics).map(Arc::new));
        }
    }
    let whole = scope.complete && ground.clean && diagnostics.len() == before;
    let check = if whole { Check::Whole } else { Check::Partial };
    let objects = finish_objects(scope, ground, check, diagnostics);
    let sets = ground.used_sets.borrow().clone();
    if whole {
        ground.sets.report_unused(|name| sets.contains(name), diagnostics);
    }
    operations.sort_by(|a, b| a.id.cmp(&b.id));
    callbacks.sort_by(|a, b| a.id.cmp(&b.id));
    let declared = common.declared.iter().find(|group| group.name.snake() == ground.name)?;
    let mut group = Group {
        sets,
        codes: ground.codes.clone(),
        enums: ground.enums.clone(),
        objects,
        operations,
        callbacks,
        ..declared.clone()
    };
    resolve_work(common, &mut group, diagnostics);
    Some(group)
}
