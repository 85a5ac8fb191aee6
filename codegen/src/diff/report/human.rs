//! The report for a terminal: one paragraph for each change, then what it comes to.

use super::{Emitted, Entry, Report};
use crate::escape::terminal;

/// Files of emitted code that are named; of more only the number is told.
const NAMED: usize = 10;

/// The report as plain text.
pub fn human(report: &Report) -> String {
    let mut text: String = report.entries.iter().map(paragraph).collect();
    for (approval, place) in &report.unused {
        let (path, line, print) = (&place.path, place.line, &approval.fingerprint);
        text.push_str(&format!("{path}:{line}: no change has the approved fingerprint {print}\n\n"));
    }
    text.push_str(&report.summary());
    text.push('\n');
    text.extend(report.version().map(|version| format!("{version}\n")));
    text.push_str(&emitted(&report.emitted, report.specs.is_empty()));
    text
}

fn paragraph(entry: &Entry) -> String {
    let finding = &entry.finding;
    let mut lines = vec![format!("{} {}", finding.api, entry.subject())];
    lines.push(format!("  {}: {}", finding.id(), finding.kind.words()));
    lines.extend(entry.values().map(|(old, new)| format!("  {old} → {new}")));
    lines.extend(entry.said().map(|verdicts| format!("  {verdicts}")));
    lines.extend(finding.why().map(|why| format!("  risk: {why}")));
    lines.extend(entry.new.as_ref().or(entry.old.as_ref()).map(|at| format!("  {}:{}", at.path, at.line)));
    if let Some(approval) = &entry.approval {
        lines.push(format!("  {} answers for it: {}", approval.who, approval.reason));
    } else if entry.is_open() {
        lines.push(format!("  somebody must answer for it in specs/approvals.yaml: {}", entry.fingerprint));
    }
    let lines: Vec<String> = lines.iter().map(|line| terminal(line)).collect();
    format!("{}\n\n", lines.join("\n"))
}

fn emitted(emitted: &Emitted, same: bool) -> String {
    let Emitted::Compared(files) = emitted else { return String::new() };
    if files.is_empty() {
        return "the emitted code is the same\n".to_owned();
    }
    let count = if files.len() == 1 { "1 file".to_owned() } else { format!("{} files", files.len()) };
    let why = if same { ", so the generator is another" } else { "" };
    let named: String = files.iter().take(NAMED).map(|file| format!("  {}\n", file.path)).collect();
    let more = files.len().saturating_sub(NAMED);
    let more = if more == 0 { String::new() } else { format!("  and {more} more\n") };
    format!("the emitted code differs in {count}{why}:\n{named}{more}")
}

#[cfg(test)]
mod tests {
    use super::super::samples::report;
    use super::*;

    #[test]
    fn a_change_is_a_paragraph() {
        let report = report();
        let expected = format!(
            "pretend account.update request.mm
  req-enc-flag-removed: a member is no longer encrypted
  rsa → nothing
  wire break, rust break, behaviour security
  specs/pretend/account/update.yaml:8
  somebody must answer for it in specs/approvals.yaml: {}

pretend api about
  doc-review: a text gains or loses a word about a rule
  A <pretend> platform. → A <b>|`pretend` platform. There is only one.
  behaviour risk
  risk: words about encryption, signatures, need, secrecy or disuse may be rules that no key of the spec says
  specs/pretend/api.yaml:3

2 changes since main: 1 break the wire, 1 break Rust source, 1 touch security; nobody answers for 1 of them
the version went from 0.1.0 to 0.1.0, but the largest change is breaking and asks for 0.2.0
the emitted code differs in 1 file:
  src/pretend/account/update.rs
",
            report.entries[0].fingerprint
        );
        assert_eq!(human(&report), expected);
    }

    #[test]
    fn the_same_specs_and_another_client_mean_another_generator() {
        let mut report = report();
        report.entries.clear();
        report.specs.clear();
        report.bump = None;
        assert_eq!(
            human(&report),
            "the specs are those of main\nthe emitted code differs in 1 file, so the generator is another:\n  \
             src/pretend/account/update.rs\n"
        );
        report.emitted = Emitted::Compared(Vec::new());
        assert_eq!(human(&report), "the specs are those of main\nthe emitted code is the same\n");
    }
}
