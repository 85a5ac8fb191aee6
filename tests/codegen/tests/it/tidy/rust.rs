//! The hand-written Rust files of the workspace.

use codegen_tests::workspace;
use std::fs;
use std::path::Path;

/// Where hand-written Rust stands.
const FOLDERS: &[&str] = &["codegen", "xtask", "tests"];

/// One file.
pub(super) struct RustFile {
    /// From the workspace's root, with `/` between parts.
    pub(super) path: String,
    /// The whole text.
    pub(super) text: String,
}

impl RustFile {
    /// The lines in front of the unit tests, with their numbers.
    pub(super) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.text.find("#[cfg(test)]\nmod tests").unwrap_or(self.text.len());
        self.text[..end].lines().enumerate().map(|(at, line)| (at + 1, line))
    }

    /// Those of them that are no comments.
    pub(super) fn statements(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code().filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The room of the generator that the file belongs to: `resolve` for `codegen/src/resolve/fields.rs`.
    pub(super) fn room(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("codegen/src/")?;
        let room = inside.split('/').next()?;
        Some(room.strip_suffix(".rs").unwrap_or(room))
    }

    /// Whether the file is one of the generator's, the runtime's or the mock servers' own.
    pub(super) fn is_shipped(&self) -> bool {
        ["codegen/src/", "codegen/runtime/src/", "codegen/mock/src/"]
            .iter()
            .any(|folder| self.path.starts_with(folder))
    }

    /// Whether all of the file is test code.
    pub(super) fn is_test(&self) -> bool {
        self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.ends_with("/samples.rs")
    }
}

/// All files, in order of paths.
pub(super) fn all() -> Vec<RustFile> {
    let root = workspace();
    let mut files = Vec::new();
    for folder in FOLDERS {
        for path in files_below(&root.join(folder)) {
            if path.ends_with(".rs") {
                let path = format!("{folder}/{path}");
                let text = fs::read_to_string(root.join(&path)).expect("Rust files are text");
                files.push(RustFile { path, text });
            }
        }
    }
    assert!(files.len() > 50, "the walk through the workspace finds too little: {}", files.len());
    files
}

/// The files below a folder, by relative path, without what builds and version control leave.
pub(super) fn files_below(folder: &Path) -> Vec<String> {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("cannot read `{}`: {error}", folder.display()))
        .map(|entry| entry.expect("an entry of the folder"))
        .collect();
    entries.sort_by_key(|entry| entry.file_name());
    let mut found = Vec::new();
    for entry in entries {
        let name = entry.file_name().into_string().expect("names are UTF-8");
        if entry.file_type().expect("a type of file").is_dir() {
            if name != "target" && name != ".git" {
                found.extend(files_below(&entry.path()).into_iter().map(|path| format!("{name}/{path}")));
            }
        } else {
            found.push(name);
        }
    }
    found
}

/// Fails with all places at once.
#[track_caller]
pub(super) fn assert_none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}\n  {}", found.join("\n  "));
}

/// Whether a word stands in a text with no letter, digit or `_` beside it.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    let part_of_word = |character: char| character.is_alphanumeric() || character == '_';
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(part_of_word) && !text[at + word.len()..].starts_with(part_of_word)
    })
}

#[test]
fn words_are_told_from_parts_of_words() {
    assert!(has_word("of esign.", "esign") && has_word("esign", "esign"));
    assert!(!has_word("a design", "esign") && !has_word("esign_sdk", "esign"));
}
