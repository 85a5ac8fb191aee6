//! Data 2, work and pages: what a call starts that goes on after it, and what a call gives piece by piece.

use super::{OperationId, Text};
use crate::names::Ident;

/// Wire names from the outside in; none is the whole.
pub type WirePath = Vec<String>;

/// How a call tells how far some work is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Where its answer has the state; nothing where success alone means that the work is over.
    pub state: WirePath,
    /// States of work that is done, as texts of the wire.
    pub done: Vec<String>,
    /// States of work that failed. Any other goes on.
    pub failed: Vec<String>,
    /// Codes that say that the work goes on.
    pub running_codes: Vec<String>,
    /// Where the answer has a code of the failure.
    pub code: WirePath,
    /// Where it has a text about it.
    pub message: WirePath,
    /// How long to wait between two calls.
    pub every_seconds: u32,
    /// How long to wait altogether.
    pub limit_seconds: u32,
    /// Where pace and limit come from.
    pub why: Text,
}

/// How work is asked for that a call starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// The call that tells how far it is, of the same group.
    pub operation: OperationId,
    /// What its request is filled with.
    pub fill: Vec<Fill>,
    /// The shape of the answer that is the result already, where there is one.
    pub at_once: Option<Ident>,
}

/// One member of a request that asks for work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fill {
    /// The member.
    pub to: WirePath,
    /// What it is on the wire.
    pub plain: Plain,
    /// It is a list, and the value is its only item.
    pub in_list: bool,
    /// The request cannot be sent without it.
    pub required: bool,
    /// Where the value comes from.
    pub from: FillFrom,
}

/// What a plain value is on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// True or false.
    Flag,
}

/// Where a filled value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FillFrom {
    /// The answer of the call that starts the work: the first of these that is there.
    Answer(Vec<WirePath>),
    /// The request of that call.
    Request(WirePath),
    /// It is always this text.
    Text(String),
    /// It is always this number.
    Number(i64),
    /// It is always this.
    Flag(bool),
}

/// How a call gives a list in pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// Which page is asked for.
    pub by: PageBy,
    /// Whether number or cursor is sent as text.
    pub as_text: bool,
    /// Where the request has the number of rows on a page, if it has one.
    pub size: WirePath,
    /// The most rows on a page that the vendor takes.
    pub largest: Option<i64>,
    /// Where the answer has the rows.
    pub items: WirePath,
    /// Where it has the number of all rows, if it has one.
    pub total: WirePath,
    /// Where it has the number of all pages, if it has one.
    pub pages: WirePath,
    /// Where it says whether there are more, if it does.
    pub more: WirePath,
}

/// How a page is named in the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageBy {
    /// By its number.
    Number {
        /// Where the request has it.
        member: WirePath,
        /// That of the first page.
        first: i64,
    },
    /// By what the page before answered.
    Cursor {
        /// Where the request has it.
        member: WirePath,
        /// Where the answer has the next one.
        next: WirePath,
    },
}

impl PageBy {
    /// Where the request has number or cursor.
    pub fn member(&self) -> &WirePath {
        match self {
            Self::Number { member, .. } | Self::Cursor { member, .. } => member,
        }
    }
}
