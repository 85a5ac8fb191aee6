//! Comments, which trees do not have: found in the text between keys and scalars.
//!
//! In come a tree and its text, out go the comments in their order. A `#` inside a scalar is none.

use crate::source::{Node, Value};

/// One comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Comment<'t> {
    /// Its first byte.
    pub(super) start: usize,
    /// From the `#` to the end of the line, blanks there left out.
    pub(super) text: &'t str,
}

/// All of a file.
pub(super) fn comments<'t>(root: &Node, text: &'t str) -> Vec<Comment<'t>> {
    let mut solid = Vec::new();
    scalars(root, &mut solid);
    let mut found = Vec::new();
    let mut from = 0;
    for (start, end) in solid.into_iter().chain([(text.len(), text.len())]) {
        between(text, from, start, &mut found);
        from = end.max(from);
    }
    found
}

/// Where the keys and scalars stand, in order.
pub(super) fn scalars(node: &Node, found: &mut Vec<(usize, usize)>) {
    match &node.value {
        Value::Scalar(_) => found.push((node.span.start as usize, node.span.end as usize)),
        Value::List(items) => items.iter().for_each(|item| scalars(item, found)),
        Value::Map(entries) => {
            for entry in entries {
                found.push((entry.key_span.start as usize, entry.key_span.end as usize));
                scalars(&entry.value, found);
            }
        }
    }
}

fn between<'t>(text: &'t str, from: usize, to: usize, found: &mut Vec<Comment<'t>>) {
    let mut at = from;
    while let Some(offset) = text.get(at..to).and_then(|rest| rest.find('#')) {
        let start = at + offset;
        let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
        let begins = text[..start].ends_with(|one: char| one.is_whitespace()) || start == 0;
        if begins {
            found.push(Comment { start, text: text[start..end].trim_end() });
        }
        at = if begins { end } else { start + 1 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Diagnostics;
    use crate::load::load;
    use crate::source::{SourceFile, SourceFiles};

    #[test]
    fn a_sign_inside_a_scalar_begins_no_comment() {
        let text =
            "# one\na: b#c # two\n\"#k\": '# x' #three\nl: [a, # four\n  b]\nt: >-\n  # text\n# five\n";
        let files = SourceFiles::new([SourceFile { path: "specs/a.yaml".into(), text: text.into() }]);
        let source = load(&files, &mut Diagnostics::default());
        let found: Vec<&str> = comments(&source.documents[0].root, text).iter().map(|one| one.text).collect();
        assert_eq!(found, ["# one", "# two", "#three", "# four", "# five"]);
    }
}
