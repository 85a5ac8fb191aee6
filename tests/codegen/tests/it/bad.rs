//! Wrong specs: what is printed for each, and that every code of the catalogue is printed for some.

use crate::snapshots::{assert_snapshot, for_each};
use codegen_tests::{Fixture, base};
use jiekou_codegen::diagnostics::{Code, Colour, print};
use jiekou_codegen::load::read_dir;
use jiekou_codegen::source::{SourceFile, SourceFiles};
use std::collections::BTreeSet;

const GLOSSARY: &str = "specs/pretend/glossary.yaml";

/// The name of a case and what makes it.
type Made = (&'static str, fn() -> SourceFiles);

/// Mistakes that a fixture cannot hold, or only at great length.
pub(crate) const MADE: &[Made] = &[
    ("S0102_latin_1", || from_disk(b"glossary: pretend\n# caf\xe9\n")),
    ("S0103_nodes", || with_glossary(&format!("glossary: pretend\nfields: [{}]\n", "x, ".repeat(20_000)))),
    ("S0103_size", || with_glossary(&format!("glossary: pretend\n# {}\n", "x".repeat(256 * 1024)))),
    ("S0106_control_character", || with_glossary("glossary: pretend\n# bell\u{7}\n")),
    ("S0106_direction_mark", || with_glossary("glossary: pretend\n# \u{202E}koob\n")),
    ("S0106_long_text", || {
        let about = "word ".repeat(300);
        with_glossary(&format!(
            "glossary: pretend\nfields:\n  xm:\n    name: person_name\n    about: >-\n      {about}\n"
        ))
    }),
];

fn with_glossary(text: &str) -> SourceFiles {
    let changed = SourceFile { path: GLOSSARY.to_owned(), text: text.to_owned() };
    SourceFiles::new(base().iter().map(|(_, file)| file.clone()).chain([changed]))
}

/// The base with other bytes for the glossary, by way of the disk, where bytes need not be text.
fn from_disk(glossary: &[u8]) -> SourceFiles {
    let folder = tempfile::tempdir().expect("a folder");
    for (_, file) in base().iter() {
        let path = folder.path().join(&file.path);
        std::fs::create_dir_all(path.parent().expect("specs have folders")).expect("folders");
        std::fs::write(&path, &file.text).expect("a file");
    }
    std::fs::write(folder.path().join(GLOSSARY), glossary).expect("a file");
    read_dir(folder.path()).expect("specs of any bytes can be read")
}

fn all() -> Vec<Fixture> {
    let made = MADE.iter().map(|(name, make)| Fixture { name: (*name).to_owned(), files: make() });
    codegen_tests::bad().into_iter().chain(made).collect()
}

#[test]
fn the_base_is_right() {
    let files = base();
    if let Err(diagnostics) = jiekou_codegen::read(&files) {
        panic!("{}", print(&diagnostics, &files, Colour::Never));
    }
}

#[test]
fn each_fixture_gives_its_code_and_no_other() {
    for_each(
        &all(),
        |fixture| &fixture.name,
        |Fixture { name, files }| {
            let diagnostics = jiekou_codegen::read(files).expect_err("the fixture has a mistake");
            let printed = print(&diagnostics, files, Colour::Never);
            assert_snapshot("bad", name, &printed);
            let found: BTreeSet<&str> = diagnostics.iter().map(|one| one.code.number()).collect();
            let (wanted, _) = name.split_once('_').expect("fixtures are called `<code>_<case>`");
            assert_eq!(found, BTreeSet::from([wanted]), "one mistake has one code:\n{printed}");
        },
    );
}

#[test]
fn every_code_has_a_fixture() {
    let names: Vec<String> = all().into_iter().map(|fixture| fixture.name).collect();
    let without: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.number())
        .filter(|number| !names.iter().any(|name| name.starts_with(number)))
        .collect();
    assert!(without.is_empty(), "add fixtures/bad/<code>_<case>.yaml for these codes: {without:?}");
}
