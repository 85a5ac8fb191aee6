//! The part of `CHANGELOG.md` that the changes of the specs tell by themselves.
//!
//! In comes a report, out go the lines of its parts Client and Specs; or a changelog with them below its heading
//! `Unreleased`. Facts come from the changes alone. What stands there already is not said twice.

use std::collections::BTreeMap;

use super::{Entry, Report};
use crate::diff::{Kind, Verdict};
use crate::escape::markdown_code;

/// The lines of both parts.
struct Lines {
    client: Vec<String>,
    specs: Vec<String>,
}

/// The lines of a report. Breaks of the source and of behaviour are the client's affair, all else the specs'; changes
/// of words are counted.
fn lines(report: &Report) -> Lines {
    let mut lines = Lines { client: Vec::new(), specs: Vec::new() };
    let mut calls: BTreeMap<(&str, &'static str), Vec<String>> = BTreeMap::new();
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in &report.entries {
        let finding = &entry.finding;
        let api = finding.api.as_str();
        match finding.kind {
            Kind::OpAdded | Kind::CallbackAdded | Kind::OpAddedDeprecated => {
                calls.entry((api, "new calls")).or_default().push(markdown_code(&finding.new.subject));
            }
            kind if kind.is_words() => *words.entry(api).or_default() += 1,
            _ if is_of_client(entry) => lines.client.push(line(entry)),
            _ => lines.specs.push(line(entry)),
        }
    }
    let new = calls
        .into_iter()
        .map(|((api, what), calls)| format!("- {}: {what} {}.", markdown_code(api), calls.join(", ")));
    lines.specs.splice(0..0, new);
    lines.specs.extend(words.into_iter().map(|(api, count)| {
        let texts = if count == 1 { "text changes" } else { "texts change" };
        format!("- {}: {count} {texts}.", markdown_code(api))
    }));
    lines
}

fn is_of_client(entry: &Entry) -> bool {
    let verdicts = entry.finding.verdicts();
    verdicts.rust == Verdict::Break || verdicts.behaviour >= Verdict::Break
}

fn line(entry: &Entry) -> String {
    let values =
        entry.values().map(|(old, new)| format!(" ({} → {})", markdown_code(old), markdown_code(new)));
    let breaks = entry.finding.verdicts().rust == Verdict::Break;
    let mark = match (breaks, entry.finding.needs_approval()) {
        (true, true) => "**Breaking, security**: ",
        (true, false) => "**Breaking**: ",
        (false, true) => "**Security**: ",
        (false, false) => "",
    };
    let (api, subject) = (markdown_code(&entry.finding.api), markdown_code(&entry.subject()));
    format!("- {mark}{api} {subject}: {}{}.", entry.finding.kind.words(), values.unwrap_or_default())
}

/// The lines with their headings, as they stand below a release.
pub fn notes(report: &Report) -> String {
    let Lines { client, specs } = lines(report);
    let part = |(heading, lines): (&str, Vec<String>)| format!("### {heading}\n\n{}\n", lines.join("\n"));
    let parts = [("Client", client), ("Specs", specs)].into_iter().filter(|(_, lines)| !lines.is_empty());
    parts.map(part).collect::<Vec<_>>().join("\n")
}

/// A changelog with the lines that it did not have, below `## Unreleased`. None: it has no such heading, or not both
/// parts below it.
pub fn insert_notes(changelog: &str, report: &Report) -> Option<String> {
    let Lines { client, specs } = lines(report);
    let with_client = insert_part(changelog, "### Client", &client)?;
    insert_part(&with_client, "### Specs", &specs)
}

fn insert_part(changelog: &str, heading: &str, lines: &[String]) -> Option<String> {
    let all: Vec<&str> = changelog.lines().collect();
    let release = all.iter().position(|line| line.trim() == "## Unreleased")?;
    let end_of = |from: usize, marks: &[&str]| {
        let rest = all.iter().skip(from + 1);
        let found = rest.clone().position(|line| marks.iter().any(|mark| line.starts_with(mark)));
        found.map_or(all.len(), |at| from + 1 + at)
    };
    let next = end_of(release, &["## "]);
    let part = (release..next).find(|at| all[*at].trim() == heading)?;
    let end = end_of(part, &["## ", "### "]);
    let last = (part..end).rev().find(|at| !all[*at].trim().is_empty())?;
    let known = &all[part..end];
    let mut new: Vec<String> = lines.iter().filter(|line| !known.contains(&line.as_str())).cloned().collect();
    if last == part && !new.is_empty() {
        new.insert(0, String::new());
    }
    let mut made: Vec<String> = all.iter().map(|line| (*line).to_owned()).collect();
    made.splice(last + 1..last + 1, new);
    Some(format!("{}\n", made.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::super::samples::report;
    use super::*;

    const LOST: &str = "- **Breaking, security**: `pretend` `account.update request.mm`: a member is no longer encrypted (`rsa` → `nothing`).";

    #[test]
    fn breaks_are_the_clients_affair_and_words_are_counted() {
        let expected = format!("### Client\n\n{LOST}\n\n### Specs\n\n- `pretend`: 1 text changes.\n");
        assert_eq!(notes(&report()), expected);
    }

    #[test]
    fn lines_stand_at_the_end_of_their_part_and_once() {
        let before = "# Changelog\n\n## Unreleased\n\n### Client\n\n- By hand.\n\n### Specs\n\n## 0.1.0\n\n### Client\n";
        let after = insert_notes(before, &report()).expect("a changelog");
        let expected = format!(
            "# Changelog\n\n## Unreleased\n\n### Client\n\n- By hand.\n{LOST}\n\n### Specs\n\n- `pretend`: 1 text \
             changes.\n\n## 0.1.0\n\n### Client\n"
        );
        assert_eq!(after, expected);
        assert_eq!(insert_notes(&after, &report()).expect("a changelog"), after);
        assert_eq!(insert_notes("# Changelog\n\n## 0.1.0\n", &report()), None);
        assert_eq!(insert_notes("## Unreleased\n\n### Client\n\n## 0.1.0\n\n### Specs\n", &report()), None);
    }
}
