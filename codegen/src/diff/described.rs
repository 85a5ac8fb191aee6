//! What calls and callbacks say of themselves in the same words.

use super::Kind;
use super::spot::Spot;
use super::state::Diff;
use crate::model::{Callback, Disagreement, Evidence, Keys, Operation, Text};

/// The words of a call or a callback.
pub(super) struct Described<'m> {
    keys: &'m Keys,
    label: &'m Text,
    about: &'m Text,
    evidence: &'m [Evidence],
    partial: Option<&'m Text>,
    deprecated: Option<&'m Text>,
    notes: &'m [Text],
    disagreements: &'m [Disagreement],
}

impl<'m> Described<'m> {
    /// Of a call.
    pub(super) fn of(operation: &'m Operation) -> Self {
        Described {
            keys: &operation.keys,
            label: &operation.label,
            about: &operation.about,
            evidence: &operation.evidence,
            partial: operation.partial.as_ref(),
            deprecated: operation.deprecated.as_ref(),
            notes: &operation.notes,
            disagreements: &operation.disagreements,
        }
    }

    /// Of a callback.
    pub(super) fn of_callback(callback: &'m Callback) -> Self {
        Described {
            keys: &callback.keys,
            label: &callback.label,
            about: &callback.about,
            evidence: &callback.evidence,
            partial: callback.partial.as_ref(),
            deprecated: callback.deprecated.as_ref(),
            notes: &callback.notes,
            disagreements: &callback.disagreements,
        }
    }
}

/// Where the facts of a file come from.
pub(super) fn diff_evidence(to: &mut Diff<'_>, spot: &Spot<'_>, old: &[Evidence], new: &[Evidence]) {
    let sources = |all: &[Evidence]| all.iter().map(source).collect::<Vec<_>>();
    to.set([Kind::EvidenceAdded, Kind::EvidenceRemoved], spot, &sources(old), &sources(new));
}

/// The words of both.
pub(super) fn diff_described(to: &mut Diff<'_>, top: &Spot<'_>, old: &Described<'_>, new: &Described<'_>) {
    let key = |name: &'static str| top.key(name, old.keys.of(name), new.keys.of(name));
    to.words(&key("label"), Some(old.label), Some(new.label));
    to.words(&key("about"), Some(old.about), Some(new.about));
    diff_evidence(to, &key("evidence"), old.evidence, new.evidence);
    let in_use = [Kind::OpDeprecated, Kind::OpRevived];
    let (before, after) = (old.deprecated, new.deprecated);
    match (before, after) {
        (Some(_), Some(_)) => to.text("why", &key("deprecated"), before, after),
        _ => to.switch(in_use, &key("deprecated"), before.is_some(), after.is_some()),
    }
    to.text("why", &key("partial"), old.partial, new.partial);
    let notes = |all: &[Text]| all.iter().map(|note| note.to_string()).collect::<Vec<_>>();
    to.texts(&key("notes"), &notes(old.notes), &notes(new.notes));
    let told = |all: &[Disagreement]| all.iter().map(disagreement).collect::<Vec<_>>();
    to.texts(&key("disagrees"), &told(old.disagreements), &told(new.disagreements));
}

fn source(evidence: &Evidence) -> String {
    let section = evidence.section.as_ref().map(|section| format!(" ({section})")).unwrap_or_default();
    format!("{}{section}", evidence.page)
}

fn disagreement(of: &Disagreement) -> String {
    format!("{}: page {}, example {}, so {}", of.what, of.page, of.example, of.so)
}
