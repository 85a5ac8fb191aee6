//! `vectors`: known answers of a signing recipe.
//!
//! In comes the list, out go [`Vector`]s that give the recipe all it needs and expect what it makes. Whether
//! they hold is tested in the emitted client.

use super::read::{Map, entries, integer, items, key_span, scalar};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{GIVEN, Kind, METHODS, POSTED, POSTED_VECTOR, VECTOR};
use crate::model::{
    Credential, Expression, Given, HeaderTemplate, Method, Signing, Source, TemplatePart, Transform, Vector,
};
use crate::source::{Entry, Node, Value};

/// What must be given where a recipe uses one of these.
const NEEDED: &[(&str, &[Source])] =
    &[("nonce", &[Source::Nonce]), ("token", &[Source::Token]), ("now_ms", &[Source::NowMs, Source::NowS])];

/// Who signs by a recipe.
#[derive(Clone, Copy)]
pub(super) enum Signer<'a> {
    /// The client, its calls.
    Client,
    /// The vendor, what it posts; it adds these members to the body.
    Vendor(&'a [HeaderTemplate]),
}

impl<'a> Signer<'a> {
    /// The kinds of a vector and of what it gives.
    fn kinds(self) -> (&'static Kind, &'static Kind) {
        match self {
            Self::Client => (&VECTOR, &GIVEN),
            Self::Vendor(_) => (&POSTED_VECTOR, &POSTED),
        }
    }

    fn members(self) -> &'a [HeaderTemplate] {
        match self {
            Self::Client => &[],
            Self::Vendor(members) => members,
        }
    }
}

/// Reads the vectors of a recipe; at least one is wanted.
pub(super) fn resolve_vectors(
    map: &Map<'_>,
    (signing, signer): (&Signing, Signer<'_>),
    credentials: &[Credential],
    diagnostics: &mut Diagnostics,
) -> Vec<Vector> {
    let Some(entry) = map.need("vectors", diagnostics) else { return Vec::new() };
    let all = items(&entry.value, "vectors", diagnostics);
    if all.is_empty() && matches!(entry.value.value, Value::List(_)) {
        diagnostics.push(
            Diagnostic::new(
                Code::VectorMismatch,
                entry.value.span,
                "a signing recipe needs at least one vector",
            )
            .label("nothing proves this recipe"),
        );
    }
    all.iter().filter_map(|node| resolve_vector(node, (signing, signer), credentials, diagnostics)).collect()
}

fn resolve_vector(
    node: &Node,
    (signing, signer): (&Signing, Signer<'_>),
    credentials: &[Credential],
    diagnostics: &mut Diagnostics,
) -> Option<Vector> {
    let map = Map::read(node, node.span, signer.kinds().0, diagnostics)?;
    let name = map.need_text("name", diagnostics);
    let given = map.need("given", diagnostics);
    let expect = map.need("expect", diagnostics);
    let given = given.and_then(|entry| resolve_given(entry, (signing, signer), credentials, diagnostics));
    let expect =
        expect.map_or(Vec::new(), |entry| resolve_expect(&entry.value, (signing, signer), diagnostics));
    Some(Vector { name, given: given?, expect })
}

fn resolve_given(
    entry: &Entry,
    (signing, signer): (&Signing, Signer<'_>),
    credentials: &[Credential],
    diagnostics: &mut Diagnostics,
) -> Option<Given> {
    let (_, kind) = signer.kinds();
    let anchor = entry.key_span;
    let map = Map::read(&entry.value, anchor, kind, diagnostics).filter(Map::is_whole)?;
    let get = |key: &str| kind.key(key).and_then(|_| map.get(key));
    for (key, sources) in NEEDED {
        if sources.iter().any(|source| uses(signing, signer, source)) && get(key).is_none() {
            diagnostics.push(
                Diagnostic::new(
                    Code::VectorMismatch,
                    anchor,
                    format!("the recipe uses `{key}`, which is not given"),
                )
                .label(format!("say what `{key}` is")),
            );
        }
    }
    let string = |key: &str, diagnostics: &mut Diagnostics| {
        get(key).map_or(String::new(), |node| any_text(node, diagnostics))
    };
    Some(Given {
        path: string("path", diagnostics),
        body: string("body", diagnostics),
        nonce: string("nonce", diagnostics),
        token: string("token", diagnostics),
        method: resolve_method(&map, signer, diagnostics),
        query: pairs(get("query"), diagnostics),
        headers: pairs(get("headers"), diagnostics),
        now_ms: map.get("now_ms").and_then(|node| integer(node, "milliseconds", diagnostics)).unwrap_or(0),
        credentials: resolve_credentials(&map, credentials, diagnostics),
    })
}

/// The method of a call, which has a path too; what a vendor posts comes by POST to an address of the user's.
fn resolve_method(map: &Map<'_>, signer: Signer<'_>, diagnostics: &mut Diagnostics) -> Method {
    let Signer::Client = signer else { return Method::Post };
    map.need("method", diagnostics);
    map.need("path", diagnostics);
    map.word("method", &METHODS, diagnostics).unwrap_or(Method::Post)
}

fn resolve_credentials(
    map: &Map<'_>,
    credentials: &[Credential],
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let given = pairs(map.get("credentials"), diagnostics);
    let place = map.get("credentials").map_or(map.anchor, |node| node.span);
    for (name, _) in &given {
        if !credentials.iter().any(|known| known.name.snake() == name) {
            let place = map.get("credentials").map_or(place, |node| key_span(node, name));
            diagnostics.push(
                Diagnostic::new(Code::VectorMismatch, place, format!("there is no credential `{name}`"))
                    .label("not one of `credentials` of this API")
                    .nearest(name, credentials.iter().map(|known| known.name.snake())),
            );
        }
    }
    credentials
        .iter()
        .map(|wanted| {
            let found = given.iter().find(|(name, _)| name == wanted.name.snake());
            if found.is_none() {
                let name = wanted.name.snake();
                diagnostics.push(
                    Diagnostic::new(
                        Code::VectorMismatch,
                        place,
                        format!("the credential `{name}` is not given"),
                    )
                    .label(format!("say what `{name}` is")),
                );
            }
            found.map_or(String::new(), |(_, value)| value.clone())
        })
        .collect()
}

fn resolve_expect(
    node: &Node,
    (signing, signer): (&Signing, Signer<'_>),
    diagnostics: &mut Diagnostics,
) -> Vec<(String, String)> {
    let known = || {
        let headers = signing.headers.iter().chain(signer.members()).map(|made| made.name.as_str());
        headers.chain(signing.steps.iter().map(|step| step.name.as_str()))
    };
    let all = entries(node, "values by header or step", diagnostics).unwrap_or(&[]);
    if all.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::VectorMismatch, node.span, "a vector expects something")
                .label("nothing expected"),
        );
    }
    for entry in all {
        if !known().any(|name| name == entry.key) {
            let names: Vec<&str> = known().collect();
            diagnostics.push(
                Diagnostic::new(
                    Code::VectorMismatch,
                    entry.key_span,
                    format!("`{}` is no header and no step of the recipe", entry.key),
                )
                .label("the recipe does not make it")
                .nearest(&entry.key, names),
            );
        }
    }
    all.iter().map(|entry| (entry.key.clone(), any_text(&entry.value, diagnostics))).collect()
}

/// A text that may be empty.
fn any_text(node: &Node, diagnostics: &mut Diagnostics) -> String {
    match &node.value {
        Value::Scalar(text) if !text.is_null() => text.text.clone(),
        _ => scalar(node, "a text", diagnostics).map_or(String::new(), |text| text.text.clone()),
    }
}

fn pairs(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Vec<(String, String)> {
    let all = node.and_then(|node| entries(node, "texts by name", diagnostics)).unwrap_or(&[]);
    all.iter().map(|entry| (entry.key.clone(), any_text(&entry.value, diagnostics))).collect()
}

/// Whether a recipe looks at a value.
fn uses(signing: &Signing, signer: Signer<'_>, wanted: &Source) -> bool {
    let in_headers =
        signing.headers.iter().chain(signer.members()).flat_map(|header| &header.value.parts).any(|part| {
            match part {
                TemplatePart::Value(source) => source == wanted,
                TemplatePart::Text(_) => false,
            }
        });
    let in_steps = signing.steps.iter().any(|step| match &step.value {
        Expression::Pipeline { from, through } => {
            from == wanted
                || through
                    .iter()
                    .any(|transform| matches!(transform, Transform::HmacSha256(key) if key == wanted))
        }
        Expression::Join { of, .. } | Expression::Lines(of) => of.contains(wanted),
        Expression::HeaderLines { .. } => false,
    });
    in_headers || in_steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::SIGNING;
    use crate::model::Template;
    use crate::resolve::samples::{messages, node};

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) {
        let template = Template { parts: vec![TemplatePart::Value(Source::Nonce)] };
        let headers = vec![HeaderTemplate { name: "X-Nonce".into(), value: template }];
        let signing = Signing { steps: Vec::new(), headers, vectors: Vec::new() };
        let root = node(yaml);
        let mut diagnostics = Diagnostics::default();
        let map = Map::of_file(&root, &SIGNING, &mut diagnostics).expect("a map");
        resolve_vectors(&map, (&signing, Signer::Client), &[], &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn a_vector_gives_and_expects() {
        check(
            "vectors: [{ name: a, given: { method: GET, path: /, nonce: n }, expect: { X-Nonce: n } }]\n",
            &[],
        );
    }

    #[test]
    fn what_is_missing_is_named() {
        check("vectors: []\n", &["a signing recipe needs at least one vector"]);
        check(
            "vectors: [{ name: a, given: { method: GET, path: / }, expect: { X-Nonse: n } }]\n",
            &[
                "the recipe uses `nonce`, which is not given",
                "`X-Nonse` is no header and no step of the recipe",
            ],
        );
    }
}
