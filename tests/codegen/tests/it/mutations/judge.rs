//! What becomes of a mutant: found at its place, shown in the sheets, or neither.
//!
//! In come the files of an API and a mutant, out goes a verdict. Nothing here knows the kinds of slips.

use super::mutant::Mutant;
use crate::bad::today;
use jiekou_codegen::Tree;
use jiekou_codegen::diagnostics::Colour;
use jiekou_codegen::report::{Finding, Format, Report};
use jiekou_codegen::source::{SourceFile, SourceFiles};
use jiekou_codegen::{lint, sheets};
use std::collections::BTreeSet;

/// An API as it is.
pub(crate) struct Ground {
    /// Its files.
    pub(crate) files: SourceFiles,
    /// Its sheets.
    pub(crate) sheets: Tree,
}

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is found, and the finding with this code is at the right place.
    Found(&'static str),
    /// Nothing is found, and a line of the sheets that differs speaks of it.
    Shown,
    /// Something is found, but nowhere where the author would look for it.
    Astray(String),
    /// Nothing tells of it.
    Missed,
}

/// What the tools say of a mutant, for people.
pub(crate) struct Judged {
    /// What became of it.
    pub(crate) verdict: Verdict,
    /// All findings as they are printed.
    pub(crate) printed: String,
}

/// Reads an API with one mutant file.
pub(crate) fn judge(ground: &Ground, mutant: &Mutant) -> Judged {
    let changed = SourceFile { path: mutant.path.clone(), text: mutant.text.clone() };
    let files = SourceFiles::new(ground.files.iter().map(|(_, file)| file.clone()).chain([changed]));
    let report = lint(&files, today());
    let printed = report.text(Format::Human(Colour::Never), &files);
    let verdict = match right(&report, &files, mutant) {
        Some(code) => Verdict::Found(code),
        None if report.findings.iter().any(is_own) => Verdict::Astray(places(&report, &files)),
        None if is_shown(ground, &files, mutant) => Verdict::Shown,
        None => Verdict::Missed,
    };
    Judged { verdict, printed }
}

/// The code of the first finding at the right place. A place is a line, or whatever has a name that the slip is about: the
/// finding points at that name, or the way to it leads through it.
fn right(report: &Report, files: &SourceFiles, mutant: &Mutant) -> Option<&'static str> {
    let is_right = |one: &&Finding| {
        let span = one.diagnostic.primary.span;
        let file = files.file(span.file);
        let line = file.position(span.start as usize).0;
        let is_there = file.path == mutant.path
            && mutant.lines.iter().any(|(first, last)| (*first..=*last).contains(&line));
        let pointed = &file.text[span.start as usize..span.end as usize];
        is_there
            || mutant.names.iter().any(|name| holds_word(pointed, name) || holds_word(&one.subject, name))
    };
    report.findings.iter().find(is_right).map(|one| one.diagnostic.code.number())
}

/// Whether a text holds a name that is not part of a longer one.
fn holds_word(text: &str, name: &str) -> bool {
    let is_part = |one: char| one.is_alphanumeric() || one == '_';
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(is_part) && !text[at + name.len()..].starts_with(is_part))
}

/// Whether a finding is about a mistake of its own. That an `allow` somewhere is not needed any more is not: what it let
/// stand went with the slip.
fn is_own(finding: &Finding) -> bool {
    finding.diagnostic.code.number() != "L0102"
}

fn places(report: &Report, files: &SourceFiles) -> String {
    let place = |one: &Finding| {
        let span = one.diagnostic.primary.span;
        let file = files.file(span.file);
        let (line, column) = file.position(span.start as usize);
        format!("{} at {}:{line}:{column}", one.diagnostic.code.number(), file.path)
    };
    report.findings.iter().map(place).collect::<Vec<_>>().join(", ")
}

/// Whether the sheets differ, and a line that differs speaks of what was changed.
fn is_shown(ground: &Ground, files: &SourceFiles, mutant: &Mutant) -> bool {
    let Ok(after) = sheets(files) else { return false };
    let paths: BTreeSet<&str> = ground.sheets.iter().chain(after.iter()).map(|(path, _)| path).collect();
    let text = |tree: &'_ Tree, path: &str| tree.get(path).unwrap_or_default().to_owned();
    paths.iter().any(|path| {
        let sides = [text(&ground.sheets, path), text(&after, path)];
        let differing = differing(&sides[0], &sides[1]);
        mutant
            .words
            .iter()
            .any(|word| !word.is_empty() && differing.iter().any(|line| line.contains(word.as_str())))
    })
}

/// The lines of both texts between what they have in common at their beginnings and at their ends.
fn differing<'a>(before: &'a str, after: &'a str) -> Vec<&'a str> {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let most = before.len().min(after.len());
    let start = (0..most).take_while(|at| before[*at] == after[*at]).count();
    let same_end = |at: &usize| before[before.len() - 1 - at] == after[after.len() - 1 - at];
    let end = (0..most - start).take_while(same_end).count();
    [&before[start..before.len() - end], &after[start..after.len() - end]].concat()
}
