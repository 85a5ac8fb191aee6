//! The default transport: hyper with rustls and built-in roots.
//!
//! In: a request and limits. Out: the answer. HTTP/1.1 only, no redirects, no proxy, no cookies.

use super::{BoxFuture, Limits, Transport, TransportError};
use crate::body::Body;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::error::Error;
use std::sync::Arc;
use std::{fmt, io};

/// Sends over hyper. It keeps connections open; clones share them. It needs a tokio runtime with I/O and time.
///
/// # Panics
///
/// A request panics when it is awaited in a tokio runtime that was built without its time or I/O driver;
/// `enable_all()` gives it both. Outside a tokio runtime there is an error and no panic.
#[derive(Clone)]
pub struct HyperTransport {
    client: Client<HttpsConnector<HttpConnector>, Body>,
}

impl HyperTransport {
    /// Makes one. Of the limits only [`Limits::connect`] counts here; the others come with each request.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up.
    pub fn new(limits: &Limits) -> Result<Self, TransportError> {
        let mut tcp = HttpConnector::new();
        tcp.set_nodelay(true);
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(limits.connect));
        // The provider is named: with none or two in the program, rustls would panic.
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(provider)
            .map_err(TransportError::not_sent)?
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        Ok(Self { client: Client::builder(TokioExecutor::new()).build(connector) })
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

/// Whether TLS itself failed: a certificate that is not good now will not be good a second later.
fn is_tls(error: &(dyn Error + 'static)) -> bool {
    // The source of an I/O error is that of the error inside, which would be passed over.
    let inside = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    let next = inside.map(|inside| inside as &(dyn Error + 'static)).or_else(|| error.source());
    error.is::<rustls::Error>() || next.is_some_and(is_tls)
}

impl Transport for HyperTransport {
    fn send<'a>(
        &'a self,
        request: http::Request<Body>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            // Without this, hyper and tokio would panic.
            if tokio::runtime::Handle::try_current().is_err() {
                return Err(TransportError::cannot_be_sent(
                    "the call was not awaited inside a tokio runtime",
                ));
            }
            self.exchange(request).await
        })
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
