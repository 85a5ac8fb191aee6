//! Bytes as lines and columns, counted from 1; columns are characters.
//!
//! In come a file and bytes of it, out go lines and columns. A byte beyond the text is its end.

use std::ops::Range;

use crate::source::SourceFile;

/// From the first to the character after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

/// Where these bytes stand.
pub(super) fn place(file: &SourceFile, bytes: Range<usize>) -> Place {
    let (line, column) = file.position(bytes.start);
    let (end_line, end_column) = file.position(bytes.end.max(bytes.start));
    Place { line, column, end_line, end_column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, bytes: Range<usize>, expected: [usize; 4]) {
        let file = SourceFile { path: String::new(), text: text.to_owned() };
        let Place { line, column, end_line, end_column } = place(&file, bytes);
        assert_eq!([line, column, end_line, end_column], expected);
    }

    #[test]
    fn lines_and_characters_are_counted_from_one() {
        check("a: 1\nb: 2\n", 0..1, [1, 1, 1, 2]);
        check("a: 1\nb: 2\n", 5..9, [2, 1, 2, 5]);
        check("标签: 是\n", 8..11, [1, 5, 1, 6]);
        check("a: |\n  b\n  c\n", 3..12, [1, 4, 3, 4]);
        check("a", 5..9, [1, 2, 1, 2]);
    }
}
