//! The report for programs: one JSON object with a published schema.
//!
//! In comes a report, out goes JSON. Places are bytes and lines, so that an editor needs no YAML to find them.

use serde_json::{Value, json};

use super::place::place;
use super::{Allowed, Edit, Finding, Report};
use crate::diagnostics::{Label, Severity, printable};
use crate::source::{SourceFiles, Span};

/// The number of the schema. A key more does not change it; another meaning does.
const VERSION: u32 = 1;

/// The whole report.
pub(super) fn text(report: &Report, files: &SourceFiles) -> String {
    let counts = Severity::ALL.map(|severity| (severity.as_str().to_owned(), report.count(severity).into()));
    let whole = json!({
        "version": VERSION,
        "counts": Value::Object(counts.into_iter().collect()),
        "findings": report.findings.iter().map(|one| finding(one, files)).collect::<Vec<_>>(),
        "allowed": report.allowed.iter().map(|one| allowed(one, files)).collect::<Vec<_>>(),
    });
    format!("{whole:#}\n")
}

fn finding(finding: &Finding, files: &SourceFiles) -> Value {
    let one = &finding.diagnostic;
    let texts = |texts: &[String]| texts.iter().map(|text| printable(text)).collect::<Vec<_>>();
    json!({
        "code": one.code.number(),
        "severity": one.code.severity().as_str(),
        "message": printable(&one.message),
        "subject": printable(&finding.subject),
        "fingerprint": finding.fingerprint,
        "place": label(&one.primary, files),
        "others": one.secondary.iter().map(|other| label(other, files)).collect::<Vec<_>>(),
        "notes": texts(&one.notes),
        "helps": texts(&one.helps),
        "edits": finding.edits.iter().map(edit).collect::<Vec<_>>(),
    })
}

fn label(label: &Label, files: &SourceFiles) -> Value {
    let mut value = span(label.span, files);
    value["text"] = printable(&label.text).into();
    value
}

fn span(span: Span, files: &SourceFiles) -> Value {
    let file = files.file(span.file);
    let at = place(file, span.start as usize..span.end as usize);
    json!({
        "file": printable(&file.path),
        "start": span.start,
        "end": span.end,
        "line": at.line,
        "column": at.column,
        "end_line": at.end_line,
        "end_column": at.end_column,
    })
}

fn edit(edit: &Edit) -> Value {
    json!({ "start": edit.start, "end": edit.end, "text": edit.text })
}

fn allowed(allowed: &Allowed, files: &SourceFiles) -> Value {
    json!({
        "code": allowed.code.number(),
        "why": printable(&allowed.why),
        "until": allowed.until.map(|until| until.to_string()),
        "subject": printable(&allowed.subject),
        "place": span(allowed.place, files),
    })
}
