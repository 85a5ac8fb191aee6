//! How a connection is had: straight or through a proxy, with TLS or without, and within the limit.
//!
//! In: an address. Out: a connection that stands. No request is sent here, so that whatever fails was not sent.

use crate::transport::BoxFuture;
use crate::url::is_loopback;
use http::uri::{Authority, Parts};
use http::{HeaderValue, Uri};
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
#[cfg(feature = "system-proxy")]
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use std::error::Error;
use std::io;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::TcpStream;
use tower_service::Service;

/// Connects.
#[derive(Clone)]
pub(super) struct Connector {
    tcp: HttpConnector,
    tls: Arc<ClientConfig>,
    proxies: Proxies,
    limit: Duration,
}

/// What stands between here and a server.
#[derive(Clone)]
pub(super) enum Proxies {
    None,
    One(Uri, Option<HeaderValue>),
    #[cfg(feature = "system-proxy")]
    System(Arc<Matcher>),
}

impl Proxies {
    /// Those that environment and operating system name.
    #[cfg(feature = "system-proxy")]
    pub(super) fn system() -> Self {
        Self::System(Arc::new(Matcher::from_system()))
    }

    /// The proxy on the way to this address, and what it knows its user by.
    fn on_the_way(&self, to: &Uri) -> Option<(Uri, Option<HeaderValue>)> {
        if to.host().is_some_and(is_loopback) {
            return None;
        }
        match self {
            Self::None => None,
            Self::One(proxy, auth) => Some((proxy.clone(), auth.clone())),
            #[cfg(feature = "system-proxy")]
            Self::System(matcher) => {
                let found = matcher.intercept(to)?;
                Some((found.uri().clone(), found.basic_auth().cloned()))
            }
        }
    }
}

type Stream = MaybeHttpsStream<TokioIo<TcpStream>>;
type Failure = Box<dyn Error + Send + Sync>;

impl Connector {
    pub(super) fn new(tcp: HttpConnector, tls: Arc<ClientConfig>, proxies: Proxies, limit: Duration) -> Self {
        Self { tcp, tls, proxies, limit }
    }

    fn connecting(&self, to: Uri) -> BoxFuture<'static, Result<Stream, Failure>> {
        let (tcp, tls) = (self.tcp.clone(), Arc::clone(&self.tls));
        let Some((proxy, auth)) = self.proxies.on_the_way(&to) else {
            return HttpsConnector::from((tcp, tls)).call(to);
        };
        if proxy.scheme_str() != Some("http") {
            let text = "only proxies that are reached by `http://` can be used";
            return Box::pin(async move { Err(text.into()) });
        }
        let mut tunnel = Tunnel::new(proxy, tcp);
        if let Some(auth) = auth {
            tunnel = tunnel.with_auth(auth);
        }
        HttpsConnector::from((tunnel, tls)).call(with_port(to))
    }
}

/// The same with its port: a tunnel would take 443 for plain HTTP too.
fn with_port(to: Uri) -> Uri {
    let is_plain = to.scheme_str() == Some("http") && to.port().is_none();
    let mut parts = Parts::from(to.clone());
    let authority = parts.authority.as_ref().map(|authority| format!("{}:80", authority.host()));
    match authority.filter(|_| is_plain).and_then(|authority| authority.parse::<Authority>().ok()) {
        None => to,
        Some(authority) => {
            parts.authority = Some(authority);
            Uri::from_parts(parts).unwrap_or(to)
        }
    }
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = Failure;
    type Future = BoxFuture<'static, Result<Stream, Failure>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        self.tcp.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        // TCP has the limit of its own, but neither looking up the name nor a proxy nor TLS has.
        let in_time = tokio::time::timeout(self.limit, self.connecting(to));
        Box::pin(async move {
            let late = |_| io::Error::new(io::ErrorKind::TimedOut, "no connection stood in time");
            in_time.await.map_err(late)?
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(to: &'static str, expected: &str) {
        assert_eq!(with_port(Uri::from_static(to)).to_string(), expected);
    }

    #[test]
    fn a_tunnel_leads_to_the_right_port() {
        check("http://a.example/", "http://a.example:80/");
        check("http://a.example:8080/", "http://a.example:8080/");
        check("https://a.example/", "https://a.example/");
    }

    #[test]
    fn this_machine_is_reached_without_a_proxy() {
        let proxies = Proxies::One(Uri::from_static("http://proxy.example:3128"), None);
        let goes_through = |to| proxies.on_the_way(&Uri::from_static(to)).is_some();
        assert!(goes_through("https://a.example/") && goes_through("http://a.example/"));
        assert!(!goes_through("https://localhost:1/") && !goes_through("http://[::1]:1/"));
    }
}
