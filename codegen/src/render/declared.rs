//! Items that a macro of the runtime declares, as text.
//!
//! In come the lines of such an item, out goes its text: what stands in braces is further in. No formatter sees them,
//! since most are no Rust but the macro's own words. Nothing here knows what the macros do.

use crate::ir::Docs;

use super::docs::lines;
use super::paths::Uses;

/// The lines of one item, as deep as its braces.
pub(super) struct Lines {
    text: String,
    depth: usize,
}

impl Lines {
    /// `answer! { … }`
    pub(super) fn declared(by: &'static str, uses: &Uses, inside: impl FnOnce(&mut Self)) -> String {
        let mut lines = Self { text: String::new(), depth: 0 };
        lines.block(&format!("{}!", uses.word(by)), inside);
        lines.text
    }

    /// A line.
    pub(super) fn line(&mut self, line: &str) {
        if !line.is_empty() {
            (0..self.depth).for_each(|_| self.text.push_str("    "));
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Documentation of what comes next.
    pub(super) fn docs(&mut self, docs: &Docs) {
        for line in lines(docs) {
            self.line(format!("/// {line}").trim_end());
        }
    }

    /// A line with what stands in its braces.
    pub(super) fn block(&mut self, start: &str, inside: impl FnOnce(&mut Self)) {
        self.block_to(start, "}", inside);
    }

    /// A line with what stands in its braces, and another end.
    pub(super) fn block_to(&mut self, start: &str, end: &str, inside: impl FnOnce(&mut Self)) {
        self.line(&format!("{start} {{"));
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.line(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_braces_is_further_in() {
        let mut docs = Docs::ours("A thing.");
        docs.paragraph([crate::ir::Piece::ours("Two.")]);
        let uses = Uses::default();
        let text = Lines::declared("answer", &uses, |lines| {
            lines.docs(&docs);
            lines.block("pub struct Thing", |lines| lines.line("pub a: bool,"));
        });
        assert_eq!(
            text,
            "answer! {\n    /// A thing.\n    ///\n    /// Two.\n    pub struct Thing {\n        pub a: bool,\n    }\n}\n"
        );
        assert!(uses.lines().to_string().contains("answer"));
    }
}
