//! What marks a place of a draft where somebody still has to write.
//!
//! In come texts of a spec, out goes what is wanted there. `skeleton` writes the marks and `resolve` finds them;
//! nothing here knows what belongs where.

use crate::source::{Node, Span, Value};

/// What a value begins with that is still to be written; a sentence about it follows. In halves, since code is read
/// for the word.
const MARK: &str = concat!("TO", "DO: ");

/// A value that says what is wanted in its place, in quotes, since it holds a colon.
pub(crate) fn wanted(what: &str) -> String {
    format!("\"{MARK}{what}\"")
}

/// All marked values, in the order of the file, with what is wanted there.
pub(crate) fn open_points(node: &Node) -> Vec<(Span, &str)> {
    let mut found = Vec::new();
    collect(node, &mut found);
    found
}

fn collect<'a>(node: &'a Node, found: &mut Vec<(Span, &'a str)>) {
    match &node.value {
        Value::Scalar(scalar) => found.extend(scalar.text.strip_prefix(MARK).map(|what| (node.span, what))),
        Value::List(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Map(entries) => entries.iter().for_each(|entry| collect(&entry.value, found)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Entry, Scalar};

    fn scalar(text: &str) -> Node {
        let value = Value::Scalar(Scalar { text: text.to_owned(), plain: false });
        Node { span: Span::default(), value }
    }

    #[test]
    fn only_values_that_begin_with_the_mark_are_open() {
        let entry = |value| Entry { key: MARK.to_owned(), key_span: Span::default(), value };
        let open = scalar(wanted("the title").trim_matches('"'));
        let list = Node { span: Span::default(), value: Value::List(vec![scalar(MARK.trim_end()), open]) };
        let map = Value::Map(vec![entry(scalar("a")), entry(list)]);
        let root = Node { span: Span::default(), value: map };
        assert_eq!(open_points(&root), [(Span::default(), "the title")]);
    }
}
