//! The last stage: a tree against a folder.
//!
//! [`compare`] reports what differs, [`apply`] makes the folder equal to the tree. Either all files are written
//! or, as far as the disk allows, none. No symbolic link is followed, and `Cargo.toml` is never deleted, since
//! without it cargo would not start the generator again.

mod apply;
mod scan;
mod workspace;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use apply::apply;
pub use workspace::workspace;

use crate::threads::map_all;
use crate::tree::Tree;
use scan::{Scan, is_kept, scan};

/// In what a folder differs from a tree: relative paths, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Files with another text, were it only other line ends.
    pub changed: Vec<String>,
    /// Files that are not there.
    pub missing: Vec<String>,
    /// Files that the tree does not have.
    pub left_over: Vec<String>,
}

impl Difference {
    /// Whether the folder equals the tree.
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.missing.is_empty() && self.left_over.is_empty()
    }
}

/// Why a folder could not be compared or written, and in what state it was left.
#[derive(Debug)]
pub struct WriteError {
    attempt: &'static str,
    path: PathBuf,
    cause: io::Error,
    state: State,
}

/// The state of the folder after a failure.
#[derive(Debug, PartialEq, Eq)]
enum State {
    /// Nothing was to be changed.
    Read,
    /// All files are as they were.
    Restored,
    /// These files are new, the others as they were.
    Half(Vec<String>),
    /// All files are new; some that are too many are still there.
    Written,
}

impl WriteError {
    fn new(attempt: &'static str, path: &Path, cause: io::Error) -> Self {
        Self { attempt, path: path.to_owned(), cause, state: State::Read }
    }

    fn left(self, state: State) -> Self {
        Self { state, ..self }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} `{}`: {}", self.attempt, self.path.display(), self.cause)?;
        match &self.state {
            State::Read => Ok(()),
            State::Restored => f.write_str("; all files are as they were"),
            State::Half(written) => write!(f, "; only these are new: `{}`", written.join("`, `")),
            State::Written => f.write_str("; all files are written, but not all left-overs removed"),
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

/// Tells in what the folder differs from the tree. A folder that is not there lacks everything.
///
/// # Errors
///
/// A file cannot be read, or a symbolic link stands where the tree has a file or a folder.
pub fn compare(tree: &Tree, folder: &Path) -> Result<Difference, WriteError> {
    Ok(look(tree, folder)?.difference)
}

/// A folder beside a tree.
struct Found {
    difference: Difference,
    /// What stands in the files that have another text.
    old: BTreeMap<String, Vec<u8>>,
    /// All folders in it, each after its parent.
    folders: BTreeSet<String>,
}

fn look(tree: &Tree, folder: &Path) -> Result<Found, WriteError> {
    let Scan { files: mut left_over, links, folders } = scan(folder)?;
    let mut difference = Difference::default();
    let mut present = Vec::new();
    for (path, text) in tree.iter() {
        refuse_links(folder, path, &links)?;
        if left_over.remove(path) {
            present.push((path, text));
        } else {
            difference.missing.push(path.to_owned());
        }
    }
    let differs = |(path, text): &(&str, &str)| {
        let place = folder.join(path);
        let found = fs::read(&place).map_err(|error| WriteError::new("read the file", &place, error))?;
        Ok::<_, WriteError>((found != text.as_bytes()).then(|| ((*path).to_owned(), found)))
    };
    let read: Result<Vec<_>, WriteError> = map_all(&present, differs).into_iter().collect();
    let old: BTreeMap<_, _> = read?.into_iter().flatten().collect();
    difference.changed = old.keys().cloned().collect();
    difference.left_over = left_over.into_iter().filter(|path| !is_kept(path)).collect();
    Ok(Found { difference, old, folders })
}

/// Writing to a path must not end up elsewhere.
fn refuse_links(folder: &Path, path: &str, links: &BTreeSet<String>) -> Result<(), WriteError> {
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    match ends.map(|end| &path[..end]).find(|part| links.contains(*part)) {
        Some(link) => {
            let cause = io::Error::other("it is a symbolic link; delete it");
            Err(WriteError::new("write to", &folder.join(link), cause))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files by path and text.
    pub(super) type Files<'a> = &'a [(&'a str, &'a str)];

    pub(super) fn tree(files: Files<'_>) -> Tree {
        let mut tree = Tree::new();
        files.iter().for_each(|(path, text)| tree.insert(*path, *text));
        tree
    }

    pub(super) fn folder(files: Files<'_>) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            fs::write(path, text).expect("a file");
        }
        folder
    }

    #[track_caller]
    fn check(disk: Files<'_>, wanted: Files<'_>, [changed, missing, left_over]: [&[&str]; 3]) {
        let folder = folder(disk);
        let difference = compare(&tree(wanted), folder.path()).expect("a difference");
        assert_eq!(difference.changed, changed);
        assert_eq!(difference.missing, missing);
        assert_eq!(difference.left_over, left_over);
        assert_eq!(difference.is_empty(), [changed, missing, left_over].concat().is_empty());
    }

    #[test]
    fn every_difference_is_told() {
        check(&[("a", "1"), ("s/b", "2")], &[("a", "1"), ("s/b", "2")], [&[], &[], &[]]);
        check(&[("a", "1"), ("s/c", "2")], &[("a", "2"), ("s/b", "2")], [&["a"], &["s/b"], &["s/c"]]);
        check(&[("a", "1\r\n")], &[("a", "1\n")], [&["a"], &[], &[]]);
    }

    #[test]
    fn the_manifest_and_what_tools_keep_are_no_left_overs() {
        check(
            &[
                ("Cargo.toml", ""),
                ("Cargo.lock", ""),
                ("target/x", ""),
                (".git/config", ""),
                ("s/Cargo.toml", ""),
                (".hidden", ""),
            ],
            &[],
            [&[], &[], &[".hidden", "s/Cargo.toml"]],
        );
    }

    #[test]
    fn a_missing_folder_lacks_everything() {
        let folder = folder(&[]);
        let difference = compare(&tree(&[("a", "")]), &folder.path().join("none")).expect("a difference");
        assert_eq!(difference.missing, ["a"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let folder = folder(&[("outside/a", "1"), ("inside/b", "2")]);
        let inside = folder.path().join("inside");
        std::os::unix::fs::symlink("../outside", inside.join("s")).expect("a link");
        let difference = compare(&tree(&[("b", "2")]), &inside).expect("a difference");
        assert_eq!(difference.left_over, ["s"]);
        let message = compare(&tree(&[("b", "2"), ("s/a", "1")]), &inside).expect_err("a link").to_string();
        assert!(message.ends_with("inside/s`: it is a symbolic link; delete it"), "{message}");
    }
}
