//! Tables whose columns stand below each other, however wide their characters are.
//!
//! In come cells, out go lines that all take the same number of columns. A cell that does not fit goes on below
//! itself; an empty column is left out.

use crate::diagnostics::printable;
use crate::width::{padded, width, wrap};

/// Blanks between two columns.
const GAP: usize = 2;
/// A column of prose is made no narrower than this while others can give something.
const NARROW_PROSE: usize = 12;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Names, which are cut last.
    Names,
    /// Texts, which are cut first.
    Prose,
}

/// Rows of cells below a head.
pub(super) struct Table {
    columns: Vec<(Kind, &'static str)>,
    rows: Vec<Row>,
}

struct Row {
    /// How far the first cell stands further in.
    level: usize,
    cells: Vec<String>,
}

impl Table {
    /// One without rows.
    pub(super) fn new<const N: usize>(columns: [(Kind, &'static str); N]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row; the first cell stands further in by two blanks for each level.
    pub(super) fn row(&mut self, level: usize, cells: Vec<String>) {
        let cells = cells.iter().map(|cell| printable(cell)).collect();
        self.rows.push(Row { level, cells });
    }

    /// All lines, the head among them, in at most so many columns.
    pub(super) fn lines(&self, columns: usize) -> Vec<String> {
        let widths = self.widths(columns);
        let mut lines = line_up(&widths, |column| self.head(&widths, column));
        let rule = widths.iter().map(|width| "-".repeat(*width)).filter(|rule| !rule.is_empty());
        lines.push(rule.collect::<Vec<_>>().join(&" ".repeat(GAP)));
        for row in &self.rows {
            lines.extend(line_up(&widths, |column| row.cell(column, widths[column])));
        }
        lines
    }

    /// How many of these lines are the head.
    pub(super) fn head_lines(&self, columns: usize) -> usize {
        let widths = self.widths(columns);
        1 + (0..widths.len()).map(|column| self.head(&widths, column).len()).max().unwrap_or(0)
    }

    fn head(&self, widths: &[usize], column: usize) -> Vec<String> {
        wrap(self.columns[column].1, widths[column].max(1))
    }

    /// The width of each column; 0 of one that is left out.
    fn widths(&self, columns: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = (0..self.columns.len()).map(|column| self.natural(column)).collect();
        let shown = widths.iter().filter(|width| **width > 0).count();
        let room = columns.saturating_sub(GAP * shown.saturating_sub(1)).max(2 * shown);
        let is_prose = |column: usize| self.columns[column].0 == Kind::Prose;
        while widths.iter().sum::<usize>() > room {
            let widest = |floor: usize, prose: bool| {
                let wide = (0..widths.len()).filter(|at| widths[*at] > floor && (!prose || is_prose(*at)));
                wide.max_by_key(|at| widths[*at])
            };
            match widest(NARROW_PROSE, true).or_else(|| widest(2, false)) {
                Some(column) => widths[column] -= 1,
                None => break,
            }
        }
        widths
    }

    /// The width that a column would like to have.
    fn natural(&self, column: usize) -> usize {
        let cells = self.rows.iter().map(|row| match width(&row.cells[column]) {
            0 => 0,
            text => row.indent(column) + text,
        });
        match cells.max() {
            None | Some(0) => 0,
            Some(widest) => widest.max(width(self.columns[column].1)),
        }
    }
}

impl Row {
    fn indent(&self, column: usize) -> usize {
        if column == 0 { 2 * self.level } else { 0 }
    }

    /// The lines of a cell. Deep levels leave room for what stands there.
    fn cell(&self, column: usize, columns: usize) -> Vec<String> {
        let indent = self.indent(column).min(columns / 2);
        let lines = wrap(&self.cells[column], (columns - indent).max(1));
        lines.into_iter().map(|line| format!("{}{line}", " ".repeat(indent))).collect()
    }
}

/// The lines of one row: as many as its highest cell has.
fn line_up(widths: &[usize], cell: impl Fn(usize) -> Vec<String>) -> Vec<String> {
    let shown = || (0..widths.len()).filter(|column| widths[*column] > 0);
    let cells: Vec<(usize, Vec<String>)> = shown().map(|column| (widths[column], cell(column))).collect();
    let height = cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
    let part = |(width, lines): &(usize, Vec<String>), at: usize| {
        padded(lines.get(at).map_or("", String::as_str), *width)
    };
    let line = |at| cells.iter().map(|one| part(one, at)).collect::<Vec<_>>().join(&" ".repeat(GAP));
    (0..height).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new([
            (Kind::Names, "wire"),
            (Kind::Names, "Rust"),
            (Kind::Names, "never"),
            (Kind::Prose, "label"),
        ]);
        let cells = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
        table.row(0, cells(["aggOrgId", "enterprise_id", "", "企业在平台上的编号，不是税号"]));
        table.row(1, cells(["👩‍💻名", "legal_person_name", "", ""]));
        table
    }

    #[track_caller]
    fn check(columns: usize, expected: &[&str]) {
        let lines = table().lines(columns);
        let trimmed: Vec<_> = lines.iter().map(|line| line.trim_end()).collect();
        assert_eq!(trimmed, expected);
    }

    #[test]
    fn a_wide_terminal_shows_a_row_a_line() {
        check(
            80,
            &[
                "wire      Rust               label",
                "--------  -----------------  ----------------------------",
                "aggOrgId  enterprise_id      企业在平台上的编号，不是税号",
                "  👩‍💻名    legal_person_name",
            ],
        );
    }

    #[test]
    fn on_a_narrow_one_prose_gives_way_first() {
        check(
            44,
            &[
                "wire      Rust               label",
                "--------  -----------------  ---------------",
                "aggOrgId  enterprise_id      企业在平台上的",
                "                             编号，不是税号",
                "  👩‍💻名    legal_person_name",
            ],
        );
    }

    #[test]
    fn all_lines_take_the_same_columns_and_no_more_than_there_are() {
        for columns in 20..100 {
            let widths: Vec<usize> = table().lines(columns).iter().map(|line| width(line)).collect();
            assert!(
                widths.iter().all(|width| *width == widths[0] && *width <= columns),
                "{columns}: {widths:?}"
            );
        }
    }
}
