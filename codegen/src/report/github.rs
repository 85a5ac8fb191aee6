//! The report as workflow commands of GitHub.
//!
//! In comes a report, out go lines that become annotations of files. The host shows ten of a kind and drops the rest
//! in silence, so no more are given, the heaviest first, and a last line says how many there are. What comes from
//! specs is escaped: it can neither end a command nor begin one.

use super::place::place;
use super::{Finding, Report};
use crate::diagnostics::{Severity, printable};
use crate::escape::{github_annotations, github_message, github_property};
use crate::source::SourceFiles;

/// The commands; a line of plain text says how much is left out.
pub(super) fn text(report: &Report, files: &SourceFiles) -> String {
    github_annotations(report.heaviest_first().into_iter().map(|one| command(one, files)))
}

fn command(finding: &Finding, files: &SourceFiles) -> String {
    let one = &finding.diagnostic;
    let file = finding.file(files);
    let at = place(file, finding.bytes());
    let kind = match finding.severity() {
        Severity::Error | Severity::Danger => "error",
        Severity::Warn => "warning",
        Severity::Note => "notice",
    };
    // The host draws columns only where a place is on one line.
    let columns = if at.line == at.end_line {
        format!(",col={},endColumn={}", at.column, at.end_column)
    } else {
        String::new()
    };
    format!(
        "::{kind} file={},line={},endLine={}{columns},title={}::{}\n",
        github_property(&file.path),
        at.line,
        at.end_line,
        github_property(&format!("{} {}", one.code.number(), one.code.title())),
        github_message(&message(finding)),
    )
}

fn message(finding: &Finding) -> String {
    let one = &finding.diagnostic;
    let texts = [&one.message, &one.primary.text].into_iter().chain(&one.notes).chain(&one.helps);
    texts.filter(|text| !text.is_empty()).map(|text| printable(text)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;
    use crate::report::samples::{file, finding, report};

    #[test]
    fn a_finding_is_one_command() {
        let (files, report) = report(vec![finding(Code::PlainSecret, 2..4, "`mm` looks secret")]);
        assert_eq!(
            text(&report, &files),
            "::error file=specs/a.yaml,line=1,endLine=1,col=3,endColumn=5,title=L0501 a field that looks secret and is shown::`mm` looks secret\n"
        );
    }

    #[test]
    fn a_spec_can_neither_end_a_command_nor_begin_one() {
        let evil = "100%\r\n::set-output name=a::b,c:d";
        let (_, report) = report(vec![finding(Code::UnknownKey, 0..9, evil)]);
        let files = file("specs/x,line=7::evil\n.yaml", "a: b\nc: d\n");
        let text = text(&report, &files);
        assert_eq!(text.lines().count(), 1, "{text}");
        assert_eq!(
            text,
            "::error file=specs/x%2Cline=7%3A%3Aevil .yaml,line=1,endLine=2,title=S0107 a key that the spec language does not know here::100%25  ::set-output name=a::b,c:d\n"
        );
    }

    #[test]
    fn ten_annotations_are_given_the_heaviest_first() {
        let mut all: Vec<_> = (0..12).map(|at| finding(Code::NoFullStop, at..at + 1, "warn")).collect();
        all.push(finding(Code::UnknownKey, 20..21, "error"));
        let (files, report) = report(all);
        let text = text(&report, &files);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 11);
        assert!(
            lines[0].starts_with("::error ")
                && lines[1..10].iter().all(|line| line.starts_with("::warning "))
        );
        assert_eq!(lines[10], "3 more have no annotation");
    }
}
