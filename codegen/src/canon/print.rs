//! Entries as lines.
//!
//! In come the entries of a file, out goes its text: two blanks a level, at most one blank line between two entries and
//! none before the first, one line feed at the end.

use std::borrow::Cow;

use super::build::{Block, Body, Entry, Lead, Page};

/// The whole text, below the line for editors.
pub(super) fn print(page: &Page<'_>, modeline: Option<&str>) -> String {
    let mut printer = Printer { text: String::new() };
    if let Some(modeline) = modeline {
        printer.line(0, modeline);
    }
    let Entry { leads, body, trailing, .. } = &page.root;
    printer.leads(leads, 0, Begin::Block);
    match body {
        Body::Line(line) => printer.line(0, &with(line, *trailing)),
        Body::Text(header, lines) => printer.block_text(header, lines, 0),
        Body::Map(block) => printer.map(block, 0, ""),
        Body::List(block) => printer.list(block, 0, ""),
    }
    printer.leads(&page.rest, 0, Begin::Further);
    printer.text
}

/// Where comments stand in a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begin {
    /// Before its first entry.
    Block,
    /// Behind something.
    Further,
}

struct Printer {
    text: String,
}

impl Printer {
    /// A map whose keys stand so far in. `dash` stands before the first one, in place of as many blanks.
    fn map(&mut self, block: &Block<'_>, indent: usize, dash: &str) {
        for (at, entry) in block.entries.iter().enumerate() {
            let (start, dash) = self.begin(entry, at, indent, dash);
            let lead = format!("{dash}{}:", entry.key.as_deref().unwrap_or_default());
            match &entry.body {
                Body::Line(value) => {
                    let line = format!("{lead} {value}");
                    self.line(start, &with(line.trim_end(), entry.trailing));
                }
                Body::Text(header, lines) => {
                    self.line(start, &format!("{lead} {header}"));
                    lines.iter().for_each(|line| self.line(indent + 2, line));
                }
                Body::Map(inner) => {
                    self.line(start, &with(&lead, entry.trailing));
                    self.map(inner, indent + 2, "");
                }
                Body::List(inner) => {
                    self.line(start, &with(&lead, entry.trailing));
                    self.list(inner, indent + 2, "");
                }
            }
        }
        self.leads(&block.rest, indent, Begin::Further);
    }

    /// A list whose dashes stand so far in; `dash` as in maps.
    fn list(&mut self, block: &Block<'_>, indent: usize, dash: &str) {
        for (at, item) in block.entries.iter().enumerate() {
            let (start, dash) = self.begin(item, at, indent, dash);
            let lead = format!("{dash}- ");
            match &item.body {
                Body::Line(value) => {
                    self.line(start, &with(format!("{lead}{value}").trim_end(), item.trailing));
                }
                Body::Text(header, lines) => {
                    self.line(start, &format!("{lead}{header}"));
                    lines.iter().for_each(|line| self.line(indent + 2, line));
                }
                Body::Map(inner) => self.map(inner, indent + 2, &lead),
                Body::List(inner) => self.list(inner, indent + 2, &lead),
            }
        }
        self.leads(&block.rest, indent, Begin::Further);
    }

    /// What stands before an entry; how far in its line begins, and with what.
    fn begin<'d>(&mut self, entry: &Entry<'_>, at: usize, indent: usize, dash: &'d str) -> (usize, &'d str) {
        self.leads(&entry.leads, indent, if at == 0 { Begin::Block } else { Begin::Further });
        if entry.blank && (at > 0 || !entry.leads.is_empty()) {
            self.blank();
        }
        if at == 0 { (indent - dash.len(), dash) } else { (indent, "") }
    }

    fn leads(&mut self, leads: &[Lead<'_>], indent: usize, begin: Begin) {
        for (at, lead) in leads.iter().enumerate() {
            if lead.blank && (at > 0 || begin == Begin::Further) {
                self.blank();
            }
            self.line(indent, lead.text);
        }
    }

    fn block_text(&mut self, header: &str, lines: &[Cow<'_, str>], indent: usize) {
        self.line(indent, header);
        lines.iter().for_each(|line| self.line(indent + 2, line));
    }

    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn line(&mut self, indent: usize, line: &str) {
        if !line.is_empty() {
            self.text.push_str(&" ".repeat(indent));
        }
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// A comment stands two blanks behind what it is about.
fn with(line: &str, trailing: Option<&str>) -> String {
    trailing.map_or_else(|| line.to_owned(), |comment| format!("{line}  {comment}"))
}
