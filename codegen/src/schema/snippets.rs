//! What an editor offers to write at once: a new field, a word, a code. For lists it makes such offers by itself.
//!
//! In come a key and its map, out goes a snippet for what stands behind the key, where one helps.

use super::json::{Value, object};
use crate::language::{Key, Kind};

/// Adds the snippet for what stands behind this key.
pub(super) fn add(kind: &Kind, key: &Key, schema: &mut Vec<(String, Value)>) {
    let Some((label, body)) = snippet(kind.id, key.name) else { return };
    let snippet = Value::from([("label", label.into()), ("body", body)]);
    schema.extend(object([("defaultSnippets", Value::List(vec![snippet]))]));
}

fn snippet(kind: &str, key: &str) -> Option<(&'static str, Value)> {
    Some(match (kind, key) {
        ("OPERATION", "request")
        | ("CALLBACK", "body")
        | ("FIELD" | "SHAPE" | "RESPONSE" | "OBJECT", "fields") => {
            ("a new field", under("${1:wireName}", [("type", "${2:string}".into())]))
        }
        (_, "codes") => (
            "a new code",
            under("'${1:code}'", [("name", "${2:name}".into()), ("means", "${3:What it says.}".into())]),
        ),
        ("GLOSSARY" | "GROUP", "fields") => (
            "a new word",
            under("${1:wireName}", [("name", "${2:name}".into()), ("label", "${3:标题}".into())]),
        ),
        _ => return None,
    })
}

fn under<const N: usize>(name: &str, members: [(&str, Value); N]) -> Value {
    [(name, members.into())].into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::OPERATION;

    #[test]
    fn a_new_field_has_a_type() {
        let mut schema = Vec::new();
        add(&OPERATION, OPERATION.key("request").expect("a key"), &mut schema);
        let text = Value::Object(schema).to_string();
        assert!(text.contains("a new field") && text.contains("${2:string}"), "{text}");
        let mut schema = Vec::new();
        add(&OPERATION, OPERATION.key("label").expect("a key"), &mut schema);
        assert!(schema.is_empty());
    }
}
