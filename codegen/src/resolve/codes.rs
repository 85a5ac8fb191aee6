//! `codes`: what a vendor answers instead of success.
//!
//! In comes the map `code -> what it means`, out go [`Code`]s in its order: exact codes and classes.

use super::named::{Sort, Taken, resolve_name};
use super::objects::Objects;
use super::read::{Map, entries, scalar};
use crate::diagnostics::{Code as Finding, Diagnostic, Diagnostics};
use crate::language::{CODE, THEN};
use crate::model::{Code, CodeData, CodePattern, ObjectSide, Then};
use crate::source::{Entry, Node, Span};

/// Which data the answers with these codes may hold.
#[derive(Clone, Copy)]
pub(super) enum DataOf<'g> {
    /// None: codes of an API.
    Api,
    /// Those of calls of the group, or its objects.
    Group {
        /// The group's objects.
        objects: &'g Objects<'g>,
        /// Whether all of them could be read.
        known: bool,
    },
    /// Those of the call, or objects of its group.
    Call {
        /// The group's objects.
        objects: &'g Objects<'g>,
        /// Whether all of them could be read.
        known: bool,
        /// Whether the call says what it answers.
        responds: bool,
    },
}

/// Reads all codes of one map. `success` are the codes of success, which are no failures; `taken` are the
/// names of the codes that are shared with others.
pub(super) fn resolve_codes(
    node: &Node,
    success: &[String],
    data: DataOf<'_>,
    taken: &mut Taken,
    diagnostics: &mut Diagnostics,
) -> Vec<Code> {
    let all = entries(node, "codes", diagnostics).unwrap_or(&[]);
    let mut classes: Vec<(&str, Span)> = Vec::new();
    let mut codes = Vec::new();
    for entry in all {
        let Some(code) = resolve_code(entry, data, taken, diagnostics) else { continue };
        match &code.pattern {
            CodePattern::Exact(text) if success.contains(text) => diagnostics.push(
                Diagnostic::new(Finding::CodeClash, entry.key_span, format!("`{text}` is a code of success"))
                    .label("not a failure")
                    .help("leave it out here, or under `success` of the envelope"),
            ),
            CodePattern::Exact(_) => {}
            CodePattern::Class(_) => {
                if let Some((other, first)) = classes.iter().find(|(other, _)| overlap(other, &entry.key)) {
                    diagnostics.push(
                        Diagnostic::new(
                            Finding::CodeClash,
                            entry.key_span,
                            format!("the classes `{other}` and `{}` overlap", entry.key),
                        )
                        .label("some codes are in both")
                        .also(*first, "the other class"),
                    );
                }
                classes.push((&entry.key, entry.key_span));
            }
        }
        codes.push(code);
    }
    codes
}

/// Whether some code is in both classes.
fn overlap(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).all(|(a, b)| a == b || a == b'x' || b == b'x')
}

fn resolve_code(
    entry: &Entry,
    data: DataOf<'_>,
    taken: &mut Taken,
    diagnostics: &mut Diagnostics,
) -> Option<Code> {
    let map = Map::read(&entry.value, entry.key_span, &CODE, diagnostics)?;
    let class = map.entry("class");
    let named = match (map.entry("name"), class) {
        (Some(name), Some(class)) => {
            diagnostics.push(
                Diagnostic::new(
                    Finding::Contradiction,
                    class.key_span,
                    "a code has a `name`, a class of codes a `class`",
                )
                .label("one of the two")
                .also(name.key_span, "the other"),
            );
            Some(name)
        }
        (None, Some(class)) => Some(class),
        (None, None) if map.is_misspelt("class") => None,
        (_, None) => map.need("name", diagnostics),
    };
    let ident = named.and_then(|named| resolve_name(&named.value, Sort::Value, diagnostics));
    // A call may say more of a code that is shared.
    if let (Some(ident), Some(named)) = (&ident, named)
        && !taken.is_for(ident.screaming(), &entry.key)
    {
        taken.claim(ident.screaming(), &entry.key, named.value.span, diagnostics);
    }
    let pattern = if class.is_some() { class_of(entry, diagnostics) } else { exact(entry, diagnostics) };
    let code = Code {
        pattern: pattern?,
        means: map.need_text("means", diagnostics),
        label: map.text("label", diagnostics),
        remedy: map.text("remedy", diagnostics),
        then: map.word("then", &THEN, diagnostics).unwrap_or(Then::Nothing),
        data: map.entry("data").and_then(|entry| resolve_data(entry, data, diagnostics)),
        name: ident?,
        at: entry.key_span,
    };
    Some(code)
}

/// What the answer with the code holds: that of the call, or an object of the group.
fn resolve_data(entry: &Entry, data: DataOf<'_>, diagnostics: &mut Diagnostics) -> Option<CodeData> {
    let wanted = scalar(&entry.value, "`response` or an object of the group", diagnostics)?;
    let (DataOf::Group { objects, known } | DataOf::Call { objects, known, .. }) = data else {
        diagnostics.push(
            Diagnostic::new(
                Finding::Contradiction,
                entry.key_span,
                "only codes of a call or a group have `data`",
            )
            .label("not here")
            .help("say it in `group.yaml` or in the call's file"),
        );
        return None;
    };
    if wanted.text == "response" {
        if matches!(data, DataOf::Call { responds: false, .. }) {
            diagnostics.push(
                Diagnostic::new(Finding::Contradiction, entry.value.span, "the call has no `response`")
                    .label("nothing is known of it"),
            );
        }
        return Some(CodeData::Response);
    }
    let found = objects.claim(&wanted.text, ObjectSide::Answer, entry.value.span, diagnostics);
    if found.is_none() && known {
        diagnostics.push(
            Diagnostic::new(
                Finding::UnresolvedName,
                entry.value.span,
                format!("there is no object `{}`", wanted.text),
            )
            .label("neither `response` nor one of `objects` of the group")
            .nearest(&wanted.text, ["response"].into_iter().chain(objects.names()).collect::<Vec<_>>()),
        );
    }
    found.map(CodeData::Shared)
}

fn exact(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<CodePattern> {
    let text = entry.key.as_str();
    if text.is_empty() || !text.chars().all(|letter| letter.is_ascii_graphic()) {
        report_no_code(entry, "visible ASCII without blanks", diagnostics);
        return None;
    }
    Some(CodePattern::Exact(text.to_owned()))
}

fn class_of(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<CodePattern> {
    let text = entry.key.as_str();
    if !text.contains('x') || !text.bytes().all(|byte| byte == b'x' || byte.is_ascii_digit()) {
        report_no_code(entry, "digits, and `x` for any digit", diagnostics);
        return None;
    }
    Some(CodePattern::Class(text.to_owned()))
}

fn report_no_code(entry: &Entry, wanted: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::new(Finding::NotACode, entry.key_span, format!("`{}` is no code", entry.key))
            .label(wanted),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::samples::{messages, node};

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) {
        let mut diagnostics = Diagnostics::default();
        resolve_codes(&node(yaml), &["0".to_owned()], DataOf::Api, &mut Taken::default(), &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn exact_codes_and_disjoint_classes_are_fine() {
        check(
            "\"4001\": { name: gone, means: Gone. }\n4xxx: { class: login, means: L. }\n5xxx: { class: system, means: S. }\n",
            &[],
        );
    }

    #[test]
    fn clashes_are_found() {
        check(
            "4xxx: { class: a, means: A. }\nx001: { class: b, means: B. }\n",
            &["the classes `4xxx` and `x001` overlap"],
        );
        check("\"0\": { name: ok, means: Fine. }\n", &["`0` is a code of success"]);
        check(
            "1: { name: a, means: A. }\n2: { name: a, means: A. }\n",
            &["`1` and `2` are both `A` in Rust"],
        );
    }

    #[test]
    fn a_call_gives_the_name_of_a_shared_code_to_no_other() {
        let (mut taken, mut diagnostics) = (Taken::default(), Diagnostics::default());
        resolve_codes(
            &node("1: { name: gone, means: A. }\n"),
            &[],
            DataOf::Api,
            &mut taken,
            &mut diagnostics,
        );
        resolve_codes(
            &node("2: { name: gone, means: B. }\n"),
            &[],
            DataOf::Api,
            &mut taken,
            &mut diagnostics,
        );
        assert_eq!(messages(&diagnostics), ["`1` and `2` are both `GONE` in Rust"]);
        let again = node("1: { name: gone, means: Here it is more. }\n");
        resolve_codes(&again, &[], DataOf::Api, &mut taken, &mut diagnostics);
        assert_eq!(diagnostics.len(), 1);
    }

    #[test]
    fn codes_of_an_api_have_no_data() {
        check(
            "1: { name: a, means: A., data: response }\n",
            &["only codes of a call or a group have `data`"],
        );
        let objects = Objects::default();
        let data = DataOf::Call { objects: &objects, known: true, responds: false };
        let mut diagnostics = Diagnostics::default();
        let yaml = node("1: { name: a, means: A., data: response }\n");
        resolve_codes(&yaml, &[], data, &mut Taken::default(), &mut diagnostics);
        assert_eq!(messages(&diagnostics), ["the call has no `response`"]);
    }

    #[test]
    fn odd_codes_are_found() {
        check("无: { name: a, means: A. }\n", &["`无` is no code"]);
        check("4001: { class: a, means: A. }\n", &["`4001` is no code"]);
        check("1: { means: A. }\n", &["the key `name` is missing"]);
        check("4xx: { clas: a, means: A. }\n", &["unknown key `clas`"]);
    }
}
