//! An exchange under way, for the recorders of its client.
//!
//! In: what a call shows of itself, then each step of one attempt. Out: one entry when it is over, also where nobody
//! waits for it any more. Nothing is made where there is no recorder.

use super::{Ending, Exchange, Recorder, ShownAnswer};
use crate::Json;
use crate::client::Inner;
use crate::error::plain;
use crate::mask::{shown_body, shown_data, shown_headers, shown_target};
use crate::observe::Outcome;
use crate::operation::{Operation, OperationInfo};
use crate::timer::Timer;
use crate::value::{Model, Value};
use bytes::Bytes;
use std::sync::Arc;
use std::time::Duration;

/// What a request shows of itself; the same for all attempts of a call.
pub(crate) struct Shown {
    target: String,
    body: Option<Json>,
}

impl Shown {
    fn of(operation: &Operation, model: &dyn Model) -> Arc<Self> {
        let body = operation.method.has_body().then(|| shown_body(model));
        Arc::new(Self { target: shown_target(operation.path, model), body })
    }
}

/// Those who get the exchanges of a client, and how an exchange is shown. It is made where a recorder is given, and
/// holds pointers: a program without a recorder does not carry what only recorders need.
#[derive(Clone)]
pub(crate) struct Recording {
    recorders: Vec<Arc<dyn Recorder>>,
    show: fn(&Operation, &dyn Model) -> Arc<Shown>,
    begin: fn(&Self, &Inner, Begun<'_>) -> Box<dyn Witness>,
}

impl Recording {
    /// For nobody as yet.
    pub(crate) fn new() -> Self {
        Self { recorders: Vec::new(), show: Shown::of, begin: Taken::begin }
    }

    /// For one more.
    pub(crate) fn add(&mut self, recorder: Arc<dyn Recorder>) {
        self.recorders.push(recorder);
    }

    /// What a call shows of itself.
    pub(crate) fn show(&self, operation: &Operation, model: &dyn Model) -> Arc<Shown> {
        (self.show)(operation, model)
    }

    /// Begins with a request that is ready to be sent. One that no model stands behind shows no body.
    pub(crate) fn begin(&self, client: &Inner, begun: Begun<'_>) -> Box<dyn Witness> {
        (self.begin)(self, client, begun)
    }
}

/// A request that is ready to be sent.
pub(crate) struct Begun<'a> {
    pub(crate) operation: OperationInfo,
    pub(crate) shown: Option<&'a Shown>,
    pub(crate) headers: &'a http::HeaderMap,
    pub(crate) body_bytes: Option<u64>,
    pub(crate) attempt: u32,
}

/// Whoever looks on at an attempt.
pub(crate) trait Witness: Send + Sync {
    /// The head of the answer is there.
    fn head(&mut self, head: &http::Response<Bytes>);

    /// The whole answer is there.
    fn whole(&mut self, bytes: usize);

    /// It is over. Data is there only where it was read.
    fn end(self: Box<Self>, outcome: &Outcome<'_>, data: Option<&dyn Value>);
}

/// An attempt that somebody wants to see.
struct Taken {
    recorders: Vec<Arc<dyn Recorder>>,
    timer: Arc<dyn Timer>,
    began: Duration,
    exchange: Exchange,
}

impl Taken {
    fn begin(recording: &Recording, client: &Inner, begun: Begun<'_>) -> Box<dyn Witness> {
        let Begun { operation, shown, headers, body_bytes, attempt } = begun;
        let target = shown.map_or(operation.path, |shown| &shown.target);
        let exchange = Exchange {
            operation,
            attempt,
            began_ms: client.clock.now_ms(),
            waited: None,
            took: Duration::ZERO,
            url: format!("{}{}{target}", client.base.origin, client.base.path),
            headers: shown_headers(headers),
            body: shown.and_then(|shown| shown.body.clone()),
            body_bytes,
            answer: None,
            ending: Ending::Dropped,
        };
        let (recorders, timer) = (recording.recorders.clone(), Arc::clone(&client.timer));
        Box::new(Self { recorders, began: timer.now(), timer, exchange })
    }

    fn so_far(&self) -> Duration {
        self.timer.now().saturating_sub(self.began)
    }
}

impl Witness for Taken {
    fn head(&mut self, head: &http::Response<Bytes>) {
        self.exchange.waited = Some(self.so_far());
        self.exchange.answer = Some(ShownAnswer {
            status: head.status().as_u16(),
            headers: shown_headers(head.headers()),
            bytes: 0,
            code: None,
            request_id: None,
            data: None,
        });
    }

    fn whole(&mut self, bytes: usize) {
        self.exchange.took = self.so_far();
        if let Some(answer) = &mut self.exchange.answer {
            answer.bytes = bytes as u64;
        }
    }

    fn end(mut self: Box<Self>, outcome: &Outcome<'_>, data: Option<&dyn Value>) {
        self.exchange.ending = outcome.error.map_or(Ending::Success, Ending::Failure);
        if let Some(answer) = &mut self.exchange.answer {
            answer.code = outcome.code.and_then(plain).map(str::to_owned);
            answer.request_id = outcome.request_id.and_then(plain).map(str::to_owned);
            answer.data = data.map(shown_data);
        }
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        if self.exchange.took.is_zero() {
            self.exchange.took = self.so_far();
        }
        // Somebody panicked; to panic again would end the process.
        if std::thread::panicking() {
            return;
        }
        for recorder in &self.recorders {
            recorder.record(&self.exchange);
        }
    }
}
