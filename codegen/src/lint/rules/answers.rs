//! Answers of examples: codes that nothing documents, members that are nearly those of the envelope, and codes of
//! success that no example has.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic};
use crate::lint::Questions;
use crate::lint::scene::Scene;
use crate::model::{Code as Answered, Envelope, EnvelopeData, Group, Member, Operation};
use crate::names::nearest;
use crate::source::{Entry, Node};

/// Asks about each of them.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    let envelope = &scene.api.envelope;
    let mut seen = BTreeSet::new();
    for group in &scene.api.groups {
        for operation in &group.operations {
            let document = scene.call(&operation.spec).and_then(|document| document.root.get("examples"));
            for example in document.map_or(&[][..], Node::items) {
                let Some(answer) = example.get("response") else { continue };
                if let Some(code) = code_of(answer, envelope) {
                    seen.extend(code.text());
                    ask_code(scene, (group, operation), code, example, questions);
                }
                ask_members(envelope, answer, example, questions);
            }
        }
    }
    ask_success(scene, &seen, questions);
}

fn code_of<'a>(answer: &'a Node, envelope: &Envelope) -> Option<&'a Node> {
    names(&envelope.code).find_map(|name| answer.get(name))
}

/// All names of a member.
fn names(member: &Member) -> impl Iterator<Item = &str> {
    [&member.wire].into_iter().chain(&member.also).map(String::as_str)
}

/// Where no page lists codes, nothing can be said.
fn ask_code(
    scene: &Scene<'_>,
    (group, operation): (&Group, &Operation),
    code: &Node,
    example: &Node,
    questions: &mut Questions,
) {
    let Some(text) = code.text() else { return };
    let documented: Vec<&Answered> =
        [&operation.codes, &group.codes, &scene.api.codes].into_iter().flatten().collect();
    let is_known = documented.iter().any(|one| one.pattern.holds(text));
    if documented.is_empty() || is_known || scene.api.envelope.success.codes.iter().any(|one| one == text) {
        return;
    }
    let known: Vec<&str> = documented.iter().map(|one| one.pattern.as_str()).collect();
    let message = format!("`{}` answers with `{text}`, a code that nothing documents", operation.id);
    let asked = Diagnostic::new(Code::UndocumentedCode, code.span, message)
        .label("neither success nor one of `codes` of the call, the group or the API")
        .nearest(text, known.iter().copied());
    questions.ask(example.span, asked);
}

/// Members that stand beside the envelope are fields, and those are compared with the examples anyway.
fn ask_members(envelope: &Envelope, answer: &Node, example: &Node, questions: &mut Questions) {
    let EnvelopeData::Member { member: data, .. } = &envelope.data else { return };
    let of_success = [envelope.success.flag.as_ref(), envelope.success.without_code.as_ref()];
    let others = [envelope.message.as_ref(), envelope.request_id.as_ref(), envelope.presentable.as_ref()];
    let all = [Some(&envelope.code), Some(data)].into_iter().chain(of_success).chain(others).flatten();
    let known: Vec<&str> = all.flat_map(names).collect();
    for Entry { key, key_span, .. } in
        answer.entries().iter().filter(|one| !known.contains(&one.key.as_str()))
    {
        let near = nearest(key, known.iter().copied()).filter(|near| answer.get(near).is_none());
        let Some(near) = near else { continue };
        let message = format!("the envelope has no `{key}`, and the answer has no `{near}`");
        let asked = Diagnostic::new(Code::NearlyEnvelope, *key_span, message)
            .label("nobody reads this")
            .help(format!("did you mean `{near}`?"));
        questions.ask(example.span, asked);
    }
}

fn ask_success(scene: &Scene<'_>, seen: &BTreeSet<&str>, questions: &mut Questions) {
    let Some((success, owner)) = scene.of_api("envelope", "success") else { return };
    let Some(codes) = success.value.get("code") else { return };
    for node in std::iter::once(codes).chain(codes.items()) {
        let Some(code) = node.text().filter(|code| !seen.is_empty() && !seen.contains(code)) else {
            continue;
        };
        let message = format!("no example of any call answers with `{code}`");
        let asked = Diagnostic::new(Code::UnseenSuccess, node.span, message)
            .label("said to be success")
            .help("take the code from the vendor's examples, or make up one that has it");
        questions.ask(owner, asked);
    }
}
