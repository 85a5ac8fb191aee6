//! Making a folder equal to a tree.
//!
//! All new texts are laid beside their places first; only when every one of them is on the disk do they take
//! the places, and only then are left-overs removed. On a failure what was changed is put back.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::scan::scan;
use super::{Difference, State, WriteError, compare};
use crate::tree::Tree;

/// Ends the name of a text that waits beside its place.
const SUFFIX: &str = ".jiekou-new";

/// One text that waits.
struct Staged {
    path: String,
    place: PathBuf,
    waiting: PathBuf,
    /// What stands at the place now.
    old: Option<Vec<u8>>,
}

/// Writes what differs, then removes what the tree does not have and folders that are empty. Tells what it did.
///
/// # Errors
///
/// As [`compare`], and if anything cannot be written or removed; the error tells the state of the folder.
pub fn apply(tree: &Tree, folder: &Path) -> Result<Difference, WriteError> {
    let difference = compare(tree, folder)?;
    let staged = stage_all(tree, folder, &difference)?;
    place_all(&staged)?;
    remove_all(folder, &difference).map_err(|error| error.left(State::Written))?;
    Ok(difference)
}

fn stage_all(tree: &Tree, folder: &Path, difference: &Difference) -> Result<Vec<Staged>, WriteError> {
    let mut staged = Vec::new();
    // Only files that are missing want new folders.
    let there = if difference.missing.is_empty() { BTreeSet::new() } else { scan(folder)?.folders };
    let is_new = |path: &str| !difference.missing.is_empty() && !there.contains(path);
    for path in difference.changed.iter().chain(&difference.missing) {
        let text = tree.get(path).unwrap_or_else(|| unreachable!("compare tells paths of the tree"));
        let place = folder.join(path);
        let waiting = place.with_file_name(format!(".{}{SUFFIX}", file_name(path)));
        let one = Staged { path: path.clone(), place, waiting, old: None };
        match stage(one, text) {
            Ok(one) => staged.push(one),
            Err(error) => {
                discard(&staged);
                remove_empty_folders(folder, is_new).ok();
                return Err(error.left(State::Restored));
            }
        }
    }
    Ok(staged)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Lays a text beside its place and keeps what stands there.
fn stage(mut staged: Staged, text: &str) -> Result<Staged, WriteError> {
    let parent = staged.place.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(parent).map_err(|error| WriteError::new("create the folder", parent, error))?;
    staged.old = match fs::symlink_metadata(&staged.place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Ok(found) if found.is_dir() => {
            let cause = io::Error::other("a folder stands there; delete it");
            return Err(WriteError::new("write the file", &staged.place, cause));
        }
        _ => Some(
            fs::read(&staged.place)
                .map_err(|error| WriteError::new("read the file", &staged.place, error))?,
        ),
    };
    // One of an interrupted run may lie there, and a link must not be written through.
    fs::remove_file(&staged.waiting).ok();
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&staged.waiting)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Ok(()) => Ok(staged),
        Err(error) => {
            fs::remove_file(&staged.waiting).ok();
            Err(WriteError::new("write the file", &staged.waiting, error))
        }
    }
}

fn place_all(staged: &[Staged]) -> Result<(), WriteError> {
    for (at, one) in staged.iter().enumerate() {
        if let Err(error) = fs::rename(&one.waiting, &one.place) {
            let error = WriteError::new("put in place the file", &one.place, error);
            discard(&staged[at..]);
            let lost: Vec<String> = staged[..at]
                .iter()
                .filter(|one| put_back(one).is_err())
                .map(|one| one.path.clone())
                .collect();
            return Err(error.left(if lost.is_empty() { State::Restored } else { State::Half(lost) }));
        }
    }
    Ok(())
}

fn put_back(staged: &Staged) -> io::Result<()> {
    match &staged.old {
        Some(old) => fs::write(&staged.place, old),
        None => fs::remove_file(&staged.place),
    }
}

/// Best effort: what stays is removed by the next run.
fn discard(staged: &[Staged]) {
    for one in staged {
        fs::remove_file(&one.waiting).ok();
    }
}

fn remove_all(folder: &Path, difference: &Difference) -> Result<(), WriteError> {
    for path in &difference.left_over {
        let place = folder.join(path);
        match fs::remove_file(&place) {
            // A text of an interrupted run that has just been used.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(WriteError::new("remove the file", &place, error)),
            Ok(()) => {}
        }
    }
    remove_empty_folders(folder, |_| true)
}

fn remove_empty_folders(folder: &Path, may_go: impl Fn(&str) -> bool) -> Result<(), WriteError> {
    // Children stand after their parents.
    for path in scan(folder)?.folders.iter().rev().filter(|path| may_go(path)) {
        let place = folder.join(path);
        match fs::remove_dir(&place) {
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {}
            Err(error) => return Err(WriteError::new("remove the folder", &place, error)),
            Ok(()) => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{folder, tree};
    use super::*;

    /// All files of a folder with their texts, and its folders.
    fn content(folder: &Path) -> Vec<String> {
        let scan = scan(folder).expect("a list");
        let text = |path: &String| fs::read_to_string(folder.join(path)).expect("a text");
        let files = scan.files.iter().map(|path| format!("{path}={}", text(path)));
        files.chain(scan.folders.iter().map(|path| format!("{path}/"))).collect()
    }

    #[test]
    fn the_folder_becomes_the_tree_and_what_is_left_over_goes() {
        let disk =
            [("Cargo.toml", "m"), ("a", "1"), ("old/deep/c", "3"), ("s/.b.jiekou-new", "x"), ("same", "4")];
        let folder = folder(&disk);
        let wanted = tree(&[("a", "2"), ("s/b", "2"), ("same", "4"), ("t/d", "5")]);
        let done = apply(&wanted, folder.path()).expect("written");
        assert_eq!(content(folder.path()), ["Cargo.toml=m", "a=2", "s/b=2", "same=4", "t/d=5", "s/", "t/"]);
        assert_eq!(
            (done.changed, done.missing),
            (vec!["a".to_owned()], vec!["s/b".to_owned(), "t/d".to_owned()])
        );
        assert_eq!(done.left_over, ["old/deep/c", "s/.b.jiekou-new"]);
        assert!(apply(&wanted, folder.path()).expect("written").is_empty());
    }

    #[test]
    fn a_missing_folder_is_made_and_an_empty_tree_leaves_the_manifest() {
        let folder = folder(&[]);
        let place = folder.path().join("generated");
        apply(&tree(&[("Cargo.toml", "m"), ("src/lib.rs", "l")]), &place).expect("written");
        assert_eq!(content(&place), ["Cargo.toml=m", "src/lib.rs=l", "src/"]);
        apply(&Tree::new(), &place).expect("written");
        assert_eq!(content(&place), ["Cargo.toml=m"]);
    }

    #[track_caller]
    fn check_restored(disk: &[(&str, &str)], wanted: &[(&str, &str)], message: &str) {
        let folder = folder(disk);
        let before = content(folder.path());
        let error = apply(&tree(wanted), folder.path()).expect_err("a failure").to_string();
        assert!(error.contains(message) && error.ends_with("; all files are as they were"), "{error}");
        assert_eq!(content(folder.path()), before);
    }

    #[test]
    fn nothing_is_written_if_one_text_cannot_be() {
        check_restored(
            &[("a", "1"), ("s", "2")],
            &[("a", "9"), ("n/x", ""), ("s/b", "2")],
            "create the folder",
        );
        check_restored(&[("a", "1"), ("s/b", "2")], &[("a", "9"), ("s", "2")], "a folder stands there");
        let long = "x".repeat(250);
        check_restored(&[("a", "1")], &[("a", "9"), (&long, "")], "write the file");
    }

    #[test]
    fn what_was_placed_is_put_back_if_another_cannot_be() {
        let folder = folder(&[("a", "1"), ("b", "2")]);
        let wanted = tree(&[("a", "9"), ("b", "9"), ("c", "9")]);
        let difference = compare(&wanted, folder.path()).expect("a difference");
        let mut staged = stage_all(&wanted, folder.path(), &difference).expect("staged");
        staged.swap(1, 2);
        fs::remove_file(&staged[2].waiting).expect("removed");
        let error = place_all(&staged).expect_err("a failure");
        assert_eq!(error.state, State::Restored);
        assert_eq!(content(folder.path()), ["a=1", "b=2"]);
    }

    #[cfg(unix)]
    #[test]
    fn removing_stops_at_links() {
        let folder = folder(&[("outside/keep", "1"), ("inside/a", "2")]);
        let inside = folder.path().join("inside");
        std::os::unix::fs::symlink("../outside", inside.join("s")).expect("a link");
        std::os::unix::fs::symlink("../outside/keep", inside.join(".a.jiekou-new")).expect("a link");
        apply(&tree(&[("a", "9")]), &inside).expect("written");
        assert_eq!(content(&inside), ["a=9"]);
        assert_eq!(content(&folder.path().join("outside")), ["keep=1"]);
    }
}
