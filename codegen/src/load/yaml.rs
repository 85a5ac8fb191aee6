//! The tree of one file, from the parser's events.
//!
//! In comes a text, out goes a tree with the bytes of every key, scalar, list and map, or nothing and the
//! reason. With `fault` beside it the only room that sees the YAML parser. Aliases are never followed, and
//! nothing that YAML can do beyond lists, maps and texts is let through.

mod fault;

use std::borrow::Cow;
use std::collections::BTreeSet;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span as ParserSpan, StrInput, options};

use super::{MAX_DEPTH, MAX_NODES, characters};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, is_control};
use crate::source::{Entry, FileId, Node, Scalar, Span, Value};

/// Reads one file. What is left out of the tree was reported.
pub(super) fn read(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let parser = Parser::new_from_str_with_options(text, parser_options());
    let mut reader = Reader { parser, file, text, diagnostics, nodes: 0, at: 0, whole: true };
    let root = reader.document().ok().flatten();
    root.filter(|_| reader.whole)
}

/// What YAML allows and the specs do not is read all the same, to be reported at its place.
fn parser_options() -> Options {
    options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: MAX_DEPTH + 1,
        block_nesting_limit: MAX_DEPTH + 1,
    }
}

/// The rest of the file is not read; the reason was reported.
struct Stop;

struct Reader<'a> {
    parser: Parser<'a, StrInput<'a>>,
    file: FileId,
    text: &'a str,
    diagnostics: &'a mut Diagnostics,
    nodes: usize,
    /// Where the last event ended.
    at: usize,
    /// Whether the tree holds all that the file says, but for repeated keys.
    whole: bool,
}

struct Key {
    text: String,
    span: Span,
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Result<Option<Node>, Stop> {
        self.next()?;
        let (event, place) = self.next()?;
        if event == Event::StreamEnd {
            let start = Span { file: self.file, start: 0, end: 0 };
            self.report(Code::EmptyValue, start, "the file is empty", "nothing here");
            return Err(Stop);
        }
        debug_assert!(matches!(event, Event::DocumentStart(..)), "{event:?} {place:?}");
        let first = self.next()?;
        let root = self.node(first, 1)?;
        self.next()?;
        let (event, place) = self.next()?;
        if event != Event::StreamEnd {
            let span = self.span(place);
            self.report(
                Code::YamlFeature,
                span,
                "a file holds one document",
                "a further document starts here",
            );
        }
        Ok(root)
    }

    /// The next event that is no anchor; anchors are reported.
    fn next(&mut self) -> Result<(Event<'a>, ParserSpan), Stop> {
        loop {
            match self.parser.next() {
                Some(Ok((Event::Anchor(..), place))) => {
                    let span = self.span(place);
                    self.report(Code::YamlFeature, span, "anchors are not allowed", "an anchor");
                }
                Some(Ok((event, place))) => {
                    self.at = place.end.byte_offset().unwrap_or(self.at);
                    return Ok((event, place));
                }
                Some(Err(error)) => {
                    let diagnostic = fault::diagnostic(&error, self.file, self.text, self.at);
                    self.diagnostics.push(diagnostic);
                    return Err(Stop);
                }
                None => {
                    unreachable!("the parser ends a stream with an event, and nothing is asked for after it")
                }
            }
        }
    }

    /// A node that begins with the event, or nothing where it cannot be kept.
    fn node(&mut self, (event, place): (Event<'a>, ParserSpan), depth: usize) -> Result<Option<Node>, Stop> {
        self.count(place)?;
        if let Some(tag) = place.tag_span() {
            let span = self.span(tag);
            self.report(Code::YamlFeature, span, "tags are not allowed", "a tag");
        }
        match event {
            Event::Scalar(text, style, ..) => {
                let span = self.scalar_span(place, style);
                let scalar = scalar(text, style, span);
                self.check_text(&scalar.text, span, &['\n']);
                Ok(Some(Node { span, value: Value::Scalar(scalar) }))
            }
            Event::SequenceStart(..) => self.list(place, depth).map(Some),
            Event::MappingStart(..) => self.map(place, depth).map(Some),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let span = self.span(place);
                self.report(Code::YamlFeature, span, "aliases are not allowed", "write the value out here");
                self.whole = false;
                Ok(None)
            }
            other => unreachable!("the parser gives nodes where nodes stand, not {other:?}"),
        }
    }

    fn list(&mut self, start: ParserSpan, depth: usize) -> Result<Node, Stop> {
        let mut span = self.enter(start, depth)?;
        let mut items = Vec::new();
        loop {
            let next = self.next()?;
            if next.0 == Event::SequenceEnd {
                self.close(&mut span, next.1);
                span.start = self.dash(span.start, items.first());
                return Ok(Node { span, value: Value::List(items) });
            }
            if let Some(item) = self.node(next, depth + 1)? {
                span.end = span.end.max(item.span.end);
                items.push(item);
            }
        }
    }

    fn map(&mut self, start: ParserSpan, depth: usize) -> Result<Node, Stop> {
        let mut span = self.enter(start, depth)?;
        let mut entries = Vec::new();
        loop {
            let next = self.next()?;
            if next.0 == Event::MappingEnd {
                self.close(&mut span, next.1);
                self.refuse_repeated(&mut entries);
                return Ok(Node { span, value: Value::Map(entries) });
            }
            let key = self.key(next, depth + 1)?;
            let next = self.next()?;
            let value = self.node(next, depth + 1)?;
            let ends = [key.as_ref().map(|key| key.span.end), value.as_ref().map(|value| value.span.end)];
            span.end = ends.into_iter().flatten().fold(span.end, u32::max);
            if let (Some(key), Some(value)) = (key, value) {
                entries.push(Entry { key: key.text, key_span: key.span, value });
            }
        }
    }

    /// A key, or nothing where it is none.
    fn key(&mut self, next: (Event<'a>, ParserSpan), depth: usize) -> Result<Option<Key>, Stop> {
        let Some(node) = self.node(next, depth)? else {
            return Ok(None);
        };
        let span = node.span;
        let Value::Scalar(scalar) = node.value else {
            self.report(Code::WrongType, span, "a key must be a text", "a map or a list as a key");
            return Ok(None);
        };
        if scalar.plain && scalar.text == "<<" {
            self.report(Code::YamlFeature, span, "merge keys are not allowed", "write the keys out here");
            self.whole = false;
            return Ok(None);
        }
        if scalar.plain && scalar.text.is_empty() {
            self.report(Code::EmptyValue, span, "a key is empty", "a name is missing here");
            return Ok(None);
        }
        if scalar.text.contains('\n') {
            self.diagnostics.push(characters::hidden(span, '\n'));
        }
        Ok(Some(Key { text: scalar.text, span }))
    }

    /// Of entries with one key the first stays.
    fn refuse_repeated(&mut self, entries: &mut Vec<Entry>) {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by(|a, b| entries[*a].key.cmp(&entries[*b].key));
        let mut repeated = BTreeSet::new();
        for same in order.chunk_by(|a, b| entries[*a].key == entries[*b].key) {
            for again in &same[1..] {
                let (first, again) = (&entries[same[0]], *again);
                let message = format!("the key `{}` stands here twice", first.key);
                self.diagnostics.push(
                    Diagnostic::new(Code::DuplicateKey, entries[again].key_span, message)
                        .label("a second time")
                        .also(first.key_span, "first defined here"),
                );
                repeated.insert(again);
            }
        }
        if !repeated.is_empty() {
            let mut at = 0..;
            entries.retain(|_| at.next().is_none_or(|at| !repeated.contains(&at)));
        }
    }

    /// Begins a list or a map.
    fn enter(&mut self, start: ParserSpan, depth: usize) -> Result<Span, Stop> {
        let span = self.span(start);
        if depth > MAX_DEPTH {
            self.diagnostics.push(fault::too_deep(span));
            return Err(Stop);
        }
        Ok(span)
    }

    /// Block lists and maps end with their last child, flow ones with their bracket.
    fn close(&self, span: &mut Span, end: ParserSpan) {
        let end = self.span(end);
        if end.start < end.end {
            span.end = end.end;
        }
    }

    /// The parser lets a list that is not indented begin with its first item, not with the dash before it.
    fn dash(&self, start: u32, first: Option<&Node>) -> u32 {
        let (before, after) = self.text.split_at(start as usize);
        let before = before.trim_end();
        let moved = !after.starts_with(['-', '[']) || first.is_some_and(|item| item.span.start == start);
        if moved && before.ends_with('-') { before.len() as u32 - 1 } else { start }
    }

    fn count(&mut self, place: ParserSpan) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes <= MAX_NODES {
            return Ok(());
        }
        let message = format!("a file may have {MAX_NODES} keys and values");
        let span = self.span(place);
        self.report(Code::TooLarge, span, &message, "one too many");
        Err(Stop)
    }

    /// Escapes can write what `characters` does not see.
    fn check_text(&mut self, text: &str, span: Span, allowed: &[char]) {
        if let Some(one) = text.chars().find(|one| is_control(*one) && !allowed.contains(one)) {
            self.diagnostics.push(characters::hidden(span, one));
        }
    }

    fn report(&mut self, code: Code, span: Span, message: &str, label: &str) {
        self.diagnostics.push(Diagnostic::new(code, span, message).label(label));
    }

    fn span(&self, place: ParserSpan) -> Span {
        let range = place.byte_range().unwrap_or(0..0);
        Span { file: self.file, start: range.start as u32, end: range.end as u32 }
    }

    /// The parser counts the line ends after a block of text to the block.
    fn scalar_span(&self, place: ParserSpan, style: ScalarStyle) -> Span {
        let mut span = self.span(place);
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            let text = &self.text[span.start as usize..span.end as usize];
            span.end = span.start + text.trim_end().len() as u32;
        }
        span
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle, span: Span) -> Scalar {
    let plain = style == ScalarStyle::Plain;
    // The parser says `~` for a value that is not there.
    let absent = plain && span.start == span.end;
    Scalar { text: if absent { String::new() } else { text.into_owned() }, plain }
}

#[cfg(test)]
mod tests;
