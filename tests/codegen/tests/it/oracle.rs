//! A second YAML parser as a witness: all specs and fixtures mean the same to both.

use codegen_tests::{good, workspace};
use jiekou_codegen::diagnostics::Diagnostics;
use jiekou_codegen::load::{load, read_dir};
use jiekou_codegen::source::{Entry, Node, Scalar, SourceFiles, Value};
use serde_yaml::Value as Witness;

#[test]
fn both_parsers_read_the_same() {
    check(&read_dir(&workspace()).expect("the specs can be read"));
    for fixture in good() {
        check(&fixture.files);
    }
}

#[track_caller]
fn check(files: &SourceFiles) {
    let mut diagnostics = Diagnostics::default();
    let source = load(files, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    for document in &source.documents {
        let text = &files.file(document.file).text;
        let witness: Witness =
            serde_yaml::from_str(text).unwrap_or_else(|error| panic!("`{}`: {error}", document.path));
        if let Err(difference) = compare(&document.root, &witness) {
            panic!("`{}`: the parsers differ at {difference}", document.path);
        }
    }
}

/// The path to the first difference, and what it is.
fn compare(ours: &Node, theirs: &Witness) -> Result<(), String> {
    match (&ours.value, theirs) {
        (Value::Scalar(scalar), _) => scalar_equals(scalar, theirs)
            .then_some(())
            .ok_or_else(|| format!(": {scalar:?} is {theirs:?} to the witness")),
        (Value::List(items), Witness::Sequence(others)) => {
            same_length(items.len(), others.len())?;
            let mut pairs = items.iter().zip(others).enumerate();
            pairs.try_for_each(|(at, (item, other))| {
                compare(item, other).map_err(|rest| format!("[{at}]{rest}"))
            })
        }
        (Value::Map(entries), Witness::Mapping(others)) => {
            same_length(entries.len(), others.len())?;
            let mut pairs = entries.iter().zip(others);
            pairs.try_for_each(|(entry, (key, other))| {
                if !key_equals(entry, key) {
                    return Err(format!(": the key `{}` is {key:?} to the witness", entry.key));
                }
                compare(&entry.value, other).map_err(|rest| format!(".{}{rest}", entry.key))
            })
        }
        (_, other) => Err(format!(": a list or a map here is {other:?} to the witness")),
    }
}

fn same_length(ours: usize, theirs: usize) -> Result<(), String> {
    if ours == theirs { Ok(()) } else { Err(format!(": {ours} members here, {theirs} to the witness")) }
}

/// Our scalars are texts that remember whether they had quotes; the witness decides on a type at once.
fn scalar_equals(ours: &Scalar, theirs: &Witness) -> bool {
    match theirs {
        Witness::Null => ours.plain && matches!(ours.text.as_str(), "" | "null" | "Null" | "NULL" | "~"),
        Witness::Bool(flag) => ours.plain && ours.text.to_ascii_lowercase() == flag.to_string(),
        Witness::Number(number) => ours.plain && number_equals(&ours.text, number),
        Witness::String(text) => ours.text == *text,
        Witness::Sequence(_) | Witness::Mapping(_) | Witness::Tagged(_) => false,
    }
}

fn number_equals(ours: &str, theirs: &serde_yaml::Number) -> bool {
    match (theirs.as_u64(), theirs.as_i64()) {
        (Some(number), _) => ours.parse() == Ok(number),
        (None, Some(number)) => ours.parse() == Ok(number),
        (None, None) => ours.parse::<f64>().ok() == theirs.as_f64(),
    }
}

/// Keys are texts to us, with or without quotes.
fn key_equals(entry: &Entry, theirs: &Witness) -> bool {
    let either = [true, false].map(|plain| Scalar { text: entry.key.clone(), plain });
    either.iter().any(|key| scalar_equals(key, theirs))
}

#[test]
fn the_witness_would_notice() {
    let node = |text: &str, plain| Scalar { text: text.to_owned(), plain };
    assert!(scalar_equals(&node("1", true), &Witness::Number(1.into())));
    assert!(!scalar_equals(&node("1", false), &Witness::Number(1.into())));
    assert!(!scalar_equals(&node("1", true), &Witness::Number(2.into())));
    assert!(!scalar_equals(&node("a", true), &Witness::String("b".to_owned())));
    assert!(!scalar_equals(&node("null", false), &Witness::Null));
}
