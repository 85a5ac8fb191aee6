//! The report as JUnit's XML, for hosts that show tests.
//!
//! In comes a report, out goes a suite in which every finding is a case that did not pass; where there is none, one
//! case that did. Errors and dangers are errors, the rest are failures: the form knows no other weights.

use super::place::place;
use super::{Finding, Report};
use crate::diagnostics::{Severity, printable};
use crate::escape::markup;
use crate::source::SourceFiles;

/// The whole document.
pub(super) fn text(report: &Report, files: &SourceFiles) -> String {
    let errors = report.count(Severity::Error) + report.count(Severity::Danger);
    let failures = report.findings.len() - errors;
    let tests = report.findings.len().max(1);
    let cases: String = match report.findings.as_slice() {
        [] => "    <testcase classname=\"specs\" name=\"lint\"/>\n".to_owned(),
        all => all.iter().map(|one| case(one, files)).collect(),
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"jiekou lint\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">\n  \
         <testsuite name=\"specs\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">\n\
         {cases}  </testsuite>\n</testsuites>\n"
    )
}

fn case(finding: &Finding, files: &SourceFiles) -> String {
    let one = &finding.diagnostic;
    let file = finding.file(files);
    let at = place(file, finding.bytes());
    let outcome = match finding.severity() {
        Severity::Error | Severity::Danger => "error",
        Severity::Warn | Severity::Note => "failure",
    };
    let more = [&one.primary.text].into_iter().chain(&one.notes).chain(&one.helps);
    let more: Vec<String> = more.filter(|text| !text.is_empty()).map(|text| xml(text)).collect();
    format!(
        "    <testcase classname=\"{path}\" name=\"{name}\" file=\"{path}\" line=\"{line}\">\n      \
         <{outcome} type=\"{code}\" message=\"{message}\">{path}:{line}:{column}\n{more}</{outcome}>\n    \
         </testcase>\n",
        path = xml(&file.path),
        name = xml(&format!("{} {}", one.code.number(), finding.subject)),
        line = at.line,
        column = at.column,
        code = one.code.number(),
        message = xml(&one.message),
        more = more.join("\n"),
    )
}

/// Text for an element or an attribute, on one line and not endless.
fn xml(text: &str) -> String {
    markup(&printable(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;
    use crate::report::samples::{finding, report};
    use quick_xml::Reader;
    use quick_xml::events::Event;

    /// The names of all elements of a document that is well formed.
    #[track_caller]
    fn elements(xml: &str) -> Vec<String> {
        let mut reader = Reader::from_str(xml);
        let mut names = Vec::new();
        loop {
            match reader.read_event().expect("well formed") {
                Event::Start(start) | Event::Empty(start) => {
                    for attribute in start.attributes() {
                        attribute.expect("an attribute");
                    }
                    names.push(start.name().as_ref().to_owned());
                }
                Event::Eof => return names,
                _ => {}
            }
        }
    }

    #[test]
    fn findings_are_cases_that_did_not_pass() {
        let (files, report) = report(vec![
            finding(Code::PlainSecret, 2..4, "`mm` looks secret"),
            finding(Code::NoFullStop, 5..6, "no full stop"),
        ]);
        let text = text(&report, &files);
        let names = elements(&text);
        assert_eq!(names, ["testsuites", "testsuite", "testcase", "error", "testcase", "failure"]);
        assert!(text.contains("tests=\"2\" failures=\"1\" errors=\"1\""), "{text}");
    }

    #[test]
    fn nothing_found_is_a_case_that_passed() {
        let (files, report) = report(Vec::new());
        assert_eq!(elements(&text(&report, &files)), ["testsuites", "testsuite", "testcase"]);
    }

    #[test]
    fn a_spec_cannot_leave_its_place() {
        let evil = "</error><error message=\"&\u{FFFE}\u{1b}]]>";
        let (files, report) = report(vec![finding(Code::UnknownKey, 0..1, evil)]);
        let text = text(&report, &files);
        assert_eq!(elements(&text), ["testsuites", "testsuite", "testcase", "error"]);
        assert!(!text.contains(['\u{FFFE}', '\u{1b}']), "{text}");
    }
}
