//! A file as entries with the comments and blank lines that belong to each.
//!
//! In come a tree, its text and the order of keys, out goes an [`Entry`] for each entry and item of a block, from the
//! outside in. Every comment of the text gets one place.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::comments::{Comment, comments, scalars};
use super::line::Lines;
use super::{COLUMNS, Orders};
use crate::modeline::LEAD;
use crate::scalar::Around;
use crate::source::{self, Node, Span, Value};
use crate::width::width;

/// A comment on a line of its own.
pub(super) struct Lead<'t> {
    /// Whether a blank line stands before it.
    pub(super) blank: bool,
    /// The comment.
    pub(super) text: &'t str,
}

/// One entry of a block map, or one item of a block list.
pub(super) struct Entry<'t> {
    /// Comments before it.
    pub(super) leads: Vec<Lead<'t>>,
    /// Whether a blank line stands right before it.
    pub(super) blank: bool,
    /// The key of an entry.
    pub(super) key: Option<String>,
    /// The value.
    pub(super) body: Body<'t>,
    /// The comment behind it, or behind its key where the value begins on the next line.
    pub(super) trailing: Option<&'t str>,
}

/// A value.
pub(super) enum Body<'t> {
    /// On one line.
    Line(String),
    /// A block of text: its header and its lines, as far in as the author has them to each other.
    Text(&'t str, Vec<Cow<'t, str>>),
    /// A block map.
    Map(Block<'t>),
    /// A block list.
    List(Block<'t>),
}

/// What stands below a key or behind a dash.
pub(super) struct Block<'t> {
    /// The entries or items.
    pub(super) entries: Vec<Entry<'t>>,
    /// Comments behind the last one.
    pub(super) rest: Vec<Lead<'t>>,
}

/// A whole file.
pub(super) struct Page<'t> {
    /// Its value, as an entry without a key.
    pub(super) root: Entry<'t>,
    /// Comments behind it.
    pub(super) rest: Vec<Lead<'t>>,
}

/// Whether a comment is the one by which editors find the schema.
pub(super) fn is_modeline(comment: &str) -> bool {
    comment.trim_start_matches('#').trim_start().starts_with(LEAD)
}

/// The whole file.
pub(super) fn build<'t>(root: &Node, text: &'t str, orders: &Orders) -> Page<'t> {
    let mut solid = Vec::new();
    scalars(root, &mut solid);
    let mut builder = Builder {
        lines: Lines { text, orders },
        comments: comments(root, text).into_iter().filter(|one| !is_modeline(one.text)).collect(),
        taken: 0,
        starts: solid.into_iter().map(|(start, _)| start).collect(),
    };
    let root = builder.entry(root, None, 0);
    Page { root, rest: builder.leads(text.len()) }
}

struct Builder<'t, 'o> {
    lines: Lines<'t, 'o>,
    comments: Vec<Comment<'t>>,
    /// How many of them have their place.
    taken: usize,
    /// The first bytes of keys and scalars.
    starts: Vec<usize>,
}

impl<'t> Builder<'t, '_> {
    /// An entry with its key, or an item; what stands before it on its line takes so many columns.
    fn entry(&mut self, node: &Node, of: Option<&source::Entry>, indent: usize) -> Entry<'t> {
        let place = of.map_or(node.span, |entry| entry.key_span);
        let start = of.map_or_else(|| self.lines.start(node), |entry| entry.key_span.start as usize);
        let leads = self.leads(start);
        let key = of.map(|entry| self.lines.key(entry, Around::Block));
        let begins_below = !matches!(node.value, Value::Scalar(_)) && !self.lines.is_flow(node);
        let behind_key = match of {
            Some(entry) if begins_below => self.trailing(entry.key_span),
            _ => None,
        };
        let body = self.body(node, indent, key.as_ref().map_or(0, |key| width(key) + 2));
        let behind_value = match body {
            Body::Line(_) if node.span.end > place.end => self.trailing(node.span),
            Body::Line(_) => self.trailing(place),
            _ => None,
        };
        let blank = self.is_blank_before(start);
        Entry { leads, blank, key, body, trailing: behind_key.or(behind_value) }
    }

    fn body(&mut self, node: &Node, indent: usize, key: usize) -> Body<'t> {
        if let Some(header) = self.lines.header(node) {
            return block_text(&self.lines.text[header..node.span.end as usize]);
        }
        match &node.value {
            Value::Scalar(_) => self.text(node, indent, key),
            _ if self.lines.is_flow(node) && self.is_line(node, indent + key) => {
                Body::Line(self.lines.value(node, Around::Block))
            }
            Value::List(items) => {
                let entries = items.iter().map(|item| self.entry(item, None, indent + 2)).collect();
                Body::List(Block { entries, rest: self.rest(node) })
            }
            Value::Map(map) => {
                // Comments are met in the order of the file, whatever the order of the keys will be.
                let met = map.iter().map(|one| (one.key_span, self.entry(&one.value, Some(one), indent + 2)));
                let mut met: BTreeMap<Span, Entry<'t>> = met.collect();
                let rest = self.rest(node);
                let ordered = self.lines.ordered(node);
                let entries = ordered.into_iter().filter_map(|one| met.remove(&one.key_span)).collect();
                Body::Map(Block { entries, rest })
            }
        }
    }

    /// A text that the author wrote on several lines is one line where it fits, else a block.
    fn text(&self, node: &Node, indent: usize, key: usize) -> Body<'t> {
        let line = self.lines.value(node, Around::Block);
        let text = node.text().unwrap_or_default();
        let is_long = self.lines.raw(node.span).contains('\n') && indent + key + width(&line) > COLUMNS;
        match is_long.then(|| folded(text, COLUMNS.saturating_sub(indent + 2))).flatten() {
            Some(lines) => Body::Text(">-", lines),
            None => Body::Line(line),
        }
    }

    /// Whether a flow collection stays one line: nothing in it has a comment, and it is one or fits on one.
    fn is_line(&self, node: &Node, before: usize) -> bool {
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        let has_comment = self.comments.iter().any(|comment| (start..end).contains(&comment.start));
        let is_empty = node.items().is_empty() && node.entries().is_empty();
        let fits = || before + width(&self.lines.value(node, Around::Block)) <= COLUMNS;
        !has_comment && (is_empty || !self.lines.raw(node.span).contains('\n') || fits())
    }

    /// The comments before this byte that have no place yet.
    fn leads(&mut self, before: usize) -> Vec<Lead<'t>> {
        let mut leads = Vec::new();
        while let Some(comment) = self.comments.get(self.taken).filter(|comment| comment.start < before) {
            leads.push(Lead { blank: self.is_blank_before(comment.start), text: comment.text });
            self.taken += 1;
        }
        leads
    }

    /// The comment behind this place on its line.
    fn trailing(&mut self, place: Span) -> Option<&'t str> {
        let comment = *self.comments.get(self.taken)?;
        let between = self.lines.text.get(place.end as usize..comment.start)?;
        let is_near = between.chars().all(|one| matches!(one, ' ' | '\t' | ',' | ':'));
        self.taken += usize::from(is_near);
        is_near.then_some(comment.text)
    }

    /// Comments that stand behind the last entry of a block and as far in as it.
    fn rest(&mut self, node: &Node) -> Vec<Lead<'t>> {
        let text = self.lines.text;
        let column = |at: usize| at - text[..at].rfind('\n').map_or(0, |end| end + 1);
        let next = self.starts.partition_point(|start| *start < node.span.end as usize);
        let next = self.starts.get(next).copied().unwrap_or(text.len());
        let level = column(node.span.start as usize).max(1);
        let inside = |comment: &&Comment<'_>| comment.start < next && column(comment.start) >= level;
        match self.comments[self.taken..].iter().take_while(inside).last() {
            Some(last) => self.leads(last.start + 1),
            None => Vec::new(),
        }
    }

    /// Whether the line before the one of this byte is blank.
    fn is_blank_before(&self, at: usize) -> bool {
        let mut lines = self.lines.text[..at].rsplit('\n').skip(1);
        lines.next().is_some_and(|line| line.trim().is_empty())
    }
}

fn block_text(raw: &str) -> Body<'_> {
    let (header, rest) = raw.split_once('\n').unwrap_or((raw, ""));
    // A comment behind it has a place of its own.
    let header = header.split(' ').next().unwrap_or_default();
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let least = rest.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let lines = rest.lines().map(|line| line.get(least..).unwrap_or_default().trim_end()).map(Cow::Borrowed);
    Body::Text(header, lines.collect())
}

/// The lines of a text that are joined by single blanks again; nothing where the text has others.
fn folded<'t>(text: &str, columns: usize) -> Option<Vec<Cow<'t, str>>> {
    let words: Vec<&str> = text.split(' ').collect();
    if text.contains(['\n', '\t']) || words.contains(&"") {
        return None;
    }
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut().filter(|line| width(line) + 1 + width(word) <= columns) {
            Some(line) => line.extend([" ", word]),
            None => lines.push(word.to_owned()),
        }
    }
    Some(lines.into_iter().map(Cow::Owned).collect())
}
