//! A fix as edits of a text: so that comments, order and layout of all else stay.
//!
//! In come a [`Fix`], the trees and a file, out go bytes to replace, or nothing where a comment or the layout stands
//! in the way: then a person has to do it.

use crate::diagnostics::Fix;
use crate::load::Source;
use crate::report::Edit;
use crate::source::{Node, SourceFile, Span, Value};

/// The edits of a fix in its file.
pub(super) fn plan(fix: &Fix, source: &Source, file: &SourceFile) -> Option<Vec<Edit>> {
    let root = |span: Span| {
        let at = source.documents.binary_search_by_key(&span.file, |document| document.file).ok()?;
        Some(&source.documents[at].root)
    };
    match fix {
        Fix::Remove(span) => remove(&file.text, root(*span)?, *span).map(|edit| vec![edit]),
        Fix::Append(span, text) => append(&file.text, *span, text).map(|edit| vec![edit]),
    }
}

/// A child of a map or a list, from its first to its last byte.
#[derive(Clone, Copy)]
struct Child {
    start: usize,
    end: usize,
    /// Where its value stands.
    value: (usize, usize),
}

/// What the children are of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parent {
    Map,
    List,
}

/// A map or a list, and which of its children to remove.
struct Found {
    parent: Parent,
    children: Vec<Child>,
    at: usize,
}

fn remove(text: &str, root: &Node, span: Span) -> Option<Edit> {
    let Found { parent, children, at } = find(root, span)?;
    if children.len() == 1 {
        return None;
    }
    let child = children[at];
    let (start, end) = match (lead(text, child.start), parent, at.checked_sub(1)) {
        ("", _, _) | ("-", Parent::List, _) => whole_lines(text, child)?,
        (_, _, Some(before)) => (children[before].end, child.end),
        (_, _, None) => (child.start, children[1].start),
    };
    let (first, last) = child.value;
    let around = [start..first.max(start), last.min(end)..end].map(|range| text[range].contains('#'));
    let inside = &text[first..last];
    let has_comment = around.contains(&true) || (inside.contains('\n') && inside.contains('#'));
    (!has_comment).then(|| Edit { start, end, text: String::new() })
}

/// What stands before it on its line.
fn lead(text: &str, start: usize) -> &str {
    text[..start].rsplit('\n').next().unwrap_or_default().trim()
}

/// From the beginning of the first line to the end of the last one, if nothing else stands there.
fn whole_lines(text: &str, child: Child) -> Option<(usize, usize)> {
    let start = text[..child.start].rfind('\n').map_or(0, |at| at + 1);
    let rest = &text[child.end..];
    let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
    rest[..line].trim().is_empty().then_some((start, child.end + line))
}

/// The child with this key, this item or this only value. An only item goes with its list, which would say nothing.
fn find(node: &Node, span: Span) -> Option<Found> {
    match &node.value {
        Value::Scalar(_) => None,
        Value::Map(entries) => {
            let child = |key: Span, value: Span| Child {
                start: key.start as usize,
                end: key.end.max(value.end) as usize,
                value: (value.start as usize, value.end as usize),
            };
            let children = || entries.iter().map(|entry| child(entry.key_span, entry.value.span)).collect();
            for (at, entry) in entries.iter().enumerate() {
                let says_only_this = match &entry.value.value {
                    Value::Scalar(_) => entry.value.span == span,
                    Value::List(items) => items.len() == 1 && items[0].span == span,
                    Value::Map(_) => false,
                };
                if entry.key_span == span || says_only_this {
                    return Some(Found { parent: Parent::Map, children: children(), at });
                }
            }
            entries.iter().find_map(|entry| find(&entry.value, span))
        }
        Value::List(items) => {
            let child = |item: &Node| {
                let (start, end) = (item.span.start as usize, item.span.end as usize);
                Child { start, end, value: (start, end) }
            };
            match items.iter().position(|item| item.span == span) {
                Some(at) => {
                    Some(Found { parent: Parent::List, children: items.iter().map(child).collect(), at })
                }
                None => items.iter().find_map(|item| find(item, span)),
            }
        }
    }
}

/// Behind the last character of a scalar: inside its quotes, where it has some.
fn append(text: &str, span: Span, more: &str) -> Option<Edit> {
    let (start, end) = (span.start as usize, span.end as usize);
    let scalar = text.get(start..end)?;
    let inside = match scalar.chars().next()? {
        quote @ ('"' | '\'') => scalar.ends_with(quote).then(|| end - 1)?,
        _ => end,
    };
    // A blank before the quote, or an escape, is no end of a sentence.
    let last = text[start..inside].chars().next_back()?;
    (!last.is_whitespace() && last != '\\').then(|| Edit {
        start: inside,
        end: inside,
        text: more.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::samples::{source, span};

    /// What a fix makes of a text; nothing where it is left to a person.
    #[track_caller]
    fn check(text: &str, fix: impl Fn(Span) -> Fix, needle: &str, expected: Option<&str>) {
        let (file, source) = source(text);
        let edits = plan(&fix(span(text, needle)), &source, &file);
        let edited = edits.map(|edits| {
            let mut text = text.to_owned();
            for edit in edits {
                text.replace_range(edit.start..edit.end, &edit.text);
            }
            text
        });
        assert_eq!(edited.as_deref(), expected);
    }

    #[track_caller]
    fn check_removed(text: &str, needle: &str, expected: Option<&str>) {
        check(text, Fix::Remove, needle, expected);
    }

    #[test]
    fn entries_of_a_block_go_with_their_lines() {
        check_removed("a: 1\nb: 2\nc: 3\n", "b", Some("a: 1\nc: 3\n"));
        check_removed("a: 1\nb:\n  - x\n  - y\nc: 3\n", "b", Some("a: 1\nc: 3\n"));
        check_removed("a: 1\nb: |\n  x\n  y\n", "b", Some("a: 1\n"));
        check_removed("a: 1\nb: 2", "b", Some("a: 1\n"));
        check_removed("- a: 1\n  b: 2\n- c\n", "a", Some("- b: 2\n- c\n"));
        check_removed("- a: 1\n  b: 2\n- c\n", "b", Some("- a: 1\n- c\n"));
    }

    #[test]
    fn entries_of_a_line_go_with_their_comma() {
        check_removed("x: { a: 1, b: 2, c: 3 }\n", "a", Some("x: { b: 2, c: 3 }\n"));
        check_removed("x: { a: 1, b: 2, c: 3 }\n", "b", Some("x: { a: 1, c: 3 }\n"));
        check_removed("x: { a: 1, b: [2], c: \"3\" }\n", "c", Some("x: { a: 1, b: [2] }\n"));
    }

    #[test]
    fn items_go_and_an_only_one_takes_its_list_along() {
        check_removed("x: [a, b, c]\n", "b", Some("x: [a, c]\n"));
        check_removed("x:\n  - a\n  - b\ny: 1\n", "b", Some("x:\n  - a\ny: 1\n"));
        check_removed("x: [a]\ny: 1\n", "a", Some("y: 1\n"));
        check_removed("x:\n  - a\ny: 1\n", "a", Some("y: 1\n"));
        check_removed("k: { x: a, y: 1 }\n", "a", Some("k: { y: 1 }\n"));
        check_removed("a: 1\n", "a", None);
        check_removed("x: { a: 1 }\n", "a", None);
    }

    #[test]
    fn comments_are_never_lost() {
        check_removed("a: 1\n# why\nb: 2\n", "b", Some("a: 1\n# why\n"));
        check_removed("a: 1\nb: 2 # why\n", "b", None);
        check_removed("a: 1\nb:\n  # why\n  - x\n  - y\n", "b", None);
        check_removed("x: { a: 1, # why\n  b: 2 }\n", "b", None);
        check_removed("x: { a: 1, # why\n  b: 2 }\n", "a", None);
        check_removed("x: { a: 1, b: '#2' }\n", "b", Some("x: { a: 1 }\n"));
    }

    #[test]
    fn a_sentence_ends_inside_its_quotes() {
        let stop = |span| Fix::Append(span, ".");
        check("a: One\n", stop, "One", Some("a: One.\n"));
        check("a: \"One\"\n", stop, "\"One\"", Some("a: \"One.\"\n"));
        check("a: 'It''s'\n", stop, "'It''s'", Some("a: 'It''s.'\n"));
        check("a: \"One \"\n", stop, "\"One \"", None);
        check("a: 企业\n", stop, "企业", Some("a: 企业.\n"));
    }
}
