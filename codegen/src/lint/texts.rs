//! What specs say to people: explanations, titles of the vendor, reasons.
//!
//! In come documents and their subjects, out go [`Text`]s, each with the map that may allow what is asked about it.
//! Values of examples and vectors are no such texts.

use std::collections::BTreeSet;

use crate::source::{Document, Node, Span};

use super::subjects::Subject;

/// Keys whose values are whole sentences of our own.
const SENTENCES: &[&str] = &["about", "means", "remedy", "partial", "deprecated", "so", "why", "notes"];
/// Keys whose values are the vendor's words, or about them.
const OTHERS: &[&str] = &["label", "what", "page", "example", "section"];
/// Keys below which nothing is written for people.
const DATA: &[&str] = &["examples", "vectors", "replies", "allow"];

/// One text.
pub(super) struct Text<'a> {
    /// Its key.
    pub(super) key: &'a str,
    /// The scalar.
    pub(super) node: &'a Node,
    /// What it says.
    pub(super) text: &'a str,
    /// The subject that it belongs to.
    pub(super) owner: Span,
}

impl Text<'_> {
    /// Whether it is a sentence of our own.
    pub(super) fn is_sentence(&self) -> bool {
        SENTENCES.contains(&self.key)
    }
}

/// All texts of these documents, the inventory and the mock left out.
pub(super) fn texts<'a>(documents: &[&'a Document], subjects: &[Subject<'a>]) -> Vec<Text<'a>> {
    let owners: BTreeSet<Span> = subjects.iter().map(|subject| subject.node.span).collect();
    let mut found = Vec::new();
    let has_texts = |path: &str| !path.ends_with("/inventory.yaml") && !path.ends_with("/mock.yaml");
    for document in documents.iter().filter(|document| has_texts(&document.path)) {
        collect(&document.root, document.root.span, &owners, &mut found);
    }
    found
}

fn collect<'a>(node: &'a Node, owner: Span, owners: &BTreeSet<Span>, found: &mut Vec<Text<'a>>) {
    let owner = if owners.contains(&node.span) { node.span } else { owner };
    for entry in node.entries() {
        let key = entry.key.as_str();
        if DATA.contains(&key) && !matches!(entry.value.entries(), [_, ..]) {
            continue;
        }
        if SENTENCES.contains(&key) || OTHERS.contains(&key) {
            let items = entry.value.items().iter().chain([&entry.value]);
            found.extend(items.filter_map(|node| Some(Text { key, node, text: node.text()?, owner })));
        }
        collect(&entry.value, owner, owners, found);
    }
    for item in node.items() {
        collect(item, owner, owners, found);
    }
}
