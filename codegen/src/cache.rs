//! The record of the last run on the disk: the one thing that a run leaves to the next.
//!
//! In come the place of the record, the program that runs and the emitted folder, out go the texts that need
//! not be made again. It is never needed: whatever cannot be read or written costs time and nothing else, so
//! that no function here fails.

use std::fs;
use std::path::{Path, PathBuf};

use crate::record::{Earlier, Print, Record};
use crate::threads::map_all;

/// Where the record lies, and whose it is.
#[derive(Clone, Debug)]
pub struct Cache {
    place: PathBuf,
    generator: Print,
}

impl Cache {
    /// The record at `place`, for the program whose file is `program`: its bytes hold the generator, the crates
    /// that format and all templates. Nothing if they cannot be read.
    pub fn new(place: &Path, program: &Path) -> Option<Self> {
        let bytes = fs::read(program).ok()?;
        Some(Self { place: place.to_owned(), generator: Print::of(bytes.as_slice()) })
    }

    /// What still stands in `folder` of what this program wrote into it.
    pub fn recall(&self, folder: &Path) -> Earlier {
        let text = fs::read_to_string(&self.place).ok();
        let Some(record) = text.and_then(|text| Record::parse(&text, self.generator)) else {
            return Earlier::default();
        };
        let paths: Vec<&String> = record.files.keys().collect();
        let read =
            |path: &&String| fs::read_to_string(folder.join(path)).ok().map(|text| ((*path).clone(), text));
        let texts = map_all(&paths, read);
        Earlier::new(record, texts.into_iter().flatten())
    }

    /// Leaves a record for the next run.
    pub fn keep(&self, record: &Record) {
        // Another run may read at this moment: it sees one record or the other.
        let waiting = self.place.with_extension(std::process::id().to_string());
        let written = self
            .place
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&waiting, record.to_text(self.generator)))
            .and_then(|()| fs::rename(&waiting, &self.place));
        if written.is_err() {
            fs::remove_file(&waiting).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::tree::Tree;

    /// A folder with a program, an emitted file and the record of both; and what was left of them.
    #[track_caller]
    fn check(change: impl FnOnce(&Path), expected: Option<&str>) {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("program"), "1").expect("a program");
        fs::write(at("lib.rs"), "text").expect("a file");
        let mut tree = Tree::new();
        tree.insert("lib.rs", "text");
        let record = Record::new(
            Print::of("specs"),
            &tree,
            &BTreeMap::from([("lib.rs".to_owned(), Print::of("items"))]),
            &BTreeMap::new(),
        );
        let cache = || Cache::new(&at("deep/down/record"), &at("program")).expect("a program");
        cache().keep(&record);
        change(folder.path());
        let texts = cache()
            .recall(folder.path())
            .texts(&BTreeMap::from([("lib.rs".to_owned(), Print::of("items"))]))
            .0;
        assert_eq!(texts.get("lib.rs").map(String::as_str), expected);
    }

    #[test]
    fn what_stands_is_recalled() {
        check(|_| {}, Some("text"));
        check(|folder| fs::write(folder.join("lib.rs"), "edited").expect("written"), None);
        check(|folder| fs::remove_file(folder.join("lib.rs")).expect("removed"), None);
    }

    #[test]
    fn another_program_recalls_nothing() {
        check(|folder| fs::write(folder.join("program"), "2").expect("written"), None);
        assert!(Cache::new(Path::new("record"), Path::new("/no/such/program")).is_none());
    }

    #[test]
    fn a_record_that_cannot_be_read_or_written_is_none() {
        check(|folder| fs::write(folder.join("deep/down/record"), "?").expect("written"), None);
        check(|folder| fs::write(folder.join("deep/down/record"), b"\xff").expect("written"), None);
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("program");
        fs::write(&program, "1").expect("a program");
        let below_a_file = Cache::new(&program.join("record"), &program).expect("a program");
        below_a_file.keep(&Record::new(Print::of("specs"), &Tree::new(), &BTreeMap::new(), &BTreeMap::new()));
        assert_eq!(fs::read_dir(folder.path()).expect("a list").count(), 1);
    }
}
