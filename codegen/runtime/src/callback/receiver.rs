//! Takes what a vendor posts: probes answered, signature checked, body read.
//!
//! In: method, headers and body of a request, from whatever framework. Out: what came in, or a refusal with the
//! reply that should be given. It does no I/O and remembers nothing: whoever must not act twice on one notification
//! keeps its id.

use super::refusal::{Refusal, RefusalKind};
use super::reply::Reply;
use super::verify::verify;
use super::{Callback, Posted, Repeats, Unverified, Verified};
use crate::clock::{Clock, SystemClock};
use crate::{CredentialValues, NoCredentials};
use http::{HeaderMap, Method, Request};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// The most bytes of a body, where the user says nothing else.
const BODY_BYTES: usize = 2 << 20;

/// Takes what a vendor posts to one address. Cheap to clone.
///
/// What the vendor signs is made with [`Receiver::new`], and whatever it gives was signed. What nobody can prove is
/// made with [`Receiver::unverified`]: keep such an address secret, let only the vendor's addresses through, and
/// ask the vendor by a call before you act on what came.
///
/// ```
/// use jiekou_runtime::{Incoming, Posted, Receiver, Reply, bytes::Bytes, http};
///
/// fn answer<N: Posted>(
///     receiver: &Receiver<N>,
///     request: &http::Request<Bytes>,
///     take: impl FnOnce(N) -> Reply,
/// ) -> http::Response<Bytes> {
///     let reply = match receiver.receive_request(request) {
///         Ok(Incoming::Probe(reply)) => reply,
///         Ok(Incoming::Notification(notification)) => take(notification),
///         Err(refusal) => refusal.reply(),
///     };
///     reply.into()
/// }
/// ```
///
/// `jiekou::example::callback_request`, with the feature `examples`, makes such requests for tests.
pub struct Receiver<N> {
    core: Core,
    of: PhantomData<fn() -> N>,
}

/// What came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incoming<N> {
    /// The vendor tried the address: answer this, and nothing else is to be done.
    Probe(Reply),
    /// Something to know. Answer with one of the replies beside the notification.
    Notification(N),
}

impl<N: Unverified> Receiver<N> {
    /// A receiver of what anybody could have posted: the vendor states no way to prove who did.
    #[must_use]
    pub fn unverified() -> Self {
        Self::over(NoCredentials.into())
    }
}

impl<N: Verified> Receiver<N> {
    /// A receiver of what the vendor signed with these credentials.
    #[must_use]
    pub fn new(credentials: N::Credentials) -> Self {
        Self::over(credentials.into())
    }
}

impl<N: Posted> Receiver<N> {
    fn over(credentials: CredentialValues) -> Self {
        let core =
            Core { callback: N::CALLBACK, credentials, clock: Arc::new(SystemClock), body_bytes: BODY_BYTES };
        Self { core, of: PhantomData }
    }

    /// Another clock than the system's.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.core.clock = Arc::new(clock);
        self
    }

    /// The most bytes of a body; 2 MiB by default. Let the framework stop reading there too.
    #[must_use]
    pub fn body_bytes(mut self, most: usize) -> Self {
        self.core.body_bytes = most;
        self
    }

    /// When the vendor posts the same again, if it says so: until then the id of a notification is to be kept.
    #[must_use]
    pub fn repeats(&self) -> Option<Repeats> {
        self.core.callback.repeats
    }

    /// Takes a request by its parts.
    ///
    /// # Errors
    ///
    /// A [`Refusal`], with the reply that should be given.
    pub fn receive(&self, method: &Method, headers: &HeaderMap, body: &[u8]) -> Result<Incoming<N>, Refusal> {
        match self.core.admit(method, headers, body)? {
            Some(reply) => Ok(Incoming::Probe(reply)),
            None => N::from_json(body)
                .map(Incoming::Notification)
                .map_err(|error| Refusal::unread(self.core.callback.id, &error)),
        }
    }

    /// Takes a whole request.
    ///
    /// # Errors
    ///
    /// A [`Refusal`], with the reply that should be given.
    pub fn receive_request<B: AsRef<[u8]>>(&self, request: &Request<B>) -> Result<Incoming<N>, Refusal> {
        self.receive(request.method(), request.headers(), request.body().as_ref())
    }
}

impl<N> Clone for Receiver<N> {
    fn clone(&self) -> Self {
        Self { core: self.core.clone(), of: PhantomData }
    }
}

impl<N> fmt::Debug for Receiver<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("callback", &self.core.callback.id)
            .field("verified", &self.core.callback.verify.is_some())
            .finish_non_exhaustive()
    }
}

/// All of a receiver that does not depend on what is posted.
#[derive(Clone)]
struct Core {
    callback: &'static Callback,
    credentials: CredentialValues,
    clock: Arc<dyn Clock>,
    body_bytes: usize,
}

impl Core {
    /// Lets a push through, or gives the answer to a probe.
    fn admit(&self, method: &Method, headers: &HeaderMap, body: &[u8]) -> Result<Option<Reply>, Refusal> {
        let refuse = |kind, text: &str| Refusal::new(self.callback.id, kind, text);
        let probe = self.callback.probe;
        if let Some(probe) = probe.filter(|probe| probe.method.to_http() == *method) {
            return Ok(Some(probe.reply));
        }
        if *method != Method::POST {
            let refusal = refuse(RefusalKind::Method, "it did not come by POST");
            return Err(match probe {
                Some(_) => refusal.with_reply(Reply::not_allowed("GET, POST")),
                None => refusal,
            });
        }
        if body.len() > self.body_bytes {
            let text = format!("the body has more than {} bytes", self.body_bytes);
            return Err(refuse(RefusalKind::TooLarge, &text));
        }
        if let Some(recipe) = &self.callback.verify {
            verify(self.callback, recipe, &self.credentials, self.clock.now_ms(), (headers, body))?;
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests;
