//! Spans with the feature `tracing`.
//!
//! In: calls, attempts, and what happens in them. Out: spans `jiekou.call` and `jiekou.attempt`, which are entered
//! around each poll, and warnings for what a call survived. Nobody subscribed: one look at a flag each.

use crate::error::ErrorKind;
use crate::observe::{Event, Outcome, TokenEvent};
use crate::operation::OperationInfo;
use crate::url::Base;
use tracing::field::{Empty, display};
use tracing::instrument::Instrumented;
use tracing::{Instrument, debug_span, info_span, warn};

/// A span that is still open.
#[derive(Clone, Debug)]
pub(crate) struct Span(tracing::Span);

impl Span {
    /// Nothing is under way.
    pub(crate) fn none() -> Self {
        Self(tracing::Span::none())
    }

    /// A call, with all its attempts and waits.
    pub(crate) fn call(operation: OperationInfo, base: &Base) -> Self {
        let (address, port) = base.server();
        Self(info_span!(
            "jiekou.call",
            "otel.kind" = "internal",
            "otel.name" = %format_args!("{}.{}", operation.api, operation.id),
            "otel.status_code" = Empty,
            "jiekou.api" = operation.api,
            "jiekou.operation" = operation.id,
            "jiekou.vendor.code" = Empty,
            "jiekou.request_id" = Empty,
            "server.address" = address,
            "server.port" = port,
            "error.type" = Empty,
        ))
    }

    /// One exchange; the first one has the number 1.
    pub(crate) fn attempt(operation: OperationInfo, base: &Base, number: u32) -> Self {
        let (address, port) = base.server();
        let span = debug_span!(
            "jiekou.attempt",
            "otel.kind" = "client",
            "otel.name" = %format_args!("{} {}", operation.method.as_str(), operation.path),
            "otel.status_code" = Empty,
            "jiekou.api" = operation.api,
            "jiekou.operation" = operation.id,
            "jiekou.vendor.code" = Empty,
            "jiekou.request_id" = Empty,
            "http.request.method" = operation.method.as_str(),
            "http.request.resend_count" = Empty,
            "http.response.status_code" = Empty,
            "server.address" = address,
            "server.port" = port,
            "url.template" = operation.path,
            "error.type" = Empty,
        );
        // The conventions want it only where something is sent again.
        if let Some(again) = number.checked_sub(1).filter(|again| *again > 0) {
            span.record("http.request.resend_count", again);
        }
        Self(span)
    }

    /// The future, in this span whenever it is polled.
    pub(crate) fn around<F: Future>(&self, future: F) -> Instrumented<F> {
        future.instrument(self.0.clone())
    }

    /// Does it in this span.
    pub(crate) fn within<T>(&self, what: impl FnOnce() -> T) -> T {
        self.0.in_scope(what)
    }

    /// How it ended.
    pub(crate) fn end(&self, outcome: &Outcome<'_>) {
        if let Some(status) = outcome.status {
            self.0.record("http.response.status_code", status);
        }
        if let Some(code) = outcome.code {
            self.0.record("jiekou.vendor.code", code);
        }
        if let Some(id) = outcome.request_id {
            self.0.record("jiekou.request_id", id);
        }
        match (outcome.error, outcome.status) {
            (None, _) => return,
            (Some(ErrorKind::Status), Some(status)) => self.0.record("error.type", display(status)),
            (Some(kind), _) => self.0.record("error.type", display(format_args!("{kind:?}"))),
        };
        self.0.record("otel.status_code", "ERROR");
    }
}

/// Something happened that somebody may want to know of.
pub(crate) fn tell(event: &Event<'_>) {
    match event {
        Event::Again(again) => warn!(
            "jiekou.operation" = again.operation.id,
            attempt = again.number,
            pause_ms = u64::try_from(again.pause.as_millis()).unwrap_or(u64::MAX),
            reason = ?again.reason,
            "the call is made again"
        ),
        Event::StoreFailed(error) => warn!(error = %error, "the client goes on without the token store"),
        Event::Token(TokenEvent::NotRenewed) => warn!("the token was not renewed ahead of its end"),
        _ => {}
    }
}
