//! The report as JSON, for programs. Its form is described beside it, in `diff.schema.json`.

use serde::Serialize;

use super::{Emitted, Entry, Place, Report};

/// The number of the form; another one where a member changes its meaning or goes.
const FORM: u32 = 1;

#[derive(Serialize)]
struct Whole<'a> {
    form: u32,
    base: &'a str,
    approved: bool,
    version: Option<Version>,
    changes: Vec<Change<'a>>,
    unused_approvals: Vec<&'a str>,
    emitted_files: Option<Vec<&'a str>>,
}

#[derive(Serialize)]
struct Version {
    old: String,
    new: String,
    least: String,
    step: &'static str,
    enough: bool,
}

#[derive(Serialize)]
struct Change<'a> {
    id: String,
    fingerprint: &'a str,
    api: &'a str,
    what: &'static str,
    wire: &'static str,
    rust: &'static str,
    behaviour: &'static str,
    risk: Option<&'static str>,
    old: End<'a>,
    new: End<'a>,
    needs_approval: bool,
    approval: Option<Answers<'a>>,
}

#[derive(Serialize)]
struct End<'a> {
    subject: &'a str,
    value: Option<&'a str>,
    path: Option<&'a str>,
    line: Option<usize>,
}

#[derive(Serialize)]
struct Answers<'a> {
    who: &'a str,
    reason: &'a str,
}

/// The report as JSON, in an order that stays.
pub fn json(report: &Report) -> String {
    let version = report.bump.as_ref().map(|bump| Version {
        old: bump.old.to_string(),
        new: bump.new.to_string(),
        least: bump.least.to_string(),
        step: bump.step.word(),
        enough: bump.is_enough(),
    });
    let whole = Whole {
        form: FORM,
        base: &report.base,
        approved: report.is_approved(),
        version,
        changes: report.entries.iter().map(change).collect(),
        unused_approvals: report.unused.iter().map(|(one, _)| one.fingerprint.as_str()).collect(),
        emitted_files: match &report.emitted {
            Emitted::NotCompared => None,
            Emitted::Compared(files) => Some(files.iter().map(|file| file.path.as_str()).collect()),
        },
    };
    match serde_json::to_string_pretty(&whole) {
        Ok(text) => format!("{text}\n"),
        Err(_) => unreachable!("texts, numbers and lists are JSON"),
    }
}

fn change(entry: &Entry) -> Change<'_> {
    let finding = &entry.finding;
    let [(_, wire), (_, rust), (_, behaviour)] = finding.verdicts().columns();
    let end = |side, place| end(side, place);
    Change {
        id: finding.id(),
        fingerprint: &entry.fingerprint,
        api: &finding.api,
        what: finding.kind.words(),
        wire: wire.word(),
        rust: rust.word(),
        behaviour: behaviour.word(),
        risk: finding.why(),
        old: end(&finding.old, entry.old.as_ref()),
        new: end(&finding.new, entry.new.as_ref()),
        needs_approval: finding.needs_approval(),
        approval: entry.approval.as_ref().map(|one| Answers { who: &one.who.0, reason: &one.reason.0 }),
    }
}

fn end<'a>(side: &'a crate::diff::Side, place: Option<&'a Place>) -> End<'a> {
    End {
        subject: &side.subject,
        value: side.value.as_deref(),
        path: place.map(|place| place.path.as_str()),
        line: place.map(|place| place.line),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::report;
    use super::*;

    const SCHEMA: &str = include_str!("diff.schema.json");

    #[test]
    fn a_program_reads_what_a_reviewer_reads() {
        let report = report();
        let read: serde_json::Value = serde_json::from_str(&json(&report)).expect("JSON");
        let change = &read["changes"][0];
        assert_eq!(change["id"], "req-enc-flag-removed");
        assert_eq!(change["fingerprint"], report.entries[0].fingerprint.as_str());
        assert_eq!(
            [&change["wire"], &change["rust"], &change["behaviour"]].map(|one| one.as_str()),
            [Some("break"), Some("break"), Some("security")]
        );
        assert!(change["risk"].is_null() && read["changes"][1]["risk"].is_string());
        assert_eq!(change["new"]["line"], 8);
        assert_eq!(change["old"]["value"], "rsa");
        assert_eq!(change["new"]["value"], serde_json::Value::Null);
        assert_eq!(read["version"]["least"], "0.2.0");
        assert_eq!(read["approved"], false);
    }

    /// Each object has exactly the members that the schema names.
    #[test]
    fn the_schema_knows_every_member() {
        let read: serde_json::Value = serde_json::from_str(&json(&report())).expect("JSON");
        let schema: serde_json::Value = serde_json::from_str(SCHEMA).expect("a schema");
        let names = |value: &serde_json::Value| -> Vec<String> {
            let mut names: Vec<String> = value.as_object().expect("an object").keys().cloned().collect();
            names.sort_unstable();
            names
        };
        let of = |path: &str| names(schema.pointer(path).expect("a place in the schema"));
        assert_eq!(names(&read), of("/properties"));
        assert_eq!(names(&read["version"]), of("/definitions/version/properties"));
        assert_eq!(names(&read["changes"][0]), of("/definitions/change/properties"));
        assert_eq!(names(&read["changes"][0]["old"]), of("/definitions/end/properties"));
    }
}
