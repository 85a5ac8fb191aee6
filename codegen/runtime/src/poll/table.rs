//! Tables of work that goes on after its call, as emitted code writes them.
//!
//! In: constants. Out: what a wait goes by. Nothing is computed here.

use crate::operation::Operation;
use crate::path::Path;
use crate::value::{Blank, Model};

/// How a call tells how far some work is.
#[derive(Debug)]
pub struct Progress {
    /// The call.
    pub operation: &'static Operation,
    /// Its request with nothing set.
    pub request: fn() -> BoxModel,
    /// Where its answer has the state; nothing where success alone means that the work is over.
    pub state: Path,
    /// States of work that is done.
    pub done: &'static [&'static str],
    /// States of work that failed. Any other goes on.
    pub failed: &'static [&'static str],
    /// Codes that say that the work goes on.
    pub running_codes: &'static [&'static str],
    /// Where the answer has a code of the failure.
    pub code: Path,
    /// Where it has a text about it.
    pub message: Path,
    /// How long to wait between two calls.
    pub every_seconds: u32,
    /// How long to wait altogether.
    pub limit_seconds: u32,
}

/// A request on the heap.
pub(crate) type BoxModel = Box<dyn Model + Send + Sync>;

/// A request with nothing set.
#[must_use]
pub fn blank_request<R: Model + Blank + Send + Sync + 'static>() -> BoxModel {
    Box::new(R::blank())
}

/// How work is asked for that a call started.
#[derive(Debug)]
pub struct Ask {
    /// The call that tells how far it is.
    pub progress: &'static Progress,
    /// Members of its request.
    pub fill: &'static [Fill],
}

/// One member of a request that asks for work.
#[derive(Debug)]
pub struct Fill {
    /// The member.
    pub to: Path,
    /// In which form it is sent.
    pub form: FillAs,
    /// Whether the request cannot be sent without it.
    pub required: bool,
    /// Where the value comes from.
    pub from: FillFrom,
}

/// The form in which a value is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FillAs {
    /// A text.
    Text,
    /// A text in a list of its own.
    TextInList,
    /// A whole number.
    Number,
    /// A whole number in a list of its own.
    NumberInList,
    /// True or false.
    Flag,
}

/// Where a filled value comes from.
#[derive(Debug)]
pub enum FillFrom {
    /// The answer to the call that started the work: the first of these that is there.
    Answer(&'static [Path]),
    /// The request of that call.
    Request(Path),
    /// It is always this text.
    Text(&'static str),
    /// It is always this number.
    Number(i64),
    /// It is always this.
    Flag(bool),
}
