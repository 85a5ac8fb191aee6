//! `progress`: how a call tells how far some work is.
//!
//! In comes the map, out goes a [`Progress`] whose members were found and whose states are documented ones.

use crate::diagnostics::{Code as Mistake, Diagnostic, Diagnostics};
use crate::language::PROGRESS;
use crate::model::{Code, CodePattern, Plain, Progress, Retry, Type, WirePath, WireValue};
use crate::resolve::duration::resolve_duration;
use crate::resolve::members::{Found, Members, Of};
use crate::resolve::read::{Map, strings};
use crate::source::{Entry, Span};

/// Reads how a call tells how far some work is.
pub(super) fn resolve_progress(
    entry: &Entry,
    members: &Members<'_>,
    codes: &[Code],
    diagnostics: &mut Diagnostics,
) -> Option<Progress> {
    let map = Map::read(&entry.value, entry.key_span, &PROGRESS, diagnostics).filter(Map::is_whole)?;
    check_call(&map, members, diagnostics);
    let state = map.get("state").and_then(|node| members.named(node, Of::Answer, diagnostics));
    check_state(&map, state.as_ref(), members, diagnostics);
    let (done, failed) = resolve_states(&map, state.as_ref(), members, diagnostics);
    let running_codes = resolve_codes(&map, members, codes, diagnostics);
    let code = resolve_plain(&map, "code", members, diagnostics);
    let message = resolve_plain(&map, "message", members, diagnostics);
    let time = |key, diagnostics: &mut Diagnostics| {
        map.need(key, diagnostics).and_then(|entry| resolve_duration(&entry.value, diagnostics))
    };
    let (every, limit) = (time("every", diagnostics), time("for_at_most", diagnostics));
    if let (Some(every), Some(limit), Some(node)) = (every, limit, map.get("for_at_most"))
        && limit < every
    {
        contradiction(node.span, "the limit is shorter than the pace", "nothing would be asked", diagnostics);
    }
    let why = map.need_text("why", diagnostics);
    Some(Progress {
        state: state.map(|state| state.path).unwrap_or_default(),
        done,
        failed,
        running_codes,
        code,
        message,
        every_seconds: every?,
        limit_seconds: limit?,
        why,
    })
}

/// It is called again and again, and its answer has members.
fn check_call(map: &Map<'_>, members: &Members<'_>, diagnostics: &mut Diagnostics) {
    let operation = members.operation;
    if operation.retry != Retry::Safe {
        let message = format!("`{}` may not be called again and again", operation.id);
        diagnostics.push(
            Diagnostic::new(Mistake::Contradiction, map.anchor, message)
                .label("it is not safe to send it twice")
                .help("say `retry: safe` if it only reads"),
        );
    }
    let tells = |ty: &Type| members.fields_of(ty).is_some();
    let has_members = operation.response.as_ref().is_some_and(|response| match &response.ty {
        Type::List(row) => tells(row),
        ty => tells(ty),
    });
    if !has_members {
        let message = format!("the answer of `{}` is neither an object nor a list of objects", operation.id);
        contradiction(map.anchor, &message, "it cannot tell how far some work is", diagnostics);
    }
}

/// There is a state with values, or codes say that the work goes on.
fn check_state(
    map: &Map<'_>,
    state: Option<&Found<'_>>,
    members: &Members<'_>,
    diagnostics: &mut Diagnostics,
) {
    let Some(node) = map.get("state") else {
        for entry in ["done", "failed"].iter().filter_map(|key| map.entry(key)) {
            let message = format!("`{}` needs `state`", entry.key);
            contradiction(entry.key_span, &message, "values of nothing", diagnostics);
        }
        if map.get("running_codes").is_none() {
            diagnostics.push(
                Diagnostic::new(Mistake::MissingKey, map.anchor, "nothing says when the work is over")
                    .label("progress needs `state` and `done`, or `running_codes`"),
            );
        }
        return;
    };
    map.need("done", diagnostics);
    if state.is_some_and(|state| members.plain(state.ty).is_none()) {
        wrong(node.span, state, diagnostics);
    }
}

/// The states of work that is done, and of work that failed.
fn resolve_states(
    map: &Map<'_>,
    state: Option<&Found<'_>>,
    members: &Members<'_>,
    diagnostics: &mut Diagnostics,
) -> (Vec<String>, Vec<String>) {
    let mut all: Vec<&str> = Vec::new();
    let mut lists = Vec::new();
    for node in [map.get("done"), map.get("failed")] {
        let named = node.map_or(Vec::new(), |node| strings(node, "a state", diagnostics));
        for (value, span) in &named {
            if all.contains(value) {
                let message = format!("the state `{value}` is named twice");
                contradiction(*span, &message, "it means one thing", diagnostics);
            }
            all.push(value);
            if let Some(state) = state {
                check_value(value, *span, state, members, diagnostics);
            }
        }
        lists.push(named.into_iter().map(|(value, _)| value.to_owned()).collect());
    }
    let failed = lists.pop().unwrap_or_default();
    (lists.pop().unwrap_or_default(), failed)
}

/// A state is one that the member may have.
fn check_value(
    value: &str,
    span: Span,
    state: &Found<'_>,
    members: &Members<'_>,
    diagnostics: &mut Diagnostics,
) {
    let known: Vec<String> = match (members.enum_of(state.ty), members.plain(state.ty)) {
        (Some(of), _) => of
            .values
            .iter()
            .map(|value| match &value.wire {
                WireValue::Text(text) => text.clone(),
                WireValue::Integer(number) => number.to_string(),
            })
            .collect(),
        (None, Some(Plain::Flag)) => ["true", "false"].map(str::to_owned).to_vec(),
        (None, Some(Plain::Number)) if value.parse::<i64>().is_err() => Vec::new(),
        _ => return,
    };
    if !known.iter().any(|known| known == value) {
        diagnostics.push(
            Diagnostic::new(
                Mistake::NotOneOf,
                span,
                format!("`{value}` is no value of `{}`", state.path.join(".")),
            )
            .label("not a state of the work")
            .nearest(value, known.iter().map(String::as_str)),
        );
    }
}

/// Codes that say that the work goes on: documented failures of the call.
fn resolve_codes(
    map: &Map<'_>,
    members: &Members<'_>,
    codes: &[Code],
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let named = map.get("running_codes").map_or(Vec::new(), |node| strings(node, "a code", diagnostics));
    let known: Vec<&str> = [&members.operation.codes, &members.group.codes, codes]
        .into_iter()
        .flatten()
        .filter(|code| matches!(code.pattern, CodePattern::Exact(_)))
        .map(|code| code.pattern.as_str())
        .collect();
    for (code, span) in named.iter().filter(|(code, _)| !known.contains(code)) {
        diagnostics.push(
            Diagnostic::new(
                Mistake::UnresolvedName,
                *span,
                format!("`{}` has no code `{code}`", members.operation.id),
            )
            .label("not one of its `codes`, its group's or its API's")
            .nearest(code, known.iter().copied()),
        );
    }
    named.into_iter().map(|(code, _)| code.to_owned()).collect()
}

/// A plain member of the answer.
fn resolve_plain(map: &Map<'_>, key: &str, members: &Members<'_>, diagnostics: &mut Diagnostics) -> WirePath {
    let Some(node) = map.get(key) else { return WirePath::new() };
    let found = members.named(node, Of::Answer, diagnostics);
    if found.as_ref().is_some_and(|found| members.plain(found.ty).is_none()) {
        wrong(node.span, found.as_ref(), diagnostics);
    }
    found.map(|found| found.path).unwrap_or_default()
}

fn wrong(span: Span, found: Option<&Found<'_>>, diagnostics: &mut Diagnostics) {
    let path = found.map(|found| found.path.join(".")).unwrap_or_default();
    diagnostics.push(
        Diagnostic::new(Mistake::WrongType, span, format!("`{path}` has the wrong type here"))
            .label("no plain value: text, whole number, boolean or one of an enum"),
    );
}

fn contradiction(span: Span, message: &str, label: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(Diagnostic::new(Mistake::Contradiction, span, message).label(label));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, enum_of, field, list_of, object, operation, shared_enum};
    use crate::resolve::samples::{messages, node};
    use crate::source::Value;
    use std::sync::Arc;

    const TIME: &str = "every: 5s, for_at_most: 1h, why: It is so.";

    #[track_caller]
    fn check(progress: &str, retry: Retry, expected: &[&str]) {
        let answer = object(
            "Task",
            [
                field("state", enum_of("State")),
                field("number", Type::I32),
                field("over", Type::Boolean),
                field("rows", list_of(Type::Id)),
                field("why", Type::String),
            ],
        );
        let api = api()
            .code(crate::model::samples::code("1001", "running"))
            .shared_enum(shared_enum("State", [(1, "running"), (2, "failed"), (3, "done")]))
            .operation("account", operation("get").gives(answer));
        let mut api = api.done();
        Arc::make_mut(&mut api.first_group().operations[0]).retry = retry;
        let members =
            Members { operation: &api.groups[0].operations[0], group: &api.groups[0], enums: &api.enums };
        let root = node(&format!("progress: {progress}\n"));
        let Value::Map(entries) = &root.value else { panic!("a map") };
        let mut diagnostics = Diagnostics::default();
        resolve_progress(&entries[0], &members, &api.codes, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[track_caller]
    fn check_safe(said: &str, expected: &[&str]) {
        check(&format!("{{ {said}, {TIME} }}"), Retry::Safe, expected);
    }

    #[test]
    fn the_end_is_a_state_or_the_absence_of_a_code() {
        check_safe("state: state, done: [\"3\"], failed: [\"2\"], code: number, message: why", &[]);
        check_safe("running_codes: [\"1001\"]", &[]);
        check_safe("code: why", &["nothing says when the work is over"]);
        check_safe("running_codes: [\"1001\"], done: [\"3\"]", &["`done` needs `state`"]);
        check_safe("state: state", &["the key `done` is missing"]);
        check_safe("running_codes: [\"1002\"]", &["`account.get` has no code `1002`"]);
    }

    #[test]
    fn states_are_values_of_the_member() {
        check_safe("state: state, done: [\"4\"]", &["`4` is no value of `state`"]);
        check_safe("state: over, done: \"true\"", &[]);
        check_safe("state: over, done: \"yes\"", &["`yes` is no value of `over`"]);
        check_safe("state: number, done: \"7\"", &[]);
        check_safe("state: number, done: \"x\"", &["`x` is no value of `number`"]);
        check_safe("state: why, done: anything", &[]);
        check_safe("state: state, done: [\"3\"], failed: [\"3\"]", &["the state `3` is named twice"]);
        check_safe("state: rows, done: [\"3\"]", &["`rows` has the wrong type here"]);
        check_safe("state: state, done: \"3\", message: rows", &["`rows` has the wrong type here"]);
    }

    #[test]
    fn a_call_that_is_asked_again_is_safe_and_in_time() {
        let said = "{ state: state, done: \"3\", every: 5s, for_at_most: 1h, why: It is so. }";
        check(said, Retry::Never, &["`account.get` may not be called again and again"]);
        let hasty = said.replace("5s", "2h");
        check(&hasty, Retry::Safe, &["the limit is shorter than the pace"]);
        let silent = said.replace(", why: It is so.", "");
        check(&silent, Retry::Safe, &["the key `why` is missing"]);
    }
}
