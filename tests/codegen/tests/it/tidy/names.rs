//! Names of files, and names that only specs may know.

use super::rust::{all, assert_none, files_below, has_word};
use codegen_tests::workspace;
use jiekou_codegen::diagnostics::Diagnostics;
use jiekou_codegen::load::{load, read_dir};
use jiekou_codegen::source::Value;
use std::collections::BTreeSet;

/// Rooms that would hold anything.
const SHAPELESS: &[&str] = &["utils", "util", "helpers", "helper", "common", "manager", "misc"];

#[test]
fn rooms_have_names_that_say_something() {
    let shapeless = |path: &&String| {
        let mut parts = path.split('/').map(|part| part.strip_suffix(".rs").unwrap_or(part));
        parts.any(|part| SHAPELESS.contains(&part))
    };
    let files = all();
    let found: Vec<String> = files.iter().map(|file| &file.path).filter(shapeless).cloned().collect();
    assert_none(&found, "name these files after what they hold or do:");
}

#[test]
fn no_api_is_named_in_the_generator_or_the_runtime() {
    let names = api_names();
    assert!(names.len() >= 2, "the specs have APIs with folders and labels: {names:?}");
    let mut found = Vec::new();
    for file in all().iter().filter(|file| file.is_shipped()) {
        for (at, line) in file.text.lines().enumerate() {
            let lower = line.to_lowercase();
            let named = names.iter().filter(|name| has_name(&lower, name));
            found.extend(named.map(|name| format!("{}:{}: {name}", file.path, at + 1)));
        }
    }
    assert_none(&found, "what is particular to one API is data: say it in `specs/`, not in code:");
}

/// Chinese has no blanks between words.
fn has_name(line: &str, name: &str) -> bool {
    if name.is_ascii() { has_word(line, name) } else { line.contains(name) }
}

/// Folders and labels of all APIs, in lower case.
fn api_names() -> BTreeSet<String> {
    let root = workspace();
    let files = read_dir(&root).expect("the specs can be read");
    let mut names: BTreeSet<String> = files_below(&root.join("specs"))
        .iter()
        .filter_map(|path| path.strip_suffix("/api.yaml").map(str::to_owned))
        .collect();
    for document in load(&files, &mut Diagnostics::default()).documents {
        if !document.path.ends_with("/api.yaml") {
            continue;
        }
        let Value::Map(entries) = &document.root.value else { continue };
        let label = entries.iter().find(|entry| entry.key == "label").map(|entry| &entry.value.value);
        if let Some(Value::Scalar(label)) = label {
            names.insert(label.text.to_lowercase());
        }
    }
    names
}
