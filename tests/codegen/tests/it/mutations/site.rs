//! The places of the real specs at which an author may slip: every key, value and item with the way to it.
//!
//! In comes the tree of a file, out go its [`Site`]s. Nothing here changes anything.

use jiekou_codegen::source::{Entry, Node, SourceFile, Span, Value};
use std::ops::Range;

/// Keys whose maps have names for keys, not words of the spec language.
const NAMED: &[&str] = &[
    "acts",
    "codes",
    "credentials",
    "encryption",
    "enums",
    "expect",
    "fill",
    "groups",
    "headers",
    "members",
    "names",
    "objects",
    "operations",
    "records",
    "replies",
    "required_when",
    "servers",
    "sets",
    "shapes",
    "steps",
    "told_by",
    "values",
    "when",
];

/// One key with its value, one item of a list, or a whole file.
pub(crate) struct Site<'a> {
    /// The file.
    pub(crate) file: &'a SourceFile,
    /// Keys from the top of the file; items are called by their number.
    pub(crate) way: Vec<String>,
    /// The place of the key, where it has one.
    pub(crate) key: Option<Span>,
    /// The value.
    pub(crate) node: &'a Node,
    /// What holds it, from the top.
    pub(crate) above: Vec<Above<'a>>,
}

/// A map or a list, and its own key.
#[derive(Clone, Copy)]
pub(crate) struct Above<'a> {
    /// The place of its key, where it has one.
    pub(crate) key: Option<Span>,
    /// The map or the list.
    pub(crate) node: &'a Node,
}

/// All sites of one file.
pub(crate) fn sites<'a>(file: &'a SourceFile, root: &'a Node) -> Vec<Site<'a>> {
    let mut found = Vec::new();
    let top = Site { file, way: Vec::new(), key: None, node: root, above: Vec::new() };
    walk(top, &mut found);
    found
}

fn walk<'a>(site: Site<'a>, found: &mut Vec<Site<'a>>) {
    let below = |name: String, key: Option<Span>, node: &'a Node| {
        let way = site.way.iter().cloned().chain([name]).collect();
        let above = site.above.iter().copied().chain([Above { key: site.key, node: site.node }]).collect();
        Site { file: site.file, way, key, node, above }
    };
    match &site.node.value {
        Value::Map(entries) => {
            for Entry { key, key_span, value } in entries {
                walk(below(key.clone(), Some(*key_span), value), found);
            }
        }
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                walk(below(at.to_string(), None, item), found);
            }
        }
        Value::Scalar(_) => {}
    }
    found.push(site);
}

/// The bytes of a place.
pub(crate) fn range(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

impl<'a> Site<'a> {
    /// The last part of the way.
    pub(crate) fn name(&self) -> &str {
        self.way.last().map_or("", String::as_str)
    }

    /// The part of the way before the last, counted from the end: 1 is what holds it.
    pub(crate) fn up(&self, by: usize) -> &str {
        self.way.len().checked_sub(by + 1).map_or("", |at| self.way[at].as_str())
    }

    /// The map or the list that holds it.
    pub(crate) fn holder(&self) -> Option<Above<'a>> {
        self.above.last().copied()
    }

    /// The entries beside it, itself among them.
    pub(crate) fn siblings(&self) -> &'a [Entry] {
        self.holder().map_or(&[], |holder| holder.node.entries())
    }

    /// The value as it is written.
    pub(crate) fn raw(&self) -> &'a str {
        &self.file.text[range(self.node.span)]
    }

    /// The text of a scalar; empty for anything else.
    pub(crate) fn text(&self) -> &'a str {
        self.node.text().unwrap_or_default()
    }

    /// Whether the value is a text between double quotes on one line.
    pub(crate) fn is_quoted(&self) -> bool {
        let raw = self.raw();
        raw.len() > 2 && raw.starts_with('"') && raw.ends_with('"') && !raw.contains('\n')
    }

    /// Whether it stands in what an author copies from the vendor: in an example, a vector or a reply.
    pub(crate) fn is_data(&self) -> bool {
        self.way.iter().any(|part| matches!(part.as_str(), "examples" | "vectors"))
            || (self.is_in("replies") && self.way.len() > 3)
            || (self.is_in("acts") && self.way.contains(&"body".to_owned()))
    }

    /// Whether the way begins with this key.
    pub(crate) fn is_in(&self, top: &str) -> bool {
        self.way.first().is_some_and(|first| first == top)
    }

    /// Whether the file has this name.
    pub(crate) fn is_of(&self, file: &str) -> bool {
        self.file.path.ends_with(&format!("/{file}"))
    }

    /// Whether the file is a call.
    pub(crate) fn is_of_call(&self) -> bool {
        let shared = ["api.yaml", "glossary.yaml", "inventory.yaml", "mock.yaml", "group.yaml"];
        !shared.iter().any(|file| self.is_of(file))
    }

    /// Whether it is a field: its key a wire name, its value what the spec says of it.
    pub(crate) fn is_field(&self) -> bool {
        !self.is_data() && is_field(&self.way) && !self.node.entries().is_empty()
    }

    /// Whether it is this key of a field.
    pub(crate) fn is_of_field(&self, key: &str) -> bool {
        self.name() == key && !self.is_data() && is_field(&self.way[..self.way.len() - 1])
    }

    /// Whether its key is a word of the spec language.
    pub(crate) fn has_word_of_language(&self) -> bool {
        let is_named = NAMED.contains(&self.up(1)) || is_field(&self.way) || self.is_word();
        let of_token = self.is_in("token") && self.up(1) == "request";
        self.key.is_some() && !self.is_data() && !is_named && !of_token
    }

    /// Whether it is a word of a glossary or a group.
    pub(crate) fn is_word(&self) -> bool {
        self.way.len() == 2 && self.is_in("fields")
    }

    /// Whether key and value stand alone on one line.
    pub(crate) fn has_line(&self) -> bool {
        let Some(key) = self.key else { return false };
        let text = &self.file.text;
        let before = &text[self.line_start()..key.start as usize];
        let value = range(self.node.span);
        let behind = &text[value.end..];
        let rest = &behind[..behind.find('\n').unwrap_or(behind.len())];
        let is_alone = before.trim().is_empty() && rest.trim().is_empty();
        is_alone && !text[key.start as usize..value.end].contains('\n') && value.start > key.start as usize
    }

    /// The first byte of the line of the key, or of the value.
    pub(crate) fn line_start(&self) -> usize {
        let at = self.key.unwrap_or(self.node.span).start as usize;
        self.file.text[..at].rfind('\n').map_or(0, |line| line + 1)
    }

    /// The byte behind the line on which the value ends, its line feed included.
    pub(crate) fn line_end(&self) -> usize {
        let at = self.node.span.end as usize;
        self.file.text[at..].find('\n').map_or(self.file.text.len(), |length| at + length + 1)
    }

    /// What a reader would call it: the nearest field, code, value, step, server or record on the way.
    pub(crate) fn called(&self) -> &str {
        let is_name = |at: &usize| {
            let is_named =
                *at > 0 && NAMED.contains(&self.way[*at - 1].as_str()) && !is_field(&self.way[..*at]);
            is_field(&self.way[..=*at]) || is_named
        };
        let at = (0..self.way.len()).rev().find(is_name);
        at.map_or(self.name(), |at| self.way[at].as_str())
    }
}

fn is_field(way: &[String]) -> bool {
    match way {
        [top, _] => matches!(top.as_str(), "request" | "body"),
        [top, _, _] if top == "sets" => true,
        [_, .., holder, _] => holder == "fields",
        _ => false,
    }
}
