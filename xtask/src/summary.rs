//! The page that a job on GitHub leaves: reports that are longer than what the list of annotations takes.
//!
//! In comes Markdown, which is added to the file that GitHub names; elsewhere nothing is.

use std::env;
use std::fs::OpenOptions;
use std::io::Write as _;

/// Where GitHub wants it.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// Adds a report, if there is a page.
pub(crate) fn add(report: impl FnOnce() -> String) -> Result<(), String> {
    let Some(path) = env::var_os(SUMMARY).filter(|path| !path.is_empty()) else { return Ok(()) };
    let page = OpenOptions::new().append(true).create(true).open(&path);
    page.and_then(|mut page| page.write_all(report().as_bytes()))
        .map_err(|error| format!("cannot write the summary of the job: {error}"))
}
