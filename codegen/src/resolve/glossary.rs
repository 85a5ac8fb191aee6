//! `glossary.yaml`: wire names and enums that the operations of an API share.
//!
//! In comes the file, out go [`Word`]s by wire name and the shared enums.

use super::enums::resolve_enums;
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
    /// The name in Rust.
    pub(super) name: Ident,
    /// The vendor's title.
    pub(super) label: Option<Text>,
    /// What it means.
    pub(super) about: Option<Text>,
    /// Must never be shown, in any operation.
    pub(super) sensitive: bool,
    /// Where it says so.
    pub(super) span: Span,
}

/// Reads the glossary of an API.
pub(super) fn resolve_glossary(
    folder: &Folder<'_>,
    diagnostics: &mut Diagnostics,
) -> (BTreeMap<String, Word>, Vec<Enum>) {
    let Some(map) = folder.glossary.and_then(|file| Map::of_file(&file.root, &GLOSSARY, diagnostics)) else {
        return (BTreeMap::new(), Vec::new());
    };
    check_place(&map, "glossary", &folder.name, diagnostics);
    if let Some(node) = map.get("evidence") {
        resolve_evidence(node, diagnostics);
    }
    let words =
        map.get("fields").and_then(|node| entries(node, "words by wire name", diagnostics)).unwrap_or(&[]);
    let words = words
        .iter()
        .filter_map(|entry| resolve_word(entry, diagnostics).map(|word| (entry.key.clone(), word)))
        .collect();
    let enums =
        map.get("enums").map_or(Vec::new(), |node| resolve_enums(node, &mut Taken::default(), diagnostics));
    (words, enums)
}

fn resolve_word(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<Word> {
    let map = Map::read(&entry.value, entry.key_span, &WORD, diagnostics)?;
    let label = map.text("label", diagnostics);
    let about = map.text("about", diagnostics);
    let sensitive = map.flag("sensitive", diagnostics);
    let name = map.need("name", diagnostics)?;
    let ident = resolve_name(&name.value, Sort::AnswerField, diagnostics)?;
    Some(Word { name: ident, label, about, sensitive, span: name.value.span })
}
