//! One callback's file: something that the vendor posts to the user of the client.
//!
//! In comes the document, out goes a [`Callback`] with its fields, replies, signature and examples checked.

mod proof;
mod pushes;
mod replies;
mod verify;

use pushes::{resolve_probe, resolve_repeats};
use replies::resolve_replies;
use verify::resolve_verify;

use super::described::{resolve_disagreements, resolve_id, resolve_notes, resolve_own_enums};
use super::evidence::need_evidence;
use super::examples::resolve_bodies;
use super::fields::{Side, check_xml, resolve_fields};
use super::layout::CallFile;
use super::objects::settle;
use super::operation::Around;
use super::read::Map;
use super::sets::members_of;
use super::types::Local;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::CALLBACK;
use crate::model::{Callback, Field, Verify};
use crate::source::Value;

/// Reads one callback. One with a mistake is not given back.
pub(super) fn resolve_callback(
    file: &CallFile<'_>,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Callback> {
    let before = diagnostics.len();
    let map = Map::of_file(&file.document.root, &CALLBACK, diagnostics)?;
    let id = resolve_id(file, &map, "callback", around.scope, diagnostics);
    let mut local = Local::new(around.scope, around.ground);
    // The type of the whole body.
    local.types.claim("Notification", "the body", map.anchor, diagnostics);
    resolve_own_enums(&map, &mut local, diagnostics);
    let body = resolve_body(&map, &mut local, diagnostics);
    settle(around.scope, around.ground, diagnostics);
    check_xml(&local, diagnostics);
    let verify = resolve_proof(&map, &body, &local, before == diagnostics.len(), diagnostics);
    let replies = resolve_replies(&map, diagnostics);
    let examples = if map.is_whole() { resolve_bodies(&map, &body, &local, diagnostics) } else { Vec::new() };
    let callback = Callback {
        label: map.need_text("label", diagnostics),
        about: map.need_text("about", diagnostics),
        spec: file.document.path.clone(),
        keys: map.places(),
        evidence: need_evidence(&map, diagnostics),
        partial: map.text("partial", diagnostics),
        disagreements: resolve_disagreements(&map, diagnostics),
        deprecated: map.text("deprecated", diagnostics),
        notes: resolve_notes(&map, diagnostics),
        body,
        probe: resolve_probe(&map, &replies, diagnostics),
        repeats: resolve_repeats(&map, diagnostics),
        verify,
        replies: replies.all,
        enums: local.enums,
        examples,
        id: id?,
    };
    (diagnostics.len() == before).then_some(callback)
}

/// The recipe refers to credentials and members: where one of them could not be read, it would seem wrong.
fn resolve_proof(
    map: &Map<'_>,
    body: &[Field],
    local: &Local<'_>,
    clean: bool,
    diagnostics: &mut Diagnostics,
) -> Option<Verify> {
    let readable = clean && map.is_whole() && local.scope.complete && local.ground.complete;
    let entry = map.entry("verify").filter(|_| readable)?;
    resolve_verify(entry, body, &local.scope.credentials, diagnostics)
}

fn resolve_body(map: &Map<'_>, local: &mut Local<'_>, diagnostics: &mut Diagnostics) -> Vec<Field> {
    if map.entry("with").is_none() {
        map.need("body", diagnostics);
    }
    let members = members_of(map, "body", local, diagnostics);
    if let Some(body) = map.entry("body").filter(|_| members.is_empty() && !local.lost.get())
        && matches!(&body.value.value, Value::Map(_))
    {
        diagnostics.push(
            Diagnostic::new(Code::EmptyValue, body.key_span, "a callback needs at least one field")
                .label("no fields"),
        );
    }
    resolve_fields(&members, Side::Answer, local, diagnostics)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::Ident;
    use crate::resolve::operation::Signed;
    use crate::resolve::samples::{document, messages};
    use crate::resolve::scope::{Ground, Scope};

    const HEAD: &str = "callback: invoice.done\nlabel: 回调\nabout: Tells.\nevidence: [{ page: doc-1 }]\n";
    const REPLIES: &str = "replies: { accepted: { about: Taken., body: { code: \"0\" } } }\n";
    const EXAMPLES: &str = "examples: [{ name: one, body: { taskId: 1 } }]\n";
    const BODY: &str = "body: { taskId: { type: id, always_present: true } }\n";

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) {
        let document = document(yaml);
        let file = CallFile { group: "invoice".into(), name: "done".into(), document: &document };
        let groups = vec![Ident::from_snake("invoice").expect("a name")];
        let scope = Scope { groups, complete: true, ..Scope::default() };
        let ground = Ground { complete: true, ..Ground::default() };
        let around = Around { scope: &scope, ground: &ground, envelope: None, signed: Signed::No };
        let mut diagnostics = Diagnostics::default();
        let callback = resolve_callback(&file, &around, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
        assert_eq!(callback.is_some(), expected.is_empty());
    }

    #[test]
    fn a_callback_has_a_body_replies_and_examples() {
        check(&format!("{HEAD}{BODY}{REPLIES}{EXAMPLES}"), &[]);
        check(
            HEAD,
            &["the key `body` is missing", "the key `replies` is missing", "the key `examples` is missing"],
        );
        check(&format!("{HEAD}{BODY}{EXAMPLES}replies: {{}}\n"), &["a callback needs at least one reply"]);
    }

    #[test]
    fn what_to_answer_may_be_unknown() {
        check(&format!("{HEAD}{BODY}{EXAMPLES}partial: What to answer is not known.\n"), &[]);
    }

    #[test]
    fn an_example_fits_the_body() {
        check(
            &format!("{HEAD}{BODY}{REPLIES}examples: [{{ name: one, body: {{ task: 1 }} }}]\n"),
            &["there is no field `task`", "`taskId` is missing, which is always present"],
        );
    }

    #[test]
    fn the_body_has_a_type_of_its_own() {
        let body =
            "body: { taskId: { type: id }, notification: { type: object, fields: { a: { type: id } } } }\n";
        check(
            &format!("{HEAD}{body}{REPLIES}{EXAMPLES}"),
            &["`the body` and `Notification` are both `Notification` in Rust"],
        );
    }
}
