//! The client under all calls: settings, clock, and what all calls share.
//!
//! In: an operation and its model. Out: a call on its way, or a signed request. The client meets no type of an
//! operation, so that it is compiled once.

mod build_error;
mod builder;

pub use build_error::BuildError;
pub use builder::ClientBuilder;

use crate::admission::Admission;
use crate::clock::{Clock, Nonces};
use crate::encode::Encryptors;
use crate::error::{Error, ErrorKind, Result};
use crate::exchange::{FileTypes, Ways, left};
use crate::observe::{Event, Observer};
use crate::operation::{Api, Operation};
use crate::prepare::{Draft, Prepared};
use crate::record::Recording;
use crate::retry::{Budget, RetryPolicy};
use crate::timer::Timer;
use crate::token::TokenSeat;
use crate::transport::{Limits, Transport};
use crate::trip::Way;
use crate::url::Base;
use crate::value::Model;
use crate::{CredentialValues, Secret, span};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// Calls one API. Cheap to clone; clones share connections and the token.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

/// The client of one API, as emitted code has it.
pub trait ApiClient: Sized {
    /// What the API knows its users by.
    type Credentials: Into<CredentialValues>;

    /// Wraps the client under all calls.
    #[doc(hidden)]
    fn from_core(core: Client) -> Self;
}

pub(crate) struct Inner {
    pub(crate) api: &'static Api,
    pub(crate) base: Base,
    pub(crate) credentials: CredentialValues,
    pub(crate) extra: Vec<(String, Secret)>,
    pub(crate) encryptors: Box<Encryptors>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) limits: Limits,
    /// For a whole call, with all its waits.
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Budget,
    pub(crate) admission: Admission,
    pub(crate) clock: Arc<dyn Clock>,
    /// By how many milliseconds the clock is behind that of the vendor.
    pub(crate) behind_ms: AtomicI64,
    pub(crate) nonces: Arc<dyn Nonces>,
    pub(crate) timer: Arc<dyn Timer>,
    pub(crate) observers: Vec<Arc<dyn Observer>>,
    pub(crate) recording: Option<Recording>,
    pub(crate) tokens: TokenSeat,
    /// Puts marks into requests.
    #[cfg(feature = "examples")]
    pub(crate) marker: Option<Arc<crate::example::Marker>>,
}

impl Client {
    /// Signs a request without sending it. A token must be at hand: no I/O is done.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`] and [`ErrorKind::Encryption`] for values that cannot be sent, [`ErrorKind::Token`]
    /// where the API wants a token and none is held.
    pub fn prepare(&self, operation: &'static Operation, request: &dyn Model) -> Result<Prepared> {
        let inner = &*self.inner;
        let draft = Draft::new(inner, operation, request)?;
        if !operation.signed {
            return draft.prepare(inner, None);
        }
        let token = match inner.api.token {
            None => Secret::from(""),
            Some(_) => match inner.tokens.held(inner.now_ms()) {
                Some(used) => used.value,
                None => {
                    let text = "no token is held: give one to the builder, or send a call first";
                    return Err(Error::new(operation.id, ErrorKind::Token, text));
                }
            },
        };
        draft.prepare(inner, Some(&token))
    }

    /// What the client waits with.
    #[must_use]
    pub fn timer(&self) -> &Arc<dyn Timer> {
        &self.inner.timer
    }

    pub(crate) fn inner(&self) -> &Arc<Inner> {
        &self.inner
    }

    #[cfg(test)]
    pub(crate) fn api(&self) -> &'static Api {
        self.inner.api
    }

    /// Writes the request. Nothing is sent before the way is polled.
    pub(crate) fn start(&self, operation: &'static Operation, request: &dyn Model) -> Way {
        Way::new(Arc::clone(&self.inner), operation, request, None)
    }

    /// The same for a call whose answer may be a file of these types.
    pub(crate) fn start_download(
        &self,
        operation: &'static Operation,
        request: &dyn Model,
        types: FileTypes,
    ) -> Way {
        Way::new(Arc::clone(&self.inner), operation, request, Some(types))
    }
}

impl Inner {
    /// Unix time in milliseconds, as the vendor has it.
    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.now_ms().saturating_add(self.behind_ms.load(Ordering::Relaxed))
    }

    /// The vendor says that the clock is off, and what time it is.
    pub(crate) fn correct_clock(&self, time_ms: i64) {
        self.behind_ms.store(time_ms.saturating_sub(self.clock.now_ms()), Ordering::Relaxed);
    }

    /// What an exchange goes by that begins now and must end with this deadline.
    pub(crate) fn ways(&self, deadline: Option<Duration>, now: Duration) -> Ways<'_> {
        let (left, limits) = (left(deadline, || now), self.limits);
        let (connect, first_byte) = (limits.connect.min(left), limits.first_byte.min(left));
        let limits = Limits { connect, first_byte, ..limits };
        Ways { transport: &*self.transport, timer: &*self.timer, limits, began: now, deadline }
    }

    /// What an exchange goes by that has no deadline.
    pub(crate) fn unhurried_ways(&self) -> Ways<'_> {
        self.ways(None, self.timer.now())
    }

    /// Whether anybody is told how calls go.
    pub(crate) fn is_watched(&self) -> bool {
        cfg!(feature = "tracing") || !self.observers.is_empty() || self.recording.is_some()
    }

    /// Tells the observers. Without any, and without the feature `tracing`, nothing is made.
    pub(crate) fn tell<'e>(&self, event: impl FnOnce() -> Event<'e>) {
        if cfg!(feature = "tracing") || !self.observers.is_empty() {
            let event = event();
            span::tell(&event);
            self.observers.iter().for_each(|observer| observer.observe(&event));
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.inner.api.id)
            .field("origin", &self.inner.base.origin)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
