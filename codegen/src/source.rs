//! Data 1: the text of the specs, and YAML trees in which everything knows its place.
//!
//! `load` makes the trees, `resolve` reads them. Nothing here knows a YAML parser or the spec language.

use std::collections::BTreeMap;
use std::sync::Arc;

/// One file as it was read: a path for people and its text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceFile {
    /// From the workspace's root, with `/` between parts: `specs/<api>/<group>/<operation>.yaml`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl SourceFile {
    /// Line and column of a byte, from 1; columns are characters. A byte beyond the text is its end.
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(byte)];
        let line = before.rsplit('\n').next().unwrap_or_default();
        (1 + before.matches('\n').count(), 1 + line.chars().count())
    }
}

/// All spec files, in order of their paths whatever the order of reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SourceFiles {
    files: Vec<SourceFile>,
}

impl SourceFiles {
    /// Takes files in any order. Of two files with one path the last is kept.
    pub fn new(files: impl IntoIterator<Item = SourceFile>) -> Self {
        let by_path: BTreeMap<String, String> =
            files.into_iter().map(|file| (file.path, file.text)).collect();
        Self { files: by_path.into_iter().map(|(path, text)| SourceFile { path, text }).collect() }
    }

    /// Leaves out the folders below `specs` that are the same on both sides: nothing in one tells of another.
    pub fn differing(old: &Self, new: &Self) -> (Self, Self) {
        let (before, after) = (old.by_folder(), new.by_folder());
        let others = |these: &ByFolder<'_>, those: &ByFolder<'_>| {
            let differ = these.iter().filter(|(folder, files)| those.get(*folder) != Some(*files));
            Self::new(differ.flat_map(|(_, files)| files.iter().copied().cloned()))
        };
        (others(&before, &after), others(&after, &before))
    }

    fn by_folder(&self) -> ByFolder<'_> {
        let mut folders = ByFolder::new();
        for file in &self.files {
            let end = file.path.match_indices('/').nth(1).map_or(file.path.len(), |(at, _)| at);
            folders.entry(&file.path[..end]).or_default().push(file);
        }
        folders
    }

    /// The files with their ids, in order of paths.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(at as u32), file))
    }

    /// The file with this id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }
}

/// Files by the folder below `specs` where they lie, both in order of paths.
type ByFolder<'a> = BTreeMap<&'a str, Vec<&'a SourceFile>>;

/// Names one file of a [`SourceFiles`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A range of bytes in one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// One parsed file. Files that are not YAML have no document, only diagnostics.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where it came from.
    pub file: FileId,
    /// The file's path, as in [`SourceFile::path`].
    pub path: String,
    /// The value of the whole file; shared, since it outlives a reading where files are read again.
    pub root: Arc<Node>,
}

/// A YAML value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// From the first to the last byte of the value.
    pub span: Span,
    /// The value.
    pub value: Value,
}

impl Node {
    /// The entries of a map; none of anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The entry of a map with this key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The value of this key in a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Whether it says the same in the same order, wherever it stands.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let entries = |a: &Entry, b: &Entry| a.key == b.key && a.value.says_the_same(&b.value);
        match (&self.value, &other.value) {
            (Value::Scalar(a), Value::Scalar(b)) => a == b,
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.says_the_same(b))
            }
            (Value::Map(a), Value::Map(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| entries(a, b))
            }
            _ => false,
        }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) => Some(&scalar.text),
            _ => None,
        }
    }
}

/// What a [`Node`] holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// A text; whether it is a number or a boolean is for the reader to say.
    Scalar(Scalar),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order of the file. Repeated keys were reported and left out by `load`.
    Map(Vec<Entry>),
}

/// A YAML scalar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text after YAML's unquoting and unfolding. Empty for `key:` with nothing behind it.
    pub text: String,
    /// Whether it was written without quotes, so that `true`, `12` and `null` may mean more than text.
    pub plain: bool,
}

impl Scalar {
    /// Whether it is YAML's null, written out or left out.
    pub fn is_null(&self) -> bool {
        self.plain && matches!(self.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
    }
}

/// One key of a mapping with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// The key's place.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_that_are_the_same_are_left_out() {
        let files = |all: &[(&str, &str)]| {
            let file =
                |(path, text): &(&str, &str)| SourceFile { path: (*path).into(), text: (*text).into() };
            SourceFiles::new(all.iter().map(file))
        };
        let old = files(&[("specs/a/x.yaml", "1"), ("specs/b/x.yaml", "1"), ("specs/b/y/z.yaml", "1")]);
        let new = files(&[
            ("specs/a/x.yaml", "1"),
            ("specs/b/x.yaml", "1"),
            ("specs/b/y/z.yaml", "2"),
            ("specs/c.yaml", "1"),
        ]);
        let (before, after) = SourceFiles::differing(&old, &new);
        assert_eq!(before, files(&[("specs/b/x.yaml", "1"), ("specs/b/y/z.yaml", "1")]));
        assert_eq!(
            after,
            files(&[("specs/b/x.yaml", "1"), ("specs/b/y/z.yaml", "2"), ("specs/c.yaml", "1")])
        );
        assert_eq!(SourceFiles::differing(&old, &old), Default::default());
    }
}
