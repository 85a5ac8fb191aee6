//! `glossary.yaml`: wire names and enums that the operations of an API share.
//!
//! In comes the file, out go [`Word`]s by wire name and the shared enums. A word that could not be read keeps
//! its wire name, so that nobody is told of a field without a name.

use super::enums::{are_all, resolve_enums};
use super::evidence::resolve_evidence;
use super::layout::Folder;
use super::named::{Sort, Taken, resolve_name};
use super::places::check_place;
use super::read::{Kind, Map, entries};
use crate::diagnostics::Diagnostics;
use crate::model::{Enum, Text};
use crate::names::Ident;
use crate::source::{Entry, Span};
use std::collections::BTreeMap;

static GLOSSARY: Kind = Kind { name: "a glossary", keys: &["glossary", "evidence", "fields", "enums"] };
static WORD: Kind = Kind { name: "a word of the glossary", keys: &["name", "label", "about", "sensitive"] };

/// What the glossary says of one wire name.
pub(super) struct Word {
    /// The name in Rust; none where it could not be read.
    pub(super) name: Option<Ident>,
    /// The vendor's title.
    pub(super) label: Option<Text>,
    /// What it means.
    pub(super) about: Option<Text>,
    /// Must never be shown, in any operation.
    pub(super) sensitive: bool,
    /// Where it says so.
    pub(super) span: Span,
}

/// What an API's glossary says.
#[derive(Default)]
pub(super) struct Glossary {
    /// Wire name -> what it says of it.
    pub(super) words: BTreeMap<String, Word>,
    /// Shared enums, in order of names.
    pub(super) enums: Vec<Enum>,
    /// Whether nothing is missing that the author meant to say.
    pub(super) whole: bool,
}

/// Reads the glossary of an API.
pub(super) fn resolve_glossary(folder: &Folder<'_>, diagnostics: &mut Diagnostics) -> Glossary {
    let Some(map) = folder.glossary.and_then(|file| Map::of_file(&file.root, &GLOSSARY, diagnostics)) else {
        return Glossary::default();
    };
    check_place(&map, "glossary", &folder.name, diagnostics);
    if let Some(node) = map.get("evidence") {
        resolve_evidence(node, diagnostics);
    }
    let words =
        map.get("fields").and_then(|node| entries(node, "words by wire name", diagnostics)).unwrap_or(&[]);
    let words = words.iter().map(|entry| (entry.key.clone(), resolve_word(entry, diagnostics))).collect();
    let node = map.get("enums");
    let enums = node.map_or(Vec::new(), |node| resolve_enums(node, &mut Taken::default(), diagnostics));
    let whole = map.is_whole() && node.is_none_or(|node| are_all(&enums, node));
    Glossary { words, enums, whole }
}

fn resolve_word(entry: &Entry, diagnostics: &mut Diagnostics) -> Word {
    let mut word = Word { name: None, label: None, about: None, sensitive: false, span: entry.key_span };
    let Some(map) = Map::read(&entry.value, entry.key_span, &WORD, diagnostics) else { return word };
    word.label = map.text("label", diagnostics);
    word.about = map.text("about", diagnostics);
    word.sensitive = map.flag("sensitive", diagnostics);
    if let Some(name) = map.need("name", diagnostics) {
        word.name = resolve_name(&name.value, Sort::AnswerField, diagnostics);
        word.span = name.value.span;
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::samples::{document, messages};

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) -> Glossary {
        let file = document(&format!("glossary: a\n{yaml}"));
        let folder = Folder { name: "a".into(), glossary: Some(&file), ..Folder::default() };
        let mut diagnostics = Diagnostics::default();
        let glossary = resolve_glossary(&folder, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
        glossary
    }

    #[test]
    fn a_word_without_a_name_keeps_its_wire_name() {
        let glossary = check(
            "fields: { 企业: { nam: firm }, xm: text }\n",
            &["unknown key `nam`", "expected a word of the glossary, which is a map, found `text`"],
        );
        assert!(glossary.whole && glossary.words.values().all(|word| word.name.is_none()));
        assert_eq!(glossary.words.len(), 2);
    }

    #[test]
    fn a_misspelt_key_may_hide_anything() {
        assert!(!check("feilds: { xm: { name: person_name } }\n", &["unknown key `feilds`"]).whole);
    }
}
