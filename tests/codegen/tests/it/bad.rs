//! Wrong and doubtful specs: what is printed for each, and that every code of the catalogue is printed for some.

use crate::snapshots::{assert_snapshot, for_each};
use codegen_tests::{Fixture, base};
use jiekou_codegen::date::Date;
use jiekou_codegen::diagnostics::{Code, Colour, print};
use jiekou_codegen::lint;
use jiekou_codegen::load::read_dir;
use jiekou_codegen::report::Format;
use jiekou_codegen::source::{SourceFile, SourceFiles};
use std::collections::BTreeSet;

/// The day on which all tests read specs.
const TODAY: &str = "2026-11-22";
const GLOSSARY: &str = "specs/pretend/glossary.yaml";

/// Codes that never come alone: what was let stand until a day is asked about again after it.
pub(crate) const BESIDE: &[(&str, &str)] = &[("L0103", "L0501")];

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

/// The day of these tests.
pub(crate) fn today() -> Date {
    Date::parse(TODAY).expect("a day")
}

fn all() -> Vec<Fixture> {
    let made = MADE.iter().map(|(name, make)| Fixture { name: (*name).to_owned(), files: make() });
    codegen_tests::bad().into_iter().chain(made).collect()
}

#[test]
fn the_base_is_right_and_nothing_is_asked_about_it() {
    let files = base();
    let report = lint(&files, today());
    assert!(report.findings.is_empty(), "{}", report.text(Format::Human(Colour::Never), &files));
}

#[test]
fn each_fixture_gives_its_code_and_no_other() {
    for_each(
        &all(),
        |fixture| &fixture.name,
        |Fixture { name, files }| {
            let report = lint(files, today());
            let printed = report.text(Format::Human(Colour::Never), files);
            assert_snapshot("bad", name, &printed);
            let found: BTreeSet<&str> =
                report.findings.iter().map(|one| one.diagnostic.code.number()).collect();
            let (wanted, _) = name.split_once('_').expect("fixtures are called `<code>_<case>`");
            let beside = BESIDE.iter().filter(|(code, _)| *code == wanted).map(|(_, other)| *other);
            let wanted: BTreeSet<&str> = beside.chain([wanted]).collect();
            assert_eq!(found, wanted, "one mistake has one code:\n{printed}");
        },
    );
}

#[test]
fn mistakes_stop_the_generator_and_questions_do_not() {
    for_each(
        &all(),
        |fixture| &fixture.name,
        |Fixture { name, files }| match jiekou_codegen::read(files) {
            Ok(_) => assert!(name.starts_with('L'), "it has a mistake"),
            Err(mistakes) => {
                let report = lint(files, today());
                let printed = print(&mistakes, files, Colour::Never);
                assert_eq!(printed, report.text(Format::Human(Colour::Never), files));
            }
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
