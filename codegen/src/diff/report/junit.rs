//! The report as JUnit XML: a suite for each API; what somebody must answer for is an error, a break a failure.

use super::{Entry, Report};
use crate::diff::Verdict;
use crate::escape::markup;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"changes of the specs\">\n";

/// The report as XML. A report without changes has no suite, and is valid.
pub fn junit(report: &Report) -> String {
    let mut text = String::from(HEAD);
    for entries in report.entries.chunk_by(|a, b| a.finding.api == b.finding.api) {
        let open = entries.iter().filter(|entry| entry.is_open()).count();
        let failed = entries.iter().filter(|entry| is_failure(entry)).count();
        let api = entries.first().map(|entry| markup(&entry.finding.api)).unwrap_or_default();
        text.push_str(&format!(
            "  <testsuite name=\"{api}\" tests=\"{}\" errors=\"{open}\" failures=\"{failed}\">\n",
            entries.len()
        ));
        text.extend(entries.iter().map(case));
        text.push_str("  </testsuite>\n");
    }
    text.push_str("</testsuites>\n");
    text
}

/// A break that is not open: what nobody answers for is an error already.
fn is_failure(entry: &Entry) -> bool {
    let verdicts = entry.finding.verdicts();
    let breaks = verdicts.columns().iter().any(|(_, verdict)| *verdict == Verdict::Break);
    breaks && !entry.is_open() && entry.approval.is_none()
}

fn case(entry: &Entry) -> String {
    let finding = &entry.finding;
    let place = entry.new.as_ref().map(|at| format!(" file=\"{}\" line=\"{}\"", markup(&at.path), at.line));
    let head = format!(
        "    <testcase classname=\"{}\" name=\"{}\"{}",
        markup(&finding.id()),
        markup(&entry.subject()),
        place.unwrap_or_default()
    );
    let tag = match (entry.is_open(), is_failure(entry)) {
        (true, _) => "error",
        (_, true) => "failure",
        _ => return format!("{head}/>\n"),
    };
    let values = entry.values().map(|(old, new)| format!("{old} → {new}\n")).unwrap_or_default();
    let text = markup(&format!("{values}fingerprint {}", entry.fingerprint));
    let words = markup(finding.kind.words());
    format!("{head}>\n      <{tag} message=\"{words}\">{text}</{tag}>\n    </testcase>\n")
}

#[cfg(test)]
mod tests {
    use super::super::samples::report;
    use super::*;

    #[test]
    fn what_nobody_answers_for_is_an_error() {
        let mut report = report();
        let update = "file=\"specs/pretend/account/update.yaml\" line=\"8\"";
        let expected = format!(
            "{HEAD}  <testsuite name=\"pretend\" tests=\"2\" errors=\"1\" failures=\"0\">
    <testcase classname=\"req-enc-flag-removed\" name=\"account.update request.mm\" {update}>
      <error message=\"a member is no longer encrypted\">rsa → nothing\nfingerprint {}</error>
    </testcase>
    <testcase classname=\"doc-review\" name=\"api about\" file=\"specs/pretend/api.yaml\" line=\"3\"/>
  </testsuite>
</testsuites>
",
            report.entries[0].fingerprint
        );
        assert_eq!(junit(&report), expected);
        report.entries.clear();
        assert_eq!(junit(&report), format!("{HEAD}</testsuites>\n"));
    }
}
