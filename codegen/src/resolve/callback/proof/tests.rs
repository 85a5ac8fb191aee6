//! Recipes that prove what was posted, and recipes that do not.

use super::*;
use crate::diagnostics::Diagnostics;
use crate::model::samples::{field, ident, text};
use crate::model::{Type, Verify};
use crate::resolve::callback::verify::resolve_verify;
use crate::resolve::samples::{messages, node};
use crate::source::Value;

const GIVEN: &str = "given: { now_ms: 1, nonce: n, credentials: { key: k, secret: s } }, expect: { s: x }";

#[track_caller]
fn check(recipe: &str, expected: &[&str]) -> Option<Verify> {
    let root = node(&format!("verify: {{ {recipe}, vectors: [{{ name: one, {GIVEN} }}] }}\n"));
    let Value::Map(entries) = &root.value else { panic!("a map") };
    let held = |name, sensitive| Credential {
        name: ident(name),
        about: text("It is held."),
        sensitive,
        at: Default::default(),
    };
    let credentials = [held("key", false), held("secret", true)];
    let body = [field("taskId", Type::Id).done(), field("sign", Type::String).done()];
    let mut diagnostics = Diagnostics::default();
    let found = resolve_verify(&entries[0], &body, &credentials, &mut diagnostics);
    assert_eq!(messages(&diagnostics), expected);
    assert_eq!(found.is_some(), expected.is_empty());
    found
}

#[test]
fn time_and_nonce_are_read_where_they_stand_alone() {
    check(
        "steps: { t: { lines: [now_ms, nonce, body] }, s: [t, { hmac_sha256: secret }, hex] }, \
         headers: { X-Time: \"{now_ms}\", X-Nonce: \"{nonce}\", X-Sign: \"{key}:{s}\" }, window: 5m",
        &[],
    );
    check(
        "steps: { t: { lines: [now_ms, nonce, body] }, s: [t, { hmac_sha256: secret }, hex] }, \
         headers: { X-Time: \"t={now_ms}\", X-Sign: \"{s}\" }",
        &[
            "`now_ms` is not the whole value of a header or a member",
            "`nonce` is not the whole value of a header or a member",
        ],
    );
}

#[test]
fn a_secret_and_the_body_take_part() {
    let nothing = "no header or member of it depends on a sensitive credential";
    check("steps: { s: [body, md5, hex] }, headers: { X-Sign: \"{s}\" }", &[nothing]);
    check("steps: { s: [body, { hmac_sha256: key }] }, headers: { X-Sign: \"{s}\" }", &[nothing]);
    check("steps: { s: [body, { hmac_sha256: secret }] }", &[nothing]);
    let not_body = "what depends on the secret does not depend on the body";
    check("steps: { s: [key, { hmac_sha256: secret }] }, headers: { X-Sign: \"{s}\" }", &[not_body]);
    check("steps: { s: [body] }, headers: { X-Token: \"{secret}\", X-Body: \"{s}\" }", &[not_body]);
}

#[test]
fn headers_of_the_recipe_may_lead_to_the_body() {
    let found = check(
        "steps: { m: [body, md5, hex], t: { header_lines: [X-Digest] }, s: [t, { hmac_sha256: secret }, hex] }, \
         headers: { X-Digest: \"{m}\", X-Sign: \"{s}\" }",
        &[],
    );
    assert_eq!(found.map(|found| (found.signs, found.secrets)), Some((Signs::Body, vec![1])));
}

#[test]
fn a_time_that_is_told_is_signed() {
    let sign = "steps: { s: [body, { hmac_sha256: secret }, hex] }, headers: { X-Sign: \"{s}\"";
    check(&format!("{sign} }}, window: 5m"), &["a window needs a time that is signed"]);
    check(
        &format!("{sign}, X-Time: \"{{now_s}}\" }}, window: 5m"),
        &["what depends on the secret does not depend on the time"],
    );
    check(
        "steps: { t: { lines: [now_ms, now_s, body] }, s: [t, { hmac_sha256: secret }] }, \
         headers: { X-Time: \"{now_ms}\", X-Seconds: \"{now_s}\", X-Sign: \"{s}\" }",
        &["a signature has one time, in milliseconds or in seconds"],
    );
}

#[test]
fn the_body_or_members_are_signed_not_both() {
    check(
        "steps: { t: { lines: [body, { member: taskId }] }, s: [t, { hmac_sha256: secret }] }, \
         headers: { X-Sign: \"{s}\" }",
        &["a recipe signs the body or members of it, not both"],
    );
    check(
        "steps: { s: [body, { hmac_sha256: secret }] }, members: { sign: \"{s}\" }",
        &["the body that is signed cannot hold the signature"],
    );
}
