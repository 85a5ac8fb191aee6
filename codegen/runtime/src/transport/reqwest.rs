//! A transport over a client of reqwest that the user made.
//!
//! In: a request. Out: the answer, as long as it is the one to this very request. Its errors never name an address:
//! queries may hold what nobody should read.

use super::tls::is_tls;
use super::{BoxFuture, Limits, Transport, TransportError, boxed, in_tokio};
use crate::body::Body;
use std::fmt;

/// Sends over your own [`reqwest::Client`], with its proxies, its trust and its connections.
///
/// What is signed must arrive as it is, and once. So build the client with
/// `.redirect(reqwest::redirect::Policy::none())`: reqwest would follow a redirect before anybody could say no, and all
/// that is left is an error that says so. Build it with `.connect_timeout(..)` too: the client keeps all other
/// [`Limits`], but cannot see when a connection stands. Give it neither a total `.timeout(..)` nor cookies.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # #[cfg(feature = "reqwest")] {
/// use jiekou_runtime::{ReqwestTransport, reqwest};
///
/// let client = reqwest::Client::builder()
///     .redirect(reqwest::redirect::Policy::none())
///     .connect_timeout(std::time::Duration::from_secs(10))
///     .build()?;
/// let transport = ReqwestTransport::new(client);
/// # }
/// # Ok(())
/// # }
/// ```
///
/// Whether there is TLS is up to your features of reqwest.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: ::reqwest::Client,
}

impl ReqwestTransport {
    /// A transport over this client.
    #[must_use]
    pub fn new(client: ::reqwest::Client) -> Self {
        Self { client }
    }

    async fn exchange(&self, request: http::Request<Body>) -> Result<http::Response<Body>, TransportError> {
        let request = translated(request)?;
        let url = request.url().clone();
        let answer = self.client.execute(request).await.map_err(failed)?;
        if *answer.url() != url {
            return Err(TransportError::unknown("the `reqwest::Client` followed a redirect"));
        }
        Ok(http::Response::from(answer).map(Body::new))
    }
}

/// The same request in reqwest's words.
fn translated(request: http::Request<Body>) -> Result<::reqwest::Request, TransportError> {
    let uri = request.uri().clone();
    let is_empty = request.body().length() == Some(0);
    let request = request.map(|body| match body.as_bytes() {
        Some(bytes) => ::reqwest::Body::from(bytes.clone()),
        None => ::reqwest::Body::wrap(body),
    });
    let translated = ::reqwest::Request::try_from(request);
    let mut request = translated.map_err(|error| TransportError::cannot_be_sent(error.without_url()))?;
    if is_empty {
        *request.body_mut() = None;
    }
    // A signature may cover them.
    if (request.url().path(), request.url().query()) != (uri.path(), uri.query()) {
        return Err(TransportError::cannot_be_sent("reqwest would write path or query in another way"));
    }
    Ok(request)
}

fn failed(error: ::reqwest::Error) -> TransportError {
    let error = error.without_url();
    match (error.is_connect(), error.is_timeout()) {
        (true, _) if is_tls(&error) => TransportError::cannot_be_sent(error),
        (true, _) => TransportError::not_sent(error),
        (false, true) => TransportError::timed_out(),
        (false, false) if error.is_builder() => TransportError::cannot_be_sent(error),
        (false, false) => TransportError::unknown(error),
    }
}

impl Transport for ReqwestTransport {
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

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::Fate;

    #[track_caller]
    fn check(url: &str, expected: Result<&str, Fate>) {
        let request = http::Request::post(url).body(Body::from("{}")).expect("the request is good");
        let translated = translated(request);
        let seen = translated.as_ref().map(|request| request.url().as_str()).map_err(TransportError::fate);
        assert_eq!(seen, expected);
    }

    #[test]
    fn what_is_signed_arrives_as_it_is_or_not_at_all() {
        check("https://a.example:443/x%20y?z=%2F&q=", Ok("https://a.example/x%20y?z=%2F&q="));
        check("https://a.example/x/../y", Err(Fate::CannotBeSent));
        check("https://a.example/?x='", Err(Fate::CannotBeSent));
    }

    #[test]
    fn an_empty_body_is_none() {
        let request = http::Request::get("https://a.example/").body(Body::default());
        let request = translated(request.expect("the request is good")).expect("it can be translated");
        assert!(request.body().is_none());
    }
}
