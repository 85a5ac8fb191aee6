//! The catalogue of changes: one small change of one API for each kind, and all that the comparison says of it.

use std::collections::BTreeSet;

use codegen_tests::{changes, unchanged};
use jiekou_codegen::diff::{Finding, Kind};

use super::{both_ways, model};
use crate::snapshots::assert_snapshot;

/// Kinds that no change of a single API gives; the laws see them.
const ELSEWHERE: [Kind; 2] = [Kind::ApiAdded, Kind::ApiRemoved];

#[test]
fn every_kind_of_change_is_told_exactly_and_both_ways() {
    let base = model(&unchanged());
    let mut text = String::new();
    let mut seen = BTreeSet::from(ELSEWHERE);
    for case in changes() {
        let (there, back) = both_ways(&base, &model(&case.files));
        assert!(!there.is_empty(), "{}: nothing was noticed", case.title);
        seen.extend(there.iter().chain(&back).map(|one| one.kind));
        text.push_str(&format!("{}\n", case.title));
        for (sign, found) in [('>', &there), ('<', &back)] {
            found.iter().for_each(|one| text.push_str(&format!("  {sign} {}\n", line(one))));
        }
    }
    assert_snapshot("diff", "catalogue", &text);
    let missing: Vec<&Kind> = Kind::ALL.iter().filter(|kind| !seen.contains(kind)).collect();
    assert!(missing.is_empty(), "no change of the catalogue has these: {missing:?}");
}

/// `enc-flag-removed [break break security] account.update request.password: rsa -> nothing`
fn line(one: &Finding) -> String {
    let verdicts = one.verdicts().columns().map(|(_, verdict)| verdict.word()).join(" ");
    let subject = match one.old.subject == one.new.subject {
        true => one.new.subject.clone(),
        false => format!("{} => {}", one.old.subject, one.new.subject),
    };
    let values = match (&one.old.value, &one.new.value) {
        (None, None) => String::new(),
        (old, new) => {
            let value = |side: &Option<String>| side.clone().unwrap_or_else(|| "nothing".to_owned());
            format!(": {} -> {}", value(old), value(new))
        }
    };
    format!("{} [{verdicts}] {subject}{values}", one.id())
}
