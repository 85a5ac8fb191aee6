//! The schemas for editors: they are what the language gives, and accept and refuse the same as the generator.

mod mutants;
mod verdicts;

use boon::{Compiler, SchemaIndex, Schemas};
use codegen_tests::workspace;
use jiekou_codegen::language::{FILES, kind_of_file};
use jiekou_codegen::source::{Document, Node, Scalar, Value};
use jiekou_codegen::{schemas, write};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

#[test]
fn the_schemas_are_what_the_language_gives() {
    let difference = write::compare(&schemas(), &workspace().join("specs/schema")).expect("they can be read");
    assert!(
        difference.is_empty(),
        "`specs/schema/` is stale; run `cargo xtask schema`, read the difference and commit it:\n{difference:#?}"
    );
}

#[test]
fn every_spec_names_its_schema() {
    for (_, file) in jiekou_codegen::load::read_dir(&workspace()).expect("the specs can be read").iter() {
        let files = jiekou_codegen::source::SourceFiles::new([file.clone()]);
        let source = jiekou_codegen::load::load(&files, &mut Default::default());
        let name = name_of(&source.documents[0]).unwrap_or_else(|| panic!("`{}` has no place", file.path));
        let up = "../".repeat(file.path.matches('/').count() - 1);
        let line = format!("# yaml-language-server: $schema={up}schema/{name}.json");
        assert_eq!(file.text.lines().next(), Some(line.as_str()), "{}", file.path);
    }
}

/// Codes of mistakes that one map tells by itself: its keys, what stands behind them, and in which form.
const STRUCTURAL: [&str; 8] = ["S0107", "S0108", "S0109", "S0110", "S0111", "S0401", "S0601", "S0603"];

fn structural(code: &str) -> bool {
    STRUCTURAL.contains(&code)
}

/// The schemas, ready to ask.
struct Judge {
    schemas: Schemas,
    known: BTreeMap<&'static str, SchemaIndex>,
}

impl Judge {
    fn new() -> Self {
        let (mut compiler, tree) = (Compiler::new(), schemas());
        for (path, text) in tree.iter() {
            let schema = serde_json::from_str(text).expect("JSON");
            compiler.add_resource(&format!("https://schema.invalid/{path}"), schema).expect("a schema");
        }
        let mut schemas = Schemas::new();
        let mut compile = |name: &'static str| {
            let place = format!("https://schema.invalid/{name}.json");
            let index = compiler.compile(&place, &mut schemas).unwrap_or_else(|error| panic!("{error:#}"));
            (name, index)
        };
        let known = FILES.iter().map(|(name, _)| compile(name)).collect();
        Self { schemas, known }
    }

    /// What the schema of its kind says of a document; nothing of one that has no place.
    fn fault(&self, document: &Document) -> Option<String> {
        let index = self.known[name_of(document)?];
        let value = json_of(&document.root);
        let verdict = self.schemas.validate(&value, index);
        verdict.err().map(|error| format!("{error:#}"))
    }
}

fn name_of(document: &Document) -> Option<&'static str> {
    let kind = kind_of_file(&document.path, &document.root)?;
    FILES.iter().find(|(_, known)| known.id == kind.id).map(|(name, _)| *name)
}

/// A node as the core schema of YAML 1.2 types it, which is what editors see.
fn json_of(node: &Node) -> Json {
    match &node.value {
        Value::Scalar(scalar) => json_of_scalar(scalar),
        Value::List(items) => Json::Array(items.iter().map(json_of).collect()),
        Value::Map(entries) => {
            let members = entries.iter().map(|entry| (entry.key.clone(), json_of(&entry.value)));
            Json::Object(Map::from_iter(members))
        }
    }
}

fn json_of_scalar(scalar: &Scalar) -> Json {
    let text = scalar.text.as_str();
    match text {
        _ if !scalar.plain => text.into(),
        _ if scalar.is_null() => Json::Null,
        "true" | "True" | "TRUE" => true.into(),
        "false" | "False" | "FALSE" => false.into(),
        _ => number(text).map_or_else(|| text.into(), Json::Number),
    }
}

/// `[-+]?[0-9]+`, `0o…`, `0x…`, and numbers with a point or an exponent.
fn number(text: &str) -> Option<serde_json::Number> {
    let based = |digits: &str, base| u64::from_str_radix(digits, base).ok().map(Into::into);
    if let Some(digits) = text.strip_prefix("0o") {
        return based(digits, 8);
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return based(digits, 16);
    }
    let digits = text.trim_start_matches(['-', '+', '.']);
    if !digits.starts_with(|first: char| first.is_ascii_digit()) || text.len() - digits.len() > 2 {
        return None;
    }
    let plain = text.strip_prefix('+').unwrap_or(text);
    match (plain.parse::<u64>(), plain.parse::<i64>()) {
        (Ok(number), _) => Some(number.into()),
        (_, Ok(number)) => Some(number.into()),
        _ => plain.parse::<f64>().ok().and_then(serde_json::Number::from_f64),
    }
}

#[test]
fn scalars_have_the_types_of_yaml() {
    let plain = |text: &str| json_of_scalar(&Scalar { text: text.into(), plain: true });
    for (text, expected) in [
        ("12", Json::from(12)),
        ("-1", Json::from(-1)),
        ("0x1f", Json::from(31)),
        ("1.5", Json::from(1.5)),
        ("1e3", Json::from(1000.0)),
        ("", Json::Null),
        ("~", Json::Null),
        ("true", Json::Bool(true)),
        ("yes", Json::from("yes")),
        ("2027-03-31", Json::from("2027-03-31")),
        ("1_000", Json::from("1_000")),
        ("1.2.3", Json::from("1.2.3")),
        ("7d", Json::from("7d")),
    ] {
        assert_eq!(plain(text), expected, "{text}");
    }
    assert_eq!(json_of_scalar(&Scalar { text: "12".into(), plain: false }), Json::from("12"));
}
