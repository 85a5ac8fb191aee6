//! A server of whatever API: its address, its thread, its vendor.
//!
//! In: the tables of an API and settings. Out: a server that listens on loopback, and on nothing else, until it is
//! dropped. Typed servers and the program stand on it.

use crate::check::Settings;
use crate::serve::serve;
use crate::table::MockApi;
use crate::vendor::{Vendor, Watch};
use jiekou_runtime::{Clock, CredentialValues, Secret, SystemClock};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::runtime::Handle;
use tokio::sync::watch;

/// A server that runs.
#[derive(Debug)]
pub(crate) struct Core {
    pub(crate) vendor: Arc<Vendor>,
    pub(crate) address: SocketAddr,
    /// The address for clients, with the path that the vendor's own server has.
    pub(crate) base_url: String,
    /// Of the server's own thread.
    pub(crate) handle: Handle,
    stop: Option<watch::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What a server is started with.
pub(crate) struct Setup {
    /// 0 for a free one.
    pub(crate) port: u16,
    /// What clients must know; none for the usual ones.
    pub(crate) credentials: Option<CredentialValues>,
    pub(crate) clock: Arc<dyn Clock>,
    /// How strict it is.
    pub(crate) checks: Settings,
    /// Who gets each call when its answer is made.
    pub(crate) watch: Option<Box<Watch>>,
    /// Where exchanges are written.
    pub(crate) record: Option<PathBuf>,
    /// What is answered from.
    pub(crate) replay: Option<PathBuf>,
    /// Where the chance of faults begins that say nothing of it.
    pub(crate) seed: u64,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            port: 0,
            credentials: None,
            clock: Arc::new(SystemClock),
            checks: Settings::default(),
            watch: None,
            record: None,
            replay: None,
            seed: 0,
        }
    }
}

impl Core {
    /// Starts a server.
    pub(crate) fn start(table: &'static MockApi, setup: Setup) -> io::Result<Self> {
        if let Some(flaw) = setup.checks.flaw() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, flaw));
        }
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, setup.port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let prefix = prefix(table);
        let vendor = Arc::new(Vendor::new(table, &prefix, setup)?);
        let (stop, stopped) = watch::channel(());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let served = Arc::clone(&vendor);
        let thread = std::thread::Builder::new().name(format!("mock {}", table.api.id)).spawn(move || {
            runtime.block_on(async move {
                // A listener that was bound and made non-blocking is taken by any runtime with an I/O driver.
                if let Ok(listener) = tokio::net::TcpListener::from_std(listener) {
                    serve(listener, served, stopped).await;
                }
            });
        })?;
        let base_url = format!("http://{address}{prefix}");
        Ok(Self { vendor, address, base_url, handle, stop: Some(stop), thread: Some(thread) })
    }

    /// Stops it, and comes back when nothing of it runs any more.
    pub(crate) fn stop(&mut self) {
        // Whoever waits for it sees that its sender is gone.
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Each credential is `test-` and its name.
pub(crate) fn usual_credentials(table: &MockApi) -> CredentialValues {
    let value = |name: &&str| Secret::from(format!("test-{}", name.replace('_', "-")));
    CredentialValues::new(table.api.credentials.iter().map(value))
}

/// The path of the vendor's own server, which signatures may cover.
fn prefix(table: &MockApi) -> String {
    let path = table.api.servers.first().and_then(|url| url.split_once("://")?.1.split_once('/'));
    path.map(|(_, path)| format!("/{path}").trim_end_matches('/').to_owned()).unwrap_or_default()
}
