//! `verify`: how the vendor signs what it posts.
//!
//! In comes the map, out goes a [`Verify`]: a recipe as for calls, which knows the vendor's clock and nonce, the
//! body and its members. What it must cover is a matter of `proof`.

use super::proof::{Proof, check_proof};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::VERIFY;
use crate::model::{Credential, Field, HeaderTemplate, Signing, Template, Verify};
use crate::resolve::duration::resolve_duration;
use crate::resolve::read::{Map, entries};
use crate::resolve::recipe::{Names, Scene, check_member, resolve_steps};
use crate::resolve::signing::{check_circles, resolve_header_map};
use crate::resolve::template::resolve_template;
use crate::resolve::vectors::{Signer, resolve_vectors};
use crate::source::{Entry, Node};

/// Reads the recipe.
pub(super) fn resolve_verify(
    entry: &Entry,
    body: &[Field],
    credentials: &[Credential],
    diagnostics: &mut Diagnostics,
) -> Option<Verify> {
    let before = diagnostics.len();
    let map = Map::read(&entry.value, entry.key_span, &VERIFY, diagnostics).filter(Map::is_whole)?;
    let known: Vec<&str> = body.iter().map(|field| field.name.wire.as_str()).collect();
    let own = map.get("headers");
    let own_names = own.and_then(|node| entries(node, "headers by name", diagnostics)).unwrap_or(&[]);
    let mut names = Names {
        scene: Scene::Callback(&known),
        credentials,
        headers: own_names.iter().map(|entry| entry.key.clone()).collect(),
        steps: Vec::new(),
    };
    if let Some(steps) = map.get("steps") {
        resolve_steps(steps, &mut names, diagnostics);
        check_names(steps, map.get("members"), diagnostics);
    }
    let headers = own.filter(|_| !own_names.is_empty());
    let headers = headers.map_or(Vec::new(), |node| resolve_header_map(node, &names, diagnostics));
    if let Some(steps) = map.get("steps") {
        check_circles(steps, &names, &headers, diagnostics);
    }
    let members =
        map.get("members").map_or(Vec::new(), |node| resolve_members(node, &known, &names, diagnostics));
    let window = map.get("window").map(|node| resolve_duration(node, diagnostics));
    let mut recipe = Signing { steps: names.steps, headers, vectors: Vec::new() };
    recipe.vectors = resolve_vectors(&map, (&recipe, Signer::Vendor(&members)), credentials, diagnostics);
    // What the recipe proves can only be told of one that was understood.
    if diagnostics.len() > before {
        return None;
    }
    let Proof { signs, secrets } =
        check_proof((&recipe, &members), credentials, (entry, map.entry("window")), diagnostics)?;
    Some(Verify { recipe, members, signs, secrets, window_seconds: window.flatten() })
}

fn resolve_members(
    node: &Node,
    known: &[&str],
    names: &Names<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<HeaderTemplate> {
    let all = entries(node, "members by name", diagnostics).unwrap_or(&[]);
    let mut members = Vec::new();
    for entry in all {
        check_member(&entry.key, entry.key_span, known, diagnostics);
        // A wrong member still takes its place, so that vectors can name it.
        let value = resolve_template(&entry.value, names, diagnostics);
        let value = value.unwrap_or(Template { parts: Vec::new() });
        members.push(HeaderTemplate { name: entry.key.clone(), value });
    }
    members
}

/// A step may not have the name of a member that the recipe makes: vectors name both.
fn check_names(steps: &Node, members: Option<&Node>, diagnostics: &mut Diagnostics) {
    let keys = |node| entries(node, "things", &mut Diagnostics::default()).unwrap_or(&[]);
    let members = members.map_or(&[][..], keys);
    for step in keys(steps).iter().filter(|step| members.iter().any(|member| member.key == step.key)) {
        diagnostics.push(
            Diagnostic::new(Code::NameClash, step.key_span, format!("`{}` is a member", step.key))
                .label("choose another name for the step"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{field, ident, text};
    use crate::model::{Signs, Type};
    use crate::resolve::samples::{messages, node};
    use crate::source::Value;

    #[track_caller]
    fn check(recipe: &str, expected: &[&str]) -> Option<Verify> {
        let root = node(&format!("verify: {{ {recipe} }}\n"));
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
        found
    }

    const VECTORS: &str = "vectors: [{ name: one, given: { now_ms: 1, nonce: n, credentials: { key: k, secret: s } }, expect: { s: x } }]";

    #[test]
    fn a_recipe_signs_the_body_or_members() {
        let steps = "steps: { s: [body, { hmac_sha256: secret }, hex] }, headers: { X-Sign: \"{s}\" }";
        let found = check(&format!("{steps}, {VECTORS}"), &[]).expect("it is right");
        assert_eq!((found.signs, found.secrets, found.window_seconds), (Signs::Body, vec![1], None));
        let steps =
            "steps: { s: [{ member: taskId }, { hmac_sha256: secret }, hex] }, members: { sign: \"{s}\" }";
        let found = check(&format!("{steps}, {VECTORS}"), &[]).expect("it is right");
        assert_eq!((found.signs, found.members.len()), (Signs::Members, 1));
    }

    #[test]
    fn what_is_not_there_is_named() {
        let steps = "steps: { s: [{ member: taskid }, { hmac_sha256: secret }] }, members: { sgin: \"{s}\" }";
        check(&format!("{steps}, {VECTORS}"), &["there is no member `taskid`", "there is no member `sgin`"]);
        check(
            &format!(
                "steps: {{ s: [path, {{ hmac_sha256: secret }}] }}, headers: {{ X-Sign: \"{{s}}\" }}, {VECTORS}"
            ),
            &["`path` refers to nothing"],
        );
        check(
            &format!("steps: {{ s: [body], sign: [s] }}, members: {{ sign: \"{{s}}\" }}, {VECTORS}"),
            &["`sign` is a member"],
        );
    }
}
