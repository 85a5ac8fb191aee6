//! A place in a file in words: `request.sjhm.type`, `examples[a new number].request`.
//!
//! In come trees and a span, out goes the way from the top of the file. Lines do not matter, so that the words stay
//! when a file grows above them. Values of examples stay out: they may be what nobody should read.

use crate::load::Source;
use crate::source::{Node, Span, Value};

/// Keys that name an item of a list.
const NAMES: &[&str] = &["name", "title", "page", "what", "rule"];
/// The longest name of an item, in characters.
const LONGEST: usize = 60;

/// The way to the smallest thing that holds the beginning of the place; empty for the whole file.
pub(super) fn place_of(source: &Source, place: Span) -> String {
    let Ok(at) = source.documents.binary_search_by_key(&place.file, |document| document.file) else {
        return String::new();
    };
    let mut way = String::new();
    follow(&source.documents[at].root, place, &mut way);
    way
}

fn follow(node: &Node, place: Span, way: &mut String) {
    match &node.value {
        Value::Map(entries) => {
            let held = |span: Span| span.start <= place.start && place.start < span.end.max(span.start + 1);
            let Some(entry) = entries.iter().find(|entry| held(entry.key_span) || held(entry.value.span))
            else {
                return;
            };
            if !way.is_empty() {
                way.push('.');
            }
            way.push_str(&entry.key);
            if !held(entry.key_span) {
                follow(&entry.value, place, way);
            }
        }
        Value::List(items) => {
            let held = |item: &Node| item.span.start <= place.start && place.start < item.span.end;
            let Some((at, item)) = items.iter().enumerate().find(|(_, item)| held(item)) else { return };
            // Lists inside lists are data, and so are the texts of most.
            let name = if way.contains('[') { None } else { name_of(item, way) };
            way.push_str(&format!("[{}]", name.unwrap_or_else(|| at.to_string())));
            follow(item, place, way);
        }
        Value::Scalar(_) => {}
    }
}

fn name_of(item: &Node, list: &str) -> Option<String> {
    let text = item.text().filter(|_| list == "notes");
    let named = NAMES.iter().find_map(|key| item.get(key).and_then(Node::text)).or(text)?;
    Some(named.chars().take(LONGEST).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::samples::{source, span};

    #[track_caller]
    fn check(yaml: &str, needle: &str, expected: &str) {
        let (_, source) = source(yaml);
        assert_eq!(place_of(&source, span(yaml, needle)), expected);
    }

    #[test]
    fn a_way_is_keys_and_names_of_items() {
        let yaml = "request:\n  uid: { type: id, max: 7 }\nexamples:\n  - name: one\n    request: { uid: 8 }\nnotes: [Nine.]\nrows: [[10], { name: eleven, rows: [{ name: twelve }] }]\n";
        check(yaml, "max", "request.uid.max");
        check(yaml, "7", "request.uid.max");
        check(yaml, "8", "examples[one].request.uid");
        check(yaml, "Nine.", "notes[Nine.]");
        check(yaml, "10", "rows[0][0]");
        check(yaml, "twelve", "rows[eleven].rows[0].name");
        check(yaml, "examples", "examples");
    }

    #[test]
    fn what_no_tree_holds_is_the_whole_file() {
        let (_, source) = source("a: 1\n# b\n");
        assert_eq!(place_of(&source, span("a: 1\n# b\n", "# b")), "");
        assert_eq!(place_of(&Source::default(), span("a", "a")), "");
    }
}
