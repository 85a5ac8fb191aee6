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
use std::sync::Arc;
use std::time::Duration;

/// What a request shows of itself; the same for all attempts of a call.
pub(crate) struct Shown {
    target: String,
    body: Option<Json>,
}

impl Shown {
    /// Of a call, if anybody wants to see it.
    pub(crate) fn of(client: &Inner, operation: &Operation, model: &dyn Model) -> Option<Arc<Self>> {
        let body = || operation.method.has_body().then(|| shown_body(model));
        (!client.recorders.is_empty())
            .then(|| Arc::new(Self { target: shown_target(operation.path, model), body: body() }))
    }
}

/// An attempt that somebody wants to see.
pub(crate) struct Taken {
    recorders: Arc<[Arc<dyn Recorder>]>,
    timer: Arc<dyn Timer>,
    began: Duration,
    exchange: Exchange,
}

impl Taken {
    /// Begins with a request that is ready to be sent. One that no model stands behind shows no body.
    pub(crate) fn begin(
        client: &Inner,
        operation: OperationInfo,
        shown: Option<&Shown>,
        headers: &http::HeaderMap,
        body_bytes: Option<u64>,
        attempt: u32,
    ) -> Option<Box<Self>> {
        if client.recorders.is_empty() {
            return None;
        }
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
        let (recorders, timer) = (Arc::clone(&client.recorders), Arc::clone(&client.timer));
        Some(Box::new(Self { recorders, began: timer.now(), timer, exchange }))
    }

    /// The head of the answer is there.
    pub(crate) fn head(&mut self, head: &http::response::Parts) {
        self.exchange.waited = Some(self.so_far());
        self.exchange.answer = Some(ShownAnswer {
            status: head.status.as_u16(),
            headers: shown_headers(&head.headers),
            bytes: 0,
            code: None,
            request_id: None,
            data: None,
        });
    }

    /// The whole answer is there.
    pub(crate) fn whole(&mut self, bytes: usize) {
        self.exchange.took = self.so_far();
        if let Some(answer) = &mut self.exchange.answer {
            answer.bytes = bytes as u64;
        }
    }

    /// It is over. Data is there only where it was read.
    pub(crate) fn end(mut self, outcome: &Outcome<'_>, data: Option<&dyn Value>) {
        self.exchange.ending = outcome.error.map_or(Ending::Success, Ending::Failure);
        if let Some(answer) = &mut self.exchange.answer {
            answer.code = outcome.code.and_then(plain).map(str::to_owned);
            answer.request_id = outcome.request_id.and_then(plain).map(str::to_owned);
            answer.data = data.map(shown_data);
        }
    }

    fn so_far(&self) -> Duration {
        self.timer.now().saturating_sub(self.began)
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
        for recorder in &*self.recorders {
            recorder.record(&self.exchange);
        }
    }
}
