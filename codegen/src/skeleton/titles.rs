//! Titles of the inventory: which one a draft is about, and what to change there.
//!
//! In come the tree of an inventory and words, out goes a title or a sentence. What is wrong with the inventory is for
//! `resolve` to say.

use crate::model::OperationId;
use crate::source::{Document, Node, SourceFiles};

/// The most titles that are named.
const MOST: usize = 12;

/// How a title is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Title {
    /// By its text, or a part of it that no other has.
    Named(String),
    /// By the vendor's page.
    OfPage(String),
    /// By its path, with or without the method.
    OfPath(String),
}

/// The entry of the title that is meant.
pub(super) fn find_title<'d>(inventory: Option<&'d Document>, wanted: &Title) -> Result<&'d Node, String> {
    let all = inventory.and_then(|file| file.root.get("titles")).map_or(&[][..], Node::items);
    let says = |node: &Node, key: &str| node.get(key).and_then(Node::text).unwrap_or_default().to_owned();
    let pick = |fits: &dyn Fn(&Node) -> bool| all.iter().filter(|node| fits(node)).collect::<Vec<_>>();
    let found = match wanted {
        Title::OfPage(page) => pick(&|node| says(node, "page") == *page),
        Title::OfPath(path) => pick(&|node| {
            let known = says(node, "path");
            known == *path || known.split_once(' ').is_some_and(|(_, known)| known == path)
        }),
        Title::Named(title) => {
            let exact = pick(&|node| says(node, "title") == *title);
            if exact.is_empty() { pick(&|node| says(node, "title").contains(title)) } else { exact }
        }
    };
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err("the inventory has no such title".to_owned()),
        several => {
            let line = |node: &&Node| {
                let facts: Vec<String> =
                    ["title", "page", "path"].map(|key| says(node, key)).into_iter().collect();
                let facts: Vec<&str> =
                    facts.iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
                format!("\n  {}", facts.join("  "))
            };
            let shown: String = several.iter().take(MOST).map(line).collect();
            let more = several.len().saturating_sub(MOST);
            let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
            Err(format!(
                "the inventory has several such titles; say which by `--page` or `--path`{shown}{more}"
            ))
        }
    }
}

/// What to change in the inventory once the draft is finished.
pub(super) fn next_step(
    files: &SourceFiles,
    inventory: Option<&Document>,
    api: &str,
    id: &OperationId,
    title: Option<&Node>,
) -> String {
    let place = |node: &Node| {
        let file = inventory.map(|document| files.file(document.file));
        file.map_or(String::new(), |file| format!(":{}", file.position(node.span.start as usize).0))
    };
    let path = format!("specs/{api}/inventory.yaml");
    let state = title.and_then(|title| {
        let of = |key: &'static str| title.entry(key).map(|entry| (key, entry));
        of("spec").or_else(|| of("partial")).or_else(|| of("title_only")).map(|state| (title, state))
    });
    match state {
        Some((title, ("spec", entry))) => {
            let mut known: Vec<&str> =
                entry.value.items().iter().chain([&entry.value]).filter_map(Node::text).collect();
            let id = id.to_string();
            known.push(&id);
            format!("{path}{}: change `spec` to `spec: [{}]`", place(title), known.join(", "))
        }
        Some((title, (key, _))) => format!("{path}{}: change `{key}: …` to `spec: {id}`", place(title)),
        None => format!("{path}: give its title, or a new one, `spec: {id}`"),
    }
}
