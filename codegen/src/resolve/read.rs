//! Reading one YAML node as what the language wants there: maps with closed keys, texts, flags, numbers.
//!
//! In come nodes, out go Rust values. Every function reports what is wrong at its place and then gives
//! `None` or a stand-in, so that its caller can go on and find the next mistake. Which keys a map has and what stands
//! behind each is declared in `language`; a reader that takes a key for something else fails in tests.

use super::allow::{ALLOW, check_allow};
use super::unknown::{meant, unknown_key};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{Kind, Shape};
use crate::model::{Keys, Text};
use crate::source::{Entry, Node, Scalar, Span, Value};
use std::sync::Arc;

/// The longest text that a spec may hold, in characters.
const LONGEST_TEXT: usize = 1_000;

/// A map of a known [`Kind`].
pub(super) struct Map<'a> {
    kind: &'static Kind,
    entries: &'a [Entry],
    is_whole: bool,
    /// What to point at when something is missing: the key that holds the map, or the file's first key.
    pub(super) anchor: Span,
}

impl<'a> Map<'a> {
    /// Reads a map and reports keys that its kind does not know.
    pub(super) fn read(
        node: &'a Node,
        anchor: Span,
        kind: &'static Kind,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            wrong_type(node, &format!("{}, which is a map", kind.name), diagnostics);
            return None;
        };
        let mut map = Self { kind, entries, anchor, is_whole: true };
        for entry in map.unknown() {
            diagnostics.push(unknown_key(entry, kind.name, kind.names()));
            map.is_whole = false;
        }
        if let Some(entry) = entries.iter().find(|entry| entry.key == ALLOW && kind.key(ALLOW).is_some()) {
            check_allow(&entry.value, diagnostics);
        }
        Some(map)
    }

    /// Reads the map that is a whole file.
    pub(super) fn of_file(
        root: &'a Node,
        kind: &'static Kind,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let anchor = match &root.value {
            Value::Map(entries) => entries.first().map_or(root.span, |entry| entry.key_span),
            _ => root.span,
        };
        Self::read(root, anchor, kind, diagnostics)
    }

    /// The entry with this key.
    pub(super) fn entry(&self, key: &str) -> Option<&'a Entry> {
        debug_assert!(self.kind.key(key).is_some(), "`{key}` is no key of {}", self.kind.name);
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of this key.
    pub(super) fn get(&self, key: &str) -> Option<&'a Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Where the keys stand.
    pub(super) fn places(&self) -> Keys {
        keys(self.anchor, self.entries)
    }

    /// Whether the kind knows all keys. If not, what is missing may stand under a misspelt one.
    pub(super) fn is_whole(&self) -> bool {
        self.is_whole
    }

    fn unknown(&self) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let kind = self.kind;
        self.entries.iter().filter(|entry| kind.key(&entry.key).is_none())
    }

    /// Whether a key that the kind does not know was meant to be this one.
    pub(super) fn is_misspelt(&self, key: &str) -> bool {
        !self.is_whole && self.unknown().any(|entry| meant(&entry.key, self.kind.names()) == Some(key))
    }

    /// The entry with this key; a missing one is reported, unless it is there and misspelt.
    pub(super) fn need(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<&'a Entry> {
        debug_assert!(self.kind.may_need(key), "{} does not need `{key}`", self.kind.name);
        let found = self.entry(key);
        if found.is_none() && !self.is_misspelt(key) {
            diagnostics.push(
                Diagnostic::new(Code::MissingKey, self.anchor, format!("the key `{key}` is missing"))
                    .label(format!("{} needs `{key}`", self.kind.name)),
            );
        }
        found
    }

    /// A text that may be left out.
    pub(super) fn text(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<Text> {
        self.expect(key, |shape| matches!(shape, Shape::Text));
        self.get(key).and_then(|node| text(node, diagnostics))
    }

    /// A text that must be there; an empty one stands in.
    pub(super) fn need_text(&self, key: &str, diagnostics: &mut Diagnostics) -> Text {
        self.expect(key, |shape| matches!(shape, Shape::Text));
        let found = self.need(key, diagnostics).and_then(|entry| text(&entry.value, diagnostics));
        found.unwrap_or_else(|| "".into())
    }

    /// A flag that is off where it is left out.
    pub(super) fn flag(&self, key: &str, diagnostics: &mut Diagnostics) -> bool {
        self.expect(key, |shape| matches!(shape, Shape::Flag));
        self.get(key).and_then(|node| flag(node, diagnostics)).unwrap_or(false)
    }

    /// A word out of a closed set, with its place.
    pub(super) fn word<T: Copy>(
        &self,
        key: &str,
        words: &[(&'static str, &'static str, T)],
        diagnostics: &mut Diagnostics,
    ) -> Option<T> {
        self.expect(key, |shape| shape.has_words(words.iter().map(|(word, ..)| *word)));
        let node = self.get(key)?;
        let scalar = scalar(node, "a word", diagnostics)?;
        let found = words.iter().find(|(word, ..)| *word == scalar.text);
        if found.is_none() {
            diagnostics.push(
                Diagnostic::new(
                    Code::NotOneOf,
                    node.span,
                    format!("`{}` is not a value of `{key}`", scalar.text),
                )
                .label("not one of the allowed values")
                .nearest(&scalar.text, words.iter().map(|(word, ..)| *word)),
            );
        }
        found.map(|(.., value)| *value)
    }

    /// What is read here is what the language declares.
    fn expect(&self, key: &str, fits: impl FnOnce(&Shape) -> bool) {
        debug_assert!(
            self.kind.key(key).is_some_and(|key| fits(key.shape)),
            "`{key}` of {} is declared as something else",
            self.kind.name
        );
    }
}

/// The entries of a map with free keys; `what` says what they are.
pub(super) fn entries<'a>(node: &'a Node, what: &str, diagnostics: &mut Diagnostics) -> Option<&'a [Entry]> {
    match &node.value {
        Value::Map(entries) => Some(entries),
        _ => {
            wrong_type(node, &format!("a map of {what}"), diagnostics);
            None
        }
    }
}

/// Where the keys of a map stand that stands behind a key itself.
pub(super) fn places(entry: &Entry) -> Keys {
    keys(entry.key_span, entry.value.entries())
}

fn keys(first: Span, entries: &[Entry]) -> Keys {
    let others = entries.iter().map(|entry| (entry.key.clone(), entry.key_span)).collect();
    Keys { first, others }
}

/// The place of a key in a map; of the whole node where it is not there.
pub(super) fn key_span(node: &Node, key: &str) -> Span {
    let entry = match &node.value {
        Value::Map(entries) => entries.iter().find(|entry| entry.key == key),
        _ => None,
    };
    entry.map_or(node.span, |entry| entry.key_span)
}

/// The items of a list; `what` says what they are.
pub(super) fn items<'a>(node: &'a Node, what: &str, diagnostics: &mut Diagnostics) -> &'a [Node] {
    match &node.value {
        Value::List(items) => items,
        _ => {
            wrong_type(node, &format!("a list of {what}"), diagnostics);
            &[]
        }
    }
}

/// A scalar of one line that is not empty; `what` says what was wanted, with its article.
pub(super) fn scalar<'a>(node: &'a Node, what: &str, diagnostics: &mut Diagnostics) -> Option<&'a Scalar> {
    let scalar = filled(node, what, diagnostics)?;
    if scalar.text.contains('\n') {
        diagnostics.push(
            Diagnostic::new(Code::ForbiddenText, node.span, format!("expected {what} on one line"))
                .label("holds a line break"),
        );
        return None;
    }
    Some(scalar)
}

/// A scalar that is not empty.
fn filled<'a>(node: &'a Node, what: &str, diagnostics: &mut Diagnostics) -> Option<&'a Scalar> {
    match &node.value {
        Value::Scalar(scalar) if scalar.text.is_empty() || scalar.is_null() => {
            diagnostics.push(
                Diagnostic::new(Code::EmptyValue, node.span, format!("{what} is missing")).label(
                    if scalar.text.is_empty() { "nothing stands here" } else { "this is nothing in YAML" },
                ),
            );
            None
        }
        Value::Scalar(scalar) => Some(scalar),
        _ => {
            wrong_type(node, what, diagnostics);
            None
        }
    }
}

/// A text for people, folded to one line.
pub(super) fn text(node: &Node, diagnostics: &mut Diagnostics) -> Option<Text> {
    let scalar = filled(node, "a text", diagnostics)?;
    let folded: Arc<str> =
        if is_folded(&scalar.text) { scalar.text.as_str().into() } else { fold(&scalar.text).into() };
    if folded.is_empty() {
        diagnostics
            .push(Diagnostic::new(Code::EmptyValue, node.span, "a text is missing").label("only blanks"));
        return None;
    }
    // No text has more characters than bytes.
    if folded.len() > LONGEST_TEXT && folded.chars().count() > LONGEST_TEXT {
        diagnostics.push(
            Diagnostic::new(Code::ForbiddenText, node.span, "the text is too long")
                .label(format!("more than {LONGEST_TEXT} characters")),
        );
        return None;
    }
    Some(Text(folded))
}

/// Whether blanks stand between words alone, and only one. What may be a blank beyond ASCII is not looked at.
fn is_folded(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        match byte {
            b' ' if before == b' ' => return false,
            b'\t'..=b'\r' | 0xC2 | 0xE1..=0xE3 => return false,
            _ => before = byte,
        }
    }
    before != b' '
}

fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// `true` or `false`, without quotes.
pub(super) fn flag(node: &Node, diagnostics: &mut Diagnostics) -> Option<bool> {
    let scalar = scalar(node, "`true` or `false`", diagnostics)?;
    match (scalar.plain, scalar.text.as_str()) {
        (true, "true") => Some(true),
        (true, "false") => Some(false),
        _ => {
            wrong_type(node, "`true` or `false`", diagnostics);
            None
        }
    }
}

/// A whole number, without quotes.
pub(super) fn integer<T: std::str::FromStr>(
    node: &Node,
    what: &str,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let scalar = scalar(node, what, diagnostics)?;
    let parsed = if scalar.plain { scalar.text.parse().ok() } else { None };
    if parsed.is_none() {
        wrong_type(node, what, diagnostics);
    }
    parsed
}

/// Words or codes in a list, as text; a lone one counts as a list of one.
pub(super) fn strings<'a>(node: &'a Node, what: &str, diagnostics: &mut Diagnostics) -> Vec<(&'a str, Span)> {
    let nodes = match &node.value {
        Value::Scalar(_) => std::slice::from_ref(node),
        _ => items(node, what, diagnostics),
    };
    nodes
        .iter()
        .filter_map(|node| scalar(node, what, diagnostics).map(|scalar| (scalar.text.as_str(), node.span)))
        .collect()
}

/// Reports that a node is not what was wanted.
pub(super) fn wrong_type(node: &Node, wanted: &str, diagnostics: &mut Diagnostics) {
    let found = match &node.value {
        Value::Scalar(scalar) if scalar.plain && scalar.text.is_empty() => "nothing".to_owned(),
        Value::Scalar(scalar) if scalar.plain => format!("`{}`", shortened(&scalar.text)),
        Value::Scalar(_) => "a quoted text".to_owned(),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "a map".to_owned(),
    };
    diagnostics.push(
        Diagnostic::new(Code::WrongType, node.span, format!("expected {wanted}, found {found}"))
            .label(format!("not {wanted}")),
    );
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 40 {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(40).collect::<String>())
    }
}

#[cfg(test)]
mod tests;
