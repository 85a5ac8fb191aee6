//! What a test wants answered: closures, values, codes, examples, in sequence.
//!
//! In: `server.on(account::update).reply(..)`. Out: the answer to a call. What a test says comes before what the server
//! remembers, and before the examples. Nothing of a test runs under a lock.

mod codes;
mod made;
mod on;
mod untyped;
mod write;

pub(crate) use made::Made;
pub use made::{Answers, Failure, Gives};
pub use on::{Named, On, Stub};
pub(crate) use untyped::{example_of, say};
pub(crate) use write::{example, reply};

use crate::journal::Outcome;
use crate::reply::Reply;
use crate::table::{MockOperation, Request};
use crate::vendor::{Answered, Vendor};
use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

/// Whether a request is meant.
pub(crate) type When = dyn Fn(&dyn Request) -> bool + Send + Sync;

/// Makes an answer.
type Make = dyn Fn(&dyn Request) -> Made + Send + Sync;

/// What is wanted, by operation, in the order in which it was said.
#[derive(Debug, Default)]
pub(crate) struct Stubs {
    entries: BTreeMap<&'static str, Vec<Entry>>,
    said: usize,
}

/// One way to answer.
#[derive(Clone)]
struct Entry {
    /// What its handle knows it by.
    number: usize,
    when: Vec<Arc<When>>,
    make: Arc<Make>,
    settings: Settings,
    used: u32,
}

/// What a test says beside the answer itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) times: Option<u32>,
    pub(crate) delay: Duration,
    pub(crate) status: Option<u16>,
    pub(crate) message: Option<String>,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("settings", &self.settings)
            .field("used", &self.used)
            .finish_non_exhaustive()
    }
}

impl Stubs {
    /// Adds a way to answer and gives its number.
    fn add(&mut self, operation: &MockOperation, when: Vec<Arc<When>>, make: Arc<Make>) -> usize {
        self.said += 1;
        let settings = Settings::default();
        let entry = Entry { number: self.said, when, make, settings, used: 0 };
        self.entries.entry(operation.operation.id).or_default().push(entry);
        self.said
    }

    /// Forgets what was said of an operation.
    fn forget(&mut self, operation: &MockOperation) {
        self.entries.remove(operation.operation.id);
    }

    /// Changes what was said with an answer.
    fn change(&mut self, operation: &MockOperation, number: usize, change: impl FnOnce(&mut Settings)) {
        let entries = self.entries.get_mut(operation.operation.id).into_iter().flatten();
        if let Some(entry) = { entries }.find(|entry| entry.number == number) {
            change(&mut entry.settings);
        }
    }

    /// Whether anything was said of an operation.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.entries.contains_key(id)
    }

    /// The entries that may still answer.
    fn ready(&self, operation: &MockOperation) -> Vec<Entry> {
        let entries = self.entries.get(operation.operation.id).map_or(&[][..], Vec::as_slice);
        let ready = entries.iter().enumerate().filter(|(at, entry)| !entry.is_over(&entries[at + 1..]));
        ready.map(|(_, entry)| entry.clone()).collect()
    }

    /// Uses an entry once.
    fn take(&mut self, operation: &MockOperation, number: usize) {
        let entries = self.entries.get_mut(operation.operation.id).into_iter().flatten();
        { entries }.filter(|entry| entry.number == number).for_each(|entry| entry.used += 1);
    }
}

impl Entry {
    /// Whether it answers no more: it has answered as often as it was to, or it was to answer anything and another one
    /// that does so comes after it.
    fn is_over(&self, later: &[Self]) -> bool {
        match self.settings.times {
            Some(times) => self.used >= times,
            None => self.used > 0 && self.when.is_empty() && later.iter().any(|entry| entry.when.is_empty()),
        }
    }
}

/// The answer that a test wants; none where it wants nothing.
pub(crate) fn answer(
    vendor: &Vendor,
    operation: &'static MockOperation,
    request: &dyn Request,
    request_id: &str,
) -> Option<Answered> {
    let entry = match choose(vendor, operation, request) {
        Ok(entry) => entry?,
        Err(text) => return Some(failed(format!("a condition of the test panicked: {text}"))),
    };
    let made = guarded(|| (entry.make)(request));
    let made = made.map_err(|text| format!("the reply of the test panicked: {text}"));
    let written = made.and_then(|made| reply(vendor, operation, made, &entry.settings, request_id));
    Some(match written {
        Err(text) => failed(text),
        Ok(mut reply) => {
            reply.conduct.delay = entry.settings.delay;
            Answered { reply, outcome: Outcome::Stub }
        }
    })
}

/// The first entry that is ready and whose conditions hold.
fn choose(
    vendor: &Vendor,
    operation: &'static MockOperation,
    request: &dyn Request,
) -> Result<Option<Entry>, String> {
    let ready = vendor.stubs().ready(operation);
    for entry in ready {
        if guarded(|| entry.when.iter().all(|when| when(request)))? {
            vendor.stubs().take(operation, entry.number);
            return Ok(Some(entry));
        }
    }
    Ok(None)
}

fn failed(text: String) -> Answered {
    let reply = Reply::of_type("text/plain; charset=utf-8", text.clone()).status(500);
    Answered { reply, outcome: Outcome::Failed(text) }
}

/// Runs what a test said; what it panics with is the test's own text.
pub(crate) fn guarded<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a text").to_owned()
    })
}

/// A test's condition on a typed request.
pub(crate) fn typed<R: Any>(when: impl Fn(&R) -> bool + Send + Sync + 'static) -> Arc<When> {
    Arc::new(move |request| when(request_of(request)))
}

/// A request by its type.
pub(crate) fn request_of<R: Any>(request: &dyn Request) -> &R {
    let request: &dyn Any = request;
    match request.downcast_ref() {
        Some(request) => request,
        None => unreachable!("an operation has one type of request"),
    }
}

#[cfg(test)]
mod tests;
