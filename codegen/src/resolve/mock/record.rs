//! `records`: what the vendor remembers, and what happens to it outside all calls.
//!
//! In comes the map `name -> record`, out go kinds of records, still without their calls.

use super::{Around, fields_of};
use crate::diagnostics::{Code as Mistake, Diagnostic, Diagnostics};
use crate::language::{ACT, RECORD};
use crate::model::{Act, Callback, Field, Group, Json, Posts, RecordKind, Type};
use crate::names::Ident;
use crate::resolve::examples::json_of;
use crate::resolve::named::{Sort, Taken, name_of, name_of_key};
use crate::resolve::read::{Map, entries, scalar, strings, wrong_type};
use crate::source::{Entry, Node, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A kind of record that is being read.
pub(super) struct Record {
    /// What is known of it so far.
    pub(super) kind: RecordKind,
    /// Other wire names, and what they stand for.
    pub(super) names: BTreeMap<String, String>,
    /// Names that some call has.
    pub(super) met: BTreeSet<String>,
}

impl Record {
    /// The name under which a member of this wire name is kept.
    pub(super) fn name_of<'r>(&'r self, wire: &'r str) -> Option<&'r str> {
        let name = self.names.get(wire).map_or(wire, String::as_str);
        self.all().any(|known| known == name).then_some(name)
    }

    /// All names of what is kept.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        let kind = &self.kind;
        std::iter::once(&kind.id).chain(&kind.keys).chain(&kind.keep).map(String::as_str)
    }

    /// Notes that a call has this name, and whether it may be shown.
    pub(super) fn meet(&mut self, name: &str, field: &Field) {
        self.met.insert(name.to_owned());
        let is_hidden = field.sensitive || field.encrypt.is_some();
        if is_hidden && !self.kind.hidden.iter().any(|known| known == name) {
            self.kind.hidden.push(name.to_owned());
        }
    }

    /// Wire names in an answer or a body, and the names of what is kept there.
    pub(super) fn shown_in(&mut self, group: &Group, fields: &[Field]) -> Vec<(String, String)> {
        let mut shows = BTreeSet::new();
        visit(group, fields, 0, &mut |field| {
            for wire in std::iter::once(&field.name.wire).chain(&field.also) {
                let name = self.name_of(wire).map(str::to_owned);
                if let Some(name) = name {
                    self.meet(&name, field);
                    shows.insert((wire.clone(), name));
                }
                if self.kind.told_by.as_ref().is_some_and(|(told, _)| told == wire) {
                    self.met.insert(wire.clone());
                }
            }
        });
        shows.into_iter().collect()
    }
}

/// Goes through all members inside: objects, rows of lists, shapes.
fn visit(group: &Group, fields: &[Field], depth: usize, see: &mut dyn FnMut(&Field)) {
    // Objects of a group may hold themselves by a list.
    if depth > 8 {
        return;
    }
    for field in fields {
        see(field);
        if field.text_of.is_none() {
            visit_type(group, &field.ty, depth + 1, see);
        }
    }
}

/// The same of a type.
pub(super) fn visit_type(group: &Group, ty: &Type, depth: usize, see: &mut dyn FnMut(&Field)) {
    match ty {
        Type::List(row) => visit_type(group, row, depth, see),
        Type::OneOf(one) => one.shapes.iter().for_each(|shape| visit_type(group, &shape.ty, depth, see)),
        _ => visit(group, fields_of(group, ty).unwrap_or_default(), depth, see),
    }
}

/// Reads all kinds of records.
pub(super) fn resolve_records(
    node: &Node,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Record> {
    let mut taken = Taken::default();
    let all = entries(node, "records by name", diagnostics).unwrap_or(&[]);
    all.iter().filter_map(|entry| resolve_record(entry, &mut taken, around, diagnostics)).collect()
}

fn resolve_record(
    entry: &Entry,
    taken: &mut Taken,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Record> {
    let name = name_of_key(entry, Sort::Value, taken, diagnostics);
    let map = Map::read(&entry.value, entry.key_span, &RECORD, diagnostics).filter(Map::is_whole)?;
    let about = map.need_text("about", diagnostics);
    let id = map.need("id", diagnostics).and_then(|entry| scalar(&entry.value, "a wire name", diagnostics));
    let ids = map.get("ids").map(|node| resolve_ids(node, diagnostics).unwrap_or_else(|| "###".to_owned()));
    let [keys, keep] = ["keys", "keep"].map(|key| {
        let named = map.get(key).map_or(Vec::new(), |node| strings(node, "a wire name", diagnostics));
        named.into_iter().map(|(wire, _)| wire.to_owned()).collect::<Vec<_>>()
    });
    let states = map.get("states").map_or(Vec::new(), |node| resolve_states(node, diagnostics));
    let told_by = map.entry("told_by").and_then(|entry| resolve_told(entry, &states, diagnostics));
    let kind = RecordKind {
        name: name?,
        about,
        id: id?.text.clone(),
        ids,
        keys,
        keep,
        hidden: Vec::new(),
        states,
        told_by,
        calls: Vec::new(),
        acts: Vec::new(),
    };
    let mut record = Record { kind, names: BTreeMap::new(), met: BTreeSet::new() };
    if let Some(node) = map.get("names") {
        record.names = resolve_names(node, &record, diagnostics);
    }
    if let Some(node) = map.get("acts") {
        let mut taken = Taken::default();
        let all = entries(node, "acts by name", diagnostics).unwrap_or(&[]);
        for entry in all {
            let act = resolve_act(entry, &mut taken, &mut record, around, diagnostics);
            record.kind.acts.extend(act);
        }
    }
    Some(record)
}

/// A text with one run of at least three `#`; where it is none, the caller has a stand-in.
fn resolve_ids(node: &Node, diagnostics: &mut Diagnostics) -> Option<String> {
    let text = scalar(node, "a form of ids", diagnostics)?.text.as_str();
    let count = text.matches('#').count();
    if count < 3 || !text.contains(&"#".repeat(count)) {
        wrong_type(
            node,
            "a form of ids: text with one run of at least three `#`, as `1234567890######`",
            diagnostics,
        );
        return None;
    }
    Some(text.to_owned())
}

fn resolve_states(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Ident> {
    let named = strings(node, "a state", diagnostics);
    let mut taken = Taken::default();
    let mut states = Vec::new();
    for (name, span) in named {
        if let Some(state) = name_of(name, span, Sort::Value, diagnostics) {
            taken.claim(state.pascal(), name, span, diagnostics);
            states.push(state);
        }
    }
    states
}

/// States that a node names, all of which the record has.
pub(super) fn find_states(
    node: Option<&Node>,
    kind_name: &str,
    states: &[Ident],
    diagnostics: &mut Diagnostics,
) -> Vec<Ident> {
    let named = node.map_or(Vec::new(), |node| strings(node, "a state", diagnostics));
    named.iter().filter_map(|(name, span)| find_state(name, *span, kind_name, states, diagnostics)).collect()
}

fn find_state(
    name: &str,
    span: Span,
    kind_name: &str,
    states: &[Ident],
    diagnostics: &mut Diagnostics,
) -> Option<Ident> {
    let found = states.iter().find(|state| state.snake() == name);
    if found.is_none() {
        diagnostics.push(
            Diagnostic::new(Mistake::UnresolvedName, span, format!("`{kind_name}` has no state `{name}`"))
                .label("not one of its `states`")
                .nearest(name, states.iter().map(Ident::snake)),
        );
    }
    found.cloned()
}

/// One member, and a value for some of the states.
fn resolve_told(
    entry: &Entry,
    states: &[Ident],
    diagnostics: &mut Diagnostics,
) -> Option<(String, Vec<(Ident, String)>)> {
    let all = entries(&entry.value, "values by member", diagnostics)?;
    let [one] = all else {
        wrong_type(&entry.value, "one wire name with the values of states", diagnostics);
        return None;
    };
    let values = entries(&one.value, "values by state", diagnostics)?;
    let mut told = Vec::new();
    for value in values {
        let state = find_state(&value.key, value.key_span, "the record", states, diagnostics);
        let text = scalar(&value.value, "a value on the wire", diagnostics);
        told.extend(state.zip(text.map(|scalar| scalar.text.clone())));
    }
    Some((one.key.clone(), told))
}

/// Other wire names of what is kept.
fn resolve_names(node: &Node, record: &Record, diagnostics: &mut Diagnostics) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for entry in entries(node, "names by wire name", diagnostics).unwrap_or(&[]) {
        let Some(name) = scalar(&entry.value, "a wire name", diagnostics) else { continue };
        if record.name_of(&name.text).is_none() {
            let message = format!("nothing called `{}` is kept of `{}`", name.text, record.kind.name.snake());
            diagnostics.push(
                Diagnostic::new(Mistake::UnresolvedName, entry.value.span, message)
                    .label("not its `id`, and not one of `keys` and `keep`")
                    .nearest(&name.text, record.all().collect::<Vec<_>>()),
            );
        }
        names.insert(entry.key.clone(), name.text.clone());
    }
    names
}

fn resolve_act(
    entry: &Entry,
    taken: &mut Taken,
    record: &mut Record,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Act> {
    let name = name_of_key(entry, Sort::Value, taken, diagnostics);
    let map = Map::read(&entry.value, entry.key_span, &ACT, diagnostics).filter(Map::is_whole)?;
    let begins = map.flag("begins", diagnostics);
    let kind = record.kind.name.snake().to_owned();
    let from = find_states(map.get("from"), &kind, &record.kind.states, diagnostics);
    let to = map.need("to", diagnostics);
    let to = find_states(to.map(|entry| &entry.value), &kind, &record.kind.states, diagnostics);
    let posts =
        map.entry("posts").map(|entry| (entry, resolve_posts(entry, &map, record, around, diagnostics)));
    if let (None, Some(body)) = (&posts, map.entry("body")) {
        diagnostics.push(
            Diagnostic::new(Mistake::Contradiction, body.key_span, "a body without a callback")
                .label("nothing is posted")
                .help("say with `posts` which callback it is"),
        );
    }
    let posts = posts.and_then(|(_, posts)| posts);
    Some(Act { name: name?, begins, from, to: to.into_iter().next()?, posts })
}

fn resolve_posts(
    entry: &Entry,
    map: &Map<'_>,
    record: &mut Record,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Posts> {
    let wanted = scalar(&entry.value, "a callback", diagnostics)?.text.as_str();
    let all = || around.groups.iter().flat_map(|group| group.callbacks.iter().map(move |one| (group, one)));
    let Some((group, callback)) = all().find(|(_, callback)| callback.id.is(wanted)) else {
        if around.scope.complete
            && !around.folder.calls.iter().any(|file| file.id() == wanted && file.is_callback())
        {
            let known: Vec<String> = all().map(|(_, callback)| callback.id.to_string()).collect();
            let message = format!("there is no callback `{wanted}`");
            diagnostics.push(
                Diagnostic::new(Mistake::UnresolvedOperation, entry.value.span, message)
                    .label("not a callback of this API")
                    .nearest(wanted, known.iter().map(String::as_str)),
            );
        }
        return None;
    };
    let body = map.get("body").map_or(Vec::new(), |node| resolve_body(node, callback, diagnostics));
    Some(Posts { callback: callback.id.clone(), shows: record.shown_in(group, &callback.body), body })
}

fn resolve_body(node: &Node, callback: &Callback, diagnostics: &mut Diagnostics) -> Vec<(String, Json)> {
    let mut body = Vec::new();
    for entry in entries(node, "values by member", diagnostics).unwrap_or(&[]) {
        let known = || callback.body.iter().map(|field| field.name.wire.as_str());
        if !known().any(|wire| wire == entry.key) {
            let message = format!("the body of `{}` has no member `{}`", callback.id, entry.key);
            diagnostics.push(
                Diagnostic::new(Mistake::UnresolvedPath, entry.key_span, message)
                    .label("not one of its `body`")
                    .nearest(&entry.key, known().collect::<Vec<_>>()),
            );
        }
        body.push((entry.key.clone(), json_of(&entry.value)));
    }
    body
}

/// Whether calls tell all that is said to be kept, and each record is in some story.
pub(super) fn check_told(entries: &[Entry], records: &[Record], diagnostics: &mut Diagnostics) {
    for (entry, record) in entries.iter().zip(records) {
        if record.kind.calls.is_empty() && record.kind.acts.is_empty() {
            let message = format!("nothing is done to `{}`", entry.key);
            diagnostics.push(
                Diagnostic::new(Mistake::Unused, entry.key_span, message)
                    .label("no call of `operations` is about it"),
            );
            continue;
        }
        let told = record.kind.told_by.iter().map(|(wire, _)| wire.as_str());
        for name in record.all().chain(told).filter(|name| !record.met.contains(*name)) {
            let message = format!("no call about `{}` has a member `{name}`", entry.key);
            let place = place_of(&entry.value, name).unwrap_or(entry.key_span);
            diagnostics.push(
                Diagnostic::new(Mistake::UnresolvedPath, place, message)
                    .label("neither a request that is kept nor an answer"),
            );
        }
    }
}

/// Where a record says that something is kept of it, or tells its state.
fn place_of(record: &Node, name: &str) -> Option<Span> {
    let lists = ["id", "keys", "keep"].into_iter().filter_map(|key| record.get(key));
    let mut named = lists.flat_map(|node| std::iter::once(node).chain(node.items()));
    let kept = named.find(|node| node.text() == Some(name)).map(|node| node.span);
    kept.or_else(|| record.get("told_by")?.entry(name).map(|entry| entry.key_span))
}
