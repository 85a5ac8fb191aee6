//! `inventory.yaml`: every title of the vendor's tree and what became of it.

use super::evidence::need_evidence;
use super::layout::{Folder, OperationFile};
use super::places::check_place;
use super::read::{Kind, Map, items, scalar};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{OperationId, Title, TitleState};
use crate::names::Ident;
use crate::source::{Node, Span};
use std::collections::BTreeMap;

static INVENTORY: Kind = Kind { name: "an inventory", keys: &["inventory", "evidence", "titles"] };
static TITLE: Kind = Kind { name: "a title", keys: &["title", "group", "spec", "partial", "title_only"] };
const STATES: [&str; 3] = ["spec", "partial", "title_only"];

/// Reads the inventory and compares it with the operations.
pub(super) fn resolve_inventory(folder: &Folder<'_>, diagnostics: &mut Diagnostics) -> Vec<Title> {
    let Some(map) = folder.inventory.and_then(|file| Map::of_file(&file.root, &INVENTORY, diagnostics))
    else {
        return Vec::new();
    };
    check_place(&map, "inventory", &folder.name, diagnostics);
    need_evidence(&map, diagnostics);
    let Some(entry) = map.need("titles", diagnostics) else { return Vec::new() };
    // By their files: an operation with mistakes is an operation all the same.
    let known: BTreeMap<String, Option<OperationId>> =
        folder.operations.iter().map(|file| (format!("{}.{}", file.group, file.name), id_of(file))).collect();
    let mut specified: BTreeMap<String, Span> = BTreeMap::new();
    let all = items(&entry.value, "titles", diagnostics);
    let titles: Vec<Title> = all
        .iter()
        .filter_map(|node| resolve_title(node, &known, folder.broken, &mut specified, diagnostics))
        .collect();
    if titles.len() < all.len() {
        // What seems to be missing may be meant by a title that was reported.
        return titles;
    }
    // A file that cannot be an operation was reported.
    let named = known.iter().filter(|(_, id)| id.is_some()).map(|(name, _)| name);
    for operation in named.filter(|name| !specified.contains_key(*name)) {
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

fn resolve_title(
    node: &Node,
    known: &BTreeMap<String, Option<OperationId>>,
    broken: bool,
    specified: &mut BTreeMap<String, Span>,
    diagnostics: &mut Diagnostics,
) -> Option<Title> {
    let map = Map::read(node, node.span, &TITLE, diagnostics).filter(Map::is_whole)?;
    let title = map.need_text("title", diagnostics);
    let group = map.text("group", diagnostics);
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
        _ => TitleState::Specified(resolve_spec(map.get("spec")?, known, broken, specified, diagnostics)?),
    };
    Some(Title { title, group, state })
}

fn resolve_spec(
    node: &Node,
    known: &BTreeMap<String, Option<OperationId>>,
    broken: bool,
    specified: &mut BTreeMap<String, Span>,
    diagnostics: &mut Diagnostics,
) -> Option<OperationId> {
    let wanted = &scalar(node, "an operation", diagnostics)?.text;
    specified.insert(wanted.clone(), node.span);
    let found = known.get(wanted);
    if found.is_none() && !broken {
        diagnostics.push(
            Diagnostic::new(
                Code::UnresolvedOperation,
                node.span,
                format!("there is no operation `{wanted}`"),
            )
            .label("not an operation of this API")
            .nearest(wanted, known.keys().map(String::as_str)),
        );
    }
    found.cloned().flatten()
}

fn id_of(file: &OperationFile<'_>) -> Option<OperationId> {
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
        let operations = vec![OperationFile { group: "group".into(), name: "call".into(), document: &call }];
        let folder =
            Folder { name: "a".into(), inventory: Some(&inventory), operations, ..Folder::default() };
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
            &["there is no operation `group.cal`"],
        );
        check(
            "  - { title: 创建, spec: group.call }\n  - { title: 删除 }\n",
            &["the state of `删除` is not clear"],
        );
        check("  - { title: 创建, spc: group.call }\n", &["unknown key `spc`"]);
        check("  - { title: 创建, spec: group.cal }\n", &["there is no operation `group.cal`"]);
    }
}
