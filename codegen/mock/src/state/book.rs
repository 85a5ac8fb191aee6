//! The stories of an API, made ready: what is compared and written with each call is read once.
//!
//! In: the tables of an API. Out: for each call with a story its examples, as templates; and the records that stand in
//! them. Nothing here changes while the server runs.

use super::record::{Record, Shelf, plain};
use super::template::{About, Piece};
use crate::canonical::{Members, quoted};
use crate::examples::{loose, succeeds};
use crate::story::{Effect, Kept, RecordKind, StoryCall};
use crate::table::MockApi;
use jiekou_runtime::example::Example;
use std::collections::BTreeMap;

/// All stories of an API.
#[derive(Debug)]
pub(super) struct Book {
    plans: BTreeMap<&'static str, Plan>,
}

/// A call with a story.
#[derive(Debug)]
pub(super) struct Plan {
    /// The index of its kind of record.
    pub(super) shelf: usize,
    pub(super) kind: &'static RecordKind,
    pub(super) call: &'static StoryCall,
    pub(super) samples: Vec<Sample>,
}

/// An example of such a call.
#[derive(Debug)]
pub(super) struct Sample {
    /// The request, for comparing.
    pub(super) request: serde_json::Value,
    /// Whether it shows a success.
    pub(super) succeeds: bool,
    /// The code of the answer.
    pub(super) code: String,
    /// The answer with its places.
    pub(super) answer: Piece,
    example: &'static Example,
}

impl Book {
    /// Of an API.
    pub(super) fn new(table: &'static MockApi) -> Self {
        let mut plans = BTreeMap::new();
        for (shelf, kind) in table.rules.records.iter().enumerate() {
            for call in kind.calls {
                let sample = |example: &'static Example| Sample {
                    request: loose(example.request),
                    succeeds: succeeds(table, example),
                    code: code_of(table, example.answer),
                    answer: About::call(table, kind, call).answer(example.answer),
                    example,
                };
                let samples = table.examples_of(call.operation).map(sample).collect();
                plans.insert(call.operation, Plan { shelf, kind, call, samples });
            }
        }
        Self { plans }
    }

    /// The story of a call.
    pub(super) fn plan(&self, operation: &str) -> Option<&Plan> {
        self.plans.get(operation)
    }

    /// What is known from the start: what the examples show, then what they begin, then what they speak of.
    pub(super) fn shelves(&self, table: &'static MockApi) -> Vec<Shelf> {
        let mut shelves = vec![Shelf::default(); table.rules.records.len()];
        let rank = |plan: &&Plan| match plan.call.effect {
            Effect::Gets | Effect::Lists => 0,
            Effect::Creates => 1,
            Effect::Tells | Effect::Changes | Effect::Removes => 2,
        };
        let mut plans: Vec<_> = self.plans.values().collect();
        plans.sort_by_key(rank);
        for plan in plans {
            for sample in plan.samples.iter().filter(|sample| sample.succeeds) {
                let shelf = &mut shelves[plan.shelf];
                plan.known(sample).into_iter().for_each(|record| add(shelf, plan.kind, record));
            }
        }
        shelves
    }
}

/// Adds what an example says of a record; what is known of it stays.
fn add(shelf: &mut Shelf, kind: &RecordKind, record: Record) {
    let known = shelf.records.entry(record.id(kind)).or_insert_with(|| Record {
        is_example: true,
        state: record.state,
        ..Record::default()
    });
    for (name, value) in record.values {
        known.values.entry(name).or_insert(value);
    }
}

impl Plan {
    /// The example with the same request; of several one that succeeds.
    pub(super) fn same(&self, request: &serde_json::Value) -> Option<&Sample> {
        let same = || self.samples.iter().filter(|sample| sample.request == *request);
        same().find(|sample| sample.succeeds).or_else(|| same().next())
    }

    /// The example that an answer about a record is made of: this one, one about the record, or the first with an id, or
    /// the first at all.
    pub(super) fn template<'p>(&'p self, same: Option<&'p Sample>, id: &str) -> Option<&'p Sample> {
        let good = || self.samples.iter().filter(|sample| sample.succeeds);
        let has = |sample: &&Sample| sample.answer.id(self.kind).is_some();
        same.filter(|sample| sample.succeeds)
            .or_else(|| good().find(|sample| sample.answer.id(self.kind).as_deref() == Some(id)))
            .or_else(|| good().find(has))
            .or_else(|| good().next())
    }

    /// The whole answer of the example with this code.
    pub(super) fn failure(&self, code: &str) -> Option<&'static str> {
        let found = self.samples.iter().find(|sample| !sample.succeeds && sample.code == code);
        found.map(|sample| sample.example.answer)
    }

    /// The records that an example shows or speaks of.
    fn known(&self, sample: &Sample) -> Vec<Record> {
        let asked = Members::parse(sample.example.request.as_bytes()).unwrap_or_default();
        let state = |piece: &Piece| {
            let told = piece.state().map(plain);
            let of_value = self.kind.told_by.and_then(|(_, values)| {
                values.iter().find(|(_, value)| told.as_deref() == Some(*value)).map(|(state, _)| *state)
            });
            of_value.or(match self.call.effect {
                Effect::Creates => self.call.to.or(self.kind.states.first().copied()),
                _ => self.call.from.first().or(self.kind.states.first()).copied(),
            })
        };
        let mut records = Vec::new();
        for part in sample.answer.parts() {
            let shown = self.call.shows.iter().filter_map(|(_, name)| Some((*name, part.sample(name)?)));
            let mut values: BTreeMap<_, _> = shown.map(|(name, value)| (name, value.to_owned())).collect();
            let keeps = self.call.effect == Effect::Creates;
            let said = self.call.by.iter().chain(self.call.keeps.iter().filter(|_| keeps));
            for (name, value) in named(said, &asked) {
                // Digits of an answer may have another form; what the request says of a new record is what is kept.
                if keeps || !values.contains_key(name) {
                    values.insert(name, value);
                }
            }
            if values.get(self.kind.id).is_some_and(|id| id != "null") {
                records.push(Record { values, state: state(part), is_example: true });
            }
        }
        records
    }
}

/// Names and JSON of the members of a request that are there.
pub(super) fn named<'m>(
    members: impl Iterator<Item = &'m Kept>,
    request: &Members,
) -> Vec<(&'static str, String)> {
    members.filter_map(|member| Some((member.name, at(request, member.path)?))).collect()
}

/// The JSON at a path.
fn at(members: &Members, path: &[&str]) -> Option<String> {
    match path {
        [] => None,
        [last] => members.get(last).map(str::to_owned),
        [first, rest @ ..] => at(&Members::parse(members.get(first)?.as_bytes()).ok()?, rest),
    }
}

/// The code of an answer; an empty text where there is none.
fn code_of(table: &MockApi, answer: &str) -> String {
    let Ok(answer) = Members::parse(answer.as_bytes()) else { return String::new() };
    let names = table.api.envelope.code;
    let mut wires = [names.wire].into_iter().chain(names.also.iter().copied());
    wires.find_map(|wire| answer.get(wire)).map(plain).unwrap_or_default()
}

/// Text as the JSON of an id.
pub(super) fn id_json(id: &str) -> String {
    quoted(id)
}
