//! `group.yaml`: what the calls of one group share.
//!
//! In come all such files of an API, out goes a [`Ground`] for each group, with a file or without.

use super::codes::{DataOf, resolve_codes};
use super::enums::{are_all, resolve_enums};
use super::evidence::resolve_evidence;
use super::kept::Standing;
use super::layout::Folder;
use super::named::Taken;
use super::objects::declare_objects;
use super::places::check_place;
use super::read::{Map, key_span};
use super::scope::{Ground, Scope};
use super::sets::resolve_sets;
use super::words::{Words, check_words, resolve_words};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{GROUP, WORD_OF_GROUP};
use crate::model::{Enum, Group};
use crate::names::Ident;
use crate::source::{Document, Node, Span};
use crate::threads::map_all;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Reads what the groups of an API share, in order of their names.
pub(super) fn resolve_grounds<'a>(
    folder: &Folder<'a>,
    scope: &Scope<'a>,
    standing: &Standing<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Ground<'a>> {
    let of_calls = folder.calls.iter().map(|file| file.group.as_str());
    let names: BTreeSet<&str> = of_calls.chain(folder.groups.keys().map(String::as_str)).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let read = |name: &&str| {
        let mut found = Diagnostics::default();
        let (file, group) = (folder.groups.get(*name), standing.find(folder, name));
        let ground = match (file, group) {
            (file, Some(group)) => standing_ground(name, file.copied(), group, &mut found),
            (Some(file), None) => resolve_ground(name, file, scope, &mut found),
            (None, None) => {
                Ground { code_names: scope.codes.clone(), complete: true, clean: true, ..ground(name) }
            }
        };
        (ground, found)
    };
    let mut grounds: Vec<Ground<'a>> = Vec::new();
    for (ground, found) in map_all(&names, read) {
        grounds.push(ground);
        diagnostics.append(found);
    }
    check_words(scope, &grounds, diagnostics);
    grounds
}

fn ground<'a>(name: &str) -> Ground<'a> {
    Ground { name: name.to_owned(), ..Ground::default() }
}

/// The ground of a group that is not read again: the words alone, which are compared with those of other groups.
fn standing_ground<'a>(
    name: &str,
    file: Option<&'a Document>,
    group: Arc<Group>,
    diagnostics: &mut Diagnostics,
) -> Ground<'a> {
    let map = file.and_then(|file| Map::of_file(&file.root, &GROUP, diagnostics));
    let words = map.map_or_else(Words::default, |map| resolve_words(&map, &WORD_OF_GROUP, diagnostics));
    Ground { words, standing: Some(group), ..ground(name) }
}

fn resolve_ground<'a>(
    name: &str,
    file: &'a Document,
    scope: &Scope<'a>,
    diagnostics: &mut Diagnostics,
) -> Ground<'a> {
    let before = diagnostics.len();
    let Some(map) = Map::of_file(&file.root, &GROUP, diagnostics) else { return ground(name) };
    check_place(&map, "group", name, diagnostics);
    let span = map.entry("group").map_or(map.anchor, |entry| entry.value.span);
    check_declared(name, span, scope, diagnostics);
    if let Some(node) = map.get("evidence") {
        resolve_evidence(node, diagnostics);
    }
    let mut types = Taken::default();
    let node = map.get("enums");
    let enums = node.map_or(Vec::new(), |node| resolve_enums(node, &mut types, diagnostics));
    let objects = declare_objects(&map, types, diagnostics);
    check_shadows(&map, &enums, objects.names(), scope, diagnostics);
    let mut ground = Ground {
        words: resolve_words(&map, &WORD_OF_GROUP, diagnostics),
        sets: resolve_sets(&map, Some(&scope.sets), diagnostics),
        objects,
        complete: map.is_whole() && node.is_none_or(|node| are_all(&enums, node)),
        enums,
        code_names: scope.codes.clone(),
        ..ground(name)
    };
    if let Some(node) = map.get("codes") {
        let mut names = std::mem::take(&mut ground.code_names);
        let known = scope.complete && ground.complete;
        let data = DataOf::Group { objects: &ground.objects, known };
        ground.codes = resolve_codes(node, &scope.success, data, &mut names, diagnostics);
        ground.code_names = names;
    }
    ground.clean = diagnostics.len() == before;
    ground
}

/// Reports a group that `api.yaml` does not declare, at the place where a file says its name.
pub(super) fn check_declared(name: &str, span: Span, scope: &Scope<'_>, diagnostics: &mut Diagnostics) {
    if scope.complete && !scope.groups.iter().any(|known| known.snake() == name) {
        diagnostics.push(
            Diagnostic::new(Code::UnresolvedName, span, format!("the group `{name}` is not declared"))
                .label("not one of `groups` in `api.yaml`")
                .nearest(name, scope.groups.iter().map(Ident::snake)),
        );
    }
}

/// A type of the group may not have the name of an enum of the API.
fn check_shadows<'n>(
    map: &Map<'_>,
    enums: &'n [Enum],
    objects: impl Iterator<Item = &'n str>,
    scope: &Scope<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut check = |node: Option<&Node>, name: &str| {
        if let (Some(node), Some(_)) = (node, scope.shared_enum(name)) {
            diagnostics.push(
                Diagnostic::new(
                    Code::NameClash,
                    key_span(node, name),
                    format!("`{name}` is an enum of the glossary too"),
                )
                .label("the same name again")
                .help("give it another name, or use the one of the glossary"),
            );
        }
    };
    enums.iter().for_each(|own| check(map.get("enums"), own.name.pascal()));
    objects.for_each(|name| check(map.get("objects"), name));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::samples::{document, messages};

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) {
        let file = document(yaml);
        let groups = [("invoice".to_owned(), &file)].into();
        let folder = Folder { name: "a".into(), groups, ..Folder::default() };
        let mode = "Mode: { about: A mode., values: { A: { name: a } } }\n";
        let mut diagnostics = Diagnostics::default();
        let enums =
            resolve_enums(&crate::resolve::samples::node(mode), &mut Taken::default(), &mut diagnostics);
        let groups = vec![Ident::from_snake("invoice").expect("a name")];
        let scope = Scope { enums, groups, complete: true, ..Scope::default() };
        let grounds = resolve_grounds(&folder, &scope, &Standing::default(), &mut diagnostics);
        assert_eq!(grounds.len(), 1);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn all_keys_but_the_name_are_optional() {
        check("group: invoice\n", &[]);
        check("group: invioce\n", &["`invioce` does not stand where it belongs"]);
        check("evidence: [{ page: doc-1 }]\n", &["the key `group` is missing"]);
    }

    #[test]
    fn types_have_one_name() {
        check(
            "group: invoice\nenums: { Mode: { about: A mode., values: { A: { name: a } } } }\n",
            &["`Mode` is an enum of the glossary too"],
        );
        check(
            "group: invoice\nobjects: { Mode: { fields: { a: { type: id } } } }\n",
            &["`Mode` is an enum of the glossary too"],
        );
        check(
            "group: invoice\nenums: { Row: { about: A row., values: { A: { name: a } } } }\nobjects: { Row: { fields: { a: { type: id } } } }\n",
            &["two things are called `Row`"],
        );
    }

    #[test]
    fn codes_may_have_data() {
        let with = |data: &str, more: &str| {
            format!(
                "group: invoice\ncodes: {{ 1: {{ name: gone, means: It is gone., data: {data} }} }}\n{more}"
            )
        };
        let row = "objects: { Row: { fields: { a: { type: id } } } }\n";
        check(&with("response", ""), &[]);
        check(&with("Row", row), &[]);
        check(&with("Rwo", row), &["there is no object `Rwo`"]);
    }
}
