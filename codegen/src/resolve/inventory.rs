//! `inventory.yaml`: every title of the vendor's tree and what became of it: an operation, a callback, or not
//! yet one.

use super::evidence::need_evidence;
use super::layout::{CallFile, Folder};
use super::places::check_place;
use super::read::{Map, items, strings};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{INVENTORY, TITLE};
use crate::model::{OperationId, Title, TitleState};
use crate::names::Ident;
use crate::source::{Node, Span, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const STATES: [&str; 3] = ["spec", "partial", "title_only"];

/// Reads the inventory and compares it with the operations and callbacks.
pub(super) fn resolve_inventory(folder: &Folder<'_>, diagnostics: &mut Diagnostics) -> Arc<[Title]> {
    let Some(map) = folder.inventory.and_then(|file| Map::of_file(&file.root, &INVENTORY, diagnostics))
    else {
        return Arc::default();
    };
    check_place(&map, "inventory", &folder.name, diagnostics);
    need_evidence(&map, diagnostics);
    let Some(entry) = map.need("titles", diagnostics) else { return Arc::default() };
    let mut operations = Operations::of(folder);
    let all = items(&entry.value, "titles", diagnostics);
    let titles: Arc<[Title]> =
        all.iter().filter_map(|node| resolve_title(node, &mut operations, diagnostics)).collect();
    if titles.len() < all.len() {
        // What seems to be missing may be meant by a title that was reported.
        return titles;
    }
    for operation in operations.without_title() {
        diagnostics.push(
            Diagnostic::new(
                Code::NotInInventory,
                entry.key_span,
                format!("`{operation}` is not in the inventory"),
            )
            .label("no title has it as its `spec`")
            .help(format!("add `- {{ title: …, spec: {operation} }}`")),
        );
    }
    titles
}

fn resolve_title(node: &Node, operations: &mut Operations, diagnostics: &mut Diagnostics) -> Option<Title> {
    let map = Map::read(node, node.span, &TITLE, diagnostics).filter(Map::is_whole)?;
    let title = map.need_text("title", diagnostics);
    let [group, page, path, note] = ["group", "page", "path", "note"].map(|key| map.text(key, diagnostics));
    let states: Vec<&str> = STATES.into_iter().filter(|key| map.get(key).is_some()).collect();
    let [state] = states[..] else {
        diagnostics.push(
            Diagnostic::new(Code::Contradiction, node.span, format!("the state of `{title}` is not clear"))
                .label("exactly one of `spec`, `partial` and `title_only`"),
        );
        return None;
    };
    let state = match state {
        "partial" => TitleState::Partial(map.need_text("partial", diagnostics)),
        "title_only" => TitleState::TitleOnly(map.need_text("title_only", diagnostics)),
        _ => TitleState::Specified(operations.resolve_all(map.get("spec")?, diagnostics)?),
    };
    Some(Title { title, group, page, path, note, state, at: map.anchor })
}

/// The operations and callbacks of an API and which of them a title has named.
struct Operations {
    /// By their files: one with mistakes is one all the same, but for its id.
    known: BTreeMap<String, Option<OperationId>>,
    named: BTreeSet<String>,
    /// A file could not be parsed, so that one may be missing here.
    broken: bool,
}

impl Operations {
    fn of(folder: &Folder<'_>) -> Self {
        let known = folder.calls.iter().map(|file| (file.id(), id_of(file))).collect();
        Self { known, named: BTreeSet::new(), broken: folder.broken }
    }

    /// The operations that a title names: one, or a list.
    fn resolve_all(&mut self, node: &Node, diagnostics: &mut Diagnostics) -> Option<Vec<OperationId>> {
        let wanted = strings(node, "an operation", diagnostics);
        if matches!(&node.value, Value::List(items) if items.is_empty()) {
            diagnostics.push(
                Diagnostic::new(Code::EmptyValue, node.span, "the title became no operation")
                    .label("an empty list"),
            );
        }
        let found: Vec<_> =
            wanted.iter().map(|(wanted, place)| self.resolve(wanted, *place, diagnostics)).collect();
        found.into_iter().collect::<Option<Vec<_>>>().filter(|found| !found.is_empty())
    }

    /// The operation of that name; one that does not exist is reported.
    fn resolve(&mut self, wanted: &str, place: Span, diagnostics: &mut Diagnostics) -> Option<OperationId> {
        self.named.insert(wanted.to_owned());
        let found = self.known.get(wanted);
        if found.is_none() && !self.broken {
            diagnostics.push(
                Diagnostic::new(
                    Code::UnresolvedOperation,
                    place,
                    format!("there is no operation or callback `{wanted}`"),
                )
                .label("not one of this API")
                .nearest(wanted, self.known.keys().map(String::as_str)),
            );
        }
        found.cloned().flatten()
    }

    /// Operations that no title names. A file that cannot be an operation was reported.
    fn without_title(&self) -> impl Iterator<Item = &String> {
        self.known
            .iter()
            .filter(|(name, id)| id.is_some() && !self.named.contains(*name))
            .map(|(name, _)| name)
    }
}

/// The name of a call; a draft is none yet.
fn id_of(file: &CallFile<'_>) -> Option<OperationId> {
    if file.is_draft() {
        return None;
    }
    Some(OperationId {
        group: Ident::from_snake(&file.group).ok()?,
        name: Ident::from_snake(&file.name).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::samples::{document, messages};

    #[track_caller]
    fn check(titles: &str, expected: &[&str]) {
        let inventory = document(&format!("inventory: a\nevidence: [{{ page: p }}]\ntitles:\n{titles}"));
        let call = document("operation: group.call\n");
        let calls = vec![CallFile { group: "group".into(), name: "call".into(), document: &call }];
        let folder = Folder { name: "a".into(), inventory: Some(&inventory), calls, ..Folder::default() };
        let mut diagnostics = Diagnostics::default();
        resolve_inventory(&folder, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn every_operation_has_a_title() {
        check(
            "  - { title: 创建, spec: group.call }\n  - { title: 删除, title_only: No fields are known. }\n",
            &[],
        );
        check("  - { title: 删除, partial: No path is known. }\n", &["`group.call` is not in the inventory"]);
    }

    #[test]
    fn every_spec_exists_and_every_state_is_clear() {
        check(
            "  - { title: 创建, spec: group.call }\n  - { title: 删除, spec: group.cal }\n",
            &["there is no operation or callback `group.cal`"],
        );
        check(
            "  - { title: 创建, spec: group.call }\n  - { title: 删除 }\n",
            &["the state of `删除` is not clear"],
        );
        check(
            "  - { title: 创建, page: p-1, path: POST /a, spec: group.call }\n  - { title: 创建二, spec: group.call }\n",
            &[],
        );
        check("  - { title: 创建, note: Two pages., spec: [group.call, group.call] }\n", &[]);
        check("  - { title: 创建, spc: group.call }\n", &["unknown key `spc`"]);
        check("  - { title: 创建, spec: group.cal }\n", &["there is no operation or callback `group.cal`"]);
    }
}
