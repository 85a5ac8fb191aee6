//! The report for a pull request: a summary, what touches security, then a table for each call.

use super::{Emitted, Entry, Report};
use crate::diff::Verdict;
use crate::escape::markdown_code;

const SECURITY: &str = "
### Security

| | what | before | after | where | who answers for it |
|---|---|---|---|---|---|
";
const CHANGES: &str = "
| | what | before | after | wire | rust | behaviour | where |
|---|---|---|---|---|---|---|---|
";

/// The report as Markdown.
pub fn markdown(report: &Report) -> String {
    let mut text = format!("## Changes of the specs\n\n{}.\n", sentence(&report.summary()));
    text.extend(report.version().map(|version| format!("\n{}.\n", sentence(&version))));
    if let Emitted::Compared(files) = &report.emitted {
        text.push_str(&format!("\nFiles of emitted code that differ: {}.\n", files.len()));
    }
    let mut security = report.entries.iter().filter(|entry| entry.finding.needs_approval()).peekable();
    if security.peek().is_some() {
        text.push_str(SECURITY);
        text.extend(security.map(security_row));
    }
    let mut top = String::new();
    for entry in &report.entries {
        let heading = heading(entry);
        if heading != top {
            text.push_str(&format!("\n### {}\n{CHANGES}", markdown_code(&heading)));
            top = heading;
        }
        text.push_str(&row(entry));
    }
    if !report.unused.is_empty() {
        text.push_str("\n### Approvals of no change\n\n");
        for (approval, place) in &report.unused {
            let place = format!("{}:{}", place.path, place.line);
            text.push_str(&format!(
                "- {} ({})\n",
                markdown_code(&approval.fingerprint),
                markdown_code(&place)
            ));
        }
    }
    text
}

/// A clause with a capital.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The API, and the call or whatever else holds the thing.
fn heading(entry: &Entry) -> String {
    let subject = &entry.finding.new.subject;
    let top = subject.split_once(' ').map_or(subject.as_str(), |(top, _)| top);
    format!("{} {top}", entry.finding.api)
}

fn mark(entry: &Entry) -> &'static str {
    match entry.finding.verdicts().worst() {
        Verdict::Security => "🔒",
        Verdict::Break => "⚠",
        Verdict::Risk => "?",
        Verdict::None => "",
    }
}

fn cells(entry: &Entry) -> String {
    let values = entry.values().map(|(old, new)| (markdown_code(old), markdown_code(new)));
    let (old, new) = values.unwrap_or_default();
    let why = entry.finding.why().map(|why| format!(" (risk: {why})")).unwrap_or_default();
    let what = format!("{}: {}{why}", markdown_code(&entry.subject()), entry.finding.kind.words());
    format!("| {} | {what} | {old} | {new}", mark(entry))
}

fn place(entry: &Entry) -> String {
    let place = entry.new.as_ref().or(entry.old.as_ref());
    place.map(|place| markdown_code(&format!("{}:{}", place.path, place.line))).unwrap_or_default()
}

fn row(entry: &Entry) -> String {
    let verdicts = entry.finding.verdicts().columns().map(|(_, verdict)| verdict.word()).join(" | ");
    format!("{} | {verdicts} | {} |\n", cells(entry), place(entry))
}

fn security_row(entry: &Entry) -> String {
    let who = match &entry.approval {
        Some(approval) => {
            format!("{}: {}", markdown_code(&approval.who.0), markdown_code(&approval.reason.0))
        }
        None => format!("**nobody**; fingerprint {}", markdown_code(&entry.fingerprint)),
    };
    format!("{} | {} | {who} |\n", cells(entry), place(entry))
}

#[cfg(test)]
mod tests {
    use super::super::samples::report;
    use super::*;

    #[test]
    fn a_report_begins_with_what_touches_security() {
        let report = report();
        let lost = "`account.update request.mm`: a member is no longer encrypted | `rsa` | `nothing`";
        let about = "`api about`: a text gains or loses a word about a rule (risk: words about encryption, signatures, \
                     need, secrecy or disuse may be rules that no key of the spec says)";
        let expected = format!(
            "## Changes of the specs

2 changes since main: 1 break the wire, 1 break Rust source, 1 touch security; nobody answers for 1 of them.

The version went from 0.1.0 to 0.1.0, but the largest change is breaking and asks for 0.2.0.

Files of emitted code that differ: 1.

### Security

| | what | before | after | where | who answers for it |
|---|---|---|---|---|---|
| 🔒 | {lost} | `specs/pretend/account/update.yaml:8` | **nobody**; fingerprint `{}` |

### `pretend account.update`

| | what | before | after | wire | rust | behaviour | where |
|---|---|---|---|---|---|---|---|
| 🔒 | {lost} | break | break | security | `specs/pretend/account/update.yaml:8` |

### `pretend api`

| | what | before | after | wire | rust | behaviour | where |
|---|---|---|---|---|---|---|---|
| ? | {about} | `A <pretend> platform.` | ``A <b>\\|`pretend` platform. There is only one.`` | - | - | risk | `specs/pretend/api.yaml:3` |
",
            report.entries[0].fingerprint
        );
        assert_eq!(markdown(&report), expected);
    }
}
