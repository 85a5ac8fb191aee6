//! Templates: text with `{values}` in it.
//!
//! In comes a scalar, out goes a [`Template`]. `{{` and `}}` stand for braces.

use super::read::scalar;
use super::recipe::Names;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Template, TemplatePart};
use crate::source::{Node, Span, Value};

/// Reads a template.
pub(super) fn resolve_template(
    node: &Node,
    names: &Names<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Template> {
    let text = scalar(node, "a text with `{values}`", diagnostics)?.text.as_str();
    let mut parts: Vec<TemplatePart> = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        literal.push_str(&rest[..at]);
        let tail = &rest[at..];
        if let Some(after) = tail.strip_prefix("{{").or_else(|| tail.strip_prefix("}}")) {
            literal.push_str(&tail[..1]);
            rest = after;
            continue;
        }
        let start = text.len() - tail.len();
        let end = tail.find('}').filter(|_| tail.starts_with('{'));
        let Some(end) = end else {
            let span = part_of(node, text, start, start + 1);
            diagnostics.push(
                Diagnostic::new(Code::UnresolvedStep, span, "a brace stands alone")
                    .label("no partner")
                    .help("write `{{` or `}}` for the character itself"),
            );
            return None;
        };
        if !literal.is_empty() {
            parts.push(TemplatePart::Text(std::mem::take(&mut literal)));
        }
        let span = part_of(node, text, start + 1, start + end);
        parts.push(TemplatePart::Value(names.resolve(&tail[1..end], span, diagnostics)?));
        rest = &tail[end + 1..];
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        parts.push(TemplatePart::Text(literal));
    }
    Some(Template { parts })
}

/// The place of a part of a scalar's text, where the text stands in the file as it is; else all of it.
fn part_of(node: &Node, text: &str, start: usize, end: usize) -> Span {
    let plain = matches!(&node.value, Value::Scalar(scalar) if scalar.plain);
    let before = if plain { 0 } else { 1 };
    if (node.span.end - node.span.start) as usize != text.len() + 2 * before as usize {
        return node.span;
    }
    let at = |offset: usize| node.span.start + before + offset as u32;
    Span { start: at(start), end: at(end), ..node.span }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Source;
    use crate::resolve::recipe::Scene;
    use crate::resolve::samples::{messages, node};

    #[track_caller]
    fn check(yaml: &str, expected: Option<&[TemplatePart]>, reported: &[&str]) {
        let mut diagnostics = Diagnostics::default();
        let names = Names { scene: Scene::Signing, credentials: &[], headers: Vec::new(), steps: Vec::new() };
        let template = resolve_template(&node(yaml), &names, &mut diagnostics);
        assert_eq!(template.as_ref().map(|template| template.parts.as_slice()), expected);
        assert_eq!(messages(&diagnostics), reported);
    }

    #[test]
    fn values_stand_in_braces() {
        let text = |text: &str| TemplatePart::Text(text.to_owned());
        check("\"v1:{now_ms}\"\n", Some(&[text("v1:"), TemplatePart::Value(Source::NowMs)]), &[]);
        check("\"a{{b}}c\"\n", Some(&[text("a{b}c")]), &[]);
    }

    #[track_caller]
    fn check_place(yaml: &str, expected: std::ops::Range<u32>) {
        let mut diagnostics = Diagnostics::default();
        let names = Names { scene: Scene::Signing, credentials: &[], headers: Vec::new(), steps: Vec::new() };
        resolve_template(&node(yaml), &names, &mut diagnostics);
        let found = diagnostics.iter().next().expect("a mistake").primary.span;
        assert_eq!(found.start..found.end, expected);
    }

    #[test]
    fn the_place_is_the_name_or_the_whole_text() {
        check_place("a{no}\n", 2..4);
        check_place("\"a{no}\"\n", 3..5);
        check_place("'a{no}'\n", 3..5);
        check_place("企\n  业{no}\n", 0..13);
        check_place("\"\\x41{no}\"\n", 0..10);
    }

    #[test]
    fn faults_are_found() {
        check("\"{now\"\n", None, &["a brace stands alone"]);
        check("\"now}\"\n", None, &["a brace stands alone"]);
        check("\"{noww_ms}\"\n", None, &["`noww_ms` refers to nothing"]);
    }
}
