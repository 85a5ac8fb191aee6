//! `objects` of a group: objects that several calls share.
//!
//! They are declared before the first call is read, and each is read when its first use tells which way it
//! travels. In the end there is an object for each declaration, or a report.

use super::fields::{Side, check_xml, hide, resolve_fields};
use super::named::{Sort, Taken, type_name_of};
use super::read::{Map, entries};
use super::scope::{Ground, Scope};
use super::sets::{members_of, names_of};
use super::types::{Local, refuse_empty};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::OBJECT;
use crate::model::{Object, ObjectSide, SharedObject, Type};
use crate::names::Ident;
use crate::source::{Entry, Span};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The objects of one group.
#[derive(Default)]
pub(super) struct Objects<'a> {
    declared: BTreeMap<&'a str, Declared<'a>>,
    state: RefCell<State>,
}

struct Declared<'a> {
    name: Ident,
    entry: &'a Entry,
}

/// What is known so far.
#[derive(Default)]
struct State {
    uses: BTreeMap<String, (ObjectSide, Span)>,
    waiting: Vec<String>,
    read: BTreeMap<String, Arc<Object>>,
    sensitive: BTreeSet<String>,
    xml: Vec<(Span, Type)>,
    types: Taken,
}

/// Declares the objects of a group. `types` are the names of its enums.
pub(super) fn declare_objects<'a>(
    map: &Map<'a>,
    mut types: Taken,
    diagnostics: &mut Diagnostics,
) -> Objects<'a> {
    let all = map.get("objects").and_then(|node| entries(node, "objects by name", diagnostics));
    let mut declared = BTreeMap::new();
    for entry in all.unwrap_or(&[]) {
        let Some(name) = type_name_of(&entry.key, entry.key_span, Sort::Enum, diagnostics) else { continue };
        types.claim(name.pascal(), &entry.key, entry.key_span, diagnostics);
        declared.insert(entry.key.as_str(), Declared { name, entry });
    }
    Objects { declared, state: RefCell::new(State { types, ..State::default() }) }
}

impl<'a> Objects<'a> {
    /// The names of all objects.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.declared.keys().copied()
    }

    /// Where an object is declared.
    pub(super) fn place_of(&self, pascal: &str) -> Option<Span> {
        self.declared.get(pascal).map(|declared| declared.entry.key_span)
    }

    /// Uses an object on one side; a use on the other side before is reported.
    pub(super) fn claim(
        &self,
        pascal: &str,
        side: ObjectSide,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> Option<Ident> {
        let declared = self.declared.get(pascal)?;
        let mut state = self.state.borrow_mut();
        match state.uses.get(pascal) {
            None => {
                state.uses.insert(pascal.to_owned(), (side, span));
                state.waiting.push(pascal.to_owned());
            }
            Some((before, first)) if *before != side => diagnostics.push(
                Diagnostic::new(Code::BothSides, span, format!("`{pascal}` is {} here", way(side)))
                    .label("an object goes one way")
                    .also(*first, format!("here it is {}", way(*before)))
                    .help("make two objects"),
            ),
            Some(_) => {}
        }
        Some(declared.name.clone())
    }

    /// Tells that all of an object must be hidden.
    pub(super) fn hide(&self, pascal: &str) {
        self.state.borrow_mut().sensitive.insert(pascal.to_owned());
    }

    /// An object that was used and read.
    pub(super) fn find(&self, pascal: &str) -> Option<Arc<Object>> {
        self.state.borrow().read.get(pascal).cloned()
    }

    /// The members that are declared for an object, whether they can be read or not. Nothing where some may
    /// stand under a misspelt key.
    pub(super) fn members(&self, pascal: &str, local: &Local<'a>) -> Option<Vec<&'a Entry>> {
        let entry = self.declared.get(pascal)?.entry;
        Map::read(&entry.value, entry.key_span, &OBJECT, &mut Diagnostics::default())
            .filter(Map::is_whole)
            .map(|_| names_of(entry, local))
    }
}

fn way(side: ObjectSide) -> &'static str {
    match side {
        ObjectSide::Request => "sent",
        ObjectSide::Answer => "received",
    }
}

/// Reads all objects that were used since the last time, and those that they use.
pub(super) fn settle(scope: &Scope<'_>, ground: &Ground<'_>, diagnostics: &mut Diagnostics) {
    let objects = &ground.objects;
    loop {
        let (name, side, types) = {
            let mut state = objects.state.borrow_mut();
            let Some(name) = state.waiting.pop() else { return };
            let side = state.uses[&name].0;
            (name, side, std::mem::take(&mut state.types))
        };
        let mut local = Local::of_group(scope, ground, types);
        let before = diagnostics.len();
        let object = resolve_object(&objects.declared[name.as_str()], side, &mut local, diagnostics);
        let mut state = objects.state.borrow_mut();
        state.types = std::mem::take(&mut local.types);
        state.xml.append(&mut local.xml);
        // With a mistake in it, it would seem that examples do not fit.
        if let Some(object) =
            object.filter(|_| diagnostics.len() == before && !local.lost.get() && local.unread.is_empty())
        {
            state.read.insert(name, Arc::new(object));
        }
    }
}

fn resolve_object(
    declared: &Declared<'_>,
    side: ObjectSide,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Object> {
    let entry = declared.entry;
    let map = Map::read(&entry.value, entry.key_span, &OBJECT, diagnostics)?;
    let about = map.text("about", diagnostics);
    let members = members_of(&map, "fields", local, diagnostics);
    refuse_empty(&map, &members, local, diagnostics);
    let side = match side {
        ObjectSide::Request => Side::RequestObject,
        ObjectSide::Answer => Side::Answer,
    };
    let fields = resolve_fields(&members, side, local, diagnostics);
    if side == Side::RequestObject && fields.iter().any(|field| field.required) {
        let name = declared.name.pascal();
        local.types.claim(&format!("{name}Builder"), name, entry.key_span, diagnostics);
    }
    Some(Object { name: declared.name.clone(), about, fields })
}

/// What has to be said of the objects as a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Check {
    /// Objects that nothing uses are reported.
    Whole,
    /// Something could not be read, and may use what seems unused.
    Partial,
}

/// All objects, in order of their names, when every call was read.
pub(super) fn finish_objects(
    scope: &Scope<'_>,
    ground: &Ground<'_>,
    check: Check,
    diagnostics: &mut Diagnostics,
) -> Vec<SharedObject> {
    settle(scope, ground, diagnostics);
    let objects = &ground.objects;
    let mut local = Local::of_group(scope, ground, Taken::default());
    local.xml = objects.state.borrow().xml.clone();
    check_xml(&local, diagnostics);
    let mut all = Vec::new();
    for (name, declared) in &objects.declared {
        match (objects.state.borrow().uses.get(*name), objects.find(name)) {
            (None, _) if check == Check::Whole => diagnostics.push(
                Diagnostic::new(
                    Code::Unused,
                    declared.entry.key_span,
                    format!("nothing uses the object `{name}`"),
                )
                .label("no field and no code has it")
                .help("leave it out"),
            ),
            (Some((side, _)), Some(object)) => {
                let at = declared.entry.key_span;
                all.push(SharedObject { object: object.as_ref().clone(), side: *side, at });
            }
            _ => {}
        }
    }
    report_endless(objects, &all, diagnostics);
    hide_all(objects, &mut all);
    all.sort_by(|a, b| a.object.name.cmp(&b.object.name));
    all
}

/// What stands in a sensitive object is sensitive, also in the objects that it holds.
fn hide_all(objects: &Objects<'_>, all: &mut [SharedObject]) {
    loop {
        let known = objects.state.borrow().sensitive.clone();
        for shared in all.iter_mut().filter(|shared| known.contains(shared.object.name.pascal())) {
            for field in &mut shared.object.fields {
                field.sensitive = true;
                hide(&mut field.ty, objects);
            }
        }
        if objects.state.borrow().sensitive.len() == known.len() {
            return;
        }
    }
}

/// An object that holds itself has no end, unless there is a list between.
fn report_endless(objects: &Objects<'_>, all: &[SharedObject], diagnostics: &mut Diagnostics) {
    let held: BTreeMap<&str, Vec<&str>> = all
        .iter()
        .map(|shared| {
            let mut held = Vec::new();
            shared.object.fields.iter().for_each(|field| collect_held(&field.ty, &mut held));
            (shared.object.name.pascal(), held)
        })
        .collect();
    for name in held.keys().copied() {
        let mut seen = BTreeSet::new();
        let mut open = held[name].clone();
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                open.extend(held.get(next).into_iter().flatten());
            }
        }
        if let Some(span) = objects.place_of(name).filter(|_| seen.contains(name)) {
            diagnostics.push(
                Diagnostic::new(Code::Endless, span, format!("`{name}` holds itself"))
                    .label("it has no end")
                    .help("only in a list can an object hold itself"),
            );
        }
    }
}

/// The shared objects that a value of this type holds without a list between.
fn collect_held<'t>(ty: &'t Type, held: &mut Vec<&'t str>) {
    match ty {
        Type::Shared(name) => held.push(name.pascal()),
        Type::Object(object) => object.fields.iter().for_each(|field| collect_held(&field.ty, held)),
        // A shape stands in a box.
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::GROUP;
    use crate::resolve::samples::{messages, node};
    use crate::source::FileId;

    const HERE: Span = Span { file: FileId(0), start: 0, end: 1 };

    #[track_caller]
    fn check(yaml: &str, uses: &[(&str, ObjectSide)], expected: &[&str]) -> Vec<SharedObject> {
        let root = node(&format!("objects: {yaml}\n"));
        let mut diagnostics = Diagnostics::default();
        let map = Map::of_file(&root, &GROUP, &mut diagnostics).expect("a map");
        let objects = declare_objects(&map, Taken::default(), &mut diagnostics);
        let ground = Ground { objects, complete: true, ..Ground::default() };
        let scope = Scope { complete: true, ..Scope::default() };
        for (name, side) in uses {
            assert!(ground.objects.claim(name, *side, HERE, &mut diagnostics).is_some(), "{name}");
        }
        let all = finish_objects(&scope, &ground, Check::Whole, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
        all
    }

    #[test]
    fn an_object_goes_the_way_of_its_uses() {
        let row = "{ Row: { fields: { a: { type: string, max_chars: 3 } } } }";
        check(row, &[("Row", ObjectSide::Request)], &[]);
        check(row, &[("Row", ObjectSide::Answer)], &["`max_chars` says nothing in an answer"]);
        check(row, &[("Row", ObjectSide::Request), ("Row", ObjectSide::Answer)], &["`Row` is received here"]);
        check(row, &[], &["nothing uses the object `Row`"]);
    }

    #[test]
    fn objects_hold_objects() {
        let all = check(
            "{ Tree: { fields: { all: { type: [Tree] }, leaf: { type: Leaf } } }, Leaf: { fields: { a: { type: id } } } }",
            &[("Tree", ObjectSide::Answer)],
            &[],
        );
        assert_eq!(all.len(), 2);
        check(
            "{ Ant: { fields: { b: { type: Bee } } }, Bee: { fields: { a: { type: Ant } } } }",
            &[("Ant", ObjectSide::Answer)],
            &["`Ant` holds itself", "`Bee` holds itself"],
        );
    }

    #[test]
    fn what_a_sensitive_object_holds_is_sensitive() {
        let all = check(
            "{ Ant: { fields: { b: { type: Bee, sensitive: true } } }, Bee: { fields: { a: { type: [Cow] } } }, Cow: { fields: { x: { type: id } } } }",
            &[("Ant", ObjectSide::Answer)],
            &[],
        );
        assert!(all.iter().all(|shared| shared.object.fields[0].sensitive));
    }

    #[test]
    fn names_are_types() {
        check("{ row: { fields: {} } }", &[], &["`row` cannot be a name in Rust"]);
        check(
            "{ Row: { fields: {} } }",
            &[("Row", ObjectSide::Answer)],
            &["an object needs at least one field"],
        );
    }
}
