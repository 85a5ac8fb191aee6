//! Words: what a glossary, the API's or a group's, says of wire names.
//!
//! In comes the map `fields`, out go [`Words`]. A word that could not be read keeps its wire name, so that
//! nobody is told of a field without a name. One wire name has one name in Rust, or there is a reason.

use super::named::{Sort, resolve_name};
use super::read::{Map, entries};
use super::scope::{Ground, Scope};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Fix};
use crate::language::Kind;
use crate::model::Text;
use crate::names::Ident;
use crate::source::{Entry, Span};
use std::collections::BTreeMap;

/// Wire name -> what is said of it.
pub(super) type Words = BTreeMap<String, Word>;

/// What a glossary says of one wire name.
#[derive(Clone)]
pub(super) struct Word {
    /// The name in Rust; none where it could not be read.
    pub(super) name: Option<Ident>,
    /// The vendor's title.
    pub(super) label: Option<Text>,
    /// What it means.
    pub(super) about: Option<Text>,
    /// Must never be shown.
    pub(super) sensitive: bool,
    /// Where it says so.
    pub(super) span: Span,
    /// Whether all of its keys are known.
    pub(super) whole: bool,
    /// Where it says why it differs from others.
    pub(super) why: Option<Span>,
}

impl Word {
    /// A word of which nothing is known but its place.
    pub(super) fn at(span: Span) -> Self {
        Self { name: None, label: None, about: None, sensitive: false, span, whole: true, why: None }
    }
}

/// Reads the words of a glossary or a group.
pub(super) fn resolve_words(map: &Map<'_>, kind: &'static Kind, diagnostics: &mut Diagnostics) -> Words {
    let all = map.get("fields").and_then(|node| entries(node, "words by wire name", diagnostics));
    let all = all.unwrap_or(&[]).iter();
    all.map(|entry| (entry.key.clone(), resolve_word(entry, kind, diagnostics))).collect()
}

fn resolve_word(entry: &Entry, kind: &'static Kind, diagnostics: &mut Diagnostics) -> Word {
    let mut word = Word::at(entry.key_span);
    let Some(map) = Map::read(&entry.value, entry.key_span, kind, diagnostics) else { return word };
    word.whole = map.is_whole();
    word.label = map.text("label", diagnostics);
    word.about = map.text("about", diagnostics);
    word.sensitive = map.flag("sensitive", diagnostics);
    if kind.key("why").is_some() {
        map.text("why", diagnostics);
        word.why = map.entry("why").map(|why| why.key_span);
    }
    if let Some(name) = map.need("name", diagnostics) {
        word.name = resolve_name(&name.value, Sort::Value, diagnostics);
        word.span = name.value.span;
    }
    word
}

/// Compares the words of all groups, which are in order of names, with those of the API and each other.
pub(super) fn check_words(scope: &Scope<'_>, grounds: &[Ground<'_>], diagnostics: &mut Diagnostics) {
    if !scope.complete {
        return;
    }
    let mut first: BTreeMap<&str, &Word> = BTreeMap::new();
    for ground in grounds {
        for (wire, word) in ground.words.iter().filter(|(_, word)| word.whole) {
            let of_api = scope.words.get(wire);
            let Some(before) = of_api.or(first.get(wire.as_str()).copied()) else {
                first.insert(wire, word);
                let differs =
                    |other: &Ground<'_>| other.words.get(wire).is_some_and(|other| other.name != word.name);
                if word.why.is_some() && !grounds.iter().any(differs) {
                    refuse_reason(word, diagnostics);
                }
                continue;
            };
            compare(wire, word, before, diagnostics);
            if of_api.is_some_and(|of_api| of_api.name == word.name) {
                refuse_repetition(wire, word, diagnostics);
            }
        }
    }
}

/// Another name than before has a reason, and only such a name has one.
fn compare(wire: &str, word: &Word, before: &Word, diagnostics: &mut Diagnostics) {
    let (Some(name), Some(known)) = (&word.name, &before.name) else { return };
    if name == known {
        refuse_reason(word, diagnostics);
    } else if word.why.is_none() {
        diagnostics.push(
            Diagnostic::new(
                Code::MissingReason,
                word.span,
                format!("`{wire}` is called `{}` without a reason", name.snake()),
            )
            .label("another name than elsewhere")
            .also(before.span, format!("here it is `{}`", known.snake()))
            .help("say `why`, or use the same name"),
        );
    }
}

fn refuse_reason(word: &Word, diagnostics: &mut Diagnostics) {
    if let Some(why) = word.why {
        diagnostics.push(
            Diagnostic::new(Code::NeedlessCorrection, why, "there is nothing to give a reason for")
                .label("the name is the same everywhere")
                .fix(Fix::Remove(why)),
        );
    }
}

fn refuse_repetition(wire: &str, word: &Word, diagnostics: &mut Diagnostics) {
    let says_more = word.label.is_some() || word.about.is_some() || word.sensitive || word.why.is_some();
    if word.name.is_some() && !says_more {
        diagnostics.push(
            Diagnostic::new(
                Code::NeedlessCorrection,
                word.span,
                format!("the glossary of the API says the same of `{wire}`"),
            )
            .label("changes nothing")
            .help("leave it out")
            .fix(Fix::Remove(word.span)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{GROUP, WORD_OF_API, WORD_OF_GROUP};
    use crate::resolve::samples::{messages, node};

    fn words(yaml: &str, kind: &'static Kind) -> Words {
        let root = node(&format!("fields: {yaml}\n"));
        let mut diagnostics = Diagnostics::default();
        let map = Map::of_file(&root, &GROUP, &mut diagnostics).expect("a map");
        let words = resolve_words(&map, kind, &mut diagnostics);
        assert_eq!(messages(&diagnostics), [""; 0]);
        words
    }

    #[track_caller]
    fn check(api: &str, groups: &[&str], expected: &[&str]) {
        let scope = Scope { words: words(api, &WORD_OF_API), complete: true, ..Scope::default() };
        let ground = |yaml: &&str| Ground { words: words(yaml, &WORD_OF_GROUP), ..Ground::default() };
        let grounds: Vec<Ground<'_>> = groups.iter().map(ground).collect();
        let mut diagnostics = Diagnostics::default();
        check_words(&scope, &grounds, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn another_name_than_that_of_the_api_has_a_reason() {
        let api = "{ fplx: { name: invoice_kind } }";
        check(api, &["{ fplx: { name: invoice_type, why: Another table. } }"], &[]);
        check(
            api,
            &["{ fplx: { name: invoice_type } }"],
            &["`fplx` is called `invoice_type` without a reason"],
        );
        check(api, &["{ fplx: { name: invoice_kind, label: 类型 } }"], &[]);
        check(
            api,
            &["{ fplx: { name: invoice_kind } }"],
            &["the glossary of the API says the same of `fplx`"],
        );
        check(
            api,
            &["{ fplx: { name: invoice_kind, why: Because. } }"],
            &["there is nothing to give a reason for"],
        );
    }

    #[test]
    fn the_first_group_needs_no_reason() {
        let (a, b) = ("{ fplx: { name: kind } }", "{ fplx: { name: form } }");
        check("{}", &[a, b], &["`fplx` is called `form` without a reason"]);
        check("{}", &[a, "{ fplx: { name: form, why: Another table. } }", a], &[]);
        check("{}", &["{ fplx: { name: kind, why: Because. } }"], &["there is nothing to give a reason for"]);
    }
}
