//! What others say of the verdicts of the comparison: the compiler, and cargo-semver-checks.

mod compiler;
mod judge;
mod ruling;
mod semver;
mod table;
mod uses;

use jiekou_codegen::diff::{Area, Kind, Verdict};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_verdict_on_rust_source_stands_before_the_compiler_and_the_tool() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("judgement.md");
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let compiler = compiler::Compiler::new();
    let tool = semver::Semver::find();
    let (programs, rows) = judge::judge(&compiler, tool, &table::read(&committed));
    assert_every_break_has_a_program(&rows);
    let mut mistakes = Vec::new();
    let mut ruled = Vec::new();
    for row in rows {
        match ruling::rule(&row) {
            Ok(ruling) => ruled.push((row, ruling)),
            Err(mistake) => mistakes.push(format!("{mistake}: {row:?}")),
        }
    }
    assert!(
        mistakes.is_empty(),
        "the verdicts in codegen/src/diff/kind/table.rs are wrong:\n{}",
        mistakes.join("\n")
    );
    let table = table::write(&ruled, programs);
    if std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always") {
        assert!(tool.is_some(), "the table tells what the tool says, which nobody has asked");
        std::fs::write(&path, &table).expect("written");
    } else {
        let differs = table.lines().zip(committed.lines()).find(|(new, old)| new != old);
        assert_eq!(differs, None, "tests/verdicts/judgement.md says something else");
        assert_eq!(table.len(), committed.len(), "tests/verdicts/judgement.md has other lines");
    }
}

/// Each kind that breaks programs must have broken one of those here.
#[track_caller]
fn assert_every_break_has_a_program(rows: &[judge::Row]) {
    let is_break = |kind: &Kind| {
        [Area::General, Area::Response].iter().any(|area| kind.verdicts(*area).rust == Verdict::Break)
    };
    let seen: BTreeSet<Kind> = rows
        .iter()
        .filter(|row| row.verdict == Verdict::Break && !row.broken.is_empty())
        .flat_map(|row| row.kinds.iter().map(|(kind, _)| *kind))
        .collect();
    let missing: Vec<&Kind> =
        Kind::ALL.iter().filter(|kind| is_break(kind) && !seen.contains(kind)).collect();
    assert!(missing.is_empty(), "no program here is broken by these: {missing:?}");
}
