//! The report as Markdown, for the summary of a job or a pull request: whole, however long.
//!
//! In comes a report, out go a line of counts, the findings by file and what was let stand. What comes from specs is
//! escaped: it is text, whatever it looks like.

use super::place::place;
use super::{Allowed, Finding, Report};
use crate::diagnostics::{Severity, printable};
use crate::escape::markdown;
use crate::source::SourceFiles;

/// The whole text.
pub(super) fn text(report: &Report, files: &SourceFiles) -> String {
    let mut text = format!("# Specs\n\n{}\n", counts(report));
    let mut path = "";
    for finding in &report.findings {
        let file = &finding.file(files).path;
        if file != path {
            text.push_str(&format!(
                "\n## {}\n\n| line | rule | weight | what |\n|---:|---|---|---|\n",
                plain(file)
            ));
            path = file;
        }
        text.push_str(&row(finding, files));
    }
    if !report.allowed.is_empty() {
        text.push_str("\n## Allowed\n\n| where | rule | why | until |\n|---|---|---|---|\n");
        text.extend(report.allowed.iter().map(|one| allowed(one, files)));
    }
    text
}

fn counts(report: &Report) -> String {
    let count = |severity| match report.count(severity) {
        0 => None,
        count => Some(format!("{count} {severity}")),
    };
    let counts: Vec<String> = Severity::ALL.into_iter().filter_map(count).collect();
    if counts.is_empty() { "Nothing to say.".to_owned() } else { format!("{}.", counts.join(", ")) }
}

fn row(finding: &Finding, files: &SourceFiles) -> String {
    let one = &finding.diagnostic;
    let line = place(finding.file(files), finding.bytes()).line;
    let more = one.notes.iter().chain(&one.helps).map(|text| format!("<br>{}", plain(text)));
    let what: String = std::iter::once(plain(&one.message)).chain(more).collect();
    format!("| {line} | {} | {} | {what} |\n", one.code.number(), finding.severity())
}

fn allowed(allowed: &Allowed, files: &SourceFiles) -> String {
    let file = files.file(allowed.place.file);
    let line = place(file, allowed.place.start as usize..allowed.place.start as usize).line;
    let until = allowed.until.map_or_else(|| "–".to_owned(), |until| until.to_string());
    let path = plain(&file.path);
    format!("| {path}:{line} | {} | {} | {until} |\n", allowed.code.number(), plain(&allowed.why))
}

/// Text in which nothing is markup, and not endless.
fn plain(text: &str) -> String {
    markdown(&printable(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;
    use crate::report::samples::{finding, report};

    #[test]
    fn findings_are_rows_below_their_file() {
        let (files, report) = report(vec![finding(Code::PlainSecret, 2..4, "`mm` looks secret")]);
        assert_eq!(
            text(&report, &files),
            "# Specs\n\n1 danger.\n\n## specs/a.yaml\n\n| line | rule | weight | what |\n|---:|---|---|---|\n\
             | 1 | L0501 | danger | \\`mm\\` looks secret |\n"
        );
    }

    #[test]
    fn what_was_let_stand_is_told_with_its_reason() {
        let (files, mut report) = report(Vec::new());
        report.allowed.push(Allowed {
            code: Code::SamePath,
            why: "Two pages.".into(),
            until: crate::date::Date::parse("2027-03-31"),
            place: finding(Code::SamePath, 0..1, "").diagnostic.primary.span,
            subject: String::new(),
        });
        let text = text(&report, &files);
        assert!(text.starts_with("# Specs\n\nNothing to say.\n"), "{text}");
        assert!(text.ends_with("| specs/a.yaml:1 | L0201 | Two pages. | 2027-03-31 |\n"), "{text}");
    }

    #[test]
    fn a_spec_is_text_whatever_it_looks_like() {
        let evil = "<img src=x>|\n# [a](javascript:b) @all https://a.example `c` ~~d~~";
        let (files, report) = report(vec![finding(Code::UnknownKey, 0..1, evil)]);
        let text = text(&report, &files);
        let row = text.lines().last().expect("a row");
        assert_eq!(
            row,
            "| 1 | S0107 | error | &lt;img src=x&gt;\\| &#35; \\[a\\]\\(javascript&#58;b\\) &#64;all https&#58;//a.example \\`c\\` \\~\\~d\\~\\~ |"
        );
    }
}
