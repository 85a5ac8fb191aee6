//! Data 2, mock: what a vendor's side does beside answering, as far as its pages say: how it refuses calls, and what it
//! remembers.

use super::{Json, OperationId, Text, WirePath};
use crate::names::Ident;

/// What is known of a vendor's side.
#[derive(Clone, Debug)]
pub struct Mock {
    /// How calls are refused, in the order of the spec.
    pub refusals: Vec<Refusal>,
    /// How far a caller's clock may be off. None: not known.
    pub window_seconds: Option<u32>,
    /// What is remembered, in the order of the spec.
    pub records: Vec<RecordKind>,
}

/// How calls are refused for a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reason, one that mock servers know.
    pub reason: Reason,
    /// The code of the answer, one that some call documents.
    pub code: String,
    /// The message of the answer, where it is not the code's own.
    pub message: Option<Text>,
    /// The HTTP status.
    pub status: u16,
}

/// Why a mock server refuses a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Its word in specs: `clock_off`.
    pub word: &'static str,
    /// Its name in Rust: `ClockOff`.
    pub name: &'static str,
}

/// A kind of thing that the vendor remembers from call to call.
#[derive(Clone, Debug)]
pub struct RecordKind {
    /// Its name.
    pub name: Ident,
    /// What it is.
    pub about: Text,
    /// The wire name of its id.
    pub id: String,
    /// How ids look that the vendor gives: each `#` of the one run of them is a digit. None: no call makes one.
    pub ids: Option<String>,
    /// Wire names of what is kept of it and has one owner.
    pub keys: Vec<String>,
    /// Wire names of what else is kept of it.
    pub keep: Vec<String>,
    /// What of it is never shown.
    pub hidden: Vec<String>,
    /// The states that it goes through, the first one first; none where there is but one.
    pub states: Vec<Ident>,
    /// The wire name by which answers tell the state, and the values of the states for which it is known.
    pub told_by: Option<(String, Vec<(Ident, String)>)>,
    /// What calls do to it, in the order of the spec.
    pub calls: Vec<StoryCall>,
    /// What happens to it outside all calls, in the order of the spec.
    pub acts: Vec<Act>,
}

/// What a call does to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryCall {
    /// The call.
    pub operation: OperationId,
    /// What it does.
    pub effect: Effect,
    /// The members of the request by which records are found.
    pub by: Vec<Kept>,
    /// The value of these that asks for all records.
    pub all: Option<String>,
    /// The members of the request that are kept.
    pub keeps: Vec<Kept>,
    /// Wire names in the answer, and the names of what is kept there.
    pub shows: Vec<(String, String)>,
    /// The states in which it may be done; any where none is named.
    pub from: Vec<Ident>,
    /// The state afterwards; none where it stays.
    pub to: Option<Ident>,
    /// The code where there is no such record.
    pub missing: Option<String>,
    /// The code where there is one already.
    pub taken: Option<String>,
    /// The code where it is in another state.
    pub wrong_state: Option<String>,
}

/// What a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It makes a record, and answers with its id.
    Creates,
    /// It needs a record, and may show it.
    Gets,
    /// It shows all that fit.
    Lists,
    /// It tells whether one fits.
    Tells,
    /// It changes one.
    Changes,
    /// It takes one away.
    Removes,
}

impl Effect {
    /// Its word in specs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Creates => "creates",
            Self::Gets => "gets",
            Self::Lists => "lists",
            Self::Tells => "tells",
            Self::Changes => "changes",
            Self::Removes => "removes",
        }
    }
}

/// A member of a request, and the name under which it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where it stands.
    pub path: WirePath,
    /// The name.
    pub name: String,
}

/// Something that happens outside all calls.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Its name.
    pub name: Ident,
    /// Whether it may be the first thing that is known of a record.
    pub begins: bool,
    /// The states in which it can happen; any where none is named.
    pub from: Vec<Ident>,
    /// The state afterwards.
    pub to: Ident,
    /// What the vendor posts of it.
    pub posts: Option<Posts>,
}

/// What the vendor posts of an act.
#[derive(Clone, Debug, PartialEq)]
pub struct Posts {
    /// The callback.
    pub callback: OperationId,
    /// Wire names in the body, and the names of what is kept there.
    pub shows: Vec<(String, String)>,
    /// Members of the body; the rest is that of the callback's first example.
    pub body: Vec<(String, Json)>,
}
