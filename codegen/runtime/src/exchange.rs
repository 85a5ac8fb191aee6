//! One exchange with a vendor: the request out, the answer in, within the limits.
//!
//! In: a signed request, a transport, and how much time is left. Out: the answer, or what became of the request.
//! Whoever drops the future closes the connection.

mod file;

pub(crate) use file::{FileTypes, Leave, Left};

use crate::body::{Body, BodyError};
use crate::timer::{Timer, within};
use crate::transport::{BoxFuture, Limits, Transport, TransportError};
use crate::unpack::unpack;
use crate::watch::Watch;
use bytes::{Bytes, BytesMut};
use file::is_file;
use http_body::{Frame, SizeHint};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// What an exchange goes by.
pub(crate) struct Ways<'a> {
    pub(crate) transport: &'a dyn Transport,
    pub(crate) timer: &'a dyn Timer,
    /// Shortened where the deadline comes before: a transport that blocks sees no other.
    pub(crate) limits: Limits,
    /// When the exchange began, by the timer.
    pub(crate) began: Duration,
    /// When all must be over.
    pub(crate) deadline: Option<Duration>,
}

impl Ways<'_> {
    /// Sends the request and takes the answer, but for a file that the request wants to be left.
    ///
    /// The request is handed on at once: a future that held it would be larger by as much, and is moved about. The
    /// answer goes to where it will be read, from the first piece of it that is there.
    // Inlined, the future is made inside that of its caller; otherwise it is copied there.
    #[inline]
    pub(crate) fn exchange(
        &self,
        request: http::Request<Body>,
        watch: &mut Watch,
        answer: &mut http::Response<Bytes>,
    ) -> impl Future<Output = Result<(), TransportError>> {
        let span = watch.span();
        let (sending, leave) = span.within(|| self.set_out(request));
        span.around(async move {
            let mut body = self.head(sending, answer).await?;
            watch.head(answer);
            if leave.is_some_and(|Leave(types)| is_file(types, answer)) {
                answer.extensions_mut().insert(Left::new(body));
                return Ok(());
            }
            let body = self.whole(&mut body).await?;
            *answer.body_mut() = unpack(answer.headers(), body, self.limits.answer_bytes)?;
            Ok(())
        })
    }

    /// Sends the request and takes the head of the answer.
    pub(crate) async fn send(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Body>, TransportError> {
        let mut answer = http::Response::default();
        let (sending, _) = self.set_out(request);
        let body = self.head(sending, &mut answer).await?;
        Ok(answer.map(|_| body))
    }

    /// Waits for the head of the answer.
    fn head<'a>(&'a self, sending: Sending<'a>, answer: &'a mut http::Response<Bytes>) -> Heading<'a> {
        Heading { ways: self, sending, answer, sleep: None, seen: 0 }
    }

    /// Sends the request, and says which answers to it are to be left.
    #[inline(never)]
    fn set_out(&self, request: http::Request<Body>) -> (Sending<'_>, Option<Leave>) {
        let leave = request.extensions().get::<Leave>().copied();
        if request.body().as_bytes().is_some() {
            return (Sending { answer: self.transport.send(request, &self.limits), taken: None }, leave);
        }
        // A large file may take its time, as long as it goes on.
        let taken = Arc::new(AtomicU64::new(0));
        let request = request.map(|body| Body::new(Watched { body, taken: Arc::clone(&taken) }));
        (Sending { answer: self.transport.send(request, &self.limits), taken: Some(taken) }, leave)
    }

    /// Takes the rest of an answer, unless it is too large.
    pub(crate) async fn whole(&self, body: &mut Body) -> Result<Bytes, TransportError> {
        let most = self.limits.answer_bytes;
        let fits = |length: usize| if length > most { Err(TransportError::too_large()) } else { Ok(()) };
        if let Some(bytes) = body.as_bytes() {
            return fits(bytes.len()).map(|()| bytes.clone());
        }
        // What the vendor says of the length is believed only where it is too much.
        fits(body.own_length().and_then(|length| usize::try_from(length).ok()).unwrap_or(0))?;
        let Some(first) = self.piece(body).await? else { return Ok(Bytes::new()) };
        fits(first.len())?;
        if body.is_done() {
            return Ok(first);
        }
        self.hurry()?;
        let Some(second) = self.piece(body).await? else { return Ok(first) };
        let mut whole = BytesMut::from(first);
        let mut next = Some(second);
        while let Some(piece) = next {
            fits(whole.len().saturating_add(piece.len()))?;
            whole.extend_from_slice(&piece);
            self.hurry()?;
            next = self.piece(body).await?;
        }
        Ok(whole.freeze())
    }

    /// What is there at once would be taken for ever, from a transport that blocks.
    fn hurry(&self) -> Result<(), TransportError> {
        if self.left().is_zero() { Err(TransportError::timed_out()) } else { Ok(()) }
    }

    /// The next piece of an answer.
    pub(crate) async fn piece(&self, body: &mut Body) -> Result<Option<Bytes>, TransportError> {
        let piece = self.in_time(self.limits.idle, pin!(body.next())).await?;
        // A transport that keeps limits itself says so in its own words.
        piece.transpose().map_err(|error| match error.downcast::<TransportError>() {
            Ok(known) => *known,
            Err(other) => TransportError::unknown(other),
        })
    }

    async fn in_time<T>(
        &self,
        limit: Duration,
        future: impl Future<Output = T> + Unpin,
    ) -> Result<T, TransportError> {
        within(self.timer, || limit.min(self.left()), future).await.ok_or_else(TransportError::timed_out)
    }

    /// The end of a limit that begins at this moment.
    fn end(&self, from: Duration, limit: Duration) -> Duration {
        from.saturating_add(limit).min(self.deadline.unwrap_or(Duration::MAX))
    }

    /// The time until the deadline.
    fn left(&self) -> Duration {
        left(self.deadline, || self.timer.now())
    }
}

/// The time until a deadline. Where there is none nobody looks at the clock.
pub(crate) fn left(deadline: Option<Duration>, now: impl FnOnce() -> Duration) -> Duration {
    deadline.map_or(Duration::MAX, |deadline| deadline.saturating_sub(now()))
}

/// A request on its way.
struct Sending<'a> {
    answer: BoxFuture<'a, Result<http::Response<Body>, TransportError>>,
    /// How many pieces of a body in pieces were taken.
    taken: Option<Arc<AtomicU64>>,
}

/// The head of an answer that is waited for. It puts it where it will be read, and gives the body on: a head is large,
/// and each hand that it went through would copy it.
struct Heading<'a> {
    ways: &'a Ways<'a>,
    sending: Sending<'a>,
    answer: &'a mut http::Response<Bytes>,
    sleep: Option<BoxFuture<'static, ()>>,
    /// How many pieces of the body were taken when the time was up before.
    seen: u64,
}

impl Future for Heading<'_> {
    type Output = Result<Body, TransportError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { ways, sending, answer, sleep, seen } = &mut *self;
        loop {
            if let Poll::Ready(came) = sending.answer.as_mut().poll(context)? {
                let (head, body) = came.into_parts();
                **answer = http::Response::from_parts(head, Bytes::new());
                return Poll::Ready(Ok(body));
            }
            let limit = ways.limits.connect.saturating_add(ways.limits.first_byte);
            let begin = || ways.timer.sleep_until(ways.end(ways.began, limit));
            ready!(sleep.get_or_insert_with(begin).as_mut().poll(context));
            let taken = sending.taken.as_ref().map_or(0, |taken| taken.load(Ordering::Relaxed));
            if taken == *seen || ways.left().is_zero() {
                return Poll::Ready(Err(TransportError::timed_out()));
            }
            *seen = taken;
            *sleep = Some(ways.timer.sleep_until(ways.end(ways.timer.now(), limit)));
        }
    }
}

/// A body that counts what the transport takes of it.
struct Watched {
    body: Body,
    taken: Arc<AtomicU64>,
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if frame.is_ready() {
            self.taken.fetch_add(1, Ordering::Relaxed);
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests;
