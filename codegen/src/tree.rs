//! Data 4: the files to be, by their paths. Plain data, no disk.
//!
//! `render` fills it, `write` compares it with a folder. A path leads nowhere but below the folder.

use std::collections::BTreeMap;

/// Texts by relative path, with `/` between parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    ///
    /// Paths are made of checked names; one that is absolute, leads upwards or is there already is a mistake of
    /// the generator and ends the program.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        let path = path.into();
        if !is_below(&path) {
            unreachable!("paths of emitted files are relative and plain, not `{path}`");
        }
        if self.files.contains_key(&path) {
            unreachable!("resolve guarantees that no two files are called `{path}`");
        }
        self.files.insert(path, text.into());
    }

    /// Paths and texts, in order of paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Texts by path.
    pub(crate) fn into_files(self) -> BTreeMap<String, String> {
        self.files
    }

    /// The text of one file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// Whether a path is relative, plain and leads nowhere but below its folder.
pub(crate) fn is_below(path: &str) -> bool {
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    path.split('/').all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stand_in_order_of_paths() {
        let mut tree = Tree::new();
        tree.insert("src/lib.rs", "b");
        tree.insert("Cargo.toml", "a");
        assert_eq!(tree.iter().collect::<Vec<_>>(), [("Cargo.toml", "a"), ("src/lib.rs", "b")]);
        assert_eq!((tree.len(), tree.is_empty()), (2, false));
        assert_eq!((tree.get("src/lib.rs"), tree.get("src")), (Some("b"), None));
    }

    #[track_caller]
    fn check(path: &str, expected: Result<(), ()>) {
        assert_eq!(if is_below(path) { Ok(()) } else { Err(()) }, expected, "{path}");
    }

    #[test]
    fn no_path_leaves_the_folder() {
        check("src/api/mod.rs", Ok(()));
        check(".gitattributes", Ok(()));
        for path in ["", "/etc/x", "../x", "a/../x", "a//b", "a/", "./a", "a\\b", "C:x", "a\0"] {
            check(path, Err(()));
        }
    }

    #[test]
    #[should_panic(expected = "no two files are called `a`")]
    fn no_file_is_emitted_twice() {
        let mut tree = Tree::new();
        tree.insert("a", "");
        tree.insert("a", "");
    }
}
