//! What a reviewer is shown: changes with their lines, who answers for them, the version, the emitted code.
//!
//! In come two models with their sources and emitted files, out go texts in several forms. Texts of specs are a
//! stranger's: every form escapes them for the place where they go.

mod changelog;
mod emitted;
mod github;
mod html;
mod human;
mod json;
mod junit;
mod lines;
mod markdown;
#[cfg(test)]
mod samples;

pub use changelog::{insert_notes, notes};
pub use emitted::{ChangedFile, Emitted};
pub use github::github;
pub use html::html;
pub use human::human;
pub use json::json;
pub use junit::junit;
pub use markdown::markdown;

use super::version::{Bump, Step};
use super::{Finding, Verdict, diff};
use crate::model::{Approval, Model};
use crate::source::{SourceFiles, Span};

/// One end of a comparison.
#[derive(Clone, Copy)]
pub struct End<'a> {
    /// What was made of the specs.
    pub model: &'a Model,
    /// The specs.
    pub files: &'a SourceFiles,
    /// The client's manifest; empty where there is none.
    pub manifest: &'a str,
}

/// Everything that a reviewer is shown.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was compared with: the name of a revision.
    pub base: String,
    /// The changes, in order of their places.
    pub entries: Vec<Entry>,
    /// Approvals that no change has, each with its place.
    pub unused: Vec<(Approval, Place)>,
    /// The version; none where one of the manifests has none.
    pub bump: Option<Bump>,
    /// The files of specs that differ.
    pub specs: Vec<ChangedFile>,
    /// What became of the emitted code.
    pub emitted: Emitted,
}

/// One change, as it is shown.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The change.
    pub finding: Finding,
    /// Its name for approvals.
    pub fingerprint: String,
    /// Where it was.
    pub old: Option<Place>,
    /// Where it is.
    pub new: Option<Place>,
    /// Who answers for it.
    pub approval: Option<Approval>,
}

/// A line of a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
}

impl Entry {
    /// Whether somebody must answer for it and nobody does.
    pub fn is_open(&self) -> bool {
        self.finding.needs_approval() && self.approval.is_none()
    }

    /// `account.update request.orgId`, with both names where they differ.
    pub fn subject(&self) -> String {
        let (old, new) = (&self.finding.old.subject, &self.finding.new.subject);
        if old == new { new.clone() } else { format!("{old} → {new}") }
    }

    /// `rsa → nothing`; nothing at all where the kind of change says it all.
    pub fn values(&self) -> Option<(&str, &str)> {
        let (old, new) = (&self.finding.old.value, &self.finding.new.value);
        let text = |value| Option::<&String>::map_or(value, "nothing", |value| value.as_str());
        (old.is_some() || new.is_some()).then(|| (text(old.as_ref()), text(new.as_ref())))
    }

    /// The verdicts that say something: `wire break, rust risk`. None: none does.
    pub fn said(&self) -> Option<String> {
        let all = self.finding.verdicts().columns();
        let said = all.into_iter().filter(|(_, verdict)| *verdict != Verdict::None);
        let said: Vec<String> =
            said.map(|(column, verdict)| format!("{column} {}", verdict.word())).collect();
        (!said.is_empty()).then(|| said.join(", "))
    }
}

impl Report {
    /// Compares two ends; `base` is what people call the first.
    pub fn new(base: &str, old: End<'_>, new: End<'_>, emitted: Emitted) -> Self {
        let approvals = &new.model.approvals;
        let entries: Vec<Entry> =
            diff(old.model, new.model).into_iter().map(|finding| entry_of(finding, old, new)).collect();
        let is_used = |one: &&Approval| entries.iter().any(|entry| entry.fingerprint == one.fingerprint);
        let unused = approvals.iter().filter(|one| !is_used(one));
        let step = entries.iter().map(|entry| Step::of(&entry.finding)).max().unwrap_or(Step::None);
        Report {
            base: base.to_owned(),
            unused: unused.map(|one| (one.clone(), place(one.at, new.files))).collect(),
            bump: Bump::of(step, old.manifest, new.manifest),
            specs: ChangedFile::of_specs(old.files, new.files),
            emitted,
            entries,
        }
    }

    /// Whether somebody answers for every change that needs it.
    pub fn is_approved(&self) -> bool {
        !self.entries.iter().any(Entry::is_open)
    }

    /// Whether the version is high enough, as far as it is known.
    pub fn is_bumped(&self) -> bool {
        self.bump.as_ref().is_none_or(Bump::is_enough)
    }

    /// How many changes break the wire, the source and the behaviour, and how many touch security.
    pub fn counts(&self) -> [(&'static str, usize); 4] {
        let count =
            |is: &dyn Fn(&Finding) -> bool| self.entries.iter().filter(|entry| is(&entry.finding)).count();
        [
            ("break the wire", count(&|one| one.verdicts().wire == Verdict::Break)),
            ("break Rust source", count(&|one| one.verdicts().rust == Verdict::Break)),
            ("break behaviour", count(&|one| one.verdicts().behaviour == Verdict::Break)),
            ("touch security", count(&Finding::needs_approval)),
        ]
    }

    /// All changes, the gravest first and else in order of places.
    pub fn by_gravity(&self) -> Vec<&Entry> {
        let mut all: Vec<&Entry> = self.entries.iter().collect();
        all.sort_by_key(|entry| std::cmp::Reverse((entry.is_open(), entry.finding.verdicts().worst())));
        all
    }

    /// Changes of the version and of the specs in one line each: `12 changes: 3 break the wire, 1 touches …`.
    pub fn summary(&self) -> String {
        let changes = match self.entries.len() {
            0 => return self.silence(),
            1 => "1 change".to_owned(),
            more => format!("{more} changes"),
        };
        let counts = self.counts().into_iter().filter(|(_, count)| *count > 0);
        let counts: Vec<String> = counts.map(|(what, count)| format!("{count} {what}")).collect();
        let open = self.entries.iter().filter(|entry| entry.is_open()).count();
        let open = if open == 0 { String::new() } else { format!("; nobody answers for {open} of them") };
        let counts = if counts.is_empty() { "none breaks anything".to_owned() } else { counts.join(", ") };
        format!("{changes} since {}: {counts}{open}", self.base)
    }

    fn silence(&self) -> String {
        match self.specs.len() {
            0 => format!("the specs are those of {}", self.base),
            _ => format!("the specs say the same as those of {}, in other words or another order", self.base),
        }
    }

    /// What is to be said of the version, if anything.
    pub fn version(&self) -> Option<String> {
        let Bump { step, old, new, least } = self.bump.as_ref()?;
        let step = step.word();
        Some(if !self.is_bumped() {
            format!(
                "the version went from {old} to {new}, but the largest change is {step} and asks for {least}"
            )
        } else if self.entries.is_empty() {
            format!("the version went from {old} to {new}; no change asks for more")
        } else {
            format!("the version went from {old} to {new}, which is enough: the largest change is {step}")
        })
    }
}

fn entry_of(finding: Finding, old: End<'_>, new: End<'_>) -> Entry {
    let fingerprint = finding.fingerprint();
    let approval = new.model.approvals.iter().find(|one| one.fingerprint == fingerprint);
    Entry {
        old: finding.old.at.map(|at| place(at, old.files)),
        new: finding.new.at.map(|at| place(at, new.files)),
        approval: approval.filter(|_| finding.needs_approval()).cloned(),
        fingerprint,
        finding,
    }
}

fn place(at: Span, files: &SourceFiles) -> Place {
    let file = files.file(at.file);
    let (line, _) = file.position(at.start as usize);
    Place { path: file.path.clone(), line }
}

#[cfg(test)]
mod tests {
    use super::samples::{report, report_of};

    #[test]
    fn a_change_that_touches_security_is_open_until_somebody_answers_for_it() {
        let open = report();
        assert!(!open.is_approved());
        assert_eq!(
            open.summary(),
            "2 changes since main: 1 break the wire, 1 break Rust source, 1 touch security; nobody answers for 1 of them"
        );
        let fingerprint = &open.entries[0].fingerprint;
        let approved = report_of(&format!(
            "approvals:\n  - {{ fingerprint: \"{fingerprint}\", reason: It is right., who: Li }}\n"
        ));
        assert!(approved.is_approved(), "{}", approved.summary());
        assert_eq!(approved.unused.len(), 0);
    }

    #[test]
    fn an_approval_of_another_change_approves_nothing() {
        let other = "0123456789abcdef01234567";
        let report = report_of(&format!(
            "approvals:\n  - {{ fingerprint: \"{other}\", reason: It is right., who: Li }}\n"
        ));
        assert!(!report.is_approved());
        let unused: Vec<_> =
            report.unused.iter().map(|(one, place)| (&*one.fingerprint, place.line)).collect();
        assert_eq!(unused, [(other, 2)]);
    }

    #[test]
    fn places_are_lines_of_either_end() {
        let report = report();
        let place = |place: &Option<super::Place>| place.as_ref().map(|place| place.line);
        let lines: Vec<_> = report.entries.iter().map(|one| (place(&one.old), place(&one.new))).collect();
        assert_eq!(lines, [(Some(7), Some(8)), (Some(3), Some(3))]);
    }
}
