//! Lines with columns at fixed stops.
//!
//! In come cells, out goes text. A long cell pushes the rest of its own line and no other.

/// Widths of the columns, by characters; what comes after them is free.
const WIDTHS: [usize; 3] = [22, 22, 14];

/// The least number of blanks between two cells.
const GAP: usize = 2;

/// A text that grows line by line.
#[derive(Default)]
pub(super) struct Sheet {
    text: String,
}

impl Sheet {
    /// Adds a line as it is.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Adds an empty line before a section, and the section's head.
    pub(super) fn section(&mut self, head: &str) {
        self.text.push('\n');
        self.line(head);
    }

    /// Adds a line of cells, two blanks further in for each level.
    pub(super) fn row(&mut self, level: usize, cells: &[&str]) {
        let mut line = " ".repeat(2 * level);
        let mut stop = 2;
        for (cell, width) in cells.iter().zip(WIDTHS.into_iter().map(Some).chain([None])) {
            line.push_str(cell);
            let Some(width) = width else { break };
            stop += width;
            let blanks = stop.saturating_sub(line.chars().count()).max(GAP);
            line.push_str(&" ".repeat(blanks));
        }
        self.line(&line);
    }

    /// The text.
    pub(super) fn done(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rows: &[(usize, &[&str])], expected: &[&str]) {
        let mut sheet = Sheet::default();
        rows.iter().for_each(|(level, cells)| sheet.row(*level, cells));
        assert_eq!(sheet.done().lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn columns_stand_at_stops_on_every_level() {
        check(
            &[
                (1, &["aggOrgId", "enterprise_id", "id", "required"]),
                (2, &["legalName", "legal_name", "string"]),
            ],
            &[
                "  aggOrgId              enterprise_id         id            required",
                "    legalName           legal_name            string",
            ],
        );
    }

    #[test]
    fn a_long_cell_leaves_two_blanks() {
        check(
            &[(1, &["a_name_of_more_than_22_characters", "b"])],
            &["  a_name_of_more_than_22_characters  b"],
        );
    }
}
