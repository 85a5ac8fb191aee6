//! Text of documentation, told apart by who wrote it.
//!
//! What a spec says is a stranger's text and stays marked as such until `render` escapes it. Nothing here
//! knows how Markdown escapes anything.

use std::borrow::Cow;
use std::sync::Arc;

/// The documentation of one item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Docs(pub(crate) Vec<Line>);

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Line {
    /// Nothing: ends a paragraph.
    Blank,
    /// A line of a paragraph.
    Text(Vec<Piece>),
    /// A point of a list.
    Bullet(Vec<Piece>),
    /// A row of a table; the first is its heading.
    Row(Vec<Vec<Piece>>),
    /// A heading of the first level.
    Heading(&'static str),
    /// Rust code that is compiled as a doc test where all of these features are on, and never run.
    Example {
        /// The features.
        features: Vec<String>,
        /// The code. Lines that begin with `# ` are compiled and not shown.
        code: Vec<String>,
    },
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Piece {
    /// Markdown of ours, printed as it stands.
    Ours(Cow<'static, str>),
    /// Text of a spec.
    Spec(Arc<str>),
    /// A name or a value, printed as code.
    Code(String),
    /// A link inside the docs. Both are ours.
    Link {
        /// Shown as code.
        shown: String,
        /// The item.
        to: String,
    },
}

impl Piece {
    /// Markdown of ours.
    pub(crate) fn ours(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Ours(text.into())
    }

    /// Text of a spec.
    pub(crate) fn spec(text: impl Into<Arc<str>>) -> Self {
        Self::Spec(text.into())
    }

    /// A name or a value.
    pub(crate) fn code(text: impl Into<String>) -> Self {
        Self::Code(text.into())
    }

    /// A link to an item.
    pub(crate) fn link(shown: impl Into<String>, to: impl Into<String>) -> Self {
        Self::Link { shown: shown.into(), to: to.into() }
    }
}

impl Docs {
    /// One line of ours.
    pub(crate) fn ours(text: impl Into<Cow<'static, str>>) -> Self {
        let mut docs = Self::default();
        docs.text([Piece::ours(text)]);
        docs
    }

    /// Adds a line to the paragraph.
    pub(crate) fn text(&mut self, pieces: impl IntoIterator<Item = Piece>) {
        self.0.push(Line::Text(pieces.into_iter().collect()));
    }

    /// Ends the paragraph, if there is one.
    pub(crate) fn blank(&mut self) {
        if !matches!(self.0.last(), None | Some(Line::Blank)) {
            self.0.push(Line::Blank);
        }
    }

    /// Adds a paragraph of one line.
    pub(crate) fn paragraph(&mut self, pieces: impl IntoIterator<Item = Piece>) {
        self.blank();
        self.text(pieces);
    }

    /// Adds a list after a line that introduces it. No points, no list.
    pub(crate) fn list(&mut self, intro: &'static str, points: Vec<Vec<Piece>>) {
        if points.is_empty() {
            return;
        }
        self.paragraph([Piece::ours(intro)]);
        self.blank();
        self.0.extend(points.into_iter().map(Line::Bullet));
    }

    /// Adds a table whose first column holds words and whose others hold numbers.
    pub(crate) fn table(&mut self, head: &[&'static str], rows: Vec<Vec<Vec<Piece>>>) {
        self.blank();
        self.0.push(Line::Row(head.iter().map(|word| vec![Piece::ours(*word)]).collect()));
        let rule = |at| vec![Piece::ours(if at == 0 { "---" } else { "---:" })];
        self.0.push(Line::Row((0..head.len()).map(rule).collect()));
        self.0.extend(rows.into_iter().map(Line::Row));
    }

    /// Adds a heading.
    pub(crate) fn heading(&mut self, text: &'static str) {
        self.blank();
        self.0.push(Line::Heading(text));
        self.0.push(Line::Blank);
    }
}

#[cfg(test)]
impl Docs {
    /// The lines as they would stand without any escaping, for tests.
    pub(crate) fn plain(&self) -> Vec<String> {
        let piece = |piece: &Piece| match piece {
            Piece::Ours(text) => text.clone().into_owned(),
            Piece::Spec(text) => text.to_string(),
            Piece::Code(text) => format!("`{text}`"),
            Piece::Link { shown, .. } => format!("[`{shown}`]"),
        };
        let joined = |pieces: &[Piece]| pieces.iter().map(piece).collect::<String>();
        let line = |line: &Line| match line {
            Line::Blank => String::new(),
            Line::Text(pieces) => joined(pieces),
            Line::Bullet(pieces) => format!("- {}", joined(pieces)),
            Line::Row(cells) => {
                format!("| {} |", cells.iter().map(|cell| joined(cell)).collect::<Vec<_>>().join(" | "))
            }
            Line::Heading(text) => format!("# {text}"),
            Line::Example { code, .. } => code.join("\n"),
        };
        self.0.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_line_is_never_first_and_never_doubled() {
        let mut docs = Docs::default();
        docs.blank();
        docs.paragraph([Piece::ours("one")]);
        docs.blank();
        docs.paragraph([Piece::ours("two")]);
        assert_eq!(docs.0.iter().filter(|line| **line == Line::Blank).count(), 1);
        assert_eq!(docs.0.len(), 3);
    }

    #[test]
    fn a_list_without_points_leaves_nothing() {
        let mut docs = Docs::default();
        docs.list("Nothing:", Vec::new());
        assert_eq!(docs, Docs::default());
    }
}
