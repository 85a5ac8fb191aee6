//! One file after a slip, and what would tell of it.
//!
//! In come a file and edits, out goes the new text with the lines at which a finding is at the right place. Nothing
//! here knows which slips there are.

use super::site::{Site, range};
use jiekou_codegen::source::{SourceFile, Span};
use std::ops::Range;

/// How much of a line is told on either side of an edit.
const AROUND: usize = 24;

/// A file with a mistake.
pub(crate) struct Mutant {
    /// The file's path.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
    /// What was there and what is there now.
    pub(crate) told: String,
    /// Lines of the new text at which a finding is at the right place.
    pub(crate) lines: Vec<(usize, usize)>,
    /// Names that the slip is about: a finding that points at one of them is at the right place too.
    pub(crate) names: Vec<String>,
    /// A line of the sheets that differs speaks of the mistake with one of these.
    pub(crate) words: Vec<String>,
    edits: Vec<(Range<usize>, String)>,
}

impl Mutant {
    /// The site's file with other text at one place.
    pub(crate) fn one(site: &Site<'_>, place: Range<usize>, text: impl Into<String>) -> Self {
        Self::new(site, vec![(place, text.into())])
    }

    /// The site's file with other texts at places that stand in order. Lines of edits are right places, and sheets
    /// are to speak of what the site is called.
    pub(crate) fn new(site: &Site<'_>, edits: Vec<(Range<usize>, String)>) -> Self {
        let file = site.file;
        let (mut text, mut at, mut places) = (String::new(), 0, Vec::new());
        for (place, new) in &edits {
            text.push_str(&file.text[at..place.start]);
            places.push(text.len()..text.len() + new.len());
            text.push_str(new);
            at = place.end;
        }
        text.push_str(&file.text[at..]);
        let new = SourceFile { path: file.path.clone(), text };
        let lines = |place: &Range<usize>| {
            let last = place.end.max(place.start + 1) - 1;
            (new.position(place.start).0, new.position(last).0)
        };
        let told = edits.iter().zip(&places).map(|((old, _), place)| {
            format!("`{}` => `{}`", window(&file.text, old), window(&new.text, place))
        });
        Self {
            told: told.collect::<Vec<_>>().join(", "),
            lines: places.iter().map(lines).collect(),
            names: Vec::new(),
            words: vec![site.called().to_owned()],
            path: new.path,
            text: new.text,
            edits,
        }
    }

    /// A finding on a neighbouring line is at the right place as well.
    pub(crate) fn near(mut self) -> Self {
        self.lines
            .iter_mut()
            .for_each(|(first, last)| (*first, *last) = (first.saturating_sub(1), *last + 1));
        self
    }

    /// A finding where this stands, which the edits left alone, is at the right place as well.
    pub(crate) fn or_at(mut self, place: Option<Span>) -> Self {
        if let Some(place) = place {
            let line = self.line(range(place).start);
            self.lines.push((line, line));
        }
        self
    }

    /// A finding anywhere in this, which holds the edits, is at the right place as well.
    pub(crate) fn or_in(mut self, place: Span) -> Self {
        self.lines.push((self.line(range(place).start), self.line(range(place).end)));
        self
    }

    /// The slip is about this name, as a rule since it is no longer there.
    pub(crate) fn without(mut self, name: impl Into<String>) -> Self {
        self.names.push(name.into());
        self
    }

    /// Sheets may speak of it with this word as well.
    pub(crate) fn or_says(mut self, word: impl Into<String>) -> Self {
        self.words.push(word.into());
        self
    }

    /// The line in the new text of a byte in the old one.
    fn line(&self, at: usize) -> usize {
        let before = self.edits.iter().filter(|(place, _)| place.end <= at);
        let moved =
            before.fold(at as isize, |at, (place, new)| at + new.len() as isize - place.len() as isize);
        let file = SourceFile { path: String::new(), text: self.text.clone() };
        file.position(moved.max(0) as usize).0
    }
}

/// A place with something of its line on both sides.
fn window(text: &str, place: &Range<usize>) -> String {
    let line = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let start = text.floor_char_boundary(place.start.saturating_sub(AROUND)).max(line);
    let shown = text.floor_char_boundary((place.end + AROUND).min(text.len()));
    let end = place.end.max(
        text[..shown]
            .find('\n')
            .map_or(shown, |_| text[place.end..shown].find('\n').map_or(shown, |at| place.end + at)),
    );
    text[start..end].trim_end().replace('\n', "⏎").replace('\t', "⇥")
}
