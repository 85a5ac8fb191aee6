//! The way of one call: as many attempts as it takes, each with a token and signed anew.
//!
//! In: a client, an operation and the written request. Out: an answer that was read, or the last failure. It meets
//! no type of an operation. A dropped trip harms nobody: it closes its connection and gives its place on.

use crate::Secret;
use crate::admission::Place;
use crate::attempts::{Attempts, Failed};
use crate::client::Inner;
use crate::envelope::{self, Head, read};
use crate::error::{Error, Result};
use crate::exchange::{FileTypes, Left};
use crate::judge::{Judge, lost, succeeded};
use crate::observe::{Outcome, Reason};
use crate::operation::{Operation, OperationInfo};
use crate::prepare::Draft;
use crate::token::Used;
use crate::transport::{BoxFuture, boxed};
use crate::value::{Model, Slot, Value};
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

/// A call before its first attempt, in one, and between two.
struct Trip {
    client: Arc<Inner>,
    operation: &'static Operation,
    draft: Draft,
    attempts: Attempts,
    /// The token that went with the last request.
    used: Option<Used>,
    /// The last answer, as far as one is there.
    answer: http::Response<Bytes>,
    /// Whether a stale token was replaced already.
    replaced: bool,
}

/// A call whose answer arrived.
pub(crate) struct Arrived(Box<Trip>);

/// What somebody wants of an answer.
#[derive(Clone, Copy)]
pub(crate) enum Wanted {
    /// What was asked for.
    Data,
    /// The members around it too.
    All,
}

/// An answer that was read. It stays where it is: most who asked for its data want no more of it.
pub(crate) struct Whole {
    trip: Box<Trip>,
    /// Only where somebody wanted it.
    head: Option<Box<Head<'static>>>,
}

impl Whole {
    pub(crate) fn operation(&self) -> OperationInfo {
        self.trip.draft.info()
    }

    pub(crate) fn answer(&self) -> &http::Response<Bytes> {
        &self.trip.answer
    }

    /// The members around the data, as far as they were wanted, and the answer.
    pub(crate) fn into_parts(self) -> (Head<'static>, http::Response<Bytes>) {
        (self.head.map(|head| *head).unwrap_or_default(), self.trip.answer)
    }
}

impl Way {
    /// Writes the request. An answer of these types is a file.
    pub(crate) fn new(
        client: Arc<Inner>,
        operation: &'static Operation,
        request: &dyn Model,
        file: Option<FileTypes>,
    ) -> Self {
        let draft = Draft::blank(&client, operation, request, file);
        let attempts = Attempts::new(draft.info(), client.deadline);
        let answer = http::Response::default();
        let mut trip = Box::write(
            Box::new_uninit(),
            Trip { client, operation, draft, attempts, used: None, answer, replaced: false },
        );
        // It is written where it stays: it is large, and whoever gives it on copies it.
        let written = trip.draft.write(&trip.client, operation, request);
        Self { start: Some(written.map(|()| trip)), arriving: None }
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
    boxed(|| {
        span.around(async move {
            loop {
                match trip.attempt().await {
                    Ok(()) => return Ok(Arrived(trip)),
                    Err(Failed::Attempt(error)) => {
                        trip.attempts.tell_attempt(&trip.client, error.outcome(), None);
                        trip.again(error)?;
                    }
                    Err(Failed::Call(error)) => return Err(trip.end(error)),
                }
            }
        })
    })
}

impl Trip {
    /// Takes an answer.
    async fn attempt(&mut self) -> Result<(), Failed> {
        let Self { client, attempts, draft, answer, .. } = self;
        let mut _place = None;
        // Most calls wait for nothing.
        if attempts.number() > 0 || self.operation.signed || !client.admission.is_open() {
            (self.used, _place) = admit(client, attempts, self.operation).await.map_err(Failed::Call)?;
        }
        let token = match &self.used {
            Some(used) => Some(used.value.clone()),
            None => self.operation.signed.then(|| Secret::from("")),
        };
        let ways;
        let exchange = {
            // It is gone before anything waits: the future has no room for it.
            let mut request = http::Request::default();
            ways = attempts.begin(client, draft, token.as_ref(), &mut request).map_err(Failed::Call)?;
            ways.exchange(request, attempts.watch(), answer)
        };
        exchange.await.map_err(|error| Failed::Attempt(lost(draft.info(), error)))?;
        attempts.received(answer.body().len());
        Ok(())
    }

    /// Gives the failure back if there is to be no other attempt after it.
    #[cold]
    fn again(&mut self, error: Error) -> Result<()> {
        if !self.draft.can_be_sent_again() {
            return Err(self.end(error));
        }
        self.attempts.again(&self.client, error).map_err(|error| self.end(error))
    }

    /// What the last answer says that is no success.
    #[cold]
    fn error(&self, head: Head<'_>, outcome: &envelope::Outcome) -> Error {
        let Self { client, operation, draft, answer, .. } = self;
        let judge = Judge {
            api: client.api,
            operation: draft.info(),
            codes: operation.codes,
            text_of: operation.text_of,
        };
        judge.judge(head, outcome, answer, &|| client.now_ms())
    }

    /// Gives the failure of an answer back if there is to be no other attempt after it.
    #[cold]
    fn refused(&mut self, error: Error) -> Result<()> {
        let Self { client, draft, attempts, used, replaced, .. } = self;
        attempts.tell_attempt(client, error.outcome(), None);
        if client.drop_stale(&error, used.as_ref()) {
            // The vendor did nothing else with the call.
            let error = error.retryable_if(|_| true);
            if !draft.can_be_sent_again() || std::mem::replace(replaced, true) {
                return Err(self.end(error));
            }
            attempts.repeat(client, Duration::ZERO, Reason::StaleToken);
            return Ok(());
        }
        if draft.can_be_sent_again() && attempts.correct_clock(client, &error) {
            return Ok(());
        }
        self.again(error)
    }

    /// The call ends with this failure.
    #[cold]
    fn end(&self, error: Error) -> Error {
        self.attempts.tell_end(&self.client, error.outcome());
        // One about the token says how often the token was asked for.
        if error.operation() == self.operation.id { error.after(self.attempts.number()) } else { error }
    }
}

/// Waits for the pause between two attempts, for a token and for a place.
async fn admit(
    client: &Arc<Inner>,
    attempts: &mut Attempts,
    operation: &Operation,
) -> Result<(Option<Used>, Option<Place>)> {
    attempts.pause(client).await;
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

/// A call ends well.
fn succeed(
    attempts: &mut Attempts,
    client: &Inner,
    head: &Head<'_>,
    status: http::StatusCode,
    data: Option<&dyn Value>,
) {
    if client.is_watched() {
        let outcome = Outcome::success(head, status);
        attempts.tell_attempt(client, outcome, data);
        attempts.tell_end(client, outcome);
    }
    client.budget.earn();
}

impl Arrived {
    /// Reads the answer, or goes on where the call is made again.
    fn read(self, slot: &mut dyn Slot, wanted: Wanted) -> Result<ControlFlow<Whole, Box<Trip>>> {
        let span = self.0.attempts.span();
        span.within(|| self.read_inside(slot, wanted))
    }

    fn read_inside(self, slot: &mut dyn Slot, wanted: Wanted) -> Result<ControlFlow<Whole, Box<Trip>>> {
        let Self(mut trip) = self;
        let status = trip.answer.status();
        if trip.answer.extensions().get::<Left>().is_some() {
            succeed(&mut trip.attempts, &trip.client, &Head::default(), status, None);
            return Ok(ControlFlow::Break(Whole { trip, head: None }));
        }
        let (envelope, text_of) = (&trip.client.api.envelope, trip.operation.text_of);
        let (head, outcome) = read(envelope, text_of, trip.answer.body(), slot);
        if !succeeded(&outcome, status) {
            let error = trip.error(head, &outcome);
            trip.refused(error)?;
            return Ok(ControlFlow::Continue(trip));
        }
        succeed(&mut trip.attempts, &trip.client, &head, status, Some(slot));
        let head = match wanted {
            Wanted::Data => None,
            Wanted::All => Some(Box::new(head.into_owned())),
        };
        Ok(ControlFlow::Break(Whole { trip, head }))
    }
}

#[cfg(test)]
mod tests;
