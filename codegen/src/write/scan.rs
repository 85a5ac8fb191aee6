//! What a folder holds.
//!
//! In comes a folder, out go the paths of its files and folders. It reads no text and follows no symbolic link:
//! a link is listed like a file.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::WriteError;

/// What stands at the top of the emitted crate and is not the generator's: the manifest, which `write` may
/// overwrite but never deletes, and what cargo and git keep there.
const KEPT: &[&str] = &["Cargo.toml", "Cargo.lock", "target", ".git"];

/// Relative paths with `/` between parts.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// All files and links, with the manifest.
    pub(super) files: BTreeSet<String>,
    /// Those of them that are links.
    pub(super) links: BTreeSet<String>,
    /// All folders, each after its parent.
    pub(super) folders: BTreeSet<String>,
}

/// Lists a folder. One that is not there is empty.
pub(super) fn scan(folder: &Path) -> Result<Scan, WriteError> {
    let mut scan = Scan::default();
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(scan),
        Err(error) => return Err(WriteError::new("look at", folder, error)),
        Ok(found) if !found.is_dir() => {
            return Err(WriteError::new("look into", folder, io::Error::other("it is not a folder")));
        }
        Ok(_) => {}
    }
    scan_folder(folder, "", &mut scan)?;
    Ok(scan)
}

fn scan_folder(folder: &Path, prefix: &str, scan: &mut Scan) -> Result<(), WriteError> {
    let fail = |error| WriteError::new("read the folder", folder, error);
    for entry in fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let Ok(name) = entry.file_name().into_string() else {
            return Err(WriteError::new("list", &entry.path(), io::Error::other("its name is not UTF-8")));
        };
        let path = format!("{prefix}{name}");
        // Does not follow links.
        let kind = entry.file_type().map_err(fail)?;
        if !kind.is_dir() {
            if kind.is_symlink() {
                scan.links.insert(path.clone());
            }
            scan.files.insert(path);
        } else if !is_kept(&path) {
            scan_folder(&entry.path(), &format!("{path}/"), scan)?;
            scan.folders.insert(path);
        }
    }
    Ok(())
}

/// Whether the path is never a left-over.
pub(super) fn is_kept(path: &str) -> bool {
    KEPT.contains(&path)
}

#[cfg(test)]
mod tests {
    use super::super::tests::folder;
    use super::*;

    #[test]
    fn files_and_folders_are_listed_but_for_those_of_tools() {
        let folder =
            folder(&[("a", ""), ("s/t/b", ""), ("target/c", ""), (".git/d", ""), ("s/target/e", "")]);
        let scan = scan(folder.path()).expect("a list");
        assert_eq!(scan.files.iter().collect::<Vec<_>>(), ["a", "s/t/b", "s/target/e"]);
        assert_eq!(scan.folders.iter().collect::<Vec<_>>(), ["s", "s/t", "s/target"]);
    }

    #[test]
    fn a_file_is_no_folder() {
        let folder = folder(&[("a", "")]);
        let message = scan(&folder.path().join("a")).expect_err("a file").to_string();
        assert!(message.ends_with("a`: it is not a folder"), "{message}");
    }
}
