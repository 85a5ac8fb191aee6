//! The report as annotations of GitHub on the lines of the new specs, the gravest first.
//!
//! GitHub shows ten of a kind and drops the rest without a word, so that the last command tells how many there are.

use super::{Entry, Report};
use crate::diff::Verdict;
use crate::escape::{github_annotations, github_message, github_property};

/// The report as workflow commands. Changes that mean nothing to any reader are not annotated.
pub fn github(report: &Report) -> String {
    let mut shown = report.by_gravity();
    shown.retain(|entry| entry.finding.verdicts().worst() != Verdict::None);
    let mut text = github_annotations(shown.into_iter().map(command));
    let all = [Some(report.summary()), report.version()];
    let summary = all.into_iter().flatten().collect::<Vec<_>>().join("; ");
    text.push_str(&format!("::notice title=Changes of the specs::{}\n", github_message(&summary)));
    text
}

fn command(entry: &Entry) -> String {
    let finding = &entry.finding;
    let word = match finding.verdicts().worst() {
        _ if entry.is_open() => "error",
        Verdict::Security | Verdict::Break => "warning",
        Verdict::Risk | Verdict::None => "notice",
    };
    let place = entry.new.as_ref().map(|at| format!("file={},line={},", github_property(&at.path), at.line));
    let values = entry.values().map(|(old, new)| format!(" ({old} → {new})")).unwrap_or_default();
    let mut said = format!("{}: {}{values}", entry.subject(), finding.kind.words());
    said.extend(entry.said().map(|verdicts| format!("; {verdicts}")));
    said.extend(finding.why().map(|why| format!("; risk: {why}")));
    if entry.is_open() {
        said.push_str(&format!("; somebody must answer for it: {}", entry.fingerprint));
    }
    format!(
        "::{word} {}title={}::{}\n",
        place.unwrap_or_default(),
        github_property(&finding.id()),
        github_message(&said)
    )
}

#[cfg(test)]
mod tests {
    use super::super::samples::report;
    use super::*;

    #[test]
    fn annotations_stand_on_the_new_lines() {
        let report = report();
        let expected = format!(
            "::error file=specs/pretend/account/update.yaml,line=8,title=req-enc-flag-removed::account.update \
             request.mm: a member is no longer encrypted (rsa → nothing); wire break, rust break, behaviour security; \
             somebody must answer for it: {}\n\
             ::notice file=specs/pretend/api.yaml,line=3,title=doc-review::api about: a text gains or loses a word \
             about a rule (A <pretend> platform. → A <b>|`pretend` platform. There is only one.); behaviour risk; \
             risk: words about encryption, signatures, need, secrecy or disuse may be rules that no key of the spec \
             says\n\
             ::notice title=Changes of the specs::2 changes since main: 1 break the wire, 1 break Rust source, 1 touch \
             security; nobody answers for 1 of them; the version went from 0.1.0 to 0.1.0, but the largest change is breaking and asks \
             for 0.2.0\n",
            report.entries[0].fingerprint
        );
        assert_eq!(github(&report), expected);
    }
}
