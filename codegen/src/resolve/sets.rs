//! `sets` and `with`: fields that several requests or objects have in common.
//!
//! A set is kept as it stands in the file; its fields are read where it is used, since only there it is known
//! which way they travel. Sets do not nest.

use super::read::{Map, entries, strings};
use super::types::Local;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Entry, Span, Value};
use std::collections::BTreeMap;

/// The sets of a glossary or a group.
#[derive(Default)]
pub(super) struct Sets<'a> {
    all: BTreeMap<&'a str, Set<'a>>,
}

/// A set as it stands in the file.
#[derive(Clone, Copy)]
struct Set<'a> {
    span: Span,
    fields: &'a [Entry],
}

/// Reads the key `sets` of a glossary or a group. `outer` are those of the API, whose names are taken.
pub(super) fn resolve_sets<'a>(
    map: &Map<'a>,
    outer: Option<&Sets<'_>>,
    diagnostics: &mut Diagnostics,
) -> Sets<'a> {
    let mut sets = Sets::default();
    let all = map.get("sets").and_then(|node| entries(node, "sets by name", diagnostics));
    for entry in all.unwrap_or(&[]) {
        let Some(fields) = entries(&entry.value, "fields by wire name", diagnostics) else { continue };
        if fields.is_empty() {
            diagnostics.push(
                Diagnostic::new(Code::EmptyValue, entry.key_span, "a set needs at least one field")
                    .label("no fields"),
            );
        }
        if let Some(other) = outer.and_then(|outer| outer.all.get(entry.key.as_str())) {
            diagnostics.push(
                Diagnostic::new(
                    Code::NameClash,
                    entry.key_span,
                    format!("`{}` is a set of the glossary too", entry.key),
                )
                .label("the same name again")
                .also(other.span, "first given here")
                .help("give one of them another name"),
            );
        }
        sets.all.insert(&entry.key, Set { span: entry.key_span, fields });
    }
    sets
}

impl Sets<'_> {
    /// Reports sets that nothing uses: nobody has looked at their fields.
    pub(super) fn report_unused(&self, is_used: impl Fn(&str) -> bool, diagnostics: &mut Diagnostics) {
        for (name, set) in self.all.iter().filter(|(name, _)| !is_used(name)) {
            diagnostics.push(
                Diagnostic::new(Code::Unused, set.span, format!("nothing uses the set `{name}`"))
                    .label("no `with` names it")
                    .help("leave it out"),
            );
        }
    }
}

/// The fields of a request or an object: those of the sets that `with` names, then its own under `key`. One
/// of its own with the name of one of a set takes the place of that.
pub(super) fn members_of<'e>(
    map: &Map<'e>,
    key: &str,
    local: &Local<'e>,
    diagnostics: &mut Diagnostics,
) -> Vec<&'e Entry> {
    let own = map.get(key).and_then(|node| entries(node, "fields by wire name", diagnostics));
    let own = own.unwrap_or(&[]);
    if !map.is_whole() {
        local.lost.set(true);
    }
    let named = map.get("with").map_or(Vec::new(), |node| strings(node, "the name of a set", diagnostics));
    let mut members: Vec<&Entry> = Vec::new();
    let mut from: BTreeMap<&str, (&str, Span)> = BTreeMap::new();
    for (name, span) in named {
        let Some(set) = find_set(name, span, local, diagnostics) else { continue };
        for entry in set.fields {
            if let Some((other, first)) = from.get(entry.key.as_str()) {
                report_twice(&entry.key, (name, span), (other, *first), diagnostics);
                continue;
            }
            from.insert(&entry.key, (name, span));
            members.push(own.iter().find(|own| own.key == entry.key).unwrap_or(entry));
        }
    }
    members.extend(own.iter().filter(|own| !from.contains_key(own.key.as_str())));
    members
}

/// The wire names of a map's fields, without a word about mistakes: they are reported where it is read.
pub(super) fn names_of<'e>(map: &'e Entry, local: &Local<'e>) -> Vec<&'e Entry> {
    let Value::Map(keys) = &map.value.value else { return Vec::new() };
    let value = |wanted: &str| keys.iter().find(|key| key.key == wanted).map(|key| &key.value);
    let mut silent = Diagnostics::default();
    let own = value("fields").and_then(|node| entries(node, "fields", &mut silent)).unwrap_or(&[]);
    let sets = value("with").map_or(Vec::new(), |node| strings(node, "a set", &mut silent));
    let sets = sets.into_iter().filter_map(|(name, _)| {
        local.ground.sets.all.get(name).or(local.scope.sets.all.get(name)).map(|set| set.fields)
    });
    own.iter().chain(sets.flatten()).collect()
}

/// A set by its name; the group counts as its user.
fn find_set<'e>(name: &str, span: Span, local: &Local<'e>, diagnostics: &mut Diagnostics) -> Option<Set<'e>> {
    let (near, far) = (&local.ground.sets, &local.scope.sets);
    let found = near.all.get(name).or_else(|| far.all.get(name)).copied();
    if found.is_some() {
        local.ground.used_sets.borrow_mut().insert(name.to_owned());
    } else {
        local.lost.set(true);
        if local.complete {
            diagnostics.push(
                Diagnostic::new(Code::UnresolvedName, span, format!("there is no set `{name}`"))
                    .label("not one of `sets` of the group or the glossary")
                    .nearest(name, near.all.keys().chain(far.all.keys()).copied()),
            );
        }
    }
    found
}

fn report_twice(wire: &str, here: (&str, Span), first: (&str, Span), diagnostics: &mut Diagnostics) {
    let message = if here.0 == first.0 {
        format!("the set `{}` stands here twice", here.0)
    } else {
        format!("`{wire}` is a field of `{}` and of `{}`", first.0, here.0)
    };
    diagnostics.push(
        Diagnostic::new(Code::NameClash, here.1, message)
            .label("the same name again")
            .also(first.1, "the first of the two"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Shape, kind};
    use crate::resolve::samples::{messages, node};
    use crate::resolve::scope::{Ground, Scope};

    kind! {
        /// A file that has sets and uses them.
        FILE = "a file" {
            /// Sets.
            may sets: Shape::Any,
            /// Their names.
            may with: Shape::Any,
            /// Fields.
            may fields: Shape::Any,
        }
    }

    #[track_caller]
    fn check(yaml: &str, expected: &[&str], names: &[&str]) {
        let root = node(yaml);
        let mut diagnostics = Diagnostics::default();
        let map = Map::of_file(&root, &FILE, &mut diagnostics).expect("a map");
        let scope = Scope { complete: true, ..Scope::default() };
        let sets = resolve_sets(&map, None, &mut diagnostics);
        let ground = Ground { sets, complete: true, ..Ground::default() };
        let local = Local::new(&scope, &ground);
        let members = members_of(&map, "fields", &local, &mut diagnostics);
        let used = ground.used_sets.borrow();
        ground.sets.report_unused(|name| used.contains(name), &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
        let found: Vec<&str> = members.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(found, names);
    }

    #[test]
    fn fields_of_sets_come_first() {
        check("sets: { m: { a: 1, b: 2 } }\nwith: [m]\nfields: { c: 3, a: 4 }\n", &[], &["a", "b", "c"]);
        check("sets: { m: { a: 1 } }\nwith: m\n", &[], &["a"]);
    }

    #[test]
    fn sets_exist_and_do_not_overlap() {
        check("sets: { m: { a: 1 } }\nwith: [n, m]\n", &["there is no set `n`"], &["a"]);
        check(
            "sets: { m: { a: 1 }, n: { a: 2 } }\nwith: [m, n]\n",
            &["`a` is a field of `m` and of `n`"],
            &["a"],
        );
        check("sets: { m: { a: 1 } }\nwith: [m, m]\n", &["the set `m` stands here twice"], &["a"]);
        check("sets: { m: {} }\nwith: [m]\n", &["a set needs at least one field"], &[]);
        check("sets: { m: { a: 1 } }\n", &["nothing uses the set `m`"], &[]);
    }
}
