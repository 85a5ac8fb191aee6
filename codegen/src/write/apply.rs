//! Making a folder equal to a tree.
//!
//! Files get their new texts where they stand, one after the other, and only when all of them have theirs are left-overs
//! removed. On a failure what was changed is put back. A run that is ended in between leaves some files as they were,
//! however each is written; so they are written in the shortest way, and the next run finds by their texts what is left.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::scan::scan;
use super::{Difference, Found, State, WriteError, look};
use crate::tree::Tree;

/// One file that gets its text.
struct Written<'f> {
    path: &'f str,
    place: PathBuf,
    /// What stood there.
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
    write_all(tree, folder, &found)?;
    remove_all(tree, folder, &found).map_err(|error| error.left(State::Written))?;
    Ok(found.difference)
}

fn write_all(tree: &Tree, folder: &Path, found: &Found) -> Result<(), WriteError> {
    let Found { difference, old, folders } = found;
    let mut written: Vec<Written<'_>> = Vec::new();
    for path in difference.changed.iter().chain(&difference.missing) {
        let text = tree.get(path).unwrap_or_else(|| unreachable!("look tells paths of the tree"));
        let one = Written { path, place: folder.join(path), old: old.get(path).map(Vec::as_slice) };
        let done = if one.old.is_some() { one.replace(text) } else { one.create(text) };
        if let Err(error) = done {
            // What could not be written may be half written.
            written.extend(one.old.is_some().then_some(one));
            let lost = written.iter().filter(|one| one.put_back().is_err()).map(|one| one.path.to_owned());
            let lost: Vec<String> = lost.collect();
            if let Ok(now) = scan(folder) {
                let new = now.folders.difference(folders).map(String::as_str);
                remove_folders(folder, new.collect()).ok();
            }
            return Err(error.left(if lost.is_empty() { State::Restored } else { State::Half(lost) }));
        }
        written.push(one);
    }
    Ok(())
}

impl Written<'_> {
    /// Writes over what stands there: room on the disk is neither asked for nor given back.
    fn replace(&self, text: &str) -> Result<(), WriteError> {
        overwrite(&self.place, text.as_bytes())
            .map_err(|error| WriteError::new("write the file", &self.place, error))
    }

    /// Makes the file. What came there since the folder was looked at is neither written over nor written through.
    fn create(&self, text: &str) -> Result<(), WriteError> {
        let parent = self.place.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(parent).map_err(|error| WriteError::new("create the folder", parent, error))?;
        let fail = |error| WriteError::new("write the file", &self.place, error);
        let made = OpenOptions::new().write(true).create_new(true).open(&self.place);
        let mut file = made.map_err(|error| match self.place.is_dir() {
            true => fail(io::Error::other("a folder stands there; delete it")),
            false => fail(error),
        })?;
        file.write_all(text.as_bytes()).map_err(|error| {
            fs::remove_file(&self.place).ok();
            fail(error)
        })
    }

    fn put_back(&self) -> io::Result<()> {
        match self.old {
            Some(old) => match overwrite(&self.place, old) {
                // It could not be written in the first place.
                Err(_) if fs::read(&self.place)? == old => Ok(()),
                done => done,
            },
            None => fs::remove_file(&self.place),
        }
    }
}

fn overwrite(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(place)?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)
}

fn remove_all(tree: &Tree, folder: &Path, found: &Found) -> Result<(), WriteError> {
    for path in &found.difference.left_over {
        let place = folder.join(path);
        fs::remove_file(&place).map_err(|error| WriteError::new("remove the file", &place, error))?;
    }
    let mut empty: BTreeSet<&str> = found.folders.iter().map(String::as_str).collect();
    for (path, _) in tree.iter() {
        for (end, _) in path.match_indices('/') {
            empty.remove(&path[..end]);
        }
    }
    remove_folders(folder, empty)
}

/// Removes those of these folders that are empty.
fn remove_folders(folder: &Path, paths: BTreeSet<&str>) -> Result<(), WriteError> {
    // Children stand after their parents.
    for path in paths.into_iter().rev() {
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
        let disk = [("Cargo.toml", "m"), ("a", "12"), ("old/deep/c", "3"), ("s/.hidden", "x"), ("same", "4")];
        let folder = folder(&disk);
        let wanted = tree(&[("a", "2"), ("s/b", "2"), ("same", "4"), ("t/d", "5")]);
        let done = apply(&wanted, folder.path()).expect("written");
        assert_eq!(content(folder.path()), ["Cargo.toml=m", "a=2", "s/b=2", "same=4", "t/d=5", "s/", "t/"]);
        assert_eq!(
            (done.changed, done.missing),
            (vec!["a".to_owned()], vec!["s/b".to_owned(), "t/d".to_owned()])
        );
        assert_eq!(done.left_over, ["old/deep/c", "s/.hidden"]);
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
        let long = "x".repeat(300);
        check_restored(&[("a", "1")], &[("a", "9"), (&long, "")], "write the file");
    }

    #[test]
    fn what_lost_its_text_gets_it_back() {
        let folder = folder(&[("a", "old and longer"), ("b", "2")]);
        let found =
            look(&tree(&[("a", "new"), ("b", "3"), ("c", "4")]), folder.path()).expect("a difference");
        // Somebody is faster.
        fs::write(folder.path().join("c"), "theirs").expect("a file");
        let error = write_all(&tree(&[("a", "new"), ("b", "3"), ("c", "4")]), folder.path(), &found);
        assert_eq!(error.expect_err("a failure").state, State::Restored);
        assert_eq!(content(folder.path()), ["a=old and longer", "b=2", "c=theirs"]);
    }

    #[test]
    fn what_cannot_be_put_back_is_told() {
        let folder = folder(&[("a", "1"), ("b", "2")]);
        let wanted = tree(&[("a", "3"), ("b", "4")]);
        let found = look(&wanted, folder.path()).expect("a difference");
        // Somebody is faster.
        fs::remove_file(folder.path().join("b")).expect("removed");
        fs::create_dir(folder.path().join("b")).expect("a folder");
        fs::write(folder.path().join("b/theirs"), "5").expect("a file");
        let error = write_all(&wanted, folder.path(), &found).expect_err("a failure");
        assert_eq!(error.state, State::Half(vec!["b".into()]));
        assert_eq!(content(folder.path()), ["a=1", "b/theirs=5", "b/"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_may_not_be_written_stays_with_all_else() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = folder(&[("a", "1"), ("b", "2")]);
        let b = folder.path().join("b");
        fs::set_permissions(&b, fs::Permissions::from_mode(0o444)).expect("changed");
        // Nothing is refused to some users.
        let may_be_written = OpenOptions::new().write(true).open(&b).is_ok();
        let state = apply(&tree(&[("a", "3"), ("b", "4")]), folder.path()).map_err(|error| error.state);
        assert_eq!(state.err(), (!may_be_written).then_some(State::Restored));
        assert_eq!(content(folder.path()), if may_be_written { ["a=3", "b=4"] } else { ["a=1", "b=2"] });
    }

    #[cfg(unix)]
    #[test]
    fn removing_stops_at_links() {
        let folder = folder(&[("outside/keep", "1"), ("inside/a", "2")]);
        let inside = folder.path().join("inside");
        std::os::unix::fs::symlink("../outside", inside.join("s")).expect("a link");
        std::os::unix::fs::symlink("../outside/keep", inside.join(".hidden")).expect("a link");
        apply(&tree(&[("a", "9")]), &inside).expect("written");
        assert_eq!(content(&inside), ["a=9"]);
        assert_eq!(content(&folder.path().join("outside")), ["keep=1"]);
    }
}
