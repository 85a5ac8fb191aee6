//! Specs with all edits made that a program may make.
//!
//! In come specs, out go the specs as they are then. Edits are made in rounds, since one may make room for another,
//! until nothing is left to do; an edit after which a file has a mistake that it did not have is not made.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Severity;
use crate::report::{Edit, Finding, Report};
use crate::source::{SourceFile, SourceFiles};

/// More rounds than nested fixes need.
const MOST_ROUNDS: usize = 16;

/// The specs after all edits, as `lint` finds them round by round.
pub(crate) fn fix(files: &SourceFiles, lint: impl Fn(&SourceFiles) -> Report) -> SourceFiles {
    let mut files = files.clone();
    let mut refused = BTreeSet::new();
    let mut report = lint(&files);
    for _ in 0..MOST_ROUNDS {
        let wanted = wanted(&report, &files, &refused);
        if wanted.is_empty() {
            break;
        }
        let changed = SourceFiles::new(files.iter().map(|(_, file)| edited(file, wanted.get(&file.path))));
        let after = lint(&changed);
        let worse = worse(&report, &after, &changed);
        if worse.is_empty() {
            (files, report) = (changed, after);
            continue;
        }
        // A mistake elsewhere tells nothing of which edit it came from.
        let guilty = wanted.into_keys().collect::<BTreeSet<_>>();
        let known: BTreeSet<String> = guilty.intersection(&worse).cloned().collect();
        refused.extend(if known.is_empty() { guilty } else { known });
    }
    files
}

/// Per file the edits that do not touch each other.
fn wanted(report: &Report, files: &SourceFiles, refused: &BTreeSet<String>) -> BTreeMap<String, Vec<Edit>> {
    let mut wanted: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
    for finding in &report.findings {
        let path = &files.file(finding.diagnostic.primary.span.file).path;
        if finding.edits.is_empty() || refused.contains(path) {
            continue;
        }
        let edits = wanted.entry(path.clone()).or_default();
        let is_free =
            |edit: &Edit| edits.iter().all(|other| edit.end <= other.start || other.end <= edit.start);
        if finding.edits.iter().all(is_free) {
            edits.extend(finding.edits.iter().cloned());
        }
    }
    wanted
}

fn edited(file: &SourceFile, edits: Option<&Vec<Edit>>) -> SourceFile {
    let mut edits: Vec<&Edit> = edits.into_iter().flatten().collect();
    edits.sort_by_key(|edit| (edit.start, edit.end));
    let mut text = file.text.clone();
    for edit in edits.into_iter().rev() {
        text.replace_range(edit.start..edit.end, &edit.text);
    }
    SourceFile { path: file.path.clone(), text }
}

/// The files with a mistake that nobody knew before. One with an edit of its own goes away in the next round.
fn worse(before: &Report, after: &Report, changed: &SourceFiles) -> BTreeSet<String> {
    let known: BTreeSet<&str> = before.findings.iter().map(|one| one.fingerprint.as_str()).collect();
    let is_new = |one: &&Finding| {
        one.diagnostic.code.severity() == Severity::Error
            && one.edits.is_empty()
            && !known.contains(one.fingerprint.as_str())
    };
    let path = |one: &Finding| changed.file(one.diagnostic.primary.span.file).path.clone();
    after.findings.iter().filter(is_new).map(path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Code, Diagnostic};
    use crate::source::{FileId, Span};

    /// Specs of one file.
    fn file(text: &str) -> SourceFiles {
        SourceFiles::new([SourceFile { path: "specs/a.yaml".into(), text: text.into() }])
    }

    /// A reader that wants the first `a` to be `b`, and calls a text with `bad` in it a mistake.
    fn lint(files: &SourceFiles) -> Report {
        let text = &files.file(FileId(0)).text;
        let finding = |code, at: Option<usize>| {
            let start = at.unwrap_or_default();
            let span = Span { file: FileId(0), start: start as u32, end: start as u32 + 1 };
            let edits = at.map(|start| Edit { start, end: start + 1, text: "b".into() });
            Finding {
                diagnostic: Diagnostic::new(code, span, "x"),
                subject: String::new(),
                fingerprint: code.number().into(),
                edits: edits.into_iter().collect(),
            }
        };
        let mistake = text.contains("bad").then(|| finding(Code::UnknownKey, None));
        let wish = text.find('a').map(|at| finding(Code::SaidByDefault, Some(at)));
        Report { findings: mistake.into_iter().chain(wish).collect(), allowed: Vec::new() }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(fix(&file(text), lint), file(expected));
    }

    #[test]
    fn one_edit_makes_room_for_the_next() {
        check("a a a", "b b b");
        check("c", "c");
    }

    #[test]
    fn an_edit_that_makes_a_mistake_is_not_made() {
        check("aad", "aad");
        check("bad", "bbd");
    }

    #[test]
    fn rounds_end() {
        let text = "a".repeat(MOST_ROUNDS + 4);
        let mended = fix(&file(&text), lint);
        assert_eq!(mended.file(FileId(0)).text.matches('a').count(), 4);
    }
}
