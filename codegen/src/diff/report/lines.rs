//! Two texts side by side: which lines are the same, which came and which went.
//!
//! In come two texts, out go rows of lines with what stands around a change. The only file that sees the crate that
//! compares texts.

use similar::{ChangeTag, DiffOp, TextDiff};

/// Lines around a change.
const AROUND: usize = 3;

/// One line of both texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// Lines were left out.
    Gap,
    /// The same line on both sides, with its numbers.
    Same(usize, usize, String),
    /// A line on either side that the other does not have, with its number.
    Differs(Option<(usize, String)>, Option<(usize, String)>),
}

/// The rows of two texts; none where they are equal.
pub(super) fn rows(old: &str, new: &str) -> Vec<Row> {
    let diff = TextDiff::from_lines(old, new);
    let mut rows = Vec::new();
    for (at, group) in diff.grouped_ops(AROUND).iter().enumerate() {
        rows.extend((at > 0).then_some(Row::Gap));
        group.iter().for_each(|operation| push(&diff, operation, &mut rows));
    }
    rows
}

fn push(diff: &TextDiff<'_, '_, '_, str>, operation: &DiffOp, rows: &mut Vec<Row>) {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    for change in diff.iter_changes(operation) {
        let text = change.value().trim_end_matches(['\r', '\n']).to_owned();
        let number = |index: Option<usize>| index.map_or(0, |index| index + 1);
        let (old, new) = (number(change.old_index()), number(change.new_index()));
        match change.tag() {
            ChangeTag::Equal => rows.push(Row::Same(old, new, text)),
            ChangeTag::Delete => gone.push((old, text)),
            ChangeTag::Insert => come.push((new, text)),
        }
    }
    let longest = gone.len().max(come.len());
    let (mut gone, mut come) = (gone.into_iter(), come.into_iter());
    rows.extend((0..longest).map(|_| Row::Differs(gone.next(), come.next())));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_beside_each_other() {
        let old = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n";
        let new = "a\nB\nc\nd\ne\nf\ng\nh\ni\nj\nk\n";
        let text = |text: &str| text.to_owned();
        let expected = [
            Row::Same(1, 1, text("a")),
            Row::Differs(Some((2, text("b"))), Some((2, text("B")))),
            Row::Same(3, 3, text("c")),
            Row::Same(4, 4, text("d")),
            Row::Same(5, 5, text("e")),
            Row::Gap,
            Row::Same(8, 8, text("h")),
            Row::Same(9, 9, text("i")),
            Row::Same(10, 10, text("j")),
            Row::Differs(None, Some((11, text("k")))),
        ];
        assert_eq!(rows(old, new), expected);
        assert_eq!(rows(old, old), []);
    }
}
