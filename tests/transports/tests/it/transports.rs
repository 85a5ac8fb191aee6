//! The transports under test, each with the way in which its calls are made.

use crate::authority::Authority;
use jiekou::qixiangyun::{Client, Credentials};
use jiekou::{
    Error, HyperTransport, Limits, ReqwestTransport, RetryPolicy, Transport, TransportError, UreqTransport,
};
use jiekou::{reqwest, ureq};
use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

/// A transport and its way to wait.
pub(crate) struct Under {
    pub(crate) name: &'static str,
    pub(crate) transport: Arc<dyn Transport>,
    runtime: Option<Runtime>,
}

/// A good answer to any call here.
pub(crate) const GOOD: &str = "HTTP/1.1 200 OK\r\ncontent-length: 58\r\n\r\n{\"code\":\"2000\",\"data\":true,\"success\":true,\"message\":\"\"   }";

/// Limits that no test reaches, unless it means to.
pub(crate) fn patient() -> Limits {
    Limits::default()
}

/// Limits that a test reaches soon.
pub(crate) fn hasty() -> Limits {
    let short = Duration::from_millis(150);
    let mut limits = Limits::default();
    (limits.connect, limits.first_byte, limits.idle) = (short, short, short);
    limits
}

impl Under {
    /// All of them, trusting nobody but this authority, if there is one.
    pub(crate) fn all(limits: &Limits, trusted: Option<&Authority>) -> [Self; 3] {
        [
            Self::awaited("hyper", hyper(limits, trusted)),
            Self::awaited("reqwest", over_reqwest(limits, trusted)),
            Self { name: "ureq", transport: Arc::new(over_ureq(trusted)), runtime: None },
        ]
    }

    /// One that needs tokio.
    pub(crate) fn awaited(name: &'static str, transport: impl Transport + 'static) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        Self { name, transport: Arc::new(transport), runtime: Some(runtime.expect("a runtime")) }
    }

    /// Waits in its own way.
    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        match &self.runtime {
            Some(runtime) => runtime.block_on(future),
            None => jiekou::wait(future),
        }
    }

    /// A client that makes each call once.
    pub(crate) fn client(&self, url: &str, limits: &Limits) -> Client {
        Client::builder()
            .credentials(Credentials::new("10000001", "hunter2"))
            .base_url(url)
            .token("token")
            .retry(RetryPolicy::never())
            .connect_timeout(limits.connect)
            .first_byte_timeout(limits.first_byte)
            .idle_timeout(limits.idle)
            .max_answer_bytes(limits.answer_bytes)
            .transport(Arc::clone(&self.transport))
            .build()
            .expect("a client")
    }

    /// Makes a call and says what came of it.
    pub(crate) fn call(&self, client: &Client, number: u64) -> String {
        let call = client.account().update().enterprise_id(number).account_id(2);
        told(&match &self.runtime {
            Some(runtime) => runtime.block_on(call.send()),
            None => call.send_blocking(),
        })
    }
}

/// What came of a call, in the words of the transport where it was the transport's.
pub(crate) fn told(result: &Result<bool, Error>) -> String {
    let error = match result {
        Ok(data) => return format!("answered {data}"),
        Err(error) => error,
    };
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("/v2/public"), "an address is shown: {shown}");
    match error.source().and_then(|source| source.downcast_ref::<TransportError>()) {
        Some(error) => error.to_string(),
        None => format!("{:?} {:?}", error.kind(), error.status()),
    }
}

pub(crate) fn hyper(limits: &Limits, trusted: Option<&Authority>) -> HyperTransport {
    let builder = HyperTransport::builder();
    let builder = match trusted {
        Some(authority) => builder.trust(authority.pem()).trust_only_given(),
        None => builder,
    };
    builder.build(limits).expect("good settings")
}

pub(crate) fn over_reqwest(limits: &Limits, trusted: Option<&Authority>) -> ReqwestTransport {
    let builder = reqwest_client(trusted).redirect(reqwest::redirect::Policy::none());
    ReqwestTransport::new(builder.connect_timeout(limits.connect).build().expect("good settings"))
}

/// A client of reqwest's own making.
pub(crate) fn reqwest_client(trusted: Option<&Authority>) -> reqwest::ClientBuilder {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = rustls::RootCertStore::empty();
    if let Some(authority) = trusted {
        roots.add(authority.der()).expect("an authority");
    }
    let tls = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let tls = tls.expect("versions of TLS").with_root_certificates(roots).with_no_client_auth();
    reqwest::Client::builder().tls_backend_preconfigured(tls)
}

fn over_ureq(trusted: Option<&Authority>) -> UreqTransport {
    let Some(authority) = trusted else { return UreqTransport::default() };
    let certificate = ureq::tls::Certificate::from_pem(authority.pem().as_bytes()).expect("an authority");
    let roots = ureq::tls::RootCerts::new_with_certs(&[certificate]);
    let tls = ureq::tls::TlsConfig::builder().root_certs(roots).build();
    UreqTransport::new(ureq::Agent::config_builder().tls_config(tls).proxy(None).build().new_agent())
}
