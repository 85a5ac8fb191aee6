//! Calls as a test reads them.
//!
//! In: what a server saw of a call. Out: a record that may be shown, or the same with the request as a typed value,
//! which is whole.

use crate::check::SignatureMismatch;
use crate::rules::Reason;
use std::fmt;
use std::ops::Deref;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A call that a server saw, as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallRecord {
    /// From 1.
    pub number: usize,
    /// When it was answered, by the server's clock.
    pub time: SystemTime,
    /// `group.name`; none where no operation was found.
    pub operation: Option<&'static str>,
    /// Method, path and query, without what is sensitive.
    pub line: String,
    /// Names and values of its headers; values that may be secret are `[redacted]`.
    pub headers: Vec<(String, String)>,
    /// The request as JSON by wire names, without what is sensitive; empty where it could not be read.
    pub request: String,
    /// The status of the answer.
    pub status: u16,
    /// What became of it.
    pub outcome: Outcome,
    /// How the server misbehaved, as the test wanted, in words.
    pub faults: Vec<String>,
    /// How its signature differs from what it should be, where it does.
    pub signature: Option<SignatureMismatch>,
    /// What a lenient server let pass, in one line.
    pub overlooked: Option<String>,
}

impl CallRecord {
    /// One that nobody looked at yet.
    pub(crate) fn new(number: usize, time_ms: i64, line: String) -> Self {
        Self {
            number,
            time: UNIX_EPOCH + Duration::from_millis(u64::try_from(time_ms).unwrap_or_default()),
            operation: None,
            line,
            headers: Vec::new(),
            request: String::new(),
            status: 0,
            outcome: Outcome::Stub,
            faults: Vec::new(),
            signature: None,
            overlooked: None,
        }
    }

    /// The first value of a header, as it may be shown.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

impl fmt::Display for CallRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{} {}: {}, {}", self.number, self.line, self.status, self.outcome)
    }
}

/// A call with its request as a typed value: what [`MockServer::calls_of`](crate::MockServer::calls_of) gives. All that
/// stands in the [`CallRecord`] can be read of it too: `call.number`, `call.outcome`.
#[derive(Clone)]
pub struct Call<R> {
    record: CallRecord,
    request: R,
}

impl<R> Call<R> {
    pub(crate) fn new(record: CallRecord, request: R) -> Self {
        Self { record, request }
    }

    /// What the caller sent, decrypted.
    #[must_use]
    pub fn request(&self) -> &R {
        &self.request
    }

    /// The same, to keep.
    #[must_use]
    pub fn into_request(self) -> R {
        self.request
    }
}

impl<R> Deref for Call<R> {
    type Target = CallRecord;

    fn deref(&self) -> &CallRecord {
        &self.record
    }
}

impl<R> fmt::Debug for Call<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.record).finish()
    }
}

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It was answered with the data of an example, which has this name.
    Example(&'static str),
    /// It was answered as the test said.
    Stub,
    /// It was answered as it was recorded.
    Replay,
    /// It was answered from what the server remembers.
    State,
    /// It got a token.
    Token,
    /// It was refused.
    Refused {
        /// Why.
        reason: Reason,
        /// The same in one line, without secrets.
        text: String,
    },
    /// The server misbehaved in place of an answer, as the test wanted.
    Fault(String),
    /// What the test said failed, or nothing said how to answer.
    Failed(String),
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Example(name) => write!(f, "example `{name}`"),
            Self::Stub => f.write_str("as told"),
            Self::Replay => f.write_str("as recorded"),
            Self::State => f.write_str("from memory"),
            Self::Token => f.write_str("token issued"),
            Self::Refused { reason, text } => write!(f, "refused, {reason}: {text}"),
            Self::Fault(text) => write!(f, "misbehaved: {text}"),
            Self::Failed(text) => write!(f, "not answered: {text}"),
        }
    }
}
