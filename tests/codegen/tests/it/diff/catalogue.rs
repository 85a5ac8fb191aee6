//! The catalogue of changes: one small change of one API for each kind, and all that the comparison says of it.

use std::collections::{BTreeMap, BTreeSet};

use codegen_tests::{catalogue, unchanged};
use jiekou_codegen::diff::{Finding, Kind};
use jiekou_codegen::source::{SourceFile, SourceFiles};

use super::{both_ways, model};
use crate::snapshots::assert_snapshot;

/// Kinds that no change of a single API gives; the laws see them.
const ELSEWHERE: [Kind; 2] = [Kind::ApiAdded, Kind::ApiRemoved];

/// One change of the catalogue.
struct Case {
    title: String,
    files: SourceFiles,
}

#[test]
fn every_kind_of_change_is_told_exactly_and_both_ways() {
    let base = model(&unchanged());
    let mut text = String::new();
    let mut seen = BTreeSet::from(ELSEWHERE);
    for case in cases(&unchanged(), &catalogue()) {
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

/// `enc-flag-removed [break risk security] account.update request.password: rsa -> nothing`
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

fn cases(base: &SourceFiles, text: &str) -> Vec<Case> {
    let base: BTreeMap<String, String> =
        base.iter().map(|(_, file)| (file.path.clone(), file.text.clone())).collect();
    text.split("\n== ")
        .skip(1)
        .map(|block| {
            let (title, edits) = block.split_once('\n').expect("a change below the title");
            let mut files = base.clone();
            edits.split("@ ").skip(1).for_each(|edit| change(&mut files, edit));
            let files = files.into_iter().map(|(path, text)| SourceFile { path, text });
            Case { title: title.to_owned(), files: SourceFiles::new(files) }
        })
        .collect()
}

/// Changes one file as the lines below its name say.
fn change(files: &mut BTreeMap<String, String>, edit: &str) {
    let (name, lines) = edit.split_once('\n').expect("lines below the name of a file");
    if let Some(name) = name.strip_suffix(" (absent)") {
        files.remove(&format!("specs/pretend/{name}")).expect("only what is there can be taken away");
        return;
    }
    let file = files.entry(format!("specs/pretend/{name}")).or_default();
    let mut blocks: Vec<[Vec<&str>; 2]> = Vec::new();
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let side = usize::from(line.starts_with("+ "));
        if blocks.last().is_none_or(|[_, new]| side == 0 && !new.is_empty()) {
            blocks.push(Default::default());
        }
        blocks.last_mut().expect("one was pushed")[side].push(&line[2..]);
    }
    for [old, new] in blocks {
        let (old, new) = (old.join("\n"), new.join("\n"));
        if old.is_empty() {
            file.push_str(&format!("{new}\n"));
            continue;
        }
        assert_eq!(file.matches(&old).count(), 1, "{name} has it once: {old}");
        *file = match new.is_empty() {
            true => file.replacen(&format!("{old}\n"), "", 1),
            false => file.replacen(&old, &new, 1),
        };
    }
}
