//! JSON Schemas of spec files, for editors: what may stand where, and what it says.
//!
//! In comes the declaration of the language, out goes one schema (draft-07) for each kind of file. They accept every
//! right spec; what depends on other keys, other files or names is not theirs to know. Nothing here reads specs.

mod json;
mod law;
mod shape;
mod snippets;

use crate::language::{FILES, Kind, Shape};
use crate::tree::Tree;
use json::{Value, object};
use std::collections::BTreeMap;

/// What the first line of every schema names.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// All schemas: `<kind of file>.json`.
pub(crate) fn schemas() -> Tree {
    let mut tree = Tree::new();
    for (name, kind) in FILES {
        tree.insert(format!("{name}.json"), format!("{}\n", document(kind)));
    }
    tree
}

/// The schema of a kind of file, with all kinds of maps that may stand in it.
fn document(kind: &'static Kind) -> Value {
    let mut kinds = BTreeMap::new();
    collect(kind, &mut kinds);
    let is_inside = |other: &&&'static Kind| other.id != kind.id;
    let definitions = kinds.values().filter(is_inside).map(|kind| (name_of(kind), schema_of(kind)));
    let definitions: Vec<_> = definitions.collect();
    let mut root = vec![
        ("$schema".to_owned(), Value::from(DIALECT)),
        ("$comment".to_owned(), Value::from("Written by `cargo xtask schema`; do not edit.")),
    ];
    root.extend(schema_of(kind).into_members());
    if !definitions.is_empty() {
        root.push(("definitions".to_owned(), Value::Object(definitions)));
    }
    Value::Object(root)
}

/// What a kind of map is called among the definitions.
fn name_of(kind: &Kind) -> String {
    kind.id.to_lowercase()
}

/// All kinds of maps in a kind of map, itself among them.
fn collect(kind: &'static Kind, kinds: &mut BTreeMap<&'static str, &'static Kind>) {
    if kinds.insert(kind.id, kind).is_none() {
        kind.keys.iter().for_each(|key| collect_in(key.shape, kinds));
    }
}

fn collect_in(shape: &'static Shape, kinds: &mut BTreeMap<&'static str, &'static Kind>) {
    match shape {
        Shape::Map(kind) => collect(kind, kinds),
        Shape::List(_, of) | Shape::Several(_, of) => collect_in(of, kinds),
        Shape::Row(one, other) | Shape::Free(_, one, other) => {
            collect_in(one, kinds);
            collect_in(other, kinds);
        }
        Shape::Either(shapes) => shapes.iter().for_each(|shape| collect_in(shape, kinds)),
        _ => {}
    }
}

/// The schema of one map.
fn schema_of(kind: &'static Kind) -> Value {
    let keys = kind.keys.iter().map(|key| {
        let mut schema = described(key.about);
        schema.extend(shape::schema_of(key.shape).into_members());
        snippets::add(kind, key, &mut schema);
        (key.name.to_owned(), Value::Object(schema))
    });
    let needed: Vec<Value> = kind.keys.iter().filter(|key| key.must).map(|key| key.name.into()).collect();
    let mut schema = described(kind.about);
    schema.extend(object([
        ("type", "object".into()),
        ("additionalProperties", false.into()),
        ("properties", Value::Object(keys.collect())),
    ]));
    if !needed.is_empty() {
        schema.extend(object([("required", Value::List(needed))]));
    }
    schema.extend(law::members(kind.laws));
    Value::Object(schema)
}

/// The texts that editors show, as plain text and as Markdown.
fn described(about: &str) -> Vec<(String, Value)> {
    let about = about.trim();
    object([("description", about.into()), ("markdownDescription", about.into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_file_has_a_schema() {
        let schemas = schemas();
        let names: Vec<&str> = schemas.iter().map(|(path, _)| path).collect();
        let known: Vec<String> = FILES.iter().map(|(name, _)| format!("{name}.json")).collect();
        assert_eq!(names, known);
    }

    #[test]
    fn what_is_referred_to_is_there() {
        for (path, text) in schemas().iter() {
            let schema: serde_json::Value = serde_json::from_str(text).expect("JSON");
            for (at, _) in text.match_indices("#/definitions/") {
                let name = text[at + "#/definitions/".len()..].split('"').next().expect("a name");
                assert!(schema["definitions"][name].is_object(), "{path}: {name}");
            }
        }
    }
}
