//! The one layout of spec files: what stands where, for any author.
//!
//! In come trees and the texts that they were read from, out go texts that say the same: keys in the order of the
//! language, the author's choice of one line or several, his blank lines and his comments where they were. A text that
//! would say something else is never given out.

mod build;
mod comments;
mod line;
mod print;

use std::collections::BTreeMap;

use comments::comments;

use crate::diagnostics::Diagnostics;
use crate::language::{Shape, is_callback, kind_of_file, walk};
use crate::load::Source;
use crate::modeline::{Call, modeline};
use crate::scalar::is_typed;
use crate::source::{Document, Entry, Node, SourceFile, SourceFiles, Span, Value};
use crate::threads::map_all;

/// The most columns of a line that is made of several.
const COLUMNS: usize = 120;

/// For each map of the language where its keys belong, by the place of the map.
type Orders = BTreeMap<Span, BTreeMap<&'static str, usize>>;

/// Specs in the one layout that they all have.
#[derive(Clone, Debug)]
pub struct Canonical {
    /// All files, laid out where that can be done.
    pub files: SourceFiles,
    /// The files that stay as they are since they cannot be read or would come to say something else, each with the
    /// reason, in order of paths.
    pub refused: Vec<(String, String)>,
}

/// Lays all files out. What comes of it is read again by `load`, and stands only where it says the same.
pub(crate) fn canonical(
    files: &SourceFiles,
    load: impl Fn(&SourceFiles) -> (Source, Diagnostics),
) -> Canonical {
    let (source, faults) = load(files);
    let mut refused: BTreeMap<String, String> = BTreeMap::new();
    for fault in faults.iter() {
        let path = files.file(fault.primary.span.file).path.clone();
        refused.entry(path).or_insert_with(|| fault.message.clone());
    }
    let readable: Vec<&Document> =
        source.documents.iter().filter(|document| !refused.contains_key(&document.path)).collect();
    let laid_out = SourceFiles::new(map_all(&readable, |document| SourceFile {
        path: document.path.clone(),
        text: lay_out(document, &files.file(document.file).text),
    }));
    let (again, _) = load(&laid_out);
    let mut made: BTreeMap<&str, &str> = BTreeMap::new();
    for document in readable {
        let new = again.documents.iter().find(|other| other.path == document.path);
        let fault = match new {
            None => Some("its layout could not be read"),
            Some(new) => {
                let (old_text, new_text) = (&files.file(document.file).text, &laid_out.file(new.file).text);
                made.insert(&document.path, new_text);
                difference((&document.root, old_text), (&new.root, new_text))
            }
        };
        if let Some(fault) = fault {
            made.remove(document.path.as_str());
            refused.insert(document.path.clone(), fault.to_owned());
        }
    }
    let text =
        |file: &SourceFile| made.get(file.path.as_str()).map_or(file.text.clone(), |text| (*text).to_owned());
    let files = files.iter().map(|(_, file)| SourceFile { path: file.path.clone(), text: text(file) });
    Canonical { files: SourceFiles::new(files), refused: refused.into_iter().collect() }
}

/// The text of a file in its layout.
fn lay_out(document: &Document, text: &str) -> String {
    let call = if is_callback(&document.root) { Call::Callback } else { Call::Operation };
    let page = build::build(&document.root, text, &orders(document));
    print::print(&page, modeline(&document.path, call).as_deref())
}

fn orders(document: &Document) -> Orders {
    let mut orders = Orders::new();
    if let Some(kind) = kind_of_file(&document.path, &document.root) {
        walk(&document.root, kind, &mut |node, shape| {
            if let Shape::Map(kind) = shape {
                let places = kind.keys.iter().enumerate().map(|(at, key)| (key.name, at)).collect();
                orders.insert(node.span, places);
            }
        });
    }
    orders
}

/// Why a new text may not stand for the old one, if it may not.
fn difference(old: (&Node, &str), new: (&Node, &str)) -> Option<&'static str> {
    let remarks = |(root, text): (&Node, &str)| {
        let mut all: Vec<String> = comments(root, text).iter().map(|one| one.text.to_owned()).collect();
        all.retain(|text| !build::is_modeline(text));
        all.sort();
        all
    };
    if !same(old.0, new.0) {
        return Some("its layout would say something else");
    }
    (remarks(old) != remarks(new)).then_some("a comment would be lost")
}

/// Whether two values say the same; keys of a map may stand in any order.
fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Scalar(a), Value::Scalar(b)) => {
            let is_text = |plain: bool| !plain || !(a.text.is_empty() || is_typed(&a.text));
            a.text == b.text && is_text(a.plain) == is_text(b.plain)
        }
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Map(a), Value::Map(b)) => {
            let found = |entry: &Entry| other.get(&entry.key).is_some_and(|value| same(&entry.value, value));
            a.len() == b.len() && a.iter().all(found)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
