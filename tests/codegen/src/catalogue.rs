//! The catalogue of changes: one API, and one small change of it for each kind.
//!
//! In come `fixtures/diff/base.yaml` and `catalogue.txt`, out go spec files in memory. Nothing here compares them.

use super::{apply, read, sources};
use jiekou_codegen::source::SourceFiles;
use std::collections::BTreeMap;

/// One change of the catalogue.
#[derive(Clone, Debug)]
pub struct Change {
    /// What it is called there.
    pub title: String,
    /// The whole API after it.
    pub files: SourceFiles,
}

fn base() -> BTreeMap<String, String> {
    apply(&read("diff/base.yaml"), &BTreeMap::new())
}

/// The API that the catalogue begins with.
pub fn unchanged() -> SourceFiles {
    sources(base())
}

/// The changes of the catalogue, in its order.
pub fn changes() -> Vec<Change> {
    let (base, text) = (base(), read("diff/catalogue.txt"));
    text.split("\n== ")
        .skip(1)
        .map(|block| {
            let (title, edits) = block.split_once('\n').expect("a change below the title");
            let mut files = base.clone();
            edits.split("@ ").skip(1).for_each(|edit| change(&mut files, edit));
            Change { title: title.to_owned(), files: sources(files) }
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
