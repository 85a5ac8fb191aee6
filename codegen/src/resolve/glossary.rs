//! `glossary.yaml`: words, enums and sets that the operations of an API share.

use super::enums::{are_all, resolve_enums};
use super::evidence::resolve_evidence;
use super::layout::Folder;
use super::named::Taken;
use super::places::check_place;
use super::read::Map;
use super::sets::{Sets, resolve_sets};
use super::words::{Words, resolve_words};
use crate::diagnostics::Diagnostics;
use crate::language::{GLOSSARY, WORD_OF_API};
use crate::model::Enum;

/// What an API's glossary says.
#[derive(Default)]
pub(super) struct Glossary<'a> {
    /// Wire name -> what it says of it.
    pub(super) words: Words,
    /// Shared enums, in order of names.
    pub(super) enums: Vec<Enum>,
    /// Fields that requests and objects have in common.
    pub(super) sets: Sets<'a>,
    /// Whether nothing is missing that the author meant to say.
    pub(super) whole: bool,
}

/// Reads the glossary of an API.
pub(super) fn resolve_glossary<'a>(folder: &Folder<'a>, diagnostics: &mut Diagnostics) -> Glossary<'a> {
    let Some(map) = folder.glossary.and_then(|file| Map::of_file(&file.root, &GLOSSARY, diagnostics)) else {
        return Glossary::default();
    };
    check_place(&map, "glossary", &folder.name, diagnostics);
    if let Some(node) = map.get("evidence") {
        resolve_evidence(node, diagnostics);
    }
    let words = resolve_words(&map, &WORD_OF_API, diagnostics);
    let node = map.get("enums");
    let enums = node.map_or(Vec::new(), |node| resolve_enums(node, &mut Taken::default(), diagnostics));
    let sets = resolve_sets(&map, None, diagnostics);
    let whole = map.is_whole() && node.is_none_or(|node| are_all(&enums, node));
    Glossary { words, enums, sets, whole }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::samples::{document, messages};

    #[track_caller]
    fn check(yaml: &str, expected: &[&str], words: usize, whole: bool) {
        let file = document(&format!("glossary: a\n{yaml}"));
        let folder = Folder { name: "a".into(), glossary: Some(&file), ..Folder::default() };
        let mut diagnostics = Diagnostics::default();
        let glossary = resolve_glossary(&folder, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
        assert_eq!((glossary.words.len(), glossary.whole), (words, whole));
        assert!(glossary.words.values().all(|word| word.name.is_none()));
    }

    #[test]
    fn a_word_without_a_name_keeps_its_wire_name() {
        check(
            "fields: { 企业: { nam: firm }, xm: text }\n",
            &["unknown key `nam`", "expected a word of the glossary, which is a map, found `text`"],
            2,
            true,
        );
    }

    #[test]
    fn a_misspelt_key_may_hide_anything() {
        check("feilds: { xm: { name: person_name } }\n", &["unknown key `feilds`"], 0, false);
        check(
            "fields: { xm: { name: 1, why: So. } }\n",
            &["unknown key `why`", "`1` cannot be a name in Rust"],
            1,
            true,
        );
    }
}
