//! Trees of files that were parsed before, so that a file which stays as it is is parsed once.
//!
//! In come the trees of one reading, out go those that fit the files of the next. A file about which something was
//! said is not kept: it has to be said again.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::{Document, FileId, Node, SourceFile, SourceFiles};

/// What was parsed before, by path.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    by_path: BTreeMap<String, Parsed>,
}

#[derive(Clone, Debug)]
struct Parsed {
    /// Every place in the tree names the file by its number.
    id: FileId,
    text: String,
    root: Arc<Node>,
}

impl Kept {
    /// The tree of a file that is what it was, under the same number.
    pub(super) fn find(&self, id: FileId, file: &SourceFile) -> Option<Arc<Node>> {
        let parsed = self.by_path.get(&file.path)?;
        (parsed.id == id && parsed.text == file.text).then(|| parsed.root.clone())
    }

    /// Keeps these documents beside what is kept of other paths.
    pub(super) fn keep<'a>(&mut self, files: &SourceFiles, documents: impl Iterator<Item = &'a Document>) {
        for document in documents {
            let file = files.file(document.file);
            if self.find(document.file, file).is_none() {
                let parsed =
                    Parsed { id: document.file, text: file.text.clone(), root: document.root.clone() };
                self.by_path.insert(document.path.clone(), parsed);
            }
        }
    }
}
