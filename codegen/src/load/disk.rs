//! The folder `specs` as texts.
//!
//! In comes the workspace's root, out go all YAML files under `specs`. It reads no more than the limits allow,
//! and leaves by no symbolic link.

use std::fmt;
use std::fs::{self, File, FileType};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{MAX_FILE, MAX_FILES, MAX_SUM, text_of};
use crate::source::{SourceFile, SourceFiles};
use crate::threads::map_all;

/// Deeper folders hold no specs.
const MAX_FOLDERS: usize = 8;

/// Why the specs could not be read.
#[derive(Debug)]
pub struct ReadError {
    attempt: &'static str,
    path: PathBuf,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    Io(io::Error),
    Link,
    Special,
    Name,
    Deep,
    Files,
    Sum,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} `{}`: ", self.attempt, self.path.display().to_string().escape_debug())?;
        match &self.cause {
            Cause::Io(error) => write!(f, "{error}"),
            Cause::Link => f.write_str("it is a symbolic link, and specs are plain files"),
            Cause::Special => f.write_str("it is neither a file nor a folder"),
            Cause::Name => f.write_str("its name is not UTF-8"),
            Cause::Deep => write!(f, "folders nest deeper than {MAX_FOLDERS}"),
            Cause::Files => write!(f, "there are more than {MAX_FILES} files"),
            Cause::Sum => write!(f, "all files together are larger than {} MiB", MAX_SUM >> 20),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.cause {
            Cause::Io(error) => Some(error),
            _ => None,
        }
    }
}

/// Reads `<root>/specs/**/*.yaml` (and `*.yml`, so that they can be reported); other files are passed over.
///
/// Bytes that are not UTF-8 become U+FFFD, and a file that is too large is cut one byte behind the limit:
/// [`super::load`] reports both at their places.
pub fn read_dir(root: &Path) -> Result<SourceFiles, ReadError> {
    let specs = root.join("specs");
    let fail = |attempt, cause| ReadError { attempt, path: specs.clone(), cause };
    let kind = fs::symlink_metadata(&specs).map_err(|error| fail("look at", Cause::Io(error)))?.file_type();
    let mut found = Vec::new();
    list(&specs, "specs", kind, 0, &mut found)?;
    let sum = AtomicUsize::new(0);
    let read = |(path, name): &(PathBuf, String)| {
        let text = read_file(path)?;
        if sum.fetch_add(text.len(), Ordering::Relaxed) + text.len() > MAX_SUM {
            return Err(fail("read", Cause::Sum));
        }
        Ok(SourceFile { path: name.clone(), text })
    };
    let files: Result<Vec<SourceFile>, ReadError> = map_all(&found, read).into_iter().collect();
    Ok(SourceFiles::new(files?))
}

/// Finds the files at and below a path, in order of their names.
fn list(
    path: &Path,
    name: &str,
    kind: FileType,
    depth: usize,
    found: &mut Vec<(PathBuf, String)>,
) -> Result<(), ReadError> {
    let fail = |attempt, cause| Err(ReadError { attempt, path: path.to_owned(), cause });
    if kind.is_symlink() {
        return fail("read", Cause::Link);
    }
    if kind.is_dir() {
        if depth > MAX_FOLDERS {
            return fail("read the folder", Cause::Deep);
        }
        return list_folder(path, name, depth, found);
    }
    if !is_yaml(path) {
        return Ok(());
    }
    if !kind.is_file() {
        return fail("read", Cause::Special);
    }
    if found.len() == MAX_FILES {
        return fail("read the file", Cause::Files);
    }
    found.push((path.to_owned(), name.to_owned()));
    Ok(())
}

fn list_folder(
    path: &Path,
    name: &str,
    depth: usize,
    found: &mut Vec<(PathBuf, String)>,
) -> Result<(), ReadError> {
    let fail =
        |error| ReadError { attempt: "read the folder", path: path.to_owned(), cause: Cause::Io(error) };
    let mut children = Vec::new();
    for entry in fs::read_dir(path).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        // Does not follow links.
        let kind = entry.file_type().map_err(fail)?;
        let Ok(child) = entry.file_name().into_string() else {
            return Err(ReadError { attempt: "read", path: entry.path(), cause: Cause::Name });
        };
        children.push((child, kind));
    }
    children.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    children.into_iter().try_for_each(|(child, kind)| {
        list(&path.join(&child), &format!("{name}/{child}"), kind, depth + 1, found)
    })
}

fn read_file(path: &Path) -> Result<String, ReadError> {
    let fail = |error| ReadError { attempt: "read the file", path: path.to_owned(), cause: Cause::Io(error) };
    let file = File::open(path).map_err(fail)?;
    let size = file.metadata().map_err(fail)?.len();
    // With room for all of it, the system is asked for it once.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(MAX_FILE).min(MAX_FILE) + 1);
    file.take(MAX_FILE as u64 + 1).read_to_end(&mut bytes).map_err(fail)?;
    Ok(text_of(bytes))
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("yaml") || ext.eq_ignore_ascii_case("yml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, bytes) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            fs::write(path, bytes).expect("a file");
        }
        folder
    }

    #[test]
    fn yaml_files_are_read_in_order_and_others_passed_over() {
        let folder = folder(&[
            ("specs/b/z.yaml", b"z: 1"),
            ("specs/a/y.yml", b"y: 1"),
            ("specs/a/x.yaml", b"x: \xff"),
            ("specs/README.md", b"# x"),
            ("specs/a/notes.json", b"{}"),
            ("other/w.yaml", b"w: 1"),
        ]);
        let files = read_dir(folder.path()).expect("texts");
        let found: Vec<_> = files.iter().map(|(_, file)| (file.path.as_str(), file.text.as_str())).collect();
        assert_eq!(
            found,
            [("specs/a/x.yaml", "x: \u{FFFD}"), ("specs/a/y.yml", "y: 1"), ("specs/b/z.yaml", "z: 1")]
        );
    }

    #[test]
    fn a_large_file_is_not_read_to_its_end() {
        let folder = folder(&[("specs/a.yaml", &vec![b' '; 3 * MAX_FILE])]);
        let files = read_dir(folder.path()).expect("texts");
        assert_eq!(files.iter().map(|(_, file)| file.text.len()).collect::<Vec<_>>(), [MAX_FILE + 1]);
    }

    #[test]
    fn a_missing_folder_is_told_with_its_path() {
        let folder = folder(&[]);
        let message = read_dir(folder.path()).expect_err("no specs").to_string();
        assert!(message.starts_with("cannot look at `") && message.contains("specs`: "), "{message}");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_refused() {
        let folder = folder(&[("specs/a.yaml", b"a: 1"), ("secret.yaml", b"s: 1")]);
        for target in ["../secret.yaml", ".."] {
            let link = folder.path().join("specs/link.yaml");
            std::os::unix::fs::symlink(target, &link).expect("a link");
            let message = read_dir(folder.path()).expect_err("a link").to_string();
            assert!(
                message.ends_with("specs/link.yaml`: it is a symbolic link, and specs are plain files"),
                "{message}"
            );
            fs::remove_file(link).expect("removed");
        }
    }
}
