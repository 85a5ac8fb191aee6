//! The attempts of one call: when the next one may begin, and when there is none any more.
//!
//! In: the client's settings, and how each attempt failed. Out: leave to send, or the last failure. Every wait ends
//! with the deadline of the call.

use crate::Secret;
use crate::admission::Place;
use crate::body::Body;
use crate::client::Inner;
use crate::code::Then;
use crate::error::{Error, ErrorKind, Result};
use crate::exchange::{Ways, left};
use crate::observe::{Again, Attempt, Ended, Event, Outcome, Reason};
use crate::operation::OperationInfo;
use crate::prepare::Draft;
use crate::retry::random;
use crate::span::Span;
use crate::timer::within;
use crate::value::Value;
use crate::watch::Watch;
use std::pin::pin;
use std::time::Duration;

/// The attempts of one call.
pub(crate) struct Attempts {
    operation: OperationInfo,
    /// The longest time of the whole call.
    time: Option<Duration>,
    /// When the call began, by the client's timer.
    began: Duration,
    /// When all must be over.
    deadline: Option<Duration>,
    number: u32,
    attempt_began: Duration,
    sent_bytes: Option<u64>,
    received_bytes: Option<u64>,
    pause: Duration,
    span: Span,
    watch: Watch,
    /// Whether the clock was corrected already.
    corrected: bool,
}

/// How an attempt failed.
pub(crate) enum Failed {
    /// It was made, in vain.
    Attempt(Error),
    /// Nothing was sent, and there is to be no other attempt.
    Call(Error),
}

impl Attempts {
    /// None was made yet, and no time passes. The time limit is that of the whole call.
    pub(crate) fn new(operation: OperationInfo, time: Option<Duration>) -> Self {
        Self {
            operation,
            time,
            began: Duration::ZERO,
            deadline: None,
            number: 0,
            attempt_began: Duration::ZERO,
            sent_bytes: None,
            received_bytes: None,
            pause: Duration::ZERO,
            span: Span::none(),
            watch: Watch::idle(),
            corrected: false,
        }
    }

    /// Another time limit, unless the call is under way.
    pub(crate) fn set_time(&mut self, time: Duration) {
        self.time = Some(time);
    }

    /// The call begins.
    pub(crate) fn depart(&mut self, client: &Inner) {
        self.began = client.timer.now();
        self.deadline = self.time.and_then(|time| self.began.checked_add(time));
        self.span = Span::call(self.operation, &client.base);
    }

    /// The span of the call.
    pub(crate) fn span(&self) -> Span {
        self.span.clone()
    }

    /// The attempt under way, as it is watched.
    pub(crate) fn watch(&mut self) -> &mut Watch {
        &mut self.watch
    }

    /// How often the call was sent.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    /// The time until the deadline.
    fn left(&self, client: &Inner) -> Duration {
        left(self.deadline, || client.timer.now())
    }

    /// What the future gives, unless the time of the call is up before.
    pub(crate) async fn in_time<T>(
        &self,
        client: &Inner,
        what: &str,
        future: impl Future<Output = T>,
    ) -> Result<T> {
        let done = within(&*client.timer, || self.left(client), pin!(future)).await;
        done.ok_or_else(|| self.too_late(format!("the time was up while {what}")))
    }

    /// The time is up, and this attempt was not made.
    #[cold]
    fn too_late(&self, text: impl Into<String>) -> Error {
        Error::new(self.operation.id, ErrorKind::TimedOut, text).retryable_if(|_| true)
    }

    /// Waits after a failure.
    pub(crate) async fn pause(&mut self, client: &Inner) {
        let pause = std::mem::take(&mut self.pause);
        if !pause.is_zero() {
            client.timer.sleep(pause).await;
        }
    }

    /// Waits until the limits of the client let one more call through.
    pub(crate) async fn admit(&self, client: &Inner) -> Result<Option<Place>> {
        let place = match &client.admission.places {
            None => None,
            Some(places) => Some(self.in_time(client, "it waited for calls before it", places.take()).await?),
        };
        // After the place: those who waited for one must not all be sent at once.
        if let Some(rate) = &client.admission.rate {
            let Some(turn) = rate.turn(client.timer.now(), self.left(client)) else {
                return Err(self.too_late("the limit of calls lets it through only after its deadline"));
            };
            if !turn.wait().is_zero() {
                client.timer.sleep(turn.wait()).await;
            }
            turn.go();
        }
        Ok(place)
    }

    /// Signs the request and begins an attempt with it, unless the time is up. Its exchange goes by the ways.
    pub(crate) fn begin<'c>(
        &mut self,
        client: &'c Inner,
        draft: &Draft,
        token: Option<&Secret>,
        request: &mut http::Request<Body>,
    ) -> Result<Ways<'c>> {
        draft.sign(client, token, request)?;
        // Where nothing was waited for and nothing signed, it is still the moment at which the call began.
        let is_at_once = self.number == 0 && token.is_none() && client.admission.is_open();
        let now = if is_at_once { self.began } else { client.timer.now() };
        if left(self.deadline, || now).is_zero() {
            return Err(self.too_late("the time was up before it was sent"));
        }
        self.number += 1;
        self.attempt_began = now;
        (self.sent_bytes, self.received_bytes) = (request.body().length(), None);
        self.watch = Watch::begin(client, draft, request, self.number);
        Ok(client.ways(self.deadline, now))
    }

    /// The answer has so many bytes.
    pub(crate) fn received(&mut self, bytes: usize) {
        self.received_bytes = Some(bytes as u64);
        self.watch.whole(bytes);
    }

    /// Gives the failure back if there is to be no other attempt after it.
    #[cold]
    pub(crate) fn again(&mut self, client: &Inner, error: Error) -> Result<()> {
        let policy = client.retry;
        if !error.is_retryable() || self.number >= policy.attempts {
            return Err(error);
        }
        let pause = policy.pause(self.number, random());
        let pause = error.retry_after().map_or(pause, |after| after.saturating_add(pause));
        if pause >= self.left(client) || !client.budget.pay() {
            return Err(error);
        }
        self.repeat(client, pause, Reason::Transient);
        Ok(())
    }

    /// Corrects the clock, once, if the failure says that it is off; then there will be another attempt.
    #[cold]
    pub(crate) fn correct_clock(&mut self, client: &Inner, error: &Error) -> bool {
        let Some(time_ms) = error.server_time_ms().filter(|_| error.then() == Then::FixClock) else {
            return false;
        };
        if std::mem::replace(&mut self.corrected, true) {
            return false;
        }
        client.correct_clock(time_ms);
        self.repeat(client, Duration::ZERO, Reason::WrongClock);
        true
    }

    /// There will be another attempt.
    #[cold]
    pub(crate) fn repeat(&mut self, client: &Inner, pause: Duration, reason: Reason) {
        self.pause = pause;
        client.tell(|| Event::Again(Again { operation: self.operation, number: self.number, pause, reason }));
    }

    /// Tells that an attempt ended. Data is there only where it was read.
    pub(crate) fn tell_attempt(&mut self, client: &Inner, outcome: Outcome<'_>, data: Option<&dyn Value>) {
        std::mem::replace(&mut self.watch, Watch::idle()).end(&outcome, data);
        client.tell(|| {
            Event::Attempt(Attempt {
                operation: self.operation,
                number: self.number,
                took: client.timer.now().saturating_sub(self.attempt_began),
                sent_bytes: self.sent_bytes,
                received_bytes: self.received_bytes,
                outcome,
            })
        });
    }

    /// Tells that the call ended.
    pub(crate) fn tell_end(&self, client: &Inner, outcome: Outcome<'_>) {
        self.span.end(&outcome);
        client.tell(|| {
            Event::Call(Ended {
                operation: self.operation,
                attempts: self.number,
                took: client.timer.now().saturating_sub(self.began),
                outcome,
            })
        });
    }
}
