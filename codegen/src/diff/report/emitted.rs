//! Files that differ between two ends: specs, and emitted code.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::SourceFiles;
use crate::tree::Tree;

/// A file that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedFile {
    /// Its path.
    pub path: String,
    /// Its text before; none where there was no such file.
    pub old: Option<String>,
    /// Its text after; none where there is no such file.
    pub new: Option<String>,
}

/// What became of the emitted code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Emitted {
    /// It was not looked at.
    NotCompared,
    /// The files that differ.
    Compared(Vec<ChangedFile>),
}

impl ChangedFile {
    /// Those of the specs.
    pub(super) fn of_specs(old: &SourceFiles, new: &SourceFiles) -> Vec<Self> {
        let texts = |files: &SourceFiles| -> BTreeMap<String, String> {
            files.iter().map(|(_, file)| (file.path.clone(), file.text.clone())).collect()
        };
        changed(texts(old), texts(new))
    }
}

impl Emitted {
    /// Compares the client of the base with what is emitted now.
    pub fn between(old: BTreeMap<String, String>, new: &Tree) -> Self {
        let new = new.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
        Self::Compared(changed(old, new))
    }

    /// The files that differ.
    pub fn files(&self) -> &[ChangedFile] {
        match self {
            Self::NotCompared => &[],
            Self::Compared(files) => files,
        }
    }
}

fn changed(mut old: BTreeMap<String, String>, mut new: BTreeMap<String, String>) -> Vec<ChangedFile> {
    let paths: BTreeSet<String> = old.keys().chain(new.keys()).cloned().collect();
    let file = |path: String| ChangedFile { old: old.remove(&path), new: new.remove(&path), path };
    paths.into_iter().map(file).filter(|file| file.old != file.new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_kept() {
        let old = [("a", "1"), ("b", "1"), ("c", "1")].map(|(path, text)| (path.to_owned(), text.to_owned()));
        let mut new = Tree::new();
        for (path, text) in [("a", "1"), ("b", "2"), ("d", "1")] {
            new.insert(path, text);
        }
        let emitted = Emitted::between(BTreeMap::from(old), &new);
        let files = emitted.files().iter();
        let seen: Vec<_> =
            files.map(|file| (file.path.as_str(), file.old.as_deref(), file.new.as_deref())).collect();
        assert_eq!(seen, [("b", Some("1"), Some("2")), ("c", Some("1"), None), ("d", None, Some("1"))]);
    }
}
