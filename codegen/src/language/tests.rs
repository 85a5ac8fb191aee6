//! The declarations are sound: no key twice, no law about a key that is not there, and the guide has them in this order.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

/// All kinds that files are made of.
fn all() -> BTreeMap<&'static str, &'static Kind> {
    let mut known = BTreeMap::new();
    FILES.iter().for_each(|(_, kind)| add(kind, &mut known));
    known
}

fn add(kind: &'static Kind, known: &mut BTreeMap<&'static str, &'static Kind>) {
    if known.insert(kind.id, kind).is_none() {
        kind.keys.iter().for_each(|key| visit(key.shape, known));
    }
}

fn visit(shape: &'static Shape, known: &mut BTreeMap<&'static str, &'static Kind>) {
    match shape {
        Shape::Map(kind) => add(kind, known),
        Shape::List(_, of) | Shape::Several(_, of) => visit(of, known),
        Shape::Row(one, other) | Shape::Free(_, one, other) => {
            visit(one, known);
            visit(other, known);
        }
        Shape::Either(shapes) => shapes.iter().for_each(|shape| visit(shape, known)),
        _ => {}
    }
}

#[test]
fn no_key_stands_twice_and_laws_are_about_keys() {
    for kind in all().values() {
        let names: BTreeSet<&str> = kind.names().collect();
        assert_eq!(names.len(), kind.keys.len(), "{} has a key twice", kind.id);
        for law in kind.laws {
            let about: Vec<&str> = match law {
                Law::One(keys) | Law::Any(keys) => keys.to_vec(),
                Law::With(one, other) => vec![one, other],
                Law::Where(one, _, others) => [*one].into_iter().chain(others.iter().copied()).collect(),
                Law::Outside(one) => vec![one],
            };
            assert!(about.iter().all(|key| names.contains(key)), "{}: {law:?}", kind.id);
        }
    }
}

#[test]
fn every_kind_and_key_is_told_in_sentences() {
    for kind in all().values() {
        for (name, about) in kind.keys.iter().map(|key| (key.name, key.about)).chain([("", kind.about)]) {
            let about = about.trim();
            assert!(about.ends_with('.') && about.len() > 8, "{}.{name}: `{about}`", kind.id);
        }
    }
}

#[test]
fn nothing_is_declared_that_no_file_has() {
    let rooms = [
        include_str!("api.rs"),
        include_str!("callback.rs"),
        include_str!("field.rs"),
        include_str!("file.rs"),
        include_str!("form.rs"),
        include_str!("glossary.rs"),
        include_str!("mock.rs"),
        include_str!("operation.rs"),
        include_str!("recipe.rs"),
        include_str!("work.rs"),
    ];
    let declared: usize = rooms.iter().map(|room| room.matches("\nkind! {").count()).sum();
    assert_eq!(all().len(), declared);
}

/// Tables of the guide: how each begins, and the map whose keys it tells.
const GUIDE: [(&str, &Kind); 22] = [
    ("| `api` |", &API),
    ("| `from` | the operation", &TOKEN),
    ("| `padding` |", &ENCRYPTION),
    ("| `code` | the member", &ENVELOPE),
    ("| `name` or `class` |", &CODE),
    ("| `glossary` |", &GLOSSARY),
    ("| `name` | the name in Rust, for every", &WORD_OF_GROUP),
    ("| `label` | the vendor's title | none |", &ENUM),
    ("| `group` | the folder's", &GROUP),
    ("| `operation` |", &OPERATION),
    ("| `type` | see below", &FIELD),
    ("| `type` | any but", &SHAPE),
    ("| `ask` |", &POLL),
    ("| `state` |", &PROGRESS),
    ("| `page` | path", &PAGES),
    ("| `callback` |", &CALLBACK),
    ("| `about` | when", &REPLY),
    ("| `steps` | as in signing | none", &VERIFY),
    ("| `title` |", &TITLE),
    ("| `mock` |", &MOCK),
    ("| `about` | what it is | mandatory", &RECORD),
    ("| `begins` |", &ACT),
];

#[test]
fn the_guide_tells_the_same_keys_in_the_same_order() {
    let guide = include_str!("../../../specs/README.md");
    for (begin, kind) in GUIDE {
        let at = guide.find(begin).unwrap_or_else(|| panic!("no table of {} begins with {begin}", kind.id));
        let rows = guide[at..].lines().take_while(|row| row.starts_with('|'));
        let told = rows.filter_map(|row| row.split('|').nth(1));
        let told: Vec<&str> = told.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
        // What an `allow` is stands once, and that shapes do not nest is no key.
        let silent = |name: &&str| *name == "allow" || (kind.id == "SHAPE" && *name == "shapes");
        let declared: Vec<&str> = kind.names().filter(|name| !silent(name)).collect();
        assert_eq!(told, declared, "{}", kind.id);
    }
}
