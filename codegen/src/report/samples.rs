//! Reports for the unit tests of these forms.

use super::{Finding, Report};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{FileId, SourceFile, SourceFiles, Span};
use std::ops::Range;

/// One file.
pub(super) fn file(path: &str, text: &str) -> SourceFiles {
    SourceFiles::new([SourceFile { path: path.to_owned(), text: text.to_owned() }])
}

/// A finding in the one file.
pub(super) fn finding(code: Code, bytes: Range<u32>, message: &str) -> Finding {
    let span = Span { file: FileId(0), start: bytes.start, end: bytes.end };
    Finding {
        diagnostic: Diagnostic::new(code, span, message),
        subject: "request.mm".to_owned(),
        fingerprint: "0123456789abcdef".to_owned(),
        edits: Vec::new(),
    }
}

/// A report on `specs/a.yaml`.
pub(super) fn report(findings: Vec<Finding>) -> (SourceFiles, Report) {
    let text = "a: 1234567890123456789012345678901234567890\n";
    (file("specs/a.yaml", text), Report { findings, allowed: Vec::new() })
}
