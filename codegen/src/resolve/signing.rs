//! `headers` and `signing`: what is sent beside a call, and how it is signed.
//!
//! In come the two maps of `api.yaml`, out go templates, steps and vectors. A header that a step looks at
//! must be known when the step is made: circles are reported.

use super::fields::check_header_name;
use super::read::{Map, entries};
use super::recipe::{Names, Scene, resolve_steps};
use super::template::resolve_template;
use super::vectors::{Signer, resolve_vectors};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::SIGNING;
use crate::model::{
    Credential, Expression, HeaderTemplate, Signing, Source, Template, TemplatePart, Transform,
};
use crate::source::{Entry, Node, Span};

/// Reads the headers of every call.
pub(super) fn resolve_headers(
    node: &Node,
    credentials: &[Credential],
    diagnostics: &mut Diagnostics,
) -> Vec<HeaderTemplate> {
    let names = Names { scene: Scene::Headers, credentials, headers: Vec::new(), steps: Vec::new() };
    resolve_header_map(node, &names, diagnostics)
}

/// Reads the signing recipe. `common` are the headers of every call.
pub(super) fn resolve_signing(
    entry: &Entry,
    common: &[HeaderTemplate],
    credentials: &[Credential],
    diagnostics: &mut Diagnostics,
) -> Option<Signing> {
    let map = Map::read(&entry.value, entry.key_span, &SIGNING, diagnostics)?;
    if !map.is_whole() {
        return None;
    }
    let own = map.need("headers", diagnostics);
    let mut names = Names {
        scene: Scene::Signing,
        credentials,
        headers: common.iter().map(|header| header.name.clone()).collect(),
        steps: Vec::new(),
    };
    if let Some(own) = own {
        let own = entries(&own.value, "headers by name", diagnostics).unwrap_or(&[]);
        for entry in own {
            if common.iter().any(|known| known.name.eq_ignore_ascii_case(&entry.key)) {
                report_twice(entry, diagnostics);
            }
            names.headers.push(entry.key.clone());
        }
    }
    let steps = map.get("steps");
    if let Some(steps) = steps {
        resolve_steps(steps, &mut names, diagnostics);
    }
    let headers = own.map_or(Vec::new(), |own| resolve_header_map(&own.value, &names, diagnostics));
    if let Some(steps) = steps {
        check_circles(steps, &names, &headers, diagnostics);
    }
    let mut signing = Signing { steps: names.steps, headers, vectors: Vec::new() };
    signing.vectors = resolve_vectors(&map, (&signing, Signer::Client), credentials, diagnostics);
    Some(signing)
}

/// Reads headers with their templates.
pub(super) fn resolve_header_map(
    node: &Node,
    names: &Names<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<HeaderTemplate> {
    let all = entries(node, "headers by name", diagnostics).unwrap_or(&[]);
    let mut headers: Vec<HeaderTemplate> = Vec::new();
    for entry in all {
        check_header_name(entry, diagnostics);
        if headers.iter().any(|known| known.name.eq_ignore_ascii_case(&entry.key)) {
            report_twice(entry, diagnostics);
        }
        // A wrong header still takes its place, so that vectors can name it.
        let value =
            resolve_template(&entry.value, names, diagnostics).unwrap_or(Template { parts: Vec::new() });
        check_characters(&value, entry, diagnostics);
        headers.push(HeaderTemplate { name: entry.key.clone(), value });
    }
    headers
}

/// Reports text that no header can hold.
fn check_characters(value: &Template, entry: &Entry, diagnostics: &mut Diagnostics) {
    let fine = |part: &TemplatePart| match part {
        TemplatePart::Text(text) => text.chars().all(|one| matches!(one, ' '..='~')),
        TemplatePart::Value(_) => true,
    };
    if !value.parts.iter().all(fine) {
        diagnostics.push(
            Diagnostic::new(
                Code::ForbiddenText,
                entry.value.span,
                format!("the header `{}` cannot hold this text", entry.key),
            )
            .label("visible ASCII and blanks only"),
        );
    }
}

fn report_twice(entry: &Entry, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::new(
            Code::DuplicateKey,
            entry.key_span,
            format!("the header `{}` is set twice", entry.key),
        )
        .label("letter case makes no difference in names of headers"),
    );
}

/// Reports steps that look at a header whose template needs the step itself or a later one.
pub(super) fn check_circles(
    node: &Node,
    names: &Names<'_>,
    headers: &[HeaderTemplate],
    diagnostics: &mut Diagnostics,
) {
    let spans: Vec<Span> = entries(node, "steps", &mut Diagnostics::default())
        .unwrap_or(&[])
        .iter()
        .map(|entry| entry.key_span)
        .collect();
    for (at, step) in names.steps.iter().enumerate() {
        for wanted in headers_of(&step.value) {
            let Some(header) = headers.iter().find(|header| header.name == *wanted) else { continue };
            let late = header.value.parts.iter().find_map(|part| match part {
                TemplatePart::Value(Source::Step(other)) if *other >= at => Some(&names.steps[*other].name),
                _ => None,
            });
            if let Some(late) = late {
                diagnostics.push(
                    Diagnostic::new(
                        Code::UnresolvedStep,
                        spans[at],
                        format!(
                            "the step `{}` looks at the header `{wanted}`, which needs `{late}`",
                            step.name
                        ),
                    )
                    .label("not known yet when this step is made"),
                );
            }
        }
    }
}

/// Whether the signature covers the body, whatever it is.
pub(super) fn covers_body(signing: &Signing) -> bool {
    let in_step = |step: &crate::model::Step| sources_of(&step.value).contains(&&Source::Body);
    let in_header = |header: &HeaderTemplate| {
        header.value.parts.iter().any(|part| matches!(part, TemplatePart::Value(Source::Body)))
    };
    signing.steps.iter().any(in_step) || signing.headers.iter().any(in_header)
}

/// The headers that a step looks at.
fn headers_of(expression: &Expression) -> Vec<&String> {
    if let Expression::HeaderLines { of, .. } = expression {
        return of.iter().collect();
    }
    let headers = sources_of(expression).into_iter().map(|source| match source {
        Source::Header(name) => Some(name),
        _ => None,
    });
    headers.flatten().collect()
}

/// The values that a step is made of.
fn sources_of(expression: &Expression) -> Vec<&Source> {
    let mut sources: Vec<&Source> = Vec::new();
    match expression {
        Expression::HeaderLines { .. } => {}
        Expression::Pipeline { from, through } => {
            sources.push(from);
            sources.extend(through.iter().filter_map(|transform| match transform {
                Transform::HmacSha256(key) => Some(key),
                _ => None,
            }));
        }
        Expression::Join { of, .. } | Expression::Lines(of) => sources.extend(of),
    }
    sources
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::samples::{messages, node};
    use crate::source::Value;

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) {
        let root = node(yaml);
        let Value::Map(entries) = &root.value else { panic!("a map") };
        let mut diagnostics = Diagnostics::default();
        resolve_signing(&entries[0], &[], &[], &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    const VECTOR: &str =
        "  vectors: [{ name: one, given: { method: POST, path: /, now_ms: 1 }, expect: { X-Sign: a } }]\n";

    #[test]
    fn a_recipe_is_read() {
        check(
            &format!(
                "signing:\n  steps: {{ a: [body, md5, hex] }}\n  headers: {{ X-Sign: \"{{a}}\" }}\n{VECTOR}"
            ),
            &[],
        );
    }

    #[test]
    fn circles_are_found() {
        check(
            &format!(
                "signing:\n  steps: {{ a: {{ lines: [{{ header: X-Sign }}] }} }}\n  headers: {{ X-Sign: \"{{a}}\" }}\n{VECTOR}"
            ),
            &["the step `a` looks at the header `X-Sign`, which needs `a`"],
        );
    }

    #[test]
    fn headers_hold_visible_ascii_on_one_line() {
        check(
            &format!("signing:\n  headers: {{ X-Sign: é, X-B: 企业, X-C: \"a ~\" }}\n{VECTOR}"),
            &["the header `X-Sign` cannot hold this text", "the header `X-B` cannot hold this text"],
        );
        check(
            &format!("signing:\n  headers: {{ X-Sign: \"a\\nX-Evil: 1\" }}\n{VECTOR}"),
            &["expected a text with `{values}` on one line"],
        );
    }

    #[test]
    fn a_misspelt_key_is_the_only_mistake() {
        check(
            &format!(
                "signing:\n  stps: {{ a: [body, md5, hex] }}\n  headers: {{ X-Sign: \"{{a}}\" }}\n{VECTOR}"
            ),
            &["unknown key `stps`"],
        );
    }

    #[test]
    fn headers_are_named_once() {
        check(
            &format!("signing:\n  headers: {{ X-Sign: a, x-sign: b, \"x y\": c }}\n{VECTOR}"),
            &["the header `x-sign` is set twice", "`x y` is no name of a header"],
        );
    }
}
