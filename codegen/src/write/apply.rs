//! Making a folder equal to a tree.
//!
//! All new texts are laid beside their places first; only when every one of them is on the disk do they take
//! the places, and only then are left-overs removed. On a failure what was changed is put back.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::scan::scan;
use super::{Difference, Found, State, WriteError, look};
use crate::threads::{drop_beside, map_all};
use crate::tree::Tree;

/// Ends the name of a text that waits beside its place.
const SUFFIX: &str = ".jiekou-new";
/// The most files that are held open; systems allow a few hundred.
const MAX_HELD: usize = 100;

/// One text that waits.
struct Staged<'f> {
    path: &'f str,
    place: PathBuf,
    waiting: PathBuf,
    /// What stands at the place now.
    old: Option<&'f [u8]>,
}

/// Writes what differs, then removes what the tree does not have and folders that are empty. Tells what it did.
///
/// # Errors
///
/// As [`compare`](super::compare), and if anything cannot be written or removed; the error tells the state of the
/// folder.
pub fn apply(tree: &Tree, folder: &Path) -> Result<Difference, WriteError> {
    let found = look(tree, folder)?;
    let staged = stage_all(tree, folder, &found)?;
    let held = hold(&staged);
    place_all(&staged)?;
    drop_beside(held);
    remove_all(tree, folder, &found).map_err(|error| error.left(State::Written))?;
    Ok(found.difference)
}

fn stage_all<'f>(tree: &Tree, folder: &Path, found: &'f Found) -> Result<Vec<Staged<'f>>, WriteError> {
    let Found { difference, old, folders } = found;
    let paths: Vec<&String> = difference.changed.iter().chain(&difference.missing).collect();
    let stage = |path: &&'f String| {
        let text = tree.get(path).unwrap_or_else(|| unreachable!("look tells paths of the tree"));
        let place = folder.join(path);
        let waiting = place.with_file_name(format!(".{}{SUFFIX}", file_name(path)));
        stage(Staged { path, place, waiting, old: old.get(*path).map(Vec::as_slice) }, text)
    };
    let (mut staged, mut failed) = (Vec::new(), None);
    for result in map_all(&paths, stage) {
        match result {
            Ok(one) => staged.push(one),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    let Some(error) = failed else { return Ok(staged) };
    discard(&staged);
    if let Ok(now) = scan(folder) {
        remove_folders(folder, now.folders.iter().filter(|path| !folders.contains(*path))).ok();
    }
    Err(error.left(State::Restored))
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Lays a text beside its place.
fn stage<'f>(staged: Staged<'f>, text: &str) -> Result<Staged<'f>, WriteError> {
    if staged.old.is_none() {
        let parent = staged.place.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(parent).map_err(|error| WriteError::new("create the folder", parent, error))?;
        if fs::symlink_metadata(&staged.place).is_ok_and(|found| found.is_dir()) {
            let cause = io::Error::other("a folder stands there; delete it");
            return Err(WriteError::new("write the file", &staged.place, cause));
        }
    }
    match lay(&staged.waiting, text) {
        Ok(()) => Ok(staged),
        Err(error) => {
            fs::remove_file(&staged.waiting).ok();
            Err(WriteError::new("write the file", &staged.waiting, error))
        }
    }
}

/// Writes a new file. One of an interrupted run may lie there, and a link must not be written through.
fn lay(waiting: &Path, text: &str) -> io::Result<()> {
    let create = || OpenOptions::new().write(true).create_new(true).open(waiting);
    let made = match create() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(waiting).and_then(|()| create())
        }
        made => made,
    };
    made?.write_all(text.as_bytes())
}

/// Opens what is about to lose its place. The room of a file on the disk is given back by whoever holds it last, and
/// on some disks that takes longer than all the rest.
fn hold(staged: &[Staged<'_>]) -> Vec<File> {
    let replaced = staged.iter().filter(|one| one.old.is_some()).take(MAX_HELD);
    replaced.filter_map(|one| File::open(&one.place).ok()).collect()
}

fn place_all(staged: &[Staged<'_>]) -> Result<(), WriteError> {
    for (at, one) in staged.iter().enumerate() {
        if let Err(error) = fs::rename(&one.waiting, &one.place) {
            let error = WriteError::new("put in place the file", &one.place, error);
            discard(&staged[at..]);
            let lost: Vec<String> = staged[..at]
                .iter()
                .filter(|one| put_back(one).is_err())
                .map(|one| one.path.to_owned())
                .collect();
            return Err(error.left(if lost.is_empty() { State::Restored } else { State::Half(lost) }));
        }
    }
    Ok(())
}

fn put_back(staged: &Staged<'_>) -> io::Result<()> {
    match staged.old {
        Some(old) => fs::write(&staged.place, old),
        None => fs::remove_file(&staged.place),
    }
}

/// Best effort: what stays is removed by the next run.
fn discard(staged: &[Staged<'_>]) {
    for one in staged {
        fs::remove_file(&one.waiting).ok();
    }
}

fn remove_all(tree: &Tree, folder: &Path, found: &Found) -> Result<(), WriteError> {
    for path in &found.difference.left_over {
        let place = folder.join(path);
        match fs::remove_file(&place) {
            // A text of an interrupted run that has just been used.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(WriteError::new("remove the file", &place, error)),
            Ok(()) => {}
        }
    }
    let is_below =
        |path: &str, parent: &str| path.strip_prefix(parent).is_some_and(|rest| rest.starts_with('/'));
    let is_wanted = |parent: &&String| tree.iter().any(|(path, _)| is_below(path, parent));
    remove_folders(folder, found.folders.iter().filter(|path| !is_wanted(path)))
}

/// Removes those of these folders that are empty; children stand after their parents.
fn remove_folders<'p>(
    folder: &Path,
    paths: impl DoubleEndedIterator<Item = &'p String>,
) -> Result<(), WriteError> {
    for path in paths.rev() {
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
    fn folders_that_are_empty_go_though_no_file_is_left_over() {
        let folder = folder(&[("s/a", "1")]);
        fs::create_dir_all(folder.path().join("old/deep")).expect("folders");
        assert!(apply(&tree(&[("s/a", "1")]), folder.path()).expect("written").is_empty());
        assert_eq!(content(folder.path()), ["s/a=1", "s/"]);
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
        let found = look(&wanted, folder.path()).expect("a difference");
        let mut staged = stage_all(&wanted, folder.path(), &found).expect("staged");
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
