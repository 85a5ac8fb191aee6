//! What operations and callbacks say of themselves in the same words: their name, notes, contradictions,
//! enums.

use super::enums::{are_all, resolve_enums};
use super::group::check_declared;
use super::layout::CallFile;
use super::named::{Sort, name_of};
use super::places::check_place;
use super::read::{Map, items, key_span, text};
use super::scope::Scope;
use super::types::Local;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::DISAGREEMENT;
use crate::model::{Disagreement, OperationId, Text};
use crate::source::Node;

/// The full name, which stands under `key`.
pub(super) fn resolve_id(
    file: &CallFile<'_>,
    map: &Map<'_>,
    key: &'static str,
    scope: &Scope<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<OperationId> {
    let span = map.entry(key).map_or(map.anchor, |entry| entry.value.span);
    let group = name_of(&file.group, span, Sort::Group, diagnostics);
    let name = name_of(&file.name, span, Sort::Operation, diagnostics);
    let id = OperationId { group: group?, name: name? };
    check_place(map, key, &id.to_string(), diagnostics);
    if id.group == id.name {
        diagnostics.push(
            Diagnostic::new(
                Code::ReservedName,
                span,
                format!("the {key} `{}` has its group's name", id.name.snake()),
            )
            .label("reserved")
            .help("give the file another name"),
        );
    }
    check_declared(id.group.snake(), span, scope, diagnostics);
    Some(id)
}

/// The enums of one call, into what its fields may refer to.
pub(super) fn resolve_own_enums(map: &Map<'_>, local: &mut Local<'_>, diagnostics: &mut Diagnostics) {
    if let Some(node) = map.get("enums") {
        local.enums = resolve_enums(node, &mut local.types, diagnostics);
        local.complete &= are_all(&local.enums, node);
        check_shadows(local, node, diagnostics);
    }
    local.complete &= map.is_whole();
}

/// An enum of the call may not have the name of a shared type.
fn check_shadows(local: &Local<'_>, node: &Node, diagnostics: &mut Diagnostics) {
    for own in &local.enums {
        let name = own.name.pascal();
        let Some(other) = local.shadowed(name) else { continue };
        diagnostics.push(
            Diagnostic::new(Code::NameClash, key_span(node, name), format!("`{name}` is {other} too"))
                .label("the same name again")
                .help("give it another name, or use the shared one"),
        );
    }
}

/// Things to know.
pub(super) fn resolve_notes(map: &Map<'_>, diagnostics: &mut Diagnostics) -> Vec<Text> {
    let nodes = map.get("notes").map_or(&[][..], |node| items(node, "notes", diagnostics));
    nodes.iter().filter_map(|node| text(node, diagnostics)).collect()
}

/// Where the vendor contradicts itself.
pub(super) fn resolve_disagreements(map: &Map<'_>, diagnostics: &mut Diagnostics) -> Vec<Disagreement> {
    let nodes = map.get("disagrees").map_or(&[][..], |node| items(node, "disagreements", diagnostics));
    nodes
        .iter()
        .filter_map(|node| {
            let map = Map::read(node, node.span, &DISAGREEMENT, diagnostics)?;
            Some(Disagreement {
                what: map.need_text("what", diagnostics),
                page: map.need_text("page", diagnostics),
                example: map.need_text("example", diagnostics),
                so: map.need_text("so", diagnostics),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::OPERATION;
    use crate::resolve::samples::{messages, node};
    use crate::resolve::scope::Ground;

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) {
        let root = node(yaml);
        let mut diagnostics = Diagnostics::default();
        let map = Map::of_file(&root, &OPERATION, &mut diagnostics).expect("a map");
        let mode = node("Mode: { about: A mode., values: { A: { name: a } } }\n");
        let enums = resolve_enums(&mode, &mut crate::resolve::named::Taken::default(), &mut diagnostics);
        let (scope, ground) = (Scope::default(), Ground { enums, ..Ground::default() });
        let mut local = Local::new(&scope, &ground);
        resolve_own_enums(&map, &mut local, &mut diagnostics);
        resolve_notes(&map, &mut diagnostics);
        resolve_disagreements(&map, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn enums_of_a_call_have_names_of_their_own() {
        check("enums: { Kind1: { about: A kind., values: { A: { name: a } } } }\n", &[]);
        check(
            "enums: { Mode: { about: A mode., values: { A: { name: a } } } }\n",
            &["`Mode` is an enum of the group too"],
        );
    }

    #[test]
    fn notes_and_contradictions_are_texts() {
        check("notes: [One.]\ndisagrees: [{ what: a, page: b, example: c, so: d }]\n", &[]);
        check("notes: One.\n", &["expected a list of notes, found `One.`"]);
        check("disagrees: [{ what: a, page: b, so: d }]\n", &["the key `example` is missing"]);
    }
}
