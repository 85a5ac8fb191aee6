//! `operations`: what calls do to what the vendor remembers.
//!
//! In come the map `operation -> effect` and the kinds of records, out go the kinds with their calls. A call whose story
//! could not be told is reported: nothing says which record is meant, or the answer has no place for it.

use super::record::{Record, find_states, visit_type};
use super::{Around, fields_of, resolve_code};
use crate::diagnostics::{Code as Mistake, Diagnostic, Diagnostics};
use crate::language::EFFECT;
use crate::model::{Effect, Field, Group, Kept, Operation, StoryCall, Type, WirePath};
use crate::resolve::members::{Members, Of};
use crate::resolve::read::{Map, entries, scalar, strings};
use crate::source::{Entry, Node, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

const EFFECTS: [Effect; 6] =
    [Effect::Creates, Effect::Gets, Effect::Lists, Effect::Tells, Effect::Changes, Effect::Removes];

/// A call that is being read.
struct Telling<'a> {
    group: &'a Group,
    operation: &'a Operation,
    effect: Effect,
    /// Where its effect stands.
    span: Span,
    map: Map<'a>,
}

/// Reads what all calls do.
pub(super) fn resolve_calls(
    node: &Node,
    records: &mut [Record],
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) {
    for entry in entries(node, "calls by operation", diagnostics).unwrap_or(&[]) {
        let Some((group, operation)) = find_call(entry, around, diagnostics) else { continue };
        let Some(map) = Map::read(&entry.value, entry.key_span, &EFFECT, diagnostics).filter(Map::is_whole)
        else {
            continue;
        };
        let Some((effect, of)) = resolve_effect(&map, entry, diagnostics) else { continue };
        let Some(record) = find_record(of, records, diagnostics) else { continue };
        let telling = Telling { group, operation, effect, span: of.key_span, map };
        if let Some(call) = telling.resolve(record, around, diagnostics) {
            record.kind.calls.push(call);
        }
    }
}

/// The call of this name; one with mistakes of its own is passed over.
fn find_call<'a>(
    entry: &Entry,
    around: &Around<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<(&'a Group, &'a Operation)> {
    let groups = || around.groups.iter().map(Arc::as_ref);
    let all = || {
        groups().flat_map(|group: &'a Group| group.operations.iter().map(move |one| (group, one.as_ref())))
    };
    let found = all().find(|(_, operation)| operation.id.is(&entry.key));
    let is_file = || around.folder.calls.iter().any(|file| !file.is_callback() && file.id() == entry.key);
    if found.is_none() && around.scope.complete && !is_file() {
        let known: Vec<String> = all().map(|(_, operation)| operation.id.to_string()).collect();
        let message = format!("there is no operation `{}`", entry.key);
        diagnostics.push(
            Diagnostic::new(Mistake::UnresolvedOperation, entry.key_span, message)
                .label("not an operation of this API")
                .nearest(&entry.key, known.iter().map(String::as_str)),
        );
    }
    found
}

/// The one effect of a call, and the entry that says of which record.
fn resolve_effect<'a>(
    map: &Map<'a>,
    entry: &Entry,
    diagnostics: &mut Diagnostics,
) -> Option<(Effect, &'a Entry)> {
    let found: Vec<_> =
        EFFECTS.into_iter().filter_map(|effect| Some((effect, map.entry(effect.word())?))).collect();
    let [one] = found[..] else {
        let words: Vec<_> = EFFECTS.iter().map(|effect| format!("`{}`", effect.word())).collect();
        let message = format!("what `{}` does is not clear", entry.key);
        diagnostics.push(
            Diagnostic::new(Mistake::Contradiction, entry.key_span, message)
                .label(format!("exactly one of {}", words.join(", "))),
        );
        return None;
    };
    Some(one)
}

fn find_record<'r>(
    of: &Entry,
    records: &'r mut [Record],
    diagnostics: &mut Diagnostics,
) -> Option<&'r mut Record> {
    let wanted = scalar(&of.value, "a record", diagnostics)?.text.as_str();
    let at = records.iter().position(|record| record.kind.name.snake() == wanted);
    if at.is_none() {
        let known: Vec<_> = records.iter().map(|record| record.kind.name.snake()).collect();
        diagnostics.push(
            Diagnostic::new(Mistake::UnresolvedName, of.value.span, format!("there is no record `{wanted}`"))
                .label("not one of `records`")
                .nearest(wanted, known),
        );
    }
    records.get_mut(at?)
}

impl Telling<'_> {
    fn resolve(
        &self,
        record: &mut Record,
        around: &Around<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<StoryCall> {
        self.check_keys(record, diagnostics)?;
        let by = self.resolve_by(record, around, diagnostics)?;
        let keeps = self.keeps(record, &by, diagnostics)?;
        let response = self.operation.response.as_ref();
        let shows = response.map_or(Vec::new(), |response| {
            let mut fields = Vec::new();
            visit_type(self.group, &response.ty, 0, &mut |field| fields.push(field.clone()));
            record.shown_in(self.group, &fields)
        });
        self.check_answer(record, &shows, diagnostics)?;
        let kind = record.kind.name.snake();
        let from = find_states(self.map.get("from"), kind, &record.kind.states, diagnostics);
        let to = find_states(self.map.get("to"), kind, &record.kind.states, diagnostics);
        let all = self.map.get("all").and_then(|node| scalar(node, "a value", diagnostics));
        let mut code = |key: &str| {
            let known = self.operation.codes.iter().chain(&self.group.codes).chain(around.codes);
            let of = format!("neither `{}` nor its group nor its API", self.operation.id);
            self.map.get(key).and_then(|node| resolve_code(node, &of, known, around, diagnostics))
        };
        let [missing, taken, wrong_state] = ["missing", "taken", "wrong_state"].map(&mut code);
        Some(StoryCall {
            operation: self.operation.id.clone(),
            effect: self.effect,
            by,
            all: all.map(|scalar| scalar.text.clone()),
            keeps,
            shows,
            from,
            to: to.into_iter().next(),
            missing,
            taken,
            wrong_state,
        })
    }

    /// Keys that say nothing beside this effect.
    fn check_keys(&self, record: &Record, diagnostics: &mut Diagnostics) -> Option<()> {
        let of = |allowed: &[Effect]| allowed.contains(&self.effect);
        let rules = [
            ("by", !of(&[Effect::Creates])),
            ("all", of(&[Effect::Lists])),
            ("missing", !of(&[Effect::Creates, Effect::Tells])),
            ("taken", of(&[Effect::Creates]) && !record.kind.keys.is_empty()),
            ("from", !of(&[Effect::Creates, Effect::Lists])),
            ("to", of(&[Effect::Creates, Effect::Changes])),
            ("wrong_state", self.map.get("from").is_some() && !of(&[Effect::Tells])),
        ];
        for (key, is_allowed) in rules {
            let Some(entry) = self.map.entry(key).filter(|_| !is_allowed) else { continue };
            let why = match key {
                "taken" if of(&[Effect::Creates]) => "the record has no `keys`".to_owned(),
                "wrong_state" => "there is no `from`, or it is what is told".to_owned(),
                _ => format!("beside `{}` it has no meaning", self.effect.word()),
            };
            let message = format!("`{key}` says nothing here");
            diagnostics.push(Diagnostic::new(Mistake::Contradiction, entry.key_span, message).label(why));
            return None;
        }
        Some(())
    }

    /// The members by which records are found: those that are named, or the id and the keys; for what shows several,
    /// all that are kept.
    fn resolve_by(
        &self,
        record: &mut Record,
        around: &Around<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<Kept>> {
        if self.effect == Effect::Creates {
            return Some(Vec::new());
        }
        let several = matches!(self.effect, Effect::Lists | Effect::Tells);
        let kept: Vec<_> = self.members(record).into_iter().map(|(kept, _)| kept).collect();
        let Some(node) = self.map.get("by") else {
            let is_key =
                |kept: &Kept| several || kept.name == record.kind.id || record.kind.keys.contains(&kept.name);
            let by: Vec<_> = kept.into_iter().filter(is_key).collect();
            if by.is_empty() && !several {
                let label = "its request has neither the id nor one of the keys";
                let help = "name the members of the request with `by`, and what they stand for with `names`";
                self.report(
                    format!("nothing tells which `{}` is meant", record.kind.name.snake()),
                    label,
                    help,
                    diagnostics,
                );
                return None;
            }
            return Some(by);
        };
        let members = Members { operation: self.operation, group: self.group, enums: &around.scope.enums };
        let mut by = Vec::new();
        for (path, span) in strings(node, "a wire name", diagnostics) {
            let found = members.find(path, span, Of::Request, diagnostics)?;
            let Some(one) = kept.iter().find(|kept| kept.path == found.path) else {
                let message = format!("`{path}` is nothing that is kept of `{}`", record.kind.name.snake());
                diagnostics.push(
                    Diagnostic::new(Mistake::UnresolvedName, span, message)
                        .label("neither its `id` nor one of `keys` and `keep`"),
                );
                return None;
            };
            by.push(one.clone());
        }
        Some(by)
    }

    /// The members of the request that are kept.
    fn keeps(&self, record: &mut Record, by: &[Kept], diagnostics: &mut Diagnostics) -> Option<Vec<Kept>> {
        let all = self.members(record);
        for (kept, field) in &all {
            record.meet(&kept.name, field);
        }
        if !matches!(self.effect, Effect::Creates | Effect::Changes) {
            return Some(Vec::new());
        }
        let is_kept = |kept: &Kept| kept.name != record.kind.id && !by.contains(kept);
        let keeps: Vec<_> = all.into_iter().filter(|(kept, _)| is_kept(kept)).collect();
        if let Some((kept, _)) = keeps.iter().find(|(_, field)| field.encrypt.is_some()) {
            let message = format!("`{}` of `{}` is encrypted", kept.path.join("."), self.operation.id);
            self.report(message, "what is encrypted is never kept", "take it out of `keep`", diagnostics);
            return None;
        }
        Some(keeps.into_iter().map(|(kept, _)| kept).collect())
    }

    /// The members of the request that are kept under some name, in objects too.
    fn members(&self, record: &Record) -> Vec<(Kept, Field)> {
        let mut found = BTreeMap::new();
        self.collect(&self.operation.request, &WirePath::new(), record, &mut found);
        found.into_values().collect()
    }

    /// Of several members with one name the outermost counts.
    fn collect(
        &self,
        fields: &[Field],
        path: &WirePath,
        record: &Record,
        found: &mut BTreeMap<String, (Kept, Field)>,
    ) {
        for field in fields.iter().filter(|field| field.fixed.is_none()) {
            let path: WirePath = path.iter().chain([&field.name.wire]).cloned().collect();
            if let Some(name) = record.name_of(&field.name.wire) {
                let kept = Kept { path: path.clone(), name: name.to_owned() };
                found.entry(name.to_owned()).or_insert((kept, field.clone()));
            }
        }
        for field in fields.iter().filter(|field| field.text_of.is_none()) {
            let path: WirePath = path.iter().chain([&field.name.wire]).cloned().collect();
            self.collect(fields_of(self.group, &field.ty).unwrap_or_default(), &path, record, found);
        }
    }

    /// Whether the answer has a place for what the effect tells.
    fn check_answer(
        &self,
        record: &Record,
        shows: &[(String, String)],
        diagnostics: &mut Diagnostics,
    ) -> Option<()> {
        let has_id = shows.iter().any(|(_, name)| *name == record.kind.id);
        let ty = self.operation.response.as_ref().map(|response| &response.ty);
        let id = &record.kind.id;
        match self.effect {
            Effect::Creates if !has_id => {
                let message = format!("the answer of `{}` does not hold `{id}`", self.operation.id);
                self.report(
                    message,
                    "by what is the new one known?",
                    "name the member that holds it under `names`",
                    diagnostics,
                );
                None
            }
            Effect::Creates if record.kind.ids.is_none() => {
                let message = format!("how ids of `{}` look is not said", record.kind.name.snake());
                self.report(
                    message,
                    "this call needs new ones",
                    "give the record `ids`, as `1234567890######`",
                    diagnostics,
                );
                None
            }
            Effect::Lists if !has_id => {
                let message = format!("the rows of `{}` do not hold `{id}`", self.operation.id);
                self.report(
                    message,
                    "which row is whose?",
                    "name the member that holds it under `names`",
                    diagnostics,
                );
                None
            }
            Effect::Tells if !matches!(ty, Some(Type::Boolean)) => {
                let message = format!("`{}` does not answer with true or false", self.operation.id);
                self.report(message, "it cannot tell", "write `gets`", diagnostics);
                None
            }
            _ => Some(()),
        }
    }

    fn report(&self, message: String, label: &str, help: &str, diagnostics: &mut Diagnostics) {
        diagnostics.push(Diagnostic::new(Mistake::Untold, self.span, message).label(label).help(help));
    }
}
