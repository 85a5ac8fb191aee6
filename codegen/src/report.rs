//! What a reading of the specs found, and the forms in which it is told.
//!
//! In come findings and the files that they speak of, out go texts: for a terminal, a program, a code host or a
//! person. Each form escapes what comes from specs for the place where it goes. Nothing here decides what is found.

mod github;
mod human;
mod json;
mod junit;
mod markdown;
mod place;
#[cfg(test)]
mod samples;
mod sarif;

use std::ops::Range;

use crate::date::Date;
use crate::diagnostics::{Code, Colour, Diagnostic, Severity};
use crate::source::{SourceFile, SourceFiles, Span};

/// The shape of [`Format::Json`], as a JSON Schema.
pub const JSON_SCHEMA: &str = include_str!("report/report.schema.json");

/// All that was found in one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What is to be said, in order of places.
    pub findings: Vec<Finding>,
    /// What authors let stand, in order of places.
    pub allowed: Vec<Allowed>,
}

/// Something to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What, where, and what to do.
    pub diagnostic: Diagnostic,
    /// The place in words: `request.sjhm`. Empty for a whole file.
    pub subject: String,
    /// Stays the same while the code, the file and the subject do.
    pub fingerprint: String,
    /// What a program may do about it; all of them or none.
    pub edits: Vec<Edit>,
}

/// Bytes of a file to be replaced by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What stands there then.
    pub text: String,
}

/// What an author let stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The rule.
    pub code: Code,
    /// The reason.
    pub why: String,
    /// The last day on which it is let stand; none for ever.
    pub until: Option<Date>,
    /// Where it says so.
    pub place: Span,
    /// The place in words.
    pub subject: String,
}

/// A form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text in rustc's look.
    Human(Colour),
    /// One JSON object as [`JSON_SCHEMA`] describes it.
    Json,
    /// SARIF 2.1.0, one run.
    Sarif,
    /// Workflow commands of GitHub: at most ten annotations, the heaviest first.
    Github,
    /// JUnit's XML.
    Junit,
    /// Markdown, whole.
    Markdown,
}

impl Report {
    /// The report in this form, with a line feed at its end. [`Format::Human`] of nothing is nothing.
    pub fn text(&self, format: Format, files: &SourceFiles) -> String {
        match format {
            Format::Human(colour) => human::text(self, files, colour),
            Format::Json => json::text(self, files),
            Format::Sarif => sarif::text(self, files),
            Format::Github => github::text(self, files),
            Format::Junit => junit::text(self, files),
            Format::Markdown => markdown::text(self, files),
        }
    }

    /// How many findings have this weight.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|one| one.severity() == severity).count()
    }

    /// Whether there is a finding of this weight or a heavier one.
    pub fn has(&self, severity: Severity) -> bool {
        self.findings.iter().any(|one| one.severity() <= severity)
    }

    /// The findings, the heaviest first and those of one weight in order of places.
    fn heaviest_first(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.findings.iter().collect();
        all.sort_by_key(|one| one.severity());
        all
    }
}

impl Finding {
    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        self.diagnostic.code.severity()
    }

    fn file<'a>(&self, files: &'a SourceFiles) -> &'a SourceFile {
        files.file(self.diagnostic.primary.span.file)
    }

    fn bytes(&self) -> Range<usize> {
        let span = self.diagnostic.primary.span;
        span.start as usize..span.end as usize
    }
}
