//! Settings of the default transport.
//!
//! In: roots of trust, a client certificate, a proxy, what is kept open. Out: a transport, or the first setting that is
//! wrong. Keys and passwords are never shown.

use super::HyperTransport;
use super::connect::{Connector, Proxies};
use super::trust::{Roots, Trust};
use crate::Secret;
use crate::client::BuildError;
use crate::transport::Limits;
use crate::url::{Base, PlainHttp};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderValue, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use std::fmt;
use std::time::Duration;

/// Gathers the settings of a [`HyperTransport`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # #[cfg(feature = "hyper")] {
/// use jiekou_runtime::{HyperTransport, Limits};
///
/// let transport = HyperTransport::builder()
///     .proxy("http://proxy.corp.example:3128")
///     .proxy_auth("me", "password")
///     .max_idle_connections(32)
///     .build(&Limits::default())?;
/// # }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is built before `.build()`"]
pub struct HyperBuilder {
    trust: Trust,
    proxy: Option<String>,
    proxy_auth: Option<(String, Secret)>,
    #[cfg(feature = "system-proxy")]
    proxy_of_system: bool,
    idle: Duration,
    max_idle: usize,
    keepalive: Option<Duration>,
}

impl HyperBuilder {
    pub(super) fn new() -> Self {
        Self {
            trust: Trust::default(),
            proxy: None,
            proxy_auth: None,
            #[cfg(feature = "system-proxy")]
            proxy_of_system: false,
            // Shorter than the minute after which most gateways hang up.
            idle: Duration::from_secs(50),
            max_idle: usize::MAX,
            keepalive: Some(Duration::from_secs(60)),
        }
    }

    /// Trusts this certificate authority too, or each of these: certificates in PEM.
    pub fn trust(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.trust.given.push(pem.into());
        self
    }

    /// Trusts nobody but those given to [`trust`](Self::trust).
    pub fn trust_only_given(mut self) -> Self {
        self.trust.roots = Roots::OnlyGiven;
        self
    }

    /// Trusts the operating system's roots instead of the built-in ones. They are read once, by
    /// [`build`](Self::build).
    #[cfg(feature = "native-roots")]
    pub fn trust_system(mut self) -> Self {
        self.trust.roots = Roots::System;
        self
    }

    /// Shows this certificate to servers that ask for one: the chain and the private key, both in PEM.
    pub fn identity(mut self, chain: impl Into<Vec<u8>>, key: impl Into<Secret>) -> Self {
        self.trust.identity = Some((chain.into(), key.into()));
        self
    }

    /// Connects through this proxy, such as `http://proxy:3128`, by `CONNECT`. What is on this machine is reached
    /// without it.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// What the proxy knows its user by.
    pub fn proxy_auth(mut self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.proxy_auth = Some((user.into(), password.into()));
        self
    }

    /// Connects through the proxies that environment (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY` …) and operating system
    /// name. They are read once, by [`build`](Self::build); one given to [`proxy`](Self::proxy) goes first.
    #[cfg(feature = "system-proxy")]
    pub fn system_proxy(mut self) -> Self {
        self.proxy_of_system = true;
        self
    }

    /// How long a connection that nobody uses is kept; 50 s by default.
    pub fn idle_timeout(mut self, time: Duration) -> Self {
        self.idle = time;
        self
    }

    /// How many connections that nobody uses are kept for each server; no limit by default, and 0 keeps none.
    pub fn max_idle_connections(mut self, count: usize) -> Self {
        self.max_idle = count;
        self
    }

    /// How long a connection is silent before TCP asks whether the other side is still there; 60 s by default, and
    /// `None` never asks.
    pub fn tcp_keepalive(mut self, time: Option<Duration>) -> Self {
        self.keepalive = time;
        self
    }

    /// Makes the transport. Of the limits only [`Limits::connect`] counts here: it holds for everything from the
    /// look-up of the name to the end of TLS.
    ///
    /// # Errors
    ///
    /// The first setting that is wrong.
    pub fn build(self, limits: &Limits) -> Result<HyperTransport, BuildError> {
        let refuse = |reason| BuildError::Transport { reason };
        let mut tcp = HttpConnector::new();
        tcp.set_nodelay(true);
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(limits.connect));
        tcp.set_keepalive(self.keepalive);
        let proxies = self.proxies().map_err(refuse)?;
        let connector = Connector::new(tcp, self.trust.config().map_err(refuse)?, proxies, limits.connect);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(self.idle)
            .pool_max_idle_per_host(self.max_idle)
            // A kept connection may turn out to be closed when a request is handed to it. hyper gives the request back
            // if it did not begin to write it, and only then is it taken to another connection: nothing is sent twice.
            .retry_canceled_requests(true)
            .build(connector);
        Ok(HyperTransport { client })
    }

    fn proxies(&self) -> Result<Proxies, String> {
        if let Some(url) = &self.proxy {
            let auth = self.proxy_auth.as_ref();
            return Ok(Proxies::One(
                proxy(url)?,
                auth.map(|(user, password)| basic(user, password)).transpose()?,
            ));
        }
        if self.proxy_auth.is_some() {
            return Err("there is a user of a proxy and no proxy".to_owned());
        }
        #[cfg(feature = "system-proxy")]
        if self.proxy_of_system {
            return Ok(Proxies::system());
        }
        Ok(Proxies::None)
    }
}

/// The address of a proxy.
fn proxy(url: &str) -> Result<Uri, String> {
    let refuse = |reason: &str| format!("the address of the proxy cannot be used: {reason}");
    if url.starts_with("https://") {
        return Err(refuse("it must begin with `http://`; what goes through is encrypted all the same"));
    }
    let base = Base::parse(url, PlainHttp::Allowed).map_err(refuse)?;
    if !base.path.is_empty() {
        return Err(refuse("it must have no path"));
    }
    base.origin.parse().map_err(|_| refuse("it is no URL"))
}

/// `Basic …`
fn basic(user: &str, password: &Secret) -> Result<HeaderValue, String> {
    if user.contains(':') {
        return Err("the user of the proxy must have no `:` in its name".to_owned());
    }
    let pair = Secret::from(format!("{user}:{}", password.expose()));
    let value = Secret::from(format!("Basic {}", BASE64_STANDARD.encode(pair.expose())));
    let value = HeaderValue::from_str(value.expose());
    let mut value = value.map_err(|_| "the user of the proxy cannot be sent".to_owned())?;
    value.set_sensitive(true);
    Ok(value)
}

impl fmt::Debug for HyperBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperBuilder").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(builder: HyperBuilder, expected: &str) {
        let error = builder.build(&Limits::default()).expect_err("it is refused").to_string();
        assert_eq!(error, format!("the transport could not be made: {expected}"));
    }

    #[test]
    fn a_proxy_has_an_address_and_nothing_else() {
        let with = |url: &str| HyperTransport::builder().proxy(url);
        let refused = "the address of the proxy cannot be used:";
        check(
            with("http://me:hunter2@a.example"),
            &format!("{refused} it must have no user and no password"),
        );
        check(with("http://a.example/x"), &format!("{refused} it must have no path"));
        check(with("socks5://a.example"), &format!("{refused} it must begin with `https://`"));
        let text = "it must begin with `http://`; what goes through is encrypted all the same";
        check(with("https://a.example"), &format!("{refused} {text}"));
        check(
            HyperTransport::builder().proxy_auth("me", "hunter2"),
            "there is a user of a proxy and no proxy",
        );
        check(
            with("http://a.example").proxy_auth("m:e", "hunter2"),
            "the user of the proxy must have no `:` in its name",
        );
        assert!(with("http://a.example:3128").proxy_auth("me", "hunter2").build(&Limits::default()).is_ok());
    }

    #[test]
    fn trust_must_be_given_as_pem() {
        let with = || HyperTransport::builder();
        check(with().trust_only_given(), "nobody is trusted: no certificate authority was given");
        check(with().trust("hunter2"), "a certificate authority is not given as certificates in PEM");
        check(with().identity("hunter2", "hunter2"), "the client certificate is not given in PEM");
    }
}
