//! The report for a person at a terminal.
//!
//! In comes a report, out goes text in rustc's look; nothing where there is nothing to say.

use super::Report;
use crate::diagnostics::{Colour, Diagnostics, print};
use crate::source::SourceFiles;

/// All findings, then how many there are.
pub(super) fn text(report: &Report, files: &SourceFiles, colour: Colour) -> String {
    let mut all = Diagnostics::default();
    for finding in &report.findings {
        all.push(finding.diagnostic.clone());
    }
    print(&all, files, colour)
}
