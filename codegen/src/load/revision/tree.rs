//! What git tells of files: their list, and their texts one after the other.
//!
//! In come the answers of `ls-tree` and `cat-file --batch`, out go texts by path. Plain functions over bytes.

use std::collections::BTreeMap;
use std::fmt;

use crate::load::{MAX_FILES, text_of};

/// A file of a revision.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Blob {
    /// From the folder where git ran.
    pub(super) path: String,
    /// The name of its text.
    pub(super) hash: String,
}

/// Why files are not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It is a link, or another repository.
    NotAFile(String),
    /// There are too many.
    Files,
    /// Git answered in a form that is not known.
    Form,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFile(path) => write!(f, "`{}` is no plain file", path.escape_debug()),
            Self::Files => write!(f, "there are more than {MAX_FILES} files"),
            Self::Form => f.write_str("git answered in a form that is not known"),
        }
    }
}

/// The wanted files of a list by `ls-tree -r -z`: `100644 blob <hash>\t<path>\0`.
pub(super) fn blobs(list: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Vec<Blob>, Refused> {
    let mut found = Vec::new();
    for entry in list.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
        let entry = std::str::from_utf8(entry).map_err(|_| Refused::Form)?;
        let (facts, path) = entry.split_once('\t').ok_or(Refused::Form)?;
        if !wanted(path) {
            continue;
        }
        let facts: Vec<&str> = facts.split_ascii_whitespace().collect();
        let ["100644" | "100755", "blob", hash] = facts[..] else {
            return Err(Refused::NotAFile(path.to_owned()));
        };
        found.push(Blob { path: path.to_owned(), hash: hash.to_owned() });
        if found.len() > MAX_FILES {
            return Err(Refused::Files);
        }
    }
    Ok(found)
}

/// The texts of files from an answer of `cat-file --batch`: `<hash> blob <size>\n<text>\n` each. Bytes that are not
/// UTF-8 become U+FFFD, as they do in files on the disk.
pub(super) fn texts(files: &[Blob], mut answer: &[u8]) -> Result<BTreeMap<String, String>, Refused> {
    let mut texts = BTreeMap::new();
    for file in files {
        let end = answer.iter().position(|byte| *byte == b'\n').ok_or(Refused::Form)?;
        let head = std::str::from_utf8(&answer[..end]).map_err(|_| Refused::Form)?;
        let size = head.strip_prefix(file.hash.as_str()).and_then(|rest| rest.strip_prefix(" blob "));
        let size: usize = size.and_then(|size| size.parse().ok()).ok_or(Refused::Form)?;
        let rest = &answer[end + 1..];
        if rest.get(size) != Some(&b'\n') {
            return Err(Refused::Form);
        }
        texts.insert(file.path.clone(), text_of(rest[..size].to_vec()));
        answer = &rest[size + 1..];
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blob(path: &str, hash: &str) -> Blob {
        Blob { path: path.to_owned(), hash: hash.to_owned() }
    }

    #[track_caller]
    fn check_list(list: &str, expected: Result<Vec<Blob>, Refused>) {
        assert_eq!(blobs(list.as_bytes(), |path| path.ends_with(".yaml")), expected);
    }

    #[test]
    fn plain_files_are_listed() {
        check_list("", Ok(Vec::new()));
        check_list(
            "100644 blob aa\tspecs/a b.yaml\x00100755 blob bb\tspecs/b.yaml\x00120000 blob cc\tspecs/c.md\0",
            Ok(vec![blob("specs/a b.yaml", "aa"), blob("specs/b.yaml", "bb")]),
        );
    }

    #[test]
    fn links_and_crowds_are_refused() {
        let link = Refused::NotAFile("specs/c.yaml".to_owned());
        check_list("120000 blob cc\tspecs/c.yaml\0", Err(link.clone()));
        check_list("160000 commit cc\tspecs/c.yaml\0", Err(link));
        check_list(&"100644 blob aa\ta.yaml\0".repeat(MAX_FILES + 1), Err(Refused::Files));
        check_list("nonsense.yaml\0", Err(Refused::Form));
    }

    #[track_caller]
    fn check_texts(answer: &[u8], expected: Result<&[(&str, &str)], Refused>) {
        let files = [blob("a.yaml", "aa"), blob("b.yaml", "bb")];
        let expected = expected.map(|all| {
            all.iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect::<BTreeMap<_, _>>()
        });
        assert_eq!(texts(&files, answer), expected);
    }

    #[test]
    fn texts_stand_one_after_the_other() {
        check_texts(b"aa blob 3\nx\ny\nbb blob 0\n\n", Ok(&[("a.yaml", "x\ny"), ("b.yaml", "")]));
        check_texts(b"aa blob 1\n\xff\nbb blob 0\n\n", Ok(&[("a.yaml", "\u{FFFD}"), ("b.yaml", "")]));
        check_texts(b"aa blob 3\nx\ny", Err(Refused::Form));
        check_texts(b"aa missing\n", Err(Refused::Form));
        check_texts(b"", Err(Refused::Form));
    }
}
