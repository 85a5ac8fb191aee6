//! What a test expects of the calls: which, how often, with which fields; and what is told where that is not so.
//!
//! In: `server.expect(account::update).once()`, and the journal. Out: nothing, or a text that says what is wrong. What is
//! sensitive stands in it only where the test wrote it itself.

mod field;
mod report;
mod said;

pub use field::Wanted;
pub use said::Expect;

use crate::journal::{Outcome, Seen};
use crate::rules::Reason;
use crate::stub::{When, guarded};
use crate::table::{MockOperation, Request};
use field::Place;
pub(crate) use report::{list, times, verify};
use std::fmt;
use std::panic::Location;
use std::sync::Arc;

/// All that a test expects.
#[derive(Debug, Default)]
pub(crate) struct Expectations {
    list: Vec<Expectation>,
    /// Whether calls are still to be compared when the server is dropped.
    pub(crate) due: Due,
}

/// Whether calls are still to be compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Due {
    #[default]
    AtTheEnd,
    /// The test has done it itself.
    Done,
    /// The test does not want it.
    Never,
}

/// One expectation.
#[derive(Clone, Debug)]
struct Expectation {
    operation: &'static MockOperation,
    count: Count,
    conditions: Vec<Condition>,
    place: &'static Location<'static>,
}

/// How many calls are expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Count {
    Exactly(usize),
    AtLeast(usize),
}

/// What a request must be like.
#[derive(Clone)]
enum Condition {
    Holds(Arc<When>, &'static Location<'static>),
    Field(Place, Wanted),
    Without(Place),
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.expected())
    }
}

/// How a call compares with an expectation of its operation.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Verdict {
    Fits,
    /// A refused call is none that was made.
    Refused,
    /// In these ways it is another one.
    Differs(Vec<String>),
}

impl Expectations {
    /// Forgets what was expected.
    pub(crate) fn reset(&mut self) {
        let due = if self.due == Due::Never { Due::Never } else { Due::AtTheEnd };
        *self = Self { list: Vec::new(), due };
    }

    /// Whether anything is expected of an operation.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.list.iter().any(|expectation| expectation.operation.operation.id == id)
    }

    fn add(&mut self, expectation: Expectation) -> usize {
        self.list.push(expectation);
        self.list.len() - 1
    }
}

impl Count {
    fn allows(self, count: usize) -> bool {
        match self {
            Self::Exactly(wanted) => count == wanted,
            Self::AtLeast(wanted) => count >= wanted,
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(0) => f.write_str("never"),
            Self::Exactly(count) => f.write_str(&times(*count)),
            Self::AtLeast(count) => write!(f, "at least {}", times(*count)),
        }
    }
}

impl Condition {
    /// What is expected.
    fn expected(&self) -> String {
        match self {
            Self::Holds(_, place) => format!("the condition at {place} holds"),
            Self::Field(place, wanted) => format!("{} is {}", place.names(), wanted.shown()),
            Self::Without(place) => format!("{} is not there", place.names()),
        }
    }

    /// In which way a request is another one.
    fn difference(&self, request: &dyn Request) -> Option<String> {
        match self {
            Self::Holds(when, location) => match guarded(|| when(request)) {
                Ok(true) => None,
                Ok(false) => Some(format!("the condition at {location} does not hold")),
                Err(text) => Some(format!("the condition at {location} panicked: {text}")),
            },
            Self::Field(place, wanted) => {
                let found = place.value(request);
                let difference = || {
                    let (expected, found) = (wanted.shown(), place.shown(&found));
                    format!("{}: expected {expected}, found {found}", place.names())
                };
                (!found.is(wanted)).then(difference)
            }
            Self::Without(place) => {
                let found = place.value(request);
                let difference =
                    || format!("{}: expected nothing, found {}", place.names(), place.shown(&found));
                (!found.is_nothing()).then(difference)
            }
        }
    }
}

impl Expectation {
    /// How a call of its operation compares with it.
    fn verdict(&self, seen: &Seen) -> Verdict {
        if !counts(&seen.record.outcome) {
            return Verdict::Refused;
        }
        if self.conditions.is_empty() {
            return Verdict::Fits;
        }
        let Some(request) = &seen.request else {
            return Verdict::Differs(vec!["its request was not read".to_owned()]);
        };
        let differences: Vec<_> =
            self.conditions.iter().filter_map(|condition| condition.difference(&**request)).collect();
        if differences.is_empty() { Verdict::Fits } else { Verdict::Differs(differences) }
    }
}

/// Whether a call is one that was made as it should be. That the vendor knows no such record is an answer.
pub(crate) fn counts(outcome: &Outcome) -> bool {
    !matches!(outcome, Outcome::Refused { reason, .. } if *reason != Reason::NoSuchRecord)
}

#[cfg(test)]
mod tests;
