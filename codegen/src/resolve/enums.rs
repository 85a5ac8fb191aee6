//! `enums`: sets of values, shared by an API or of one call.
//!
//! In comes the map `name -> enum`, out go [`Enum`]s in order of names. Values are unique, names are unique.

use super::named::{Sort, Taken, name_of, resolve_name, type_name_of};
use super::read::{Map, entries};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{ENUM, VALUE, WIRE};
use crate::model::{Enum, EnumValue, Repr, WireValue};
use crate::source::{Entry, Node, Value};
use std::collections::BTreeSet;

/// Reads all enums of one map. One whose values are not all known comes without values: it is open.
pub(super) fn resolve_enums(node: &Node, taken: &mut Taken, diagnostics: &mut Diagnostics) -> Vec<Enum> {
    let all = entries(node, "enums by name", diagnostics).unwrap_or(&[]);
    let mut enums: Vec<Enum> =
        all.iter().filter_map(|entry| resolve_enum(entry, taken, diagnostics)).collect();
    enums.sort_by(|a, b| a.name.cmp(&b.name));
    enums
}

/// Whether these are all enums of the map, so that no other name can be one.
pub(super) fn are_all(enums: &[Enum], node: &Node) -> bool {
    matches!(&node.value, Value::Map(all) if all.len() == enums.len())
}

fn resolve_enum(entry: &Entry, taken: &mut Taken, diagnostics: &mut Diagnostics) -> Option<Enum> {
    let name = type_name_of(&entry.key, entry.key_span, Sort::Enum, diagnostics);
    if let Some(name) = &name {
        taken.claim(name.pascal(), &entry.key, entry.key_span, diagnostics);
    }
    let map = Map::read(&entry.value, entry.key_span, &ENUM, diagnostics)?;
    let repr = map.word("wire", &WIRE, diagnostics);
    let known = map.is_whole() && (repr.is_some() || map.get("wire").is_none());
    let repr = repr.unwrap_or(Repr::String);
    let values = map.need("values", diagnostics).and_then(|values| resolve_values(values, repr, diagnostics));
    Some(Enum {
        label: map.text("label", diagnostics),
        about: map.need_text("about", diagnostics),
        repr,
        values: values.filter(|_| known).unwrap_or_default(),
        at: entry.key_span,
        name: name?,
    })
}

/// All values, or nothing where one could not be read.
fn resolve_values(values: &Entry, repr: Repr, diagnostics: &mut Diagnostics) -> Option<Vec<EnumValue>> {
    let all = entries(&values.value, "values by their wire form", diagnostics)?;
    if all.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::EmptyValue, values.key_span, "an enum needs at least one value")
                .label("no values"),
        );
    }
    let mut taken = Taken::default();
    let mut seen = BTreeSet::new();
    let read: Vec<_> = all
        .iter()
        .map(|entry| {
            let wire = wire_value(entry, repr, diagnostics);
            if let Some(wire) = &wire
                && !seen.insert(wire.clone())
            {
                diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateKey,
                        entry.key_span,
                        format!("the value `{}` stands here twice", entry.key),
                    )
                    .label("the same value in another spelling"),
                );
            }
            resolve_value(entry, wire, &mut taken, diagnostics)
        })
        .collect();
    read.into_iter().collect()
}

fn wire_value(entry: &Entry, repr: Repr, diagnostics: &mut Diagnostics) -> Option<WireValue> {
    match repr {
        Repr::String if entry.key.is_empty() => {
            diagnostics.push(
                Diagnostic::new(Code::EmptyValue, entry.key_span, "an empty text is no value of an enum")
                    .label("empty")
                    .help("an answer that holds `\"\"` is understood anyway; it is kept as unknown"),
            );
            None
        }
        Repr::String => Some(WireValue::Text(entry.key.clone())),
        Repr::Integer => match entry.key.parse() {
            Ok(value) => Some(WireValue::Integer(value)),
            Err(_) => {
                diagnostics.push(
                    Diagnostic::new(
                        Code::WrongType,
                        entry.key_span,
                        format!("expected a whole number, found `{}`", entry.key),
                    )
                    .label("this enum has `wire: integer`"),
                );
                None
            }
        },
    }
}

fn resolve_value(
    entry: &Entry,
    wire: Option<WireValue>,
    taken: &mut Taken,
    diagnostics: &mut Diagnostics,
) -> Option<EnumValue> {
    let map = Map::read(&entry.value, entry.key_span, &VALUE, diagnostics)?;
    let name = match map.get("name") {
        Some(node) => resolve_name(node, Sort::Variant, diagnostics),
        None if !map.is_whole() => None,
        None => name_of(&entry.key, entry.key_span, Sort::Variant, diagnostics),
    };
    if let Some(name) = &name {
        let span = map.get("name").map_or(entry.key_span, |node| node.span);
        taken.claim(name.pascal(), &entry.key, span, diagnostics);
    }
    let (label, about) = (map.text("label", diagnostics), map.text("about", diagnostics));
    Some(EnumValue { wire: wire?, name: name?, label, about, at: entry.key_span })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::samples::{messages, node};

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) -> Vec<Enum> {
        let mut diagnostics = Diagnostics::default();
        let enums = resolve_enums(&node(yaml), &mut Taken::default(), &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
        enums
    }

    #[test]
    fn values_keep_their_order_and_form() {
        let enums = check(
            "Mode:\n  about: A mode.\n  wire: integer\n  values: { 9: { name: virtual_number }, 1: { name: plain } }\n",
            &[],
        );
        let wires: Vec<&WireValue> = enums[0].values.iter().map(|value| &value.wire).collect();
        assert_eq!(wires, [&WireValue::Integer(9), &WireValue::Integer(1)]);
    }

    #[test]
    fn wrong_values_are_found() {
        check(
            "Mode:\n  about: A mode.\n  wire: integer\n  values: { nine: { name: nine } }\n",
            &["expected a whole number, found `nine`"],
        );
        check("Mode:\n  about: A mode.\n  values: {}\n", &["an enum needs at least one value"]);
        check(
            "Mode:\n  about: A mode.\n  values: { A: { name: a_1 }, B: { name: a1 } }\n",
            &["`A` and `B` are both `A1` in Rust"],
        );
        check(
            "Mode:\n  about: A mode.\n  wire: integer\n  values: { 1: { name: a }, \"01\": { name: b } }\n",
            &["the value `01` stands here twice"],
        );
        let enums = check(
            "Mode:\n  about: A mode.\n  values: { A: { nam: a }, b: { name: b } }\n",
            &["unknown key `nam`"],
        );
        assert!(enums[0].values.is_empty());
        check(
            "Mode:\n  about: A mode.\n  values:\n",
            &["expected a map of values by their wire form, found nothing"],
        );
        check(
            "mode:\n  about: A mode.\n  values: { A: { name: a } }\n",
            &["`mode` cannot be a name in Rust"],
        );
    }
}
