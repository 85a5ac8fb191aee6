//! Servers: started on a free port of loopback, stopped when dropped.
//!
//! In: the tables of an API and what a test sets. Out: an address, a client for it, and what the server saw. Each server
//! has a thread of its own, so that it serves tests with and without a runtime.

mod checks;
mod core;
mod told;

pub(crate) use self::core::{Core, Setup, usual_credentials};

use crate::fault::{Fault, FaultHandle};
use crate::post::{PostRecord, Poster};
use crate::table::MockApi;
use crate::vendor::Vendor;
use jiekou_runtime::{ApiClient, ClientBuilder, Clock};
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::path::PathBuf;
use std::sync::Arc;

/// A client whose vendor has a mock server.
pub trait Mocked: ApiClient {
    /// What the server goes by.
    #[doc(hidden)]
    const MOCK: &'static MockApi;
}

/// A server that stands in for the vendor of one API.
///
/// It runs on a free port of loopback in a thread of its own, and stops when it is dropped. Many may run in one
/// process. Started with [`start`](Self::start) it is as strict as the vendor's pages are.
///
/// A test says what is answered ([`on`](Self::on)) and what is to be called ([`expect`](Self::expect)), and reads what
/// was called ([`calls_of`](Self::calls_of)). When the server is dropped, the test fails where the calls are not as
/// expected, where something went to a path that no operation has, and where a reply of the test failed.
pub struct MockServer<C> {
    pub(crate) vendor: Arc<Vendor>,
    core: Core,
    client: PhantomData<fn() -> C>,
}

/// Gathers the settings of a server.
#[must_use = "nothing is started before `.start()`"]
pub struct MockServerBuilder<C> {
    setup: Setup,
    client: PhantomData<fn() -> C>,
}

impl<C: Mocked> MockServer<C> {
    /// Starts a server with the usual settings.
    ///
    /// # Panics
    ///
    /// Where the system gives no port or no thread. Tests have nothing else to do then.
    #[must_use]
    pub fn start() -> Self {
        match Self::builder().start() {
            Ok(server) => server,
            Err(error) => panic!("the mock server cannot be started: {error}"),
        }
    }

    /// Begins with the usual settings.
    pub fn builder() -> MockServerBuilder<C> {
        MockServerBuilder { setup: Setup::default(), client: PhantomData }
    }

    /// The address for clients, with the path that the vendor's own server has.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.core.base_url
    }

    /// A client of this server, with its credentials and its public key.
    ///
    /// # Panics
    ///
    /// Never with the usual settings; with credentials that no client takes.
    #[must_use]
    pub fn client(&self) -> C {
        match self.client_builder().build() {
            Ok(client) => client,
            Err(error) => panic!("no client of the mock server can be built: {error}"),
        }
    }

    /// The same before it is built, for other settings.
    pub fn client_builder(&self) -> ClientBuilder<C> {
        let api = C::MOCK.api;
        let mut builder = ClientBuilder::new(api)
            .base_url(&self.core.base_url)
            .credential_values(self.vendor.credentials.clone());
        for encryption in api.encryptions {
            builder = builder.public_key(encryption.name, self.vendor.settings.public_key());
        }
        builder
    }

    /// Misbehaves from now on; see [`Fault`]. Several may be on.
    ///
    /// ```ignore
    /// server.fault(Fault::status(503).on(account::update).times(2));
    /// ```
    ///
    /// # Panics
    ///
    /// With a fault that makes no sense for the API, such as a code that it does not document.
    #[track_caller]
    pub fn fault(&self, fault: Fault) -> FaultHandle {
        match self.vendor.add_fault(fault) {
            Ok(handle) => handle,
            Err(text) => panic!("there is no such fault: {text}"),
        }
    }

    /// The faults that are on, oldest first.
    #[must_use]
    pub fn faults(&self) -> Vec<FaultHandle> {
        self.vendor.active_faults()
    }

    /// Switches all faults off.
    pub fn clear_faults(&self) {
        self.vendor.faults().clear();
    }

    /// Begins to post what the vendor would post to this address; see [`Poster`].
    ///
    /// ```ignore
    /// let record = server.post_to("http://127.0.0.1:8080/notices").callback("account.changed").send();
    /// assert!(record.is_accepted(), "{record}");
    /// ```
    pub fn post_to(&self, url: impl Into<String>) -> Poster {
        Poster::new(Arc::clone(&self.vendor), self.core.handle.clone(), url.into())
    }

    /// All that was posted so far, oldest first.
    #[must_use]
    pub fn posts(&self) -> Vec<PostRecord> {
        self.vendor.posts().records()
    }
}

impl<C: Mocked> MockServerBuilder<C> {
    /// This port in place of a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.setup.port = port;
        self
    }

    /// What clients must know. By default each credential is `test-` and its name.
    pub fn credentials(mut self, credentials: C::Credentials) -> Self {
        self.setup.credentials = Some(credentials.into());
        self
    }

    /// Another clock than the system's.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.setup.clock = Arc::new(clock);
        self
    }

    /// Writes what is asked and answered into this file, as it may be shown: one line of JSON for each call. The file
    /// begins anew.
    pub fn record_to(mut self, path: impl Into<PathBuf>) -> Self {
        self.setup.record = Some(path.into());
        self
    }

    /// Answers from a file that was recorded: the same operation with the same request as it may be shown gets the same
    /// answers, in their order, the last one again and again. Other calls are answered as usual, and what a test says
    /// comes first.
    ///
    /// ```ignore
    /// let server = MockServer::<Client>::builder().replay("tests/calls.jsonl").start()?;
    /// ```
    pub fn replay(mut self, path: impl Into<PathBuf>) -> Self {
        self.setup.replay = Some(path.into());
        self
    }

    /// Starts the server.
    ///
    /// # Errors
    ///
    /// Where the port is taken, the system gives no thread, or what was set cannot be: a recording that cannot be
    /// read, for one.
    pub fn start(self) -> io::Result<MockServer<C>> {
        let core = Core::start(C::MOCK, self.setup)?;
        Ok(MockServer { vendor: Arc::clone(&core.vendor), core, client: PhantomData })
    }
}

impl<C> Drop for MockServer<C> {
    fn drop(&mut self) {
        self.core.stop();
        self.verify_at_the_end();
    }
}

impl<C> fmt::Debug for MockServer<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServer")
            .field("vendor", &self.vendor)
            .field("address", &self.core.address)
            .finish()
    }
}

impl<C> fmt::Debug for MockServerBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServerBuilder").field("port", &self.setup.port).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
