//! What happens inside a client, for metrics and logs.
//!
//! In: events of calls, attempts, tokens and stores. Out: whoever was given to the builder is told. An event holds
//! names, numbers and codes; it never holds a text of the vendor, a header, a body or a secret.

use crate::envelope::Head;
use crate::error::{ErrorKind, plain};
use crate::operation::OperationInfo;
use crate::store::StoreError;
use std::time::Duration;

/// Is told what happens. It must come back at once: calls wait for it.
///
/// ```
/// use jiekou_runtime::{Event, Observer};
/// use std::collections::BTreeMap;
/// use std::sync::{Mutex, PoisonError};
///
/// /// Counts attempts. A histogram of `attempt.took` by the same keys is OpenTelemetry's
/// /// `http.client.request.duration`: `http.request.method`, `url.template`, `http.response.status_code` and
/// /// `error.type`.
/// #[derive(Default)]
/// struct Counts(Mutex<BTreeMap<(&'static str, &'static str, Option<u16>, String), u64>>);
///
/// impl Observer for Counts {
///     fn observe(&self, event: &Event<'_>) {
///         let Event::Attempt(attempt) = event else { return };
///         let (operation, outcome) = (attempt.operation, attempt.outcome);
///         let error = outcome.error.map_or_else(String::new, |kind| format!("{kind:?}"));
///         let key = (operation.method.as_str(), operation.path, outcome.status, error);
///         *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default() += 1;
///     }
/// }
/// ```
///
/// The same is told to the crate `tracing` where its feature is on: a span `jiekou.call` (level info) around each
/// call and a span `jiekou.attempt` (level debug) around each attempt, with OpenTelemetry's names for HTTP clients and
/// `jiekou.api`, `jiekou.operation`, `jiekou.vendor.code`, `jiekou.request_id` beside them; a warning where a call is
/// made again, a store fails, or a token is not renewed. There is no `url.full`: a filled path or query may hold
/// personal data. For spans of a collector, `otel.name`, `otel.kind` and `otel.status_code` are set.
pub trait Observer: Send + Sync {
    /// Something happened.
    fn observe(&self, event: &Event<'_>);
}

/// What happened.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// One exchange with the vendor came to its end.
    Attempt(Attempt<'a>),
    /// The call will be made again.
    Again(Again),
    /// A call came to its end.
    Call(Ended<'a>),
    /// Something happened to the token.
    Token(TokenEvent),
    /// The token store failed; the client goes on without it.
    StoreFailed(&'a StoreError),
}

/// One exchange.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The call.
    pub operation: OperationInfo,
    /// 1 for the first one.
    pub number: u32,
    /// From the signature to the last byte.
    pub took: Duration,
    /// Bytes of the body that was sent; none where that was not known before.
    pub sent_bytes: Option<u64>,
    /// Bytes of the answer's body.
    pub received_bytes: Option<u64>,
    /// How it ended.
    pub outcome: Outcome<'a>,
}

/// The end of a call, after one attempt or several.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Ended<'a> {
    /// The call.
    pub operation: OperationInfo,
    /// How often it was sent.
    pub attempts: u32,
    /// From the start to the end, with all waits.
    pub took: Duration,
    /// How it ended.
    pub outcome: Outcome<'a>,
}

/// How something ended.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Outcome<'a> {
    /// The kind of failure; none for success.
    pub error: Option<ErrorKind>,
    /// The HTTP status, if an answer came.
    pub status: Option<u16>,
    /// The vendor's code, if it looks like one.
    pub code: Option<&'a str>,
    /// The id of the call in the vendor's logs, if it looks like one.
    pub request_id: Option<&'a str>,
}

impl<'a> Outcome<'a> {
    /// An answer that succeeded.
    pub(crate) fn success(head: &'a Head<'_>, status: http::StatusCode) -> Self {
        Self {
            error: None,
            status: Some(status.as_u16()),
            code: head.code.as_deref().and_then(plain),
            request_id: head.request_id.as_deref().and_then(plain),
        }
    }
}

/// A call that will be made again.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Again {
    /// The call.
    pub operation: OperationInfo,
    /// The number of the attempt that failed.
    pub number: u32,
    /// How long the client waits before.
    pub pause: Duration,
    /// Why.
    pub reason: Reason,
}

/// Why a call is made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The failure is of a kind that passes.
    Transient,
    /// The token was stale; there is a new one.
    StaleToken,
    /// The clock was off; it is corrected.
    WrongClock,
}

/// What happened to the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenEvent {
    /// It was fetched from the vendor.
    Fetched,
    /// It was taken from the store, where another process had left it.
    Loaded,
    /// The vendor says that it is stale; it was dropped.
    Dropped,
    /// It could not be fetched ahead of its end; the old one is used until then.
    NotRenewed,
}
