//! `envelope`: the members around every answer, and when a call succeeded.

use super::read::{Map, items, key_span, scalar, strings};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{DATA, ENVELOPE, MEMBER, SUCCESS};
use crate::model::{Envelope, EnvelopeData, Member, Success};
use crate::source::{Entry, Node, Value};
use std::collections::BTreeMap;

/// Reads the envelope of an API. One with a mistake is not given back, and no example is compared with it.
pub(super) fn resolve_envelope(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<Envelope> {
    let before = diagnostics.len();
    let map = Map::read(&entry.value, entry.key_span, &ENVELOPE, diagnostics)?;
    let code = map.need("code", diagnostics).and_then(|entry| resolve_member(entry, diagnostics));
    let mut member = |key: &str| map.entry(key).and_then(|entry| resolve_member(entry, diagnostics));
    let (message, request_id, presentable) = (member("message"), member("request_id"), member("presentable"));
    let data = map.need("data", diagnostics).and_then(|entry| resolve_data(entry, diagnostics));
    let success = map.need("success", diagnostics).and_then(|entry| resolve_success(entry, diagnostics));
    let envelope = Envelope { code: code?, message, request_id, presentable, data: data?, success: success? };
    check_unique(&envelope, entry, diagnostics);
    (diagnostics.len() == before).then_some(envelope)
}

fn resolve_member(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<Member> {
    let map = Map::read(&entry.value, entry.key_span, &MEMBER, diagnostics)?;
    member_of(&map, diagnostics)
}

fn member_of(map: &Map<'_>, diagnostics: &mut Diagnostics) -> Option<Member> {
    let also = map.get("also").map_or(Vec::new(), |node| strings(node, "a wire name", diagnostics));
    let wire = map.need("wire", diagnostics)?;
    let wire = scalar(&wire.value, "a wire name", diagnostics)?;
    Some(Member {
        wire: wire.text.clone(),
        also: also.into_iter().map(|(name, _)| name.to_owned()).collect(),
    })
}

fn resolve_data(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<EnvelopeData> {
    if matches!(&entry.value.value, Value::Scalar(word) if word.text == "beside") {
        return Some(EnvelopeData::Beside);
    }
    if let Value::Scalar(_) = &entry.value.value {
        super::read::wrong_type(&entry.value, "`beside`, or a map with `wire`", diagnostics);
        return None;
    }
    let map = Map::read(&entry.value, entry.key_span, &DATA, diagnostics)?;
    let empty_text_is_nothing = map.get("empty").is_some_and(|node| resolve_empty(node, diagnostics));
    Some(EnvelopeData::Member { member: member_of(&map, diagnostics)?, empty_text_is_nothing })
}

/// Forms that stand for nothing: `null`, which always does, and the empty text.
fn resolve_empty(node: &Node, diagnostics: &mut Diagnostics) -> bool {
    let mut empty_text = false;
    for item in items(node, "forms that stand for nothing", diagnostics) {
        match &item.value {
            Value::Scalar(form) if form.plain && form.text == "null" => {}
            Value::Scalar(form) if !form.plain && form.text.is_empty() => empty_text = true,
            _ => {
                diagnostics.push(
                    Diagnostic::new(Code::NotOneOf, item.span, "not a form that stands for nothing")
                        .label("`null` or `\"\"`"),
                );
            }
        }
    }
    empty_text
}

fn resolve_success(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<Success> {
    let map = Map::read(&entry.value, entry.key_span, &SUCCESS, diagnostics)?;
    let [flag, without_code] = ["flag", "without_code"].map(|key| {
        let name = map.get(key).and_then(|node| scalar(node, "a wire name", diagnostics))?;
        Some(Member { wire: name.text.clone(), also: Vec::new() })
    });
    let codes = map.need("code", diagnostics)?;
    let texts = strings(&codes.value, "a code", diagnostics);
    if texts.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::EmptyValue, codes.key_span, "no code means success")
                .label("at least one is needed"),
        );
    }
    Some(Success { codes: texts.into_iter().map(|(code, _)| code.to_owned()).collect(), flag, without_code })
}

/// No wire name means two things. A clash is shown at the later key of the envelope.
fn check_unique(envelope: &Envelope, entry: &Entry, diagnostics: &mut Diagnostics) {
    let data = match &envelope.data {
        EnvelopeData::Member { member, .. } => Some(member),
        EnvelopeData::Beside => None,
    };
    let members = [
        ("code", Some(&envelope.code)),
        ("message", envelope.message.as_ref()),
        ("request_id", envelope.request_id.as_ref()),
        ("presentable", envelope.presentable.as_ref()),
        ("success", envelope.success.flag.as_ref()),
        ("success", envelope.success.without_code.as_ref()),
        ("data", data),
    ];
    let mut seen = BTreeMap::new();
    for (key, member) in members {
        let names = member.into_iter().flat_map(|member| std::iter::once(&member.wire).chain(&member.also));
        for name in names {
            let Some(first) = seen.insert(name, key) else { continue };
            let place = |key| key_span(&entry.value, key);
            if first == key {
                diagnostics.push(
                    Diagnostic::new(
                        Code::NameClash,
                        place(key),
                        format!("`{name}` stands twice in one member of the envelope"),
                    )
                    .label("once is enough"),
                );
                continue;
            }
            let (first, last) = if place(first) <= place(key) { (first, key) } else { (key, first) };
            diagnostics.push(
                Diagnostic::new(
                    Code::NameClash,
                    place(last),
                    format!("`{name}` stands for two members of the envelope"),
                )
                .label("a name means one thing")
                .also(place(first), "the other one"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::samples::{messages, node};

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) -> Option<Envelope> {
        let root = node(&format!("envelope: {yaml}\n"));
        let Value::Map(entries) = &root.value else { panic!("a map") };
        let mut diagnostics = Diagnostics::default();
        let envelope = resolve_envelope(&entries[0], &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
        envelope
    }

    #[test]
    fn data_stands_in_a_member_or_beside() {
        let inside =
            check("{ code: { wire: c }, data: { wire: d, empty: [null, \"\"] }, success: { code: 0 } }", &[]);
        assert!(matches!(inside.unwrap().data, EnvelopeData::Member { empty_text_is_nothing: true, .. }));
        let beside = check("{ code: { wire: c }, data: beside, success: { code: [0], flag: ok } }", &[]);
        assert!(matches!(beside.unwrap().data, EnvelopeData::Beside));
    }

    #[test]
    fn mistakes_are_found() {
        check(
            "{ code: { wire: c }, data: besides, success: { code: [] } }",
            &["expected `beside`, or a map with `wire`, found `besides`", "no code means success"],
        );
        check(
            "{ code: { wire: c }, data: { wire: c, empty: [0] }, success: { code: 0 } }",
            &["not a form that stands for nothing", "`c` stands for two members of the envelope"],
        );
        check(
            "{ code: { wire: c, also: [c] }, data: { wire: d }, success: { code: 0 } }",
            &["`c` stands twice in one member of the envelope"],
        );
    }
}
