//! A transport for those who block: ureq with rustls.
//!
//! In: a request and limits. Out: the answer. It blocks the thread inside `poll`, so it keeps the limits itself. No
//! redirects; HTTP/1.1 only.

use super::{BoxFuture, Limits, Transport, TransportError};
use crate::blocking::block_on;
use crate::body::{Body, BodyError};
use ::ureq::{Agent, BodyReader, Error, SendBody, Timeout};
use bytes::Bytes;
use http::Method;
use http::header::CONTENT_LENGTH;
use http_body::{Frame, SizeHint};
use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

/// Sends over ureq, and blocks the thread. It keeps connections open; clones share them.
///
/// It trusts the built-in roots. Where that or a proxy must be another, give it an [`Agent`](::ureq::Agent) of your own:
///
/// ```
/// # fn main() {
/// # #[cfg(feature = "blocking")] {
/// use jiekou_runtime::{UreqTransport, ureq};
///
/// let agent = ureq::Agent::config_builder()
///     .proxy(ureq::Proxy::new("http://proxy.corp.example:3128").ok())
///     .build()
///     .new_agent();
/// let transport = UreqTransport::new(agent);
/// # }
/// # }
/// ```
///
/// Time limits, redirects and statuses are set for each request here, whatever the agent says. ureq knows one limit
/// for all reads, so that a silence inside an answer lasts as long as the longer of [`Limits::first_byte`] and
/// [`Limits::idle`].
#[derive(Clone)]
pub struct UreqTransport {
    agent: Agent,
}

impl UreqTransport {
    /// A transport over this agent.
    #[must_use]
    pub fn new(agent: Agent) -> Self {
        Self { agent }
    }

    fn exchange(
        &self,
        request: http::Request<Body>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        let (mut head, body) = request.into_parts();
        let length = body.length();
        let asked = Rc::new(Cell::new(false));
        let body = match length {
            Some(0) => SendBody::none(),
            _ => SendBody::from_owned_reader(Upload { body, piece: Bytes::new(), asked: Rc::clone(&asked) }),
        };
        // Of an empty body ureq would make chunks, where the method is one that has a body.
        let is_said = |length: &u64| *length > 0 || head.method == Method::POST || head.method == Method::PUT;
        if let Some(length) = length.filter(is_said) {
            head.headers.entry(CONTENT_LENGTH).or_insert(length.into());
        }
        let request = self
            .agent
            .configure_request(http::Request::from_parts(head, body))
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_resolve(Some(bounded(limits.connect)))
            .timeout_connect(Some(bounded(limits.connect)))
            .timeout_send_request(Some(bounded(limits.first_byte)))
            .timeout_send_body(Some(bounded(limits.first_byte)))
            .timeout_recv_response(Some(bounded(limits.first_byte)))
            .timeout_per_read(Some(bounded(limits.first_byte.max(limits.idle))))
            .build();
        match self.agent.run(request) {
            Ok(answer) => Ok(answer.map(|body| {
                let left = body.content_length();
                Body::new(Download { reader: body.into_with_config().limit(u64::MAX).reader(), left })
            })),
            Err(error) if length == Some(0) || asked.get() => Err(failed(error, Got::MaybeAll)),
            Err(error) => Err(failed(error, Got::NoBody)),
        }
    }
}

impl Default for UreqTransport {
    fn default() -> Self {
        let agent = Agent::config_builder()
            // Nothing that the request does not have, and no proxy that nobody asked for.
            .user_agent("")
            .accept("")
            .accept_encoding("")
            .proxy(None)
            .max_idle_connections(256)
            .max_idle_connections_per_host(256)
            .build()
            .new_agent();
        Self::new(agent)
    }
}

/// A limit that can be added to any time.
fn bounded(limit: Duration) -> Duration {
    limit.min(Duration::from_secs(365 * 24 * 60 * 60))
}

/// How much of a request may have arrived.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Got {
    MaybeAll,
    /// It has a body, and ureq did not ask for it. ureq tells errors of connecting from later ones by nothing else.
    NoBody,
}

/// Says what became of a request. Texts that may hold an address or a piece of an answer are left out.
fn failed(error: Error, got: Got) -> TransportError {
    match error {
        Error::Timeout(Timeout::Resolve | Timeout::Connect) | Error::HostNotFound => {
            TransportError::not_sent(error)
        }
        Error::Timeout(_) => TransportError::timed_out(),
        Error::ConnectionFailed => TransportError::not_sent(error),
        Error::ConnectProxyFailed(_) => TransportError::not_sent("the proxy gave no connection"),
        Error::Tls(_) | Error::TlsRequired | Error::Rustls(_) | Error::InvalidProxyUrl => {
            TransportError::cannot_be_sent(error)
        }
        Error::BadUri(_) | Error::Http(_) => {
            TransportError::cannot_be_sent("ureq cannot send such a request")
        }
        Error::RequireHttpsOnly(_) => TransportError::cannot_be_sent("the agent sends by `https://` only"),
        Error::Io(error) => broke(error, got),
        Error::Protocol(_) => TransportError::unknown("the answer breaks the rules of HTTP"),
        _ => TransportError::unknown("ureq gave up on the request"),
    }
}

/// A connection that was not made, or broke.
fn broke(error: io::Error, got: Got) -> TransportError {
    let tls = error.get_ref().and_then(|inside| inside.downcast_ref::<rustls::Error>());
    // Certificates are looked at while connecting, and only then is a connection refused.
    let is_early = error.kind() == io::ErrorKind::ConnectionRefused
        || matches!(tls, Some(rustls::Error::InvalidCertificate(_)));
    match (got == Got::NoBody || is_early, tls.is_some()) {
        (true, true) => TransportError::cannot_be_sent(error),
        (true, false) => TransportError::not_sent(error),
        (false, _) => TransportError::unknown(error),
    }
}

impl Transport for UreqTransport {
    fn send<'a>(
        &'a self,
        request: http::Request<Body>,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move { self.exchange(request, limits) })
    }

    fn wants_info(&self) -> bool {
        false
    }
}

/// The body of a request, for a reader that blocks.
struct Upload {
    body: Body,
    /// What is left of the last piece.
    piece: Bytes,
    asked: Rc<Cell<bool>>,
}

impl Read for Upload {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.asked.set(true);
        while self.piece.is_empty() {
            match block_on(self.body.next()) {
                Some(piece) => self.piece = piece.map_err(io::Error::other)?,
                None => return Ok(0),
            }
        }
        let count = buffer.len().min(self.piece.len());
        buffer[..count].copy_from_slice(&self.piece.split_to(count));
        Ok(count)
    }
}

/// The body of an answer, from a reader that blocks.
struct Download {
    reader: BodyReader<'static>,
    /// How much is to come, where the vendor said so.
    left: Option<u64>,
}

/// The most that is read at once.
const PIECE: u64 = 64 << 10;

impl http_body::Body for Download {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        // One byte more than what is to come, so that the end is seen with the last piece.
        let most = self.left.map_or(PIECE, |left| left.saturating_add(1).min(PIECE));
        let mut piece = vec![0; usize::try_from(most).unwrap_or(usize::MAX)];
        Poll::Ready(match self.reader.read(&mut piece) {
            Ok(0) => None,
            Ok(count) => {
                piece.truncate(count);
                self.left = self.left.map(|left| left.saturating_sub(count as u64));
                Some(Ok(Frame::data(piece.into())))
            }
            Err(error) => Some(Err(broken(error).into())),
        })
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// Why an answer ended too early.
fn broken(error: io::Error) -> TransportError {
    match error.get_ref().and_then(|inside| inside.downcast_ref()) {
        Some(Error::Timeout(_)) => TransportError::timed_out(),
        Some(_) => TransportError::unknown("the answer breaks the rules of HTTP"),
        None => TransportError::unknown(error),
    }
}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UreqTransport").finish_non_exhaustive()
    }
}
