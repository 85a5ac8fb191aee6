//! The way of one call: as many attempts as it takes, each with a token and signed anew.
//!
//! In: a client, an operation and the written request. Out: an answer that was read, or the last failure. It meets
//! no type of an operation. A dropped trip harms nobody: it closes its connection and gives its place on.

use crate::Secret;
use crate::admission::Place;
use crate::attempts::{Attempts, Failed};
use crate::client::Inner;
use crate::envelope::{Head, read};
use crate::error::{Error, Result};
use crate::exchange::Left;
use crate::judge::{Judge, lost};
use crate::observe::{Outcome, Reason};
use crate::operation::{Operation, OperationInfo};
use crate::prepare::Draft;
use crate::token::Used;
use crate::transport::BoxFuture;
use crate::value::{Slot, Value};
use bytes::Bytes;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// A call on its way. Nothing is sent before it is polled.
pub(crate) struct Way {
    start: Option<Result<Box<Trip>>>,
    arriving: Option<BoxFuture<'static, Result<Arrived>>>,
}

/// A call before its first attempt, and between two.
struct Trip {
    client: Arc<Inner>,
    operation: &'static Operation,
    draft: Draft,
    attempts: Attempts,
    /// Whether a stale token was replaced already.
    replaced: bool,
}

/// An answer as it arrived.
pub(crate) struct Arrived {
    trip: Box<Trip>,
    /// The token that went with the request.
    used: Option<Used>,
    answer: http::Response<Bytes>,
}

/// What somebody wants of an answer.
#[derive(Clone, Copy)]
pub(crate) enum Wanted {
    /// What was asked for.
    Data,
    /// The members around it too.
    All,
}

/// An answer that was read.
pub(crate) struct Whole {
    pub(crate) operation: OperationInfo,
    /// Empty where nobody wanted it.
    pub(crate) head: Head<'static>,
    pub(crate) answer: http::Response<Bytes>,
}

impl Way {
    pub(crate) fn new(client: Arc<Inner>, operation: &'static Operation, draft: Result<Draft>) -> Self {
        let trip = draft.map(|draft| {
            let attempts = Attempts::new(draft.info(), client.deadline);
            Box::new(Trip { client, operation, draft, attempts, replaced: false })
        });
        Self { start: Some(trip), arriving: None }
    }

    /// Another deadline than the client's, unless the call is under way.
    pub(crate) fn set_deadline(&mut self, time: Duration) {
        if let Some(Ok(trip)) = &mut self.start {
            trip.attempts.set_time(time);
        }
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Arrived>> {
        if let Some(trip) = self.start.take() {
            let mut trip = trip?;
            trip.attempts.depart(&trip.client);
            self.arriving = Some(travel(trip));
        }
        match &mut self.arriving {
            Some(arriving) => {
                let arrived = ready!(arriving.as_mut().poll(context));
                self.arriving = None;
                Poll::Ready(arrived)
            }
            // As of any future that is done.
            None => Poll::Pending,
        }
    }

    /// Reads an answer into the slot. Nothing comes of it where the call is made again; the slot may be filled then.
    pub(crate) fn read(
        &mut self,
        arrived: Arrived,
        slot: &mut dyn Slot,
        wanted: Wanted,
    ) -> Option<Result<Whole>> {
        match arrived.read(slot, wanted) {
            Ok(ControlFlow::Break(whole)) => Some(Ok(whole)),
            Ok(ControlFlow::Continue(trip)) => {
                self.arriving = Some(travel(trip));
                None
            }
            Err(error) => Some(Err(error)),
        }
    }
}

fn travel(mut trip: Box<Trip>) -> BoxFuture<'static, Result<Arrived>> {
    let span = trip.attempts.span();
    Box::pin(span.around(async move {
        loop {
            match trip.attempt().await {
                Ok((used, answer)) => return Ok(Arrived { trip, used, answer }),
                Err(Failed::Attempt(error)) => {
                    trip.attempts.tell_attempt(&trip.client, error.outcome(), None);
                    trip.again(error)?;
                }
                Err(Failed::Call(error)) => return Err(trip.end(error)),
            }
        }
    }))
}

impl Trip {
    async fn attempt(&mut self) -> Result<(Option<Used>, http::Response<Bytes>), Failed> {
        let (client, attempts) = (&self.client, &mut self.attempts);
        attempts.pause(client).await;
        let (used, _place) = admit(client, attempts, self.operation).await.map_err(Failed::Call)?;
        let token = match &used {
            Some(used) => Some(used.value.clone()),
            None => self.operation.signed.then(|| Secret::from("")),
        };
        let (ways, request) = attempts.begin(client, &self.draft, token.as_ref()).map_err(Failed::Call)?;
        let answer = ways.exchange(request, attempts.watch()).await;
        let answer = answer.map_err(|error| Failed::Attempt(lost(self.draft.info(), error)))?;
        attempts.received(answer.body().len());
        Ok((used, answer))
    }

    /// Gives the failure back if there is to be no other attempt after it.
    fn again(&mut self, error: Error) -> Result<()> {
        if !self.draft.can_be_sent_again() {
            return Err(self.end(error));
        }
        self.attempts.again(&self.client, error).map_err(|error| self.end(error))
    }

    /// The call ends well.
    fn succeed(&mut self, head: &Head<'_>, status: http::StatusCode, data: Option<&dyn Value>) {
        let outcome = Outcome::success(head, status);
        self.attempts.tell_attempt(&self.client, outcome, data);
        self.attempts.tell_end(&self.client, outcome);
        self.client.budget.earn();
    }

    /// The call ends with this failure.
    fn end(&self, error: Error) -> Error {
        self.attempts.tell_end(&self.client, error.outcome());
        // One about the token says how often the token was asked for.
        if error.operation() == self.operation.id { error.after(self.attempts.number()) } else { error }
    }
}

/// Waits for a token and for a place.
async fn admit(
    client: &Arc<Inner>,
    attempts: &Attempts,
    operation: &Operation,
) -> Result<(Option<Used>, Option<Place>)> {
    loop {
        let used = if operation.signed {
            attempts.in_time(client, "a token was fetched", client.token()).await.flatten()?
        } else {
            None
        };
        let place = attempts.admit(client).await?;
        // A token that was dropped while the call waited for its place would only be refused.
        if client.admission.is_open() || used.as_ref().is_none_or(|used| client.tokens.holds(used)) {
            return Ok((used, place));
        }
    }
}

impl Arrived {
    /// Reads the answer, or goes on where the call is made again.
    fn read(self, slot: &mut dyn Slot, wanted: Wanted) -> Result<ControlFlow<Whole, Box<Trip>>> {
        let span = self.trip.attempts.span();
        span.within(|| self.read_inside(slot, wanted))
    }

    fn read_inside(self, slot: &mut dyn Slot, wanted: Wanted) -> Result<ControlFlow<Whole, Box<Trip>>> {
        let Self { mut trip, used, answer } = self;
        let client = Arc::clone(&trip.client);
        let operation = trip.operation;
        let judge = Judge {
            api: client.api,
            operation: trip.draft.info(),
            codes: operation.codes,
            text_of: operation.text_of,
        };
        if answer.extensions().get::<Left>().is_some() {
            let head = Head::default();
            trip.succeed(&head, answer.status(), None);
            return Ok(ControlFlow::Break(Whole { operation: judge.operation, head, answer }));
        }
        let (head, outcome) = read(&client.api.envelope, operation.text_of, answer.body(), slot);
        let error = match judge.judge(head, &outcome, &answer, &|| client.now_ms()) {
            Ok(head) => {
                trip.succeed(&head, answer.status(), Some(slot));
                let head = match wanted {
                    Wanted::Data => Head::default(),
                    Wanted::All => head.into_owned(),
                };
                return Ok(ControlFlow::Break(Whole { operation: judge.operation, head, answer }));
            }
            Err(error) => error,
        };
        trip.attempts.tell_attempt(&client, error.outcome(), None);
        if client.drop_stale(&error, used.as_ref()) {
            // The vendor did nothing else with the call.
            let error = error.retryable_if(|_| true);
            if std::mem::replace(&mut trip.replaced, true) || !trip.draft.can_be_sent_again() {
                return Err(trip.end(error));
            }
            trip.attempts.repeat(&client, Duration::ZERO, Reason::StaleToken);
            return Ok(ControlFlow::Continue(trip));
        }
        if !trip.draft.can_be_sent_again() || !trip.attempts.correct_clock(&client, &error) {
            trip.again(error)?;
        }
        Ok(ControlFlow::Continue(trip))
    }
}

#[cfg(test)]
mod tests;
