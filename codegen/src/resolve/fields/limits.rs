//! `max_chars`, `digits`, `max_items`, `max`: what a vendor takes in one field.
//!
//! In comes the map of a field, out go numbers. A field has one limit at most: its type and its form say which.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Field, Type};
use crate::resolve::read::{Map, integer};
use crate::source::{Node, Value};
use std::num::{NonZeroU8, NonZeroU32};

/// The keys of limits; `format` is one too.
pub(super) const KEYS: &[&str] = &["max_chars", "digits", "format", "max_items", "max"];
/// Those of texts, of which one says it all.
const OF_TEXTS: [&str; 3] = ["digits", "format", "max_chars"];

/// Reads the limits of a field.
pub(super) fn resolve_limits(map: &Map<'_>, field: &mut Field, diagnostics: &mut Diagnostics) {
    let mut count = |key: &str, what: &str| {
        map.get(key).and_then(|node| integer::<NonZeroU32>(node, what, diagnostics)).map(NonZeroU32::get)
    };
    field.max_chars = count("max_chars", "a number of characters");
    field.max_items = count("max_items", "a number of elements");
    field.max = map.get("max").and_then(|node| integer(node, "a whole number", diagnostics));
    field.digits = map.get("digits").map_or(Vec::new(), |node| resolve_digits(node, diagnostics));
}

/// One number of digits, or several.
fn resolve_digits(node: &Node, diagnostics: &mut Diagnostics) -> Vec<u8> {
    let nodes = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    if nodes.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::EmptyValue, node.span, "`digits` needs at least one number")
                .label("no numbers"),
        );
    }
    let count = |node| integer::<NonZeroU8>(node, "a number of digits, at most 255", diagnostics);
    nodes.iter().filter_map(count).map(NonZeroU8::get).collect()
}

/// Reports limits that the type does not have, and a second one of a text.
pub(super) fn check_limits(map: &Map<'_>, ty: &Type, diagnostics: &mut Diagnostics) {
    let kinds: [(&str, &str, bool); 4] = [
        ("max_chars", "`type: string`", matches!(ty, Type::String)),
        ("digits", "`type: string`", matches!(ty, Type::String)),
        ("max_items", "a list", matches!(ty, Type::List(_))),
        ("max", "`type: i32` or `i64`", matches!(ty, Type::I32 | Type::I64)),
    ];
    for (key, wanted, fits) in kinds {
        if let Some(entry) = map.entry(key).filter(|_| !fits) {
            let message = format!("`{key}` needs {wanted}");
            diagnostics.push(Diagnostic::new(Code::Contradiction, entry.key_span, message).label("not here"));
        }
    }
    let mut of_texts = OF_TEXTS.iter().filter_map(|key| map.entry(key));
    if let (true, Some(first), Some(second)) = (matches!(ty, Type::String), of_texts.next(), of_texts.next())
    {
        diagnostics.push(
            Diagnostic::new(
                Code::Contradiction,
                second.key_span,
                format!("`{}` says nothing beside `{}`", second.key, first.key),
            )
            .label("not here")
            .also(first.key_span, "this one says how long the text is"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;
    use crate::resolve::fields::{Side, resolve_fields};
    use crate::resolve::samples::{messages, node};
    use crate::resolve::scope::{Ground, Scope};
    use crate::resolve::types::Local;
    use crate::source::Entry;

    #[track_caller]
    fn check(field: &str, expected: &[&str]) -> Option<Field> {
        let root = node(&format!("a: {{ type: {field} }}\n"));
        let Value::Map(all) = &root.value else { panic!("a map") };
        let all: Vec<&Entry> = all.iter().collect();
        let (scope, ground) = (Scope::default(), Ground::default());
        let mut diagnostics = Diagnostics::default();
        let mut local = Local::new(&scope, &ground);
        let mut read = resolve_fields(&all, Side::Request(Place::Body), &mut local, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
        read.pop()
    }

    #[test]
    fn limits_are_numbers_of_something() {
        let digits = |field: &str| check(field, &[]).map(|field| field.digits);
        assert_eq!(digits("string, digits: 20"), Some(vec![20]));
        assert_eq!(digits("string, digits: [8, 20]"), Some(vec![8, 20]));
        assert_eq!(check("[id], max_items: 50", &[]).and_then(|field| field.max_items), Some(50));
        assert_eq!(check("i64, max: -1", &[]).and_then(|field| field.max), Some(-1));
        assert_eq!(check("string, max_chars: 3", &[]).and_then(|field| field.max_chars), Some(3));
        check("string, digits: []", &["`digits` needs at least one number"]);
        check("[id], max_items: 0", &["expected a number of elements, found `0`"]);
    }

    #[test]
    fn a_type_has_its_own_limit() {
        check("id, max: 3", &["`max` needs `type: i32` or `i64`"]);
        check("string, max_items: 3", &["`max_items` needs a list"]);
        check("i32, digits: 3", &["`digits` needs `type: string`"]);
    }

    #[test]
    fn a_text_has_one_limit() {
        check("string, format: yyyy, max_chars: 4", &["`max_chars` says nothing beside `format`"]);
        check("string, digits: 4, format: yyyy", &["`format` says nothing beside `digits`"]);
        check("string, fixed: x, max_chars: 4", &["`max_chars` says nothing beside `fixed`"]);
    }
}
