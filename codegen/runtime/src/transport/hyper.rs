//! The default transport: hyper with rustls.
//!
//! In: a request and limits. Out: the answer. HTTP/1.1 only, no redirects, no cookies; another trust than the built-in
//! roots and a proxy only where its builder was told so.

mod builder;
mod connect;
mod trust;

pub use builder::HyperBuilder;

use super::tls::is_tls;
use super::{BoxFuture, Limits, Transport, TransportError, boxed, in_tokio};
use crate::body::Body;
use crate::client::BuildError;
use connect::Connector;
use hyper_util::client::legacy::Client;
use std::fmt;

/// Sends over hyper. It keeps connections open; clones share them. It needs a tokio runtime with I/O and time.
///
/// # Panics
///
/// A request panics when it is awaited in a tokio runtime that was built without its time or I/O driver;
/// `enable_all()` gives it both. Outside a tokio runtime there is an error and no panic.
#[derive(Clone)]
pub struct HyperTransport {
    client: Client<Connector, Body>,
}

impl HyperTransport {
    /// Makes one that trusts the built-in roots. Of the limits only [`Limits::connect`] counts here; the others come
    /// with each request.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up.
    pub fn new(limits: &Limits) -> Result<Self, BuildError> {
        Self::builder().build(limits)
    }

    /// Begins one with other settings: roots of trust, a client certificate, a proxy, what is kept open.
    pub fn builder() -> HyperBuilder {
        HyperBuilder::new()
    }

    async fn exchange(&self, request: http::Request<Body>) -> Result<http::Response<Body>, TransportError> {
        match self.client.request(request).await {
            Ok(answer) => Ok(answer.map(Body::new)),
            Err(error) if !error.is_connect() => Err(TransportError::unknown(error)),
            Err(error) if is_tls(&error) => Err(TransportError::cannot_be_sent(error)),
            Err(error) => Err(TransportError::not_sent(error)),
        }
    }
}

impl Transport for HyperTransport {
    fn send<'a>(
        &'a self,
        request: http::Request<Body>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        boxed(|| in_tokio(self.exchange(request)))
    }

    fn wants_info(&self) -> bool {
        false
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
