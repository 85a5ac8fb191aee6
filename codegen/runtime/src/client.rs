//! The client under all calls: settings, and the way of one exchange.
//!
//! In: an operation and its model. Out: the answer as it arrived, with the token that went with it. The client
//! meets no type of an operation, so that it is compiled once.

mod build_error;
mod builder;

pub use build_error::BuildError;
pub use builder::ClientBuilder;

use crate::clock::{Clock, Nonces};
use crate::encode::Encryptors;
use crate::error::{Error, ErrorKind, Result};
use crate::exchange::Ways;
use crate::observe::Observer;
use crate::operation::{Api, Operation, OperationInfo, Retry};
use crate::prepare::{Draft, Prepared};
use crate::store::TokenStore;
use crate::timer::Timer;
use crate::token::{TokenSeat, Used};
use crate::transport::{BoxFuture, Fate, Limits, Transport, TransportError};
use crate::url::Base;
use crate::value::Model;
use crate::{CredentialValues, Secret};
use bytes::Bytes;
use std::fmt;
use std::sync::Arc;

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
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) nonces: Arc<dyn Nonces>,
    pub(crate) timer: Arc<dyn Timer>,
    pub(crate) observers: Vec<Arc<dyn Observer>>,
    pub(crate) store: Option<Arc<dyn TokenStore>>,
    pub(crate) tokens: TokenSeat,
}

/// An answer as it arrived.
pub(crate) struct Arrived {
    pub(crate) client: Arc<Inner>,
    pub(crate) operation: &'static Operation,
    /// The token that went with the request.
    pub(crate) used: Option<Used>,
    /// With its headers, which say when to come again and what the server takes the time to be.
    pub(crate) answer: http::Response<Bytes>,
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
            Some(_) => match inner.tokens.held(inner.clock.now_ms()) {
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

    #[cfg(test)]
    pub(crate) fn api(&self) -> &'static Api {
        self.inner.api
    }

    /// Starts a call. Nothing is sent before the future is polled.
    pub(crate) fn start(
        &self,
        operation: &'static Operation,
        request: &dyn Model,
    ) -> BoxFuture<'static, Result<Arrived>> {
        let client = Arc::clone(&self.inner);
        let draft = Draft::new(&client, operation, request);
        Box::pin(async move {
            let (used, answer) = client.run(operation, draft?).await?;
            Ok(Arrived { client, operation, used, answer })
        })
    }
}

impl Inner {
    async fn run(
        &self,
        operation: &'static Operation,
        draft: Draft,
    ) -> Result<(Option<Used>, http::Response<Bytes>)> {
        let (used, prepared) = if operation.signed {
            let used = self.token().await?;
            let token = used.as_ref().map_or_else(|| Secret::from(""), |used| used.value.clone());
            (used, draft.prepare(self, Some(&token))?)
        } else {
            (None, draft.prepare(self, None)?)
        };
        Ok((used, self.exchange(prepared).await?))
    }

    /// Sends a request and takes the answer.
    pub(crate) async fn exchange(&self, prepared: Prepared) -> Result<http::Response<Bytes>> {
        let operation = prepared.operation();
        let ways =
            Ways { transport: &*self.transport, timer: &*self.timer, limits: &self.limits, deadline: None };
        let taken = async {
            let (head, body) = ways.send(prepared.into_request()).await?.into_parts();
            Ok(http::Response::from_parts(head, ways.whole(body).await?))
        };
        taken.await.map_err(|error| lost(operation, error))
    }
}

/// No answer came.
fn lost(operation: OperationInfo, error: TransportError) -> Error {
    let is_safe = operation.retry == Retry::Safe;
    let (kind, retryable) = match error.fate() {
        Fate::NotSent => (ErrorKind::Transport, true),
        Fate::CannotBeSent => (ErrorKind::Transport, false),
        Fate::Unknown => (ErrorKind::Transport, is_safe),
        Fate::TimedOut => (ErrorKind::TimedOut, is_safe),
        // It would be as large again.
        Fate::TooLarge => (ErrorKind::TooLarge, false),
    };
    Error::new(operation.id, kind, error.to_string()).with_source(error).retryable_if(|_| retryable)
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
