//! The report as SARIF 2.1.0, the form that code hosts and editors take from any analysis.
//!
//! In comes a report, out goes one run with the rules that it speaks of. Fingerprints are ours, so that a finding
//! stays the same one when lines move.

use serde_json::{Value, json};
use std::collections::BTreeSet;

use super::place::place;
use super::{Allowed, Finding, Report};
use crate::diagnostics::{Code, Page, Severity, printable};
use crate::source::{SourceFile, SourceFiles, Span};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The whole log.
pub(super) fn text(report: &Report, files: &SourceFiles) -> String {
    let found = report.findings.iter().map(|one| one.diagnostic.code);
    let codes: BTreeSet<Code> = found.chain(report.allowed.iter().map(|one| one.code)).collect();
    let results = report.findings.iter().map(|one| result(one, files));
    let suppressed = report.allowed.iter().map(|one| suppressed(one, files));
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "jiekou lint",
                "rules": codes.into_iter().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results.chain(suppressed).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: Code) -> Value {
    let page = Page::of(code);
    json!({
        "id": code.number(),
        "shortDescription": { "text": code.title() },
        "fullDescription": { "text": page.what },
        "help": { "text": format!("{}\n\n{}", page.what, page.why), "markdown": page.text() },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error | Severity::Danger => "error",
        Severity::Warn => "warning",
        Severity::Note => "note",
    }
}

fn result(finding: &Finding, files: &SourceFiles) -> Value {
    let one = &finding.diagnostic;
    let parts = [&one.message, &one.primary.text].into_iter().chain(&one.notes).chain(&one.helps);
    let parts = parts.filter(|text| !text.is_empty()).map(|text| printable(text)).collect::<Vec<_>>();
    let related = one.secondary.iter().enumerate().map(|(at, other)| {
        let mut location = location(other.span, files);
        location["id"] = at.into();
        location["message"] = json!({ "text": printable(&other.text) });
        location
    });
    let mut result = json!({
        "ruleId": one.code.number(),
        "level": level(one.code.severity()),
        "message": { "text": parts.join("\n") },
        "locations": [location(one.primary.span, files)],
        "relatedLocations": related.collect::<Vec<_>>(),
        "partialFingerprints": { "jiekou/v1": finding.fingerprint },
    });
    if !finding.edits.is_empty() {
        result["fixes"] = json!([fix(finding, files)]);
    }
    result
}

fn fix(finding: &Finding, files: &SourceFiles) -> Value {
    let file = finding.file(files);
    let replacement = |edit: &super::Edit| json!({ "deletedRegion": region(file, edit.start, edit.end), "insertedContent": { "text": edit.text } });
    json!({
        "description": { "text": "what `--fix` does" },
        "artifactChanges": [{
            "artifactLocation": artifact(&finding.file(files).path),
            "replacements": finding.edits.iter().map(replacement).collect::<Vec<_>>(),
        }],
    })
}

/// What was let stand is told too, as a result that is suppressed in the source.
fn suppressed(allowed: &Allowed, files: &SourceFiles) -> Value {
    json!({
        "ruleId": allowed.code.number(),
        "level": level(allowed.code.severity()),
        "message": { "text": allowed.code.title() },
        "locations": [location(allowed.place, files)],
        "suppressions": [{ "kind": "inSource", "justification": printable(&allowed.why) }],
    })
}

fn location(span: Span, files: &SourceFiles) -> Value {
    let file = files.file(span.file);
    json!({ "physicalLocation": {
        "artifactLocation": artifact(&file.path),
        "region": region(file, span.start as usize, span.end as usize),
    }})
}

fn region(file: &SourceFile, start: usize, end: usize) -> Value {
    let at = place(file, start..end);
    json!({
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    })
}

/// A path as a relative URI.
fn artifact(path: &str) -> Value {
    let is_kept = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte);
    let escaped =
        |byte: u8| if is_kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    json!({ "uri": path.bytes().map(escaped).collect::<String>() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{file, finding, report};

    #[test]
    fn a_log_has_one_run_with_the_rules_that_it_speaks_of() {
        let (files, mut report) = report(vec![finding(Code::PlainSecret, 2..4, "`mm` looks secret")]);
        let place = report.findings[0].diagnostic.primary.span;
        report.allowed.push(Allowed {
            code: Code::SamePath,
            why: "Two pages.".into(),
            until: None,
            place,
            subject: String::new(),
        });
        let log: Value = serde_json::from_str(&text(&report, &files)).expect("JSON");
        let run = &log["runs"][0];
        let ids: Vec<_> =
            run["tool"]["driver"]["rules"].as_array().expect("rules").iter().map(|one| &one["id"]).collect();
        assert_eq!(ids, ["L0201", "L0501"]);
        assert_eq!(run["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"], 3);
        assert_eq!(run["results"][0]["partialFingerprints"]["jiekou/v1"], "0123456789abcdef");
        assert_eq!(run["results"][1]["suppressions"][0]["justification"], "Two pages.");
        assert_eq!(run["results"].as_array().expect("results").len(), 2);
    }

    #[test]
    fn paths_are_uris() {
        assert_eq!(artifact("specs/a b/é:%.yaml")["uri"], "specs/a%20b/%C3%A9%3A%25.yaml");
        let (_, report) = report(vec![finding(Code::UnknownKey, 0..1, "x")]);
        let log = text(&report, &file("specs/\"a\".yaml", "a: 1\n"));
        assert!(log.contains("specs/%22a%22.yaml"), "{log}");
    }
}
