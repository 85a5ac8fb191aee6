//! Stage 1: the spec files as trees in which everything knows its place.
//!
//! In come the texts, out go a document per file and the names of the files that have none. A mistake in one
//! file hides nothing in another. Nothing here knows what the specs mean.

mod characters;
mod disk;
mod kept;
mod revision;
mod yaml;

pub use disk::{ReadError, read_dir};
pub(crate) use kept::Kept;
pub use revision::{Revision, RevisionError};

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Document, FileId, Node, SourceFile, SourceFiles, Span};
use crate::threads::map_all;

/// The largest file, in bytes.
pub const MAX_FILE: usize = 256 * 1024;
/// The most files.
pub const MAX_FILES: usize = 50_000;
/// The most text of all files together, in bytes.
pub const MAX_SUM: usize = 256 * 1024 * 1024;
/// The deepest nesting of maps and lists.
pub const MAX_DEPTH: usize = 32;
/// The most keys, scalars, maps and lists in one file.
pub const MAX_NODES: usize = 20_000;

/// What came of the files.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The trees, in order of paths.
    pub documents: Vec<Document>,
    /// The paths of the files without a tree. Why is in the diagnostics.
    pub broken: Vec<String>,
}

/// Parses all files.
pub fn load(files: &SourceFiles, diagnostics: &mut Diagnostics) -> Source {
    load_beside(files, &Kept::default(), diagnostics).0
}

/// Parses the files that changed since what is kept, and keeps their trees too.
pub(crate) fn load_again(files: &SourceFiles, kept: &mut Kept, diagnostics: &mut Diagnostics) -> Source {
    let (source, clean) = load_beside(files, kept, diagnostics);
    kept.keep(files, source.documents.iter().filter(|document| clean.contains(&document.file)));
    source
}

/// All trees, and the files about which nothing was said.
fn load_beside(
    files: &SourceFiles,
    kept: &Kept,
    diagnostics: &mut Diagnostics,
) -> (Source, BTreeSet<FileId>) {
    let mut sum = 0;
    let measured = |(id, file): (FileId, _)| {
        let file: &SourceFile = file;
        sum += file.text.len();
        (id, file, sum)
    };
    let measured: Vec<_> = files.iter().map(measured).collect();
    let read = |(id, file, sum): &(FileId, &SourceFile, usize)| {
        let mut found = Diagnostics::default();
        (load_file(*id, file, *sum, kept, &mut found), found)
    };
    let mut source = Source::default();
    let mut clean = BTreeSet::new();
    for ((root, found), (id, file, _)) in map_all(&measured, read).into_iter().zip(measured) {
        if found.is_empty() {
            clean.insert(id);
        }
        diagnostics.append(found);
        match root {
            Some(root) => source.documents.push(Document { file: id, path: file.path.clone(), root }),
            None => source.broken.push(file.path.clone()),
        }
    }
    (source, clean)
}

/// The text of a file; bytes that are not UTF-8 become U+FFFD, which is reported.
fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn load_file(
    id: FileId,
    file: &SourceFile,
    sum: usize,
    kept: &Kept,
    diagnostics: &mut Diagnostics,
) -> Option<Arc<Node>> {
    if let Some(excess) = excess(id, file, sum) {
        let start = Span { file: id, start: 0, end: 0 };
        diagnostics.push(
            Diagnostic::new(Code::TooLarge, start, excess).help("split it, or drop what is not needed"),
        );
        return None;
    }
    if let Some(root) = kept.find(id, file) {
        return Some(root);
    }
    let is_legible = characters::check(id, &file.text, diagnostics);
    is_legible.then(|| yaml::read(id, &file.text, diagnostics)).flatten().map(Arc::new)
}

fn excess(id: FileId, file: &SourceFile, sum: usize) -> Option<String> {
    if file.text.len() > MAX_FILE {
        return Some(format!("a file may have {} KiB; this one is larger", MAX_FILE / 1024));
    }
    if id.0 as usize >= MAX_FILES {
        return Some(format!("there may be {MAX_FILES} files; this one is over"));
    }
    (sum > MAX_SUM)
        .then(|| format!("all files together may have {} MiB; with this one they have more", MAX_SUM >> 20))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(texts: &[&str]) -> SourceFiles {
        let named = |(at, text): (usize, &&str)| SourceFile {
            path: format!("specs/{at}.yaml"),
            text: (*text).to_owned(),
        };
        SourceFiles::new(texts.iter().enumerate().map(named))
    }

    #[test]
    fn a_file_that_stays_is_parsed_once_and_a_mistake_is_told_again() {
        let mut kept = Kept::default();
        let mut read = |texts: &[&str]| {
            let mut diagnostics = Diagnostics::default();
            let source = load_again(&files(texts), &mut kept, &mut diagnostics);
            (source.documents, diagnostics.len())
        };
        let (first, _) = read(&["a: 1", "b: 1\nb: 2", "c: 1"]);
        let (second, told) = read(&["a: 1", "b: 1\nb: 2", "c: 2"]);
        let same = |at: usize| Arc::ptr_eq(&first[at].root, &second[at].root);
        assert_eq!(([same(0), same(1), same(2)], told), ([true, false, false], 1));
        assert_eq!(second[2].root.get("c").and_then(Node::text), Some("2"));
    }

    #[test]
    fn a_mistake_in_one_file_hides_nothing_in_another() {
        let large = " ".repeat(MAX_FILE + 1);
        let mut diagnostics = Diagnostics::default();
        let source = load(
            &files(&["a: {", "b: 1", &large, "c: \u{202e}", "d: 1\nd: 2", "e: \u{FFFD}"]),
            &mut diagnostics,
        );
        let found: Vec<_> =
            diagnostics.iter().map(|one| (one.primary.span.file.0, one.code.number())).collect();
        assert_eq!(found, [(0, "S0101"), (2, "S0103"), (3, "S0106"), (4, "S0105"), (5, "S0102")]);
        let whole: Vec<&str> = source.documents.iter().map(|one| one.path.as_str()).collect();
        assert_eq!(whole, ["specs/1.yaml", "specs/4.yaml"]);
        assert_eq!(source.broken, ["specs/0.yaml", "specs/2.yaml", "specs/3.yaml", "specs/5.yaml"]);
    }
}
