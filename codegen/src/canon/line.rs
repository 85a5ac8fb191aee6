//! Scalars, keys and flow collections on one line.
//!
//! In come nodes, the text that they were read from and the order of keys, out go their lines. Quotes stay only where
//! they are needed.

use super::Orders;
use crate::scalar::{Around, is_plain, quoted, text as as_text};
use crate::source::{Entry, Node, Span, Value};

/// What lines are made of.
pub(super) struct Lines<'t, 'o> {
    /// The whole file.
    pub(super) text: &'t str,
    /// Where keys belong.
    pub(super) orders: &'o Orders,
}

impl<'t> Lines<'t, '_> {
    /// What stands in the file there.
    pub(super) fn raw(&self, span: Span) -> &'t str {
        &self.text[span.start as usize..span.end as usize]
    }

    /// Whether a list or a map is written with brackets.
    pub(super) fn is_flow(&self, node: &Node) -> bool {
        !matches!(node.value, Value::Scalar(_)) && self.raw(node.span).starts_with(['{', '['])
    }

    /// Where the header of a block of text stands, `|` or `>`; nothing of any other value. The place of such a scalar
    /// begins with its text.
    pub(super) fn header(&self, node: &Node) -> Option<usize> {
        let is_quoted = matches!(&node.value, Value::Scalar(scalar) if !scalar.plain);
        let is_block = is_quoted && !self.raw(node.span).starts_with(['"', '\'']);
        is_block.then(|| self.text[..node.span.start as usize].rfind(['|', '>'])).flatten()
    }

    /// The first byte of an item.
    pub(super) fn start(&self, node: &Node) -> usize {
        self.header(node).unwrap_or(node.span.start as usize)
    }

    /// The entries of a map, each key where it belongs; those that the language does not know stay behind the others.
    pub(super) fn ordered<'n>(&self, node: &'n Node) -> Vec<&'n Entry> {
        let mut entries: Vec<&Entry> = node.entries().iter().collect();
        if let Some(order) = self.orders.get(&node.span) {
            entries.sort_by_key(|entry| order.get(entry.key.as_str()).copied().unwrap_or(usize::MAX));
        }
        entries
    }

    /// A key, without its colon.
    pub(super) fn key(&self, entry: &Entry, around: Around) -> String {
        let is_quoted = self.raw(entry.key_span).starts_with(['"', '\'']);
        match is_quoted || !is_plain(&entry.key, around) {
            true => as_text(&entry.key, around),
            false => entry.key.clone(),
        }
    }

    /// A value on one line.
    pub(super) fn value(&self, node: &Node, around: Around) -> String {
        match &node.value {
            Value::Scalar(scalar) if !scalar.plain => as_text(&scalar.text, around),
            // What was read from a plain scalar may be written as one.
            Value::Scalar(scalar) if scalar.text.is_empty() || self.raw(node.span) == scalar.text => {
                scalar.text.clone()
            }
            Value::Scalar(scalar) if is_plain(&scalar.text, around) => scalar.text.clone(),
            Value::Scalar(scalar) => quoted(&scalar.text),
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.value(item, Around::Flow)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Map(entries) if entries.is_empty() => "{}".to_owned(),
            Value::Map(_) => {
                let pairs: Vec<String> =
                    self.ordered(node).into_iter().map(|entry| self.pair(entry)).collect();
                format!("{{ {} }}", pairs.join(", "))
            }
        }
    }

    fn pair(&self, entry: &Entry) -> String {
        let (key, value) = (self.key(entry, Around::Flow), self.value(&entry.value, Around::Flow));
        format!("{key}: {value}").trim_end().to_owned()
    }
}
