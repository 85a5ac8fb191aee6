//! The report as one page that needs nothing else: changes with a filter, and specs and emitted code side by side.
//!
//! All text goes through [`markup`](crate::escape::markup); the page runs no script and loads nothing.

use super::lines::{Row, rows};
use super::{ChangedFile, Entry, Report};
use crate::diff::Verdict;
use crate::escape::markup as safe;

const STYLE: &str = include_str!("html/style.css");
/// Verdicts by which the page filters, the gravest first.
const FILTER: [Verdict; 4] = [Verdict::Security, Verdict::Break, Verdict::Risk, Verdict::None];

/// The report as HTML.
pub fn html(report: &Report) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>Changes of the specs</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <h1>Changes of the specs</h1>\n<p>{}</p>\n",
        safe(&report.summary())
    );
    page.extend(report.version().map(|version| format!("<p>{}</p>\n", safe(&version))));
    page.push_str(&changes(report));
    page.push_str(&files("Specs", &report.specs));
    page.push_str(&files("Emitted code", report.emitted.files()));
    page.push_str("</body>\n</html>\n");
    page
}

/// The table, with a box for each verdict: the style hides the rows of a box that is not ticked.
fn changes(report: &Report) -> String {
    if report.entries.is_empty() {
        return String::new();
    }
    let mut text = String::new();
    for verdict in FILTER {
        let count = report.entries.iter().filter(|one| one.finding.verdicts().worst() == verdict).count();
        let (class, word) = (class(verdict), if verdict == Verdict::None { "none" } else { verdict.word() });
        text.push_str(&format!(
            "<input type=\"checkbox\" id=\"show-{class}\" checked><label for=\"show-{class}\">{word} ({count})</label>\n"
        ));
    }
    text.push_str(
        "<table class=\"changes\">\n<tr><th>what</th><th>before</th><th>after</th><th>wire</th><th>rust</th>\
         <th>behaviour</th><th>where</th></tr>\n",
    );
    text.extend(report.entries.iter().map(row));
    text.push_str("</table>\n");
    text
}

fn class(verdict: Verdict) -> &'static str {
    if verdict == Verdict::None { "none" } else { verdict.word() }
}

fn row(entry: &Entry) -> String {
    let finding = &entry.finding;
    let (old, new) = entry.values().unwrap_or_default();
    let why = finding.why().map(|why| format!("<br><small>risk: {}</small>", safe(why))).unwrap_or_default();
    let who = match &entry.approval {
        Some(one) => {
            format!("<br><small>{} answers for it: {}</small>", safe(&one.who.0), safe(&one.reason.0))
        }
        None if entry.is_open() => {
            format!("<br><strong>nobody answers for it: {}</strong>", safe(&entry.fingerprint))
        }
        None => String::new(),
    };
    let place = entry.new.as_ref().or(entry.old.as_ref());
    let place = place.map(|at| format!("{}:{}", safe(&at.path), at.line)).unwrap_or_default();
    let verdicts = finding.verdicts().columns();
    let verdicts =
        verdicts.map(|(_, one)| format!("<td class=\"{}\">{}</td>", class(one), one.word())).concat();
    format!(
        "<tr class=\"{}\"><td><code>{} {}</code><br>{}: {}{why}{who}</td><td><code>{}</code></td>\
         <td><code>{}</code></td>{verdicts}<td><code>{place}</code></td></tr>\n",
        class(finding.verdicts().worst()),
        safe(&finding.api),
        safe(&entry.subject()),
        safe(&finding.id()),
        safe(finding.kind.words()),
        safe(old),
        safe(new),
    )
}

fn files(heading: &str, files: &[ChangedFile]) -> String {
    if files.is_empty() {
        return String::new();
    }
    let all: String = files.iter().map(file).collect();
    format!("<h2>{heading}</h2>\n{all}")
}

fn file(file: &ChangedFile) -> String {
    let texts = [&file.old, &file.new].map(|text| text.as_deref().unwrap_or_default());
    let lines: String = rows(texts[0], texts[1]).iter().map(line).collect();
    let what = match (&file.old, &file.new) {
        (None, _) => " (new)",
        (_, None) => " (gone)",
        _ => "",
    };
    let path = safe(&file.path);
    format!(
        "<details><summary><code>{path}</code>{what}</summary>\n<table class=\"sides\">\n{lines}</table>\n</details>\n"
    )
}

fn line(row: &Row) -> String {
    let cell = |class: &str, number: usize, text: &str| {
        format!("<td class=\"number\">{number}</td><td class=\"{class}\">{}</td>", safe(text))
    };
    let side = |class: &str, side: &Option<(usize, String)>| match side {
        Some((number, text)) => cell(class, *number, text),
        None => "<td></td><td></td>".to_owned(),
    };
    match row {
        Row::Gap => "<tr><td class=\"gap\" colspan=\"4\">⋯</td></tr>\n".to_owned(),
        Row::Same(old, new, text) => {
            format!("<tr>{}{}</tr>\n", cell("same", *old, text), cell("same", *new, text))
        }
        Row::Differs(old, new) => format!("<tr>{}{}</tr>\n", side("gone", old), side("come", new)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::report;
    use super::*;

    #[test]
    fn no_text_of_a_spec_becomes_markup() {
        let page = html(&report());
        assert!(!page.contains("<b>") && !page.contains("<pretend>"), "{page}");
        assert!(page.contains("A &lt;b&gt;|`pretend` platform."), "{page}");
        assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"));
    }

    #[test]
    fn specs_and_code_stand_side_by_side() {
        let page = html(&report());
        for expected in [
            "<input type=\"checkbox\" id=\"show-security\" checked><label for=\"show-security\">security (1)</label>",
            "<tr class=\"security\"><td><code>pretend account.update request.mm</code><br>req-enc-flag-removed: ",
            "<td class=\"break\">break</td><td class=\"break\">break</td><td class=\"security\">security</td>",
            "<br><small>risk: words about encryption, signatures, need, secrecy or disuse may be rules",
            "<tr><td class=\"number\">7</td><td class=\"gone\">  mm: { type: string, encrypt: rsa }</td>\
             <td class=\"number\">8</td><td class=\"come\">  mm: { type: string, sensitive: true }</td></tr>",
            "<tr><td class=\"number\">1</td><td class=\"gone\">struct Old&lt;&#39;a&gt;;</td>\
             <td class=\"number\">1</td><td class=\"come\">struct New&lt;&#39;a&gt;;</td></tr>",
        ] {
            assert!(page.contains(expected), "{expected} in {page}");
        }
    }

    /// The style names each class by which the page filters.
    #[test]
    fn each_verdict_has_a_filter() {
        for verdict in FILTER.map(class) {
            let rule = format!("body:has(#show-{verdict}:not(:checked)) tr.{verdict} {{ display: none; }}");
            assert!(STYLE.contains(&rule), "{rule}");
        }
    }

    #[test]
    fn a_report_without_changes_is_a_page_too() {
        let mut report = report();
        report.entries.clear();
        report.specs.clear();
        report.emitted = super::super::Emitted::NotCompared;
        let page = html(&report);
        assert!(page.contains("<p>the specs are those of main</p>") && !page.contains("<table"), "{page}");
    }
}
