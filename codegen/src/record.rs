//! What a run of the generator made, and from what: so that the next run does not make it again.
//!
//! Plain data, no disk. A [`Record`] holds fingerprints alone; an [`Earlier`] holds the texts of files that
//! still are what the record says. Nothing here is ever needed for an output: whatever is missing or does not
//! fit is made anew.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::tree::{Tree, is_below};

/// A fingerprint of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Print(u64);

impl Print {
    /// Of anything that can be hashed.
    pub(crate) fn of(content: &(impl Hash + ?Sized)) -> Self {
        let mut hasher = Gathering::default();
        content.hash(&mut hasher);
        Self(hasher.finish())
    }

    fn text(self) -> String {
        format!("{:016x}", self.0)
    }

    fn parse(text: &str) -> Option<Self> {
        (text.len() == 16).then(|| u64::from_str_radix(text, 16).ok().map(Self)).flatten()
    }
}

/// The most bytes that wait to be hashed.
const WAITING: usize = 1_024;

/// Hashes many bytes at once: an IR comes in pieces of a few, each of which costs more than its bytes.
#[derive(Default)]
struct Gathering {
    hasher: DefaultHasher,
    waiting: Vec<u8>,
}

impl Hasher for Gathering {
    fn write(&mut self, bytes: &[u8]) {
        if self.waiting.len() + bytes.len() > WAITING {
            self.hasher.write(&self.waiting);
            self.waiting.clear();
        }
        if bytes.len() > WAITING {
            self.hasher.write(bytes);
        } else {
            self.waiting.extend_from_slice(bytes);
        }
    }

    fn finish(&self) -> u64 {
        let mut hasher = self.hasher.clone();
        hasher.write(&self.waiting);
        hasher.finish()
    }
}

/// The fingerprints of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// All specs.
    pub(crate) sources: Print,
    /// The emitted files by path.
    pub(crate) files: BTreeMap<String, Emitted>,
}

/// The fingerprints of one emitted file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Emitted {
    /// What it was rendered from; none where that is not worth keeping.
    pub(crate) from: Option<Print>,
    /// Its text.
    pub(crate) text: Print,
}

impl Record {
    /// Of files that were rendered from content with these fingerprints, by path. The fingerprints of texts that were
    /// taken as they stood are known.
    pub(crate) fn new(sources: Print, tree: &Tree, from: &BTreeMap<String, Print>, taken: &Taken) -> Self {
        let emitted = |(path, text): (&str, &str)| {
            let text = taken.get(path).copied().unwrap_or_else(|| Print::of(text));
            (path.to_owned(), Emitted { from: from.get(path).copied(), text })
        };
        Self { sources, files: tree.iter().map(emitted).collect() }
    }

    /// As text. It tells which program made it, and whether it is whole.
    pub(crate) fn to_text(&self, generator: Print) -> String {
        let mut body = format!("{} {}\n", generator.text(), self.sources.text());
        for (path, emitted) in &self.files {
            let from = emitted.from.map_or_else(|| "-".to_owned(), Print::text);
            body.push_str(&format!("{from} {} {path}\n", emitted.text.text()));
        }
        format!("{}\n{body}", Print::of(&body).text())
    }

    /// From text; nothing if another program made it, or if it is damaged.
    pub(crate) fn parse(text: &str, generator: Print) -> Option<Self> {
        let (sum, body) = text.split_once('\n')?;
        if Print::parse(sum)? != Print::of(body) {
            return None;
        }
        let mut lines = body.lines();
        let (program, sources) = lines.next()?.split_once(' ')?;
        if Print::parse(program)? != generator {
            return None;
        }
        let emitted = |line: &str| {
            let mut parts = line.splitn(3, ' ');
            let from = parts.next()?;
            let from = if from == "-" { None } else { Some(Print::parse(from)?) };
            let text = Print::parse(parts.next()?)?;
            let path = parts.next().filter(|path| is_below(path))?;
            Some((path.to_owned(), Emitted { from, text }))
        };
        Some(Self { sources: Print::parse(sources)?, files: lines.map(emitted).collect::<Option<_>>()? })
    }
}

/// Fingerprints of texts that were taken as they stood, by path.
pub(crate) type Taken = BTreeMap<String, Print>;

/// What came of an earlier run of the same program and still stands. By default nothing.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    record: Option<Record>,
    texts: BTreeMap<String, String>,
}

impl Earlier {
    /// Takes the texts that stand at the paths of the record now, and keeps those that are what it says.
    pub(crate) fn new(record: Record, texts: impl IntoIterator<Item = (String, String)>) -> Self {
        let is_same = |path: &str, text: &str| {
            record.files.get(path).is_some_and(|emitted| emitted.text == Print::of(text))
        };
        let texts = texts.into_iter().filter(|(path, text)| is_same(path, text)).collect();
        Self { record: Some(record), texts }
    }

    /// What this process made itself, and nobody changed since.
    pub fn of(record: Record, tree: Tree) -> Self {
        Self { record: Some(record), texts: tree.into_files() }
    }

    /// The whole tree, if it came from these specs and every file of it still stands.
    pub(crate) fn tree(&mut self, sources: Print) -> Option<(Tree, Record)> {
        let is_same =
            |record: &Record| record.sources == sources && record.files.keys().eq(self.texts.keys());
        let record = self.record.take_if(|record| is_same(record))?;
        let mut tree = Tree::new();
        for (path, text) in std::mem::take(&mut self.texts) {
            tree.insert(path, text);
        }
        Some((tree, record))
    }

    /// Whether the text at a path is there and was rendered from what has this fingerprint.
    pub(crate) fn stands(&self, path: &str, from: Print) -> bool {
        let emitted = self.record.as_ref().and_then(|record| record.files.get(path));
        emitted.is_some_and(|emitted| emitted.from == Some(from)) && self.texts.contains_key(path)
    }

    /// The texts that were rendered from what has these fingerprints now, by path, and their own fingerprints.
    pub(crate) fn texts(mut self, from: &BTreeMap<String, Print>) -> (BTreeMap<String, String>, Taken) {
        let mut texts = std::mem::take(&mut self.texts);
        let files = self.record.map(|record| record.files).unwrap_or_default();
        let is_same = |path: &str, origin| from.get(path).is_some_and(|print| origin == Some(*print));
        let taken = |(path, emitted): (String, Emitted)| {
            (is_same(&path, emitted.from) && texts.contains_key(&path)).then_some((path, emitted.text))
        };
        let taken: Taken = files.into_iter().filter_map(taken).collect();
        texts.retain(|path, _| taken.contains_key(path));
        (texts, taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_of_all_bytes_wherever_they_wait() {
        let long = [0, 1, WAITING - 1, WAITING, WAITING + 1, 3 * WAITING];
        let same: Vec<_> = long.iter().map(|long| "a".repeat(*long)).collect();
        let mut seen = vec![Print::of(&same).0];
        for text in 0..same.len() {
            for at in [0, same[text].len() / 2, same[text].len().saturating_sub(1)] {
                let mut changed = same.clone();
                changed[text].insert(at, 'b');
                seen.push(Print::of(&changed).0);
            }
        }
        seen.sort_unstable();
        seen.dedup();
        // Three places are one in the empty text and in that of one letter.
        assert_eq!(seen.len(), 1 + 3 * same.len() - 4);
        assert_eq!(Print::of(&same), Print::of(&same.clone()));
    }

    fn tree() -> Tree {
        let mut tree = Tree::new();
        tree.insert("Cargo.toml", "m");
        tree.insert("src/lib.rs", "l");
        tree
    }

    fn record() -> Record {
        Record::new(
            Print::of("specs"),
            &tree(),
            &BTreeMap::from([("src/lib.rs".to_owned(), Print::of("items"))]),
            &Taken::new(),
        )
    }

    fn texts(of: &[(&str, &str)]) -> Vec<(String, String)> {
        of.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_record_is_read_as_it_was_written_and_only_by_the_same_program() {
        let text = record().to_text(Print::of("program"));
        assert_eq!(Record::parse(&text, Print::of("program")), Some(record()));
        assert_eq!(Record::parse(&text, Print::of("another")), None);
    }

    #[track_caller]
    fn check_damage(damage: impl Fn(&str) -> String) {
        let text = record().to_text(Print::of("program"));
        assert_eq!(Record::parse(&damage(&text), Print::of("program")), None);
    }

    #[test]
    fn a_damaged_record_is_none() {
        check_damage(|_| String::new());
        check_damage(|text| text[..text.len() - 1].to_owned());
        check_damage(|text| text.lines().take(3).map(|line| format!("{line}\n")).collect());
        check_damage(|text| text.replace("lib", "bil"));
        check_damage(|text| {
            let body = text.split_once('\n').expect("two lines").1.replace("src/", "../");
            format!("{}\n{body}", Print::of(&body).text())
        });
    }

    #[test]
    fn the_whole_stands_where_nothing_changed() {
        let whole = [("Cargo.toml", "m"), ("src/lib.rs", "l")];
        let made = |texts, specs: &str| Earlier::new(record(), texts).tree(Print::of(specs));
        assert_eq!(made(texts(&whole), "specs"), Some((tree(), record())));
        assert_eq!(made(texts(&whole), "other specs"), None);
        assert_eq!(made(texts(&whole[..1]), "specs"), None);
        assert_eq!(made(texts(&[whole[0], ("src/lib.rs", "edited")]), "specs"), None);
        assert_eq!(Earlier::default().tree(Print::of("specs")), None);
    }

    #[test]
    fn what_was_made_just_now_stands() {
        let mut made = Earlier::of(record(), tree());
        assert_eq!(made.tree(Print::of("specs")), Some((tree(), record())));
    }

    #[test]
    fn a_text_stands_where_neither_it_nor_its_origin_changed() {
        let standing = |lib: &str, items: &str| {
            let all = texts(&[("Cargo.toml", "m"), ("src/lib.rs", lib), ("src/other.rs", "o")]);
            let from =
                ["Cargo.toml", "src/lib.rs", "src/other.rs"].map(|path| (path.to_owned(), Print::of(items)));
            Earlier::new(record(), all).texts(&BTreeMap::from(from)).0
        };
        assert_eq!(standing("l", "items"), BTreeMap::from([("src/lib.rs".to_owned(), "l".to_owned())]));
        assert_eq!(standing("l", "other items"), BTreeMap::new());
        assert_eq!(standing("edited", "items"), BTreeMap::new());
        assert_eq!(
            Earlier::default().texts(&BTreeMap::from([("src/lib.rs".to_owned(), Print::of("items"))])).0,
            BTreeMap::new()
        );
    }
}
