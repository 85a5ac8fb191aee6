//! `poll`, `progress` and `pages`: what refers to members of calls, and to other calls of the group.
//!
//! In comes a group with all its calls, and their files; the calls are completed in place. A call with a mistake
//! elsewhere is not among them, and nothing is said of it here.

mod poll;
mod progress;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::calls::Common;
use super::layout::CallFile;
use super::members::Members;
use super::paging::resolve_paging;
use crate::diagnostics::{Code as Mistake, Diagnostic, Diagnostics};
use crate::model::{Group, Paging, Poll, Progress};
use crate::source::{Document, Entry, Value};
use poll::resolve_poll;
use progress::resolve_progress;

/// The keys of a call's file that are read here.
const KEYS: [&str; 3] = ["poll", "progress", "pages"];

/// What the calls of one group may refer to.
#[derive(Clone, Copy)]
struct Calls<'a> {
    group: &'a Group,
    common: &'a Common<'a>,
}

impl<'a> Calls<'a> {
    /// A call of the group.
    fn members(&self, id: &str) -> Option<Members<'a>> {
        let operation = self.group.operations.iter().find(|known| known.id.is(id))?;
        Some(Members { operation, group: self.group, enums: &self.common.scope.enums })
    }

    /// The files of all calls of the API.
    fn files(&self) -> impl Iterator<Item = &'a CallFile<'a>> {
        self.common.folder.calls.iter().filter(|file| !file.is_callback())
    }
}

/// What completes one call.
#[derive(Default)]
struct Work {
    paging: Option<Paging>,
    progress: Option<Progress>,
    poll: Option<Poll>,
}

/// Completes the calls of a group.
pub(super) fn resolve_work(common: &Common<'_>, group: &mut Group, diagnostics: &mut Diagnostics) {
    let calls = Calls { group, common };
    let mut all: BTreeMap<String, Work> = BTreeMap::new();
    for file in common.folder.calls_of(group.name.snake()).filter(|file| !file.is_callback()) {
        if KEYS.iter().any(|key| entry_of(file.document, key).is_some())
            && let Some(members) = calls.members(&file.id())
        {
            all.insert(file.id(), work_of(file.document, members, calls, diagnostics));
        }
    }
    for operation in &mut group.operations {
        if let Some(work) = all.remove(&operation.id.to_string()) {
            let Work { paging, progress, poll } = work;
            let operation = Arc::make_mut(operation);
            (operation.paging, operation.progress, operation.poll) = (paging, progress, poll);
        }
    }
}

fn work_of(
    document: &Document,
    members: Members<'_>,
    calls: Calls<'_>,
    diagnostics: &mut Diagnostics,
) -> Work {
    let entry = |key| entry_of(document, key);
    if let (Some(poll), Some(_)) = (entry("poll"), entry("progress")) {
        diagnostics.push(
            Diagnostic::new(
                Mistake::Contradiction,
                poll.key_span,
                "a call starts work, or tells how far some work is",
            )
            .label("not together with `progress`")
            .help("give `progress` to the call that is asked again and again, and `poll` to the one that starts"),
        );
        return Work::default();
    }
    Work {
        paging: entry("pages").and_then(|entry| resolve_paging(entry, &members, diagnostics)),
        progress: entry("progress")
            .and_then(|entry| resolve_progress(entry, &members, calls.common.codes, diagnostics)),
        poll: entry("poll").and_then(|entry| resolve_poll(entry, &members, calls, diagnostics)),
    }
}

/// The entry of a file with this key.
fn entry_of<'a>(document: &'a Document, key: &str) -> Option<&'a Entry> {
    let Value::Map(entries) = &document.root.value else { return None };
    entries.iter().find(|entry| entry.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, field, object, operation};
    use crate::resolve::layout::Folder;
    use crate::resolve::samples::{document, messages};
    use crate::resolve::scope::Scope;

    const PROGRESS: &str =
        "progress: { state: state, done: \"3\", every: 5s, for_at_most: 1h, why: It is so. }\n";

    #[track_caller]
    fn check(start: &str, get: &str, expected: &[&str]) {
        let answer = |name| {
            object(
                name,
                [field("taskId", crate::model::Type::Id), field("state", crate::model::Type::String)],
            )
        };
        let mut asked = operation("get")
            .request([field("taskId", crate::model::Type::Id).required()])
            .gives(answer("Task"))
            .done();
        asked.retry = crate::model::Retry::Safe;
        let mut api = api().operation("account", operation("start").gives(answer("Started"))).done();
        api.first_group().operations.push(Arc::new(asked));
        let documents = [
            document(&format!("operation: account.start\n{start}")),
            document(&format!("operation: account.get\n{get}")),
        ];
        let file =
            |(document, name): (_, &str)| CallFile { group: "account".into(), name: name.into(), document };
        let calls = documents.iter().zip(["start", "get"]).map(file).collect();
        let folder = Folder { name: "pretend".into(), calls, ..Folder::default() };
        let scope = Scope { complete: true, ..Scope::default() };
        let mut diagnostics = Diagnostics::default();
        let group = api.first_group();
        resolve_work(&Common::of(&folder, &scope), group, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn one_call_starts_work_and_another_tells_of_it() {
        check("poll: { ask: account.get, fill: { taskId: answer.taskId } }\n", PROGRESS, &[]);
        check(
            &format!("poll: {{ ask: account.get, fill: {{ taskId: answer.taskId }} }}\n{PROGRESS}"),
            PROGRESS,
            &["a call starts work, or tells how far some work is"],
        );
        check(
            "poll: { ask: account.get, fill: { taskId: answer.taskId } }\n",
            "",
            &["`account.get` does not tell how far some work is"],
        );
        check(
            "poll: { ask: account.gte, fill: { taskId: answer.taskId } }\n",
            PROGRESS,
            &["there is no operation `account.gte`"],
        );
    }

    #[test]
    fn a_mistake_in_the_asked_call_is_told_once() {
        check(
            "poll: { ask: account.get, fill: { taskId: answer.taskId } }\n",
            &PROGRESS.replace("state: state", "state: sate"),
            &["the answer of `account.get` has no member `sate`"],
        );
    }
}
