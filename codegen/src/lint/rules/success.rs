//! Calls whose examples show failures alone: nobody sees what the answer looks like.

use crate::diagnostics::{Code, Diagnostic};
use crate::lint::Questions;
use crate::lint::scene::Scene;
use crate::model::{Envelope, Example, Json, Member, Operation};

/// Asks about each of them.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    let shows = |operation: &Operation| {
        operation.examples.iter().any(|example| succeeds(example, &scene.api.envelope))
    };
    // Where no call at all succeeds, the code of success is asked about, not the calls.
    if !scene.operations().any(shows) {
        return;
    }
    for operation in scene.operations() {
        if shows(operation) {
            continue;
        }
        let Some(document) = scene.call(&operation.spec) else { continue };
        let Some(examples) = document.root.entry("examples") else { continue };
        let message = format!("no example of `{}` shows success", operation.id);
        let asked = Diagnostic::new(Code::NoSuccess, examples.key_span, message)
            .label("all of them fail")
            .help("make up an answer of success from the vendor's table");
        questions.ask(document.root.span, asked);
    }
}

fn succeeds(example: &Example, envelope: &Envelope) -> bool {
    let Json::Object(members) = &example.response else {
        return example.download.is_some();
    };
    let value = |name: &str| members.iter().find(|(wire, _)| wire == name).map(|(_, value)| value);
    let held = |member: &Member| [&member.wire].into_iter().chain(&member.also).find_map(|name| value(name));
    let is_true = |flag: &Option<Member>| flag.as_ref().and_then(held).map(|flag| *flag == Json::Bool(true));
    let by_code = match held(&envelope.code) {
        Some(Json::String(code) | Json::Number(code)) => envelope.success.codes.iter().any(|one| one == code),
        _ => is_true(&envelope.success.without_code) == Some(true),
    };
    by_code && is_true(&envelope.success.flag) != Some(false)
}
