//! A page for a terminal, line by line.
//!
//! In come texts and tables, out goes one text. No line is wider than the terminal, and no character that steers a
//! terminal passes, whoever wrote it.

use crate::diagnostics::{Colour, printable};
use crate::width::{width, wrap};

use super::table::Table;
use super::{Lists, Look};

/// How a line looks in colours.
#[derive(Clone, Copy)]
enum Weight {
    Plain,
    Bold,
    Faint,
}

/// A text that grows line by line.
pub(super) struct Page {
    look: Look,
    text: String,
}

impl Page {
    /// An empty one.
    pub(super) fn new(look: Look) -> Self {
        Self { look: Look { columns: look.columns.max(Look::NARROWEST), ..look }, text: String::new() }
    }

    /// Whether long lists are cut.
    pub(super) fn is_short(&self) -> bool {
        self.look.lists == Lists::Short
    }

    /// The first line.
    pub(super) fn title(&mut self, text: &str) {
        self.wrapped("", text, Weight::Bold);
    }

    /// An empty line and the head of a section.
    pub(super) fn section(&mut self, head: &str) {
        self.text.push('\n');
        self.wrapped("", head, Weight::Bold);
    }

    /// A paragraph.
    pub(super) fn paragraph(&mut self, text: &str) {
        self.wrapped("", text, Weight::Plain);
    }

    /// A text of a section behind some words; further lines stand below its first character.
    pub(super) fn item(&mut self, lead: &str, text: &str) {
        self.wrapped(&format!("  {lead}"), text, Weight::Plain);
    }

    /// A line of code; a long one goes on further in.
    pub(super) fn code(&mut self, line: &str) {
        let line = printable(line);
        let start = 2 + line.len() - line.trim_start().len();
        for (at, part) in wrap(line.trim_start(), self.look.columns - start - 4).iter().enumerate() {
            let indent = if at == 0 { start } else { start + 4 };
            self.line(&format!("{}{part}", " ".repeat(indent)), Weight::Plain);
        }
    }

    /// The rows of a section.
    pub(super) fn table(&mut self, table: &Table) {
        let columns = self.look.columns - 2;
        let head = table.head_lines(columns);
        for (at, line) in table.lines(columns).iter().enumerate() {
            self.line(&format!("  {line}"), if at < head { Weight::Faint } else { Weight::Plain });
        }
    }

    /// The text.
    pub(super) fn done(self) -> String {
        self.text
    }

    fn wrapped(&mut self, lead: &str, text: &str, weight: Weight) {
        let (lead, text) = (printable(lead), printable(text));
        let indent = width(&lead).min(self.look.columns / 2);
        for (at, part) in wrap(&text, self.look.columns - indent).iter().enumerate() {
            let before = if at == 0 { lead.clone() } else { " ".repeat(indent) };
            self.line(&format!("{before}{part}"), weight);
        }
    }

    fn line(&mut self, line: &str, weight: Weight) {
        let line = line.trim_end();
        let code = match weight {
            _ if self.look.colour == Colour::Never || line.is_empty() => "",
            Weight::Plain => "",
            Weight::Bold => "1",
            Weight::Faint => "2",
        };
        let indent = line.len() - line.trim_start().len();
        match code {
            "" => self.text.push_str(line),
            code => {
                self.text.push_str(&format!("{}\u{1b}[{code}m{}\u{1b}[0m", &line[..indent], &line[indent..]));
            }
        }
        self.text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(colour: Colour) -> Page {
        Page::new(Look { columns: 40, colour, lists: Lists::Short })
    }

    #[test]
    fn long_texts_go_on_below_their_first_character() {
        let mut page = page(Colour::Never);
        page.item("note  ", "The vendor says so on the page of this call.");
        assert_eq!(page.done(), "  note  The vendor says so on the page\n        of this call.\n");
    }

    #[test]
    fn code_goes_on_further_in() {
        let mut page = page(Colour::Never);
        page.code("    .send_and_wait_for_a_long_time_until_it_is_over()");
        assert_eq!(page.done(), "      .send_and_wait_for_a_long_\n          time_until_it_is_over()\n");
    }

    #[test]
    fn only_heads_have_colours_and_nothing_else_steers() {
        let mut page = page(Colour::Always);
        page.section("x\u{1b}[31m");
        page.paragraph("a\u{202e}b");
        assert_eq!(page.done(), "\n\u{1b}[1mx\u{fffd}[31m\u{1b}[0m\na\u{fffd}b\n");
    }
}
