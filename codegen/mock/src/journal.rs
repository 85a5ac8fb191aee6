//! What a server saw: each call, what became of it, and why.
//!
//! In: calls on their way. Out: a list of them, oldest first. What a record shows may be shown anywhere; the requests
//! beside them are whole, for the test that made them, and are never printed.

mod call;

pub use call::{Call, CallRecord, Outcome};

use crate::table::Request;
use std::collections::VecDeque;
use std::sync::Arc;

/// How many calls are kept.
pub(crate) const MOST_CALLS: usize = 10_000;

/// The calls of a server.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    calls: VecDeque<Seen>,
    /// How many came, kept or not.
    came: usize,
    /// How many are not kept any more.
    dropped: usize,
    /// How many somebody wanted to be forgotten.
    forgotten: usize,
}

/// A call, and its request where it could be read.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) record: CallRecord,
    pub(crate) request: Option<Arc<dyn Request>>,
}

impl Journal {
    /// The number of a call that begins.
    pub(crate) fn begin(&mut self) -> usize {
        self.came += 1;
        self.came
    }

    /// Adds a call that was answered.
    pub(crate) fn add(&mut self, seen: Seen) {
        if self.calls.len() == MOST_CALLS {
            self.calls.pop_front();
            self.dropped += 1;
        }
        self.calls.push_back(seen);
    }

    /// All calls that are kept, oldest first.
    pub(crate) fn calls(&self) -> impl Iterator<Item = &Seen> {
        self.calls.iter()
    }

    /// The calls of an operation that are kept, oldest first.
    pub(crate) fn calls_of(&self, id: &str) -> impl Iterator<Item = &Seen> {
        self.calls.iter().filter(move |seen| seen.record.operation == Some(id))
    }

    /// The calls that are kept after so many that were added, and how many were added.
    pub(crate) fn after(&self, count: usize) -> (impl Iterator<Item = &Seen>, usize) {
        let gone = self.dropped + self.forgotten;
        (self.calls.iter().skip(count.saturating_sub(gone)), gone + self.calls.len())
    }

    /// Forgets the calls so far. Numbers go on.
    pub(crate) fn forget(&mut self) {
        self.forgotten += self.calls.len();
        self.calls.clear();
    }

    /// How many calls are not kept any more.
    pub(crate) fn dropped(&self) -> usize {
        self.dropped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_forgotten_is_counted_all_the_same() {
        let mut journal = Journal::default();
        let add = |journal: &mut Journal| {
            let record = CallRecord::new(journal.begin(), 0, "GET /a".to_owned());
            journal.add(Seen { record, request: None });
        };
        add(&mut journal);
        add(&mut journal);
        let numbers = |journal: &Journal, count| {
            let (calls, added) = journal.after(count);
            (calls.map(|seen| seen.record.number).collect::<Vec<_>>(), added)
        };
        assert_eq!(numbers(&journal, 1), (vec![2], 2));
        journal.forget();
        assert_eq!(numbers(&journal, 0), (vec![], 2));
        add(&mut journal);
        assert_eq!((numbers(&journal, 2), journal.dropped()), ((vec![3], 3), 0));
    }

    #[test]
    fn the_oldest_calls_are_dropped_and_counted() {
        let mut journal = Journal::default();
        for _ in 0..MOST_CALLS + 3 {
            let number = journal.begin();
            let record = CallRecord::new(number, 0, "GET /a".to_owned());
            journal.add(Seen { record, request: None });
        }
        assert_eq!((journal.calls().count(), journal.dropped()), (MOST_CALLS, 3));
        assert_eq!(journal.calls().next().map(|seen| seen.record.number), Some(4));
    }
}
