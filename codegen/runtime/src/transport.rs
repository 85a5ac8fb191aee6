//! How requests travel, as a seam.
//!
//! In: a request that is ready to be sent. Out: the answer, or what became of the request. A transport follows no
//! redirects and changes nothing: the signature covers the bytes as they are.

mod default;
#[cfg(feature = "hyper")]
mod hyper;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod tls;
#[cfg(feature = "blocking")]
mod ureq;

pub(crate) use self::default::default_transport;
#[cfg(feature = "hyper")]
pub use self::hyper::{HyperBuilder, HyperTransport};
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "blocking")]
pub use self::ureq::UreqTransport;

use crate::body::Body;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// A future on the heap.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Makes a future where it stays. `Box::pin` makes it first and copies it then, of which most is room for later.
#[inline]
pub(crate) fn boxed<'a, F: Future + Send + 'a>(make: impl FnOnce() -> F) -> BoxFuture<'a, F::Output> {
    let place = Box::<F>::new_uninit();
    let future = Box::write(place, make());
    Box::into_pin(future)
}

/// Sends requests. Middleware is a transport that wraps another one:
///
/// ```
/// use jiekou_runtime::{Body, BoxFuture, Limits, OperationInfo, Transport, TransportError, http};
///
/// /// Tells how long each exchange took.
/// struct Timed<T>(T);
///
/// impl<T: Transport> Transport for Timed<T> {
///     fn send<'a>(
///         &'a self,
///         request: http::Request<Body>,
///         limits: &'a Limits,
///     ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
///         Box::pin(async move {
///             let operation = request.extensions().get::<OperationInfo>().map(|info| info.id);
///             let start = std::time::Instant::now();
///             let answer = self.0.send(request, limits).await;
///             println!("{} took {:?}", operation.unwrap_or("something"), start.elapsed());
///             answer
///         })
///     }
/// }
/// ```
///
/// One of your own is a dozen lines. This one hands requests to a function, such as one that you have already:
///
/// ```
/// # use jiekou_runtime::{Body, BoxFuture, Limits, Transport, TransportError};
/// use jiekou_runtime::http::{Request, Response};
///
/// struct Own<F>(F);
///
/// impl<F: Fn(Request<Vec<u8>>) -> std::io::Result<Response<Vec<u8>>> + Send + Sync> Transport for Own<F> {
///     fn send<'a>(
///         &'a self,
///         request: Request<Body>,
///         _: &'a Limits,
///     ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
///         Box::pin(async move {
///             let (head, mut pieces) = request.into_parts();
///             let mut body = Vec::new();
///             while let Some(piece) = pieces.next().await {
///                 body.extend_from_slice(&piece.map_err(TransportError::not_sent)?);
///             }
///             let answer = (self.0)(Request::from_parts(head, body)).map_err(TransportError::unknown)?;
///             Ok(answer.map(Body::from))
///         })
///     }
/// }
/// #
/// # let own = Own(|request: Request<Vec<u8>>| Ok(Response::new(request.into_body())));
/// # let mut context = std::task::Context::from_waker(std::task::Waker::noop());
/// # let sent = own.send(Request::new(Body::from("{}")), &Limits::default()).as_mut().poll(&mut context).map(Result::ok);
/// # assert!(matches!(sent, std::task::Poll::Ready(Some(answer)) if answer.body().as_bytes().unwrap() == "{}"));
/// ```
///
/// To send again does not belong here: a request is signed for one attempt, with its own time and nonce, and a
/// vendor may refuse it a second time. Make the call anew instead, where
/// [`Error::is_retryable`](crate::Error::is_retryable) says so.
pub trait Transport: Send + Sync {
    /// Sends one request and gives the answer as soon as its head is there, whatever its status.
    ///
    /// An implementation keeps [`Limits::connect`], follows no redirects, and never writes down headers or bodies.
    /// The client keeps the other limits, as far as the future gives way while it waits; a transport that does not
    /// keeps them itself, and ends an answer that is too slow by [`TransportError::timed_out`] as the error of its
    /// body. What the request is for stands in its extensions as an
    /// [`OperationInfo`](crate::OperationInfo).
    fn send<'a>(
        &'a self,
        request: http::Request<Body>,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>>;

    /// Whether requests must say what they are for. One that never looks, as the built-in ones, says no: then the
    /// extensions are empty, and calls are spared the making of them.
    fn wants_info(&self) -> bool {
        true
    }
}

/// How long and how large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Until a connection stands; 10 s by default.
    pub connect: Duration,
    /// From there to the head of the answer, with the request on its way; 60 s by default. While a body that comes in
    /// pieces is on its way, it begins anew as long as pieces are taken.
    pub first_byte: Duration,
    /// Between two pieces of the answer; 30 s by default.
    pub idle: Duration,
    /// The most bytes of an answer that is read as a whole; 16 MiB by default.
    pub answer_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(60),
            idle: Duration::from_secs(30),
            answer_bytes: 16 << 20,
        }
    }
}

/// An exchange that needs a tokio runtime around it: without this look, hyper and reqwest would panic.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
async fn in_tokio<T>(exchange: impl Future<Output = Result<T, TransportError>>) -> Result<T, TransportError> {
    match tokio::runtime::Handle::try_current() {
        Ok(_) => exchange.await,
        Err(_) => Err(TransportError::cannot_be_sent("the call was not awaited inside a tokio runtime")),
    }
}

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Why no answer came.
#[derive(Debug)]
pub struct TransportError {
    fate: Fate,
    source: Option<Source>,
}

/// What became of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    NotSent,
    CannotBeSent,
    Unknown,
    TimedOut,
    TooLarge,
    Packed,
}

impl TransportError {
    /// The request never left: no connection was made, for example.
    #[cold]
    pub fn not_sent(source: impl Into<Source>) -> Self {
        Self { fate: Fate::NotSent, source: Some(source.into()) }
    }

    /// The request never left, and would not leave a second time: the server's certificate is not good, for example.
    #[cold]
    pub fn cannot_be_sent(source: impl Into<Source>) -> Self {
        Self { fate: Fate::CannotBeSent, source: Some(source.into()) }
    }

    /// The vendor may have got the request, or not.
    #[cold]
    pub fn unknown(source: impl Into<Source>) -> Self {
        Self { fate: Fate::Unknown, source: Some(source.into()) }
    }

    /// The time was up; the vendor may have got the request.
    #[must_use]
    #[cold]
    pub fn timed_out() -> Self {
        Self { fate: Fate::TimedOut, source: None }
    }

    /// The answer is larger than [`Limits::answer_bytes`].
    #[must_use]
    #[cold]
    pub fn too_large() -> Self {
        Self { fate: Fate::TooLarge, source: None }
    }

    /// Whether the vendor may have got the request.
    #[must_use]
    pub fn may_have_arrived(&self) -> bool {
        !matches!(self.fate, Fate::NotSent | Fate::CannotBeSent)
    }

    /// Whether the time was up.
    #[must_use]
    pub fn is_timed_out(&self) -> bool {
        self.fate == Fate::TimedOut
    }

    /// Whether the answer is larger than the limit.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.fate == Fate::TooLarge
    }

    /// The answer came, packed in a way that cannot be undone. The reason is in our own words.
    #[cold]
    pub(crate) fn packed(reason: impl Into<String>) -> Self {
        Self { fate: Fate::Packed, source: Some(reason.into().into()) }
    }

    pub(crate) fn fate(&self) -> Fate {
        self.fate
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.fate {
            Fate::Packed => match &self.source {
                Some(reason) => return reason.fmt(f),
                None => "the answer is packed",
            },
            Fate::NotSent => "the request was not sent",
            Fate::CannotBeSent => "the request cannot be sent",
            Fate::Unknown => "the connection broke; whether the request arrived is not known",
            Fate::TimedOut => "the time was up; whether the request arrived is not known",
            Fate::TooLarge => "the answer is larger than the limit",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| &**source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_not_sent_cannot_have_arrived() {
        assert!(!TransportError::not_sent("refused").may_have_arrived());
        assert!(!TransportError::cannot_be_sent("no certificate").may_have_arrived());
        assert!(TransportError::unknown("reset").may_have_arrived());
        assert!(TransportError::timed_out().may_have_arrived());
        assert!(TransportError::too_large().may_have_arrived());
    }

    #[test]
    fn an_error_says_what_it_is() {
        let says = |error: TransportError| (error.is_timed_out(), error.is_too_large());
        assert_eq!(says(TransportError::timed_out()), (true, false));
        assert_eq!(says(TransportError::too_large()), (false, true));
        assert_eq!(says(TransportError::unknown("reset")), (false, false));
    }
}
