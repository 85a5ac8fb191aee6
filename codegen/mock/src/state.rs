//! What the vendor remembers from call to call, where its pages describe it.
//!
//! In: a call that is as it should be. Out: an answer from what was remembered; none for operations without a story.
//! What stands in examples is known from the start, and a call that is an example's is answered by it until something
//! else is known. What is encrypted is never kept.

mod act;
mod book;
mod record;
mod template;
#[cfg(test)]
pub(crate) mod tests;

pub use act::Advanced;
pub(crate) use act::advance;

use crate::canonical::{Canonical, Members};
use crate::check::Refused;
use crate::examples::loose;
use crate::journal::Outcome;
use crate::reply::Reply;
use crate::rules::Reason;
use crate::story::Effect;
use crate::table::{MockApi, MockOperation};
use crate::vendor::{Answered, Vendor};
use book::{Book, Plan, Sample, id_json, named};
use record::{Record, Shelf, plain};
use std::sync::Arc;

/// All that is remembered.
#[derive(Debug, Default)]
pub(crate) struct Records {
    /// The stories, and what is on their shelves; none before the first look.
    opened: Option<(Arc<Book>, Vec<Shelf>)>,
}

impl Records {
    fn open(&mut self, table: &'static MockApi) -> (Arc<Book>, &mut Vec<Shelf>) {
        let (book, shelves) = self.opened.get_or_insert_with(|| {
            let book = Book::new(table);
            let shelves = book.shelves(table);
            (Arc::new(book), shelves)
        });
        (Arc::clone(book), shelves)
    }
}

/// The answer from memory.
pub(crate) fn answer(
    vendor: &Vendor,
    operation: &'static MockOperation,
    canonical: &Canonical,
    request_id: &str,
) -> Result<Option<Answered>, Refused> {
    if vendor.table.rules.records.is_empty() {
        return Ok(None);
    }
    let mut records = vendor.records();
    let (book, shelves) = records.open(vendor.table);
    let Some(plan) = book.plan(operation.operation.id) else { return Ok(None) };
    let told = Story::new(plan, &mut shelves[plan.shelf], &canonical.json).told();
    drop(records);
    match told {
        Told::Nothing => Ok(None),
        Told::Answer(json) => Ok(Some(Answered { reply: Reply::json(json), outcome: Outcome::State })),
        Told::Failure { code: None, text } => Err(Refused { reason: Reason::NoSuchRecord, text }),
        Told::Failure { code: Some(code), text } => {
            let body = match plan.failure(code) {
                Some(body) => body.to_owned(),
                None => vendor.failure(Some(operation), code, None, request_id),
            };
            let outcome = Outcome::Refused { reason: Reason::NoSuchRecord, text };
            Ok(Some(Answered { reply: Reply::json(body), outcome }))
        }
    }
}

/// What memory says to a call.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    /// Nothing: its example does.
    Nothing,
    /// This.
    Answer(String),
    /// No.
    Failure { code: Option<&'static str>, text: String },
}

/// One call, on its way through its story.
struct Story<'s> {
    plan: &'s Plan,
    shelf: &'s mut Shelf,
    same: Option<&'s Sample>,
    /// What records are found by.
    by: Vec<(&'static str, String)>,
    /// What is kept of the call, as JSON.
    kept: Vec<(&'static str, String)>,
}

impl<'s> Story<'s> {
    fn new(plan: &'s Plan, shelf: &'s mut Shelf, request: &str) -> Self {
        let members = Members::parse(request.as_bytes()).unwrap_or_default();
        let by = named(plan.call.by.iter(), &members).into_iter();
        let by = by.filter(|(_, json)| json != "null").map(|(name, json)| (name, plain(&json)));
        let by = by.filter(|(_, value)| plan.call.all != Some(value.as_str())).collect();
        let kept = named(plan.call.keeps.iter(), &members);
        Self { plan, shelf, same: plan.same(&loose(request)), by, kept }
    }

    fn told(mut self) -> Told {
        let call = self.plan.call;
        let own = [call.missing, call.taken, call.wrong_state];
        if let Some(same) = self.same {
            // A failure that has nothing to do with what is remembered.
            if !same.succeeds && !own.contains(&Some(same.code.as_str())) {
                return Told::Nothing;
            }
            let only_looks = matches!(call.effect, Effect::Gets | Effect::Lists | Effect::Tells);
            if same.succeeds && only_looks && !self.shelf.touched {
                return Told::Nothing;
            }
        }
        match call.effect {
            Effect::Creates => self.create(),
            Effect::Lists => self.list(),
            Effect::Tells => self.tell(),
            Effect::Gets | Effect::Changes | Effect::Removes => self.one(),
        }
    }

    fn create(&mut self) -> Told {
        let (kind, call) = (self.plan.kind, self.plan.call);
        if let Some(example) = self.example_of_creation() {
            return example;
        }
        let keys: Vec<_> = self.kept.iter().filter(|(name, _)| kind.keys.contains(name)).cloned().collect();
        for (name, json) in keys {
            if !self.shelf.fitting(kind, &[(name, plain(&json))]).is_empty() {
                let text = format!("there is a `{}` with this `{name}` already", kind.name);
                return Told::Failure { code: call.taken, text };
            }
        }
        let Some(template) = self.plan.template(self.same, "") else { return Told::Nothing };
        if template.answer.id(kind).is_none() {
            return Told::Nothing;
        }
        let id = self.shelf.new_id(kind);
        let mut record = self.record();
        record.values.insert(kind.id, id_json(&id));
        let json = write(self.plan, template, &[&record]);
        self.shelf.records.insert(id, record);
        self.shelf.touched = true;
        Told::Answer(json)
    }

    /// The first call that is an example's gets what the example shows; what it creates was known from it.
    fn example_of_creation(&mut self) -> Option<Told> {
        let kind = self.plan.kind;
        let same = self.same.filter(|same| same.succeeds)?;
        let Some(id) = same.answer.id(kind) else { return Some(Told::Nothing) };
        let known = self.shelf.records.get(&id).filter(|record| record.is_example)?;
        let mut record = self.record();
        record.values.insert(kind.id, known.values.get(kind.id)?.clone());
        let json = write(self.plan, same, &[&record]);
        self.shelf.records.insert(id, record);
        self.shelf.touched = true;
        Some(Told::Answer(json))
    }

    /// A record of this call.
    fn record(&self) -> Record {
        Record {
            values: self.kept.iter().cloned().collect(),
            state: self.plan.call.to.or(self.plan.kind.states.first().copied()),
            is_example: false,
        }
    }

    /// What a call does that is about one record.
    fn one(&mut self) -> Told {
        let (kind, call) = (self.plan.kind, self.plan.call);
        if self.by.is_empty() {
            return Told::Nothing;
        }
        let found = self.shelf.fitting(kind, &self.by);
        let Some(found) = found.first() else {
            let names: Vec<_> = self.by.iter().map(|(name, _)| format!("`{name}`")).collect();
            let text = format!("there is no `{}` with this {}", kind.name, names.join(" and "));
            return Told::Failure { code: call.missing, text };
        };
        if let Some(state) = found.state.filter(|state| !call.from.is_empty() && !call.from.contains(state)) {
            let text = format!("the `{}` is in the state `{state}`", kind.name);
            return Told::Failure { code: call.wrong_state, text };
        }
        let (id, mut record) = (found.id(kind), (*found).clone());
        if call.effect == Effect::Changes {
            record.values.extend(self.kept.iter().cloned());
            record.state = call.to.or(record.state);
        }
        let Some(template) = self.plan.template(self.same, &id) else { return Told::Nothing };
        let json = write(self.plan, template, &[&record]);
        match call.effect {
            Effect::Removes => {
                self.shelf.records.remove(&id);
            }
            Effect::Changes => {
                self.shelf.records.insert(id, record);
            }
            _ => return Told::Answer(json),
        }
        self.shelf.touched = true;
        Told::Answer(json)
    }

    fn list(&self) -> Told {
        let (kind, call) = (self.plan.kind, self.plan.call);
        let found = self.shelf.fitting(kind, &self.by);
        if let (true, Some(code)) = (found.is_empty(), call.missing) {
            return Told::Failure { code: Some(code), text: format!("no `{}` fits", kind.name) };
        }
        let lists = |sample: &&Sample| sample.succeeds && sample.answer.rows().is_some();
        match self.same.filter(lists).or_else(|| self.plan.samples.iter().find(lists)) {
            Some(template) => Told::Answer(write(self.plan, template, &found)),
            None => Told::Nothing,
        }
    }

    fn tell(&self) -> Told {
        let (kind, call) = (self.plan.kind, self.plan.call);
        let is = |record: &&Record| {
            call.from.is_empty() || record.state.is_some_and(|state| call.from.contains(&state))
        };
        let fitting: Vec<_> = self.shelf.fitting(kind, &self.by).into_iter().filter(is).collect();
        match self.plan.samples.iter().find(|sample| sample.succeeds && sample.answer.is_told()) {
            Some(template) => Told::Answer(write(self.plan, template, &fitting)),
            None => Told::Nothing,
        }
    }
}

fn write(plan: &Plan, template: &Sample, records: &[&Record]) -> String {
    let mut json = String::new();
    template.answer.write(plan.kind, records, &mut json);
    json
}
