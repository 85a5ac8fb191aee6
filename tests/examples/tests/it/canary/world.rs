//! One API with marks in all that is secret, and everything that listens.
//!
//! In: the builder of an API's client. Out: clients whose requests are marked on their way, and which are watched by
//! every means there is. It knows no API.

use super::ears::{Ears, Recorders, found};
use jiekou::example::{Marked, Marks, Operation, Where};
use jiekou::{
    ApiClient, Body, BoxFuture, Ciphertext, ClientBuilder, Clock, EncryptError, Encryptor, Event, Har,
    Limits, Nonces, Observer, RetryPolicy, Secret, StoreError, StoredToken, Timer, TokenStore, Transport,
    TransportError, Turn, http,
};
use std::fmt::Debug;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Everything of one API.
pub(super) struct World {
    pub(super) ears: Ears,
    pub(super) har: Arc<Har>,
    pub(super) marks: Arc<Mutex<Marks>>,
    /// Requests as they were sent.
    pub(super) sent: Arc<Mutex<Vec<(&'static Operation, Marked)>>>,
}

/// What is particular to a client.
#[derive(Clone, Copy)]
pub(super) struct Ways {
    pub(super) places: Where,
    pub(super) first_byte: Duration,
    pub(super) attempts: u32,
    /// A member that its table no longer hides.
    pub(super) bared: Option<&'static str>,
    pub(super) breaks: Option<Breaks>,
}

/// What does not work.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    Store,
    Encryptor,
    PanicInEncryptor,
    PanicInTransport,
    PanicInObserver,
}

impl Ways {
    /// Everything works, and marks stand where values stood.
    pub(super) const PLAIN: Self = Self {
        places: Where::Present,
        first_byte: Duration::from_secs(20),
        attempts: 1,
        bared: None,
        breaks: None,
    };
}

impl World {
    pub(super) fn new() -> Self {
        let (ears, har) = (Ears::default(), Arc::new(Har::keeping(100_000)));
        Self { ears, har, marks: Arc::default(), sent: Arc::default() }
    }

    /// A mark for something that no model holds.
    pub(super) fn mark(&self, name: &'static str) -> String {
        self.marks.lock().expect("no test panicked here").other(name)
    }

    /// Marks that were seen.
    pub(super) fn found(&self) -> Vec<String> {
        found(&self.ears.heard(), &self.marks.lock().expect("no test panicked here").put)
    }

    /// Does something while spans and events are taken down.
    pub(super) fn traced<T>(&self, what: impl FnOnce() -> T) -> T {
        let ears = self.ears.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
            .with_ansi(false)
            .without_time()
            .with_writer(Mutex::new(ears))
            .finish();
        tracing::subscriber::with_default(subscriber, what)
    }

    /// A client that is watched.
    pub(super) fn build<A: ApiClient + Debug>(&self, builder: ClientBuilder<A>, url: &str, ways: Ways) -> A {
        let (ears, marks, sent) = (self.ears.clone(), Arc::clone(&self.marks), Arc::clone(&self.sent));
        let marker = move |operation: &'static Operation, model: &dyn jiekou::example::Model| {
            let mut marks = marks.lock().expect("no test panicked here");
            let mut marked = marks.request(operation.id, model, ways.places);
            if let Some(wire) = ways.bared {
                marked = marked.bared(wire);
            }
            ears.debug(&marked);
            let copy = marks.request(operation.id, model, ways.places);
            sent.lock().expect("no test panicked here").push((operation, copy));
            marked
        };
        let mut builder = builder
            .base_url(url)
            .header("X-Own", self.mark("X-Own"))
            .clock(Still)
            .timer(Still)
            .nonces(Still)
            .connect_timeout(ways.first_byte)
            .first_byte_timeout(ways.first_byte)
            .retry(RetryPolicy::attempts(ways.attempts).pauses(Duration::ZERO, Duration::ZERO))
            .observer(self.ears.clone())
            .recorder(Recorders::new(&self.ears, &self.har))
            .marker(marker);
        builder = match ways.breaks {
            Some(Breaks::Store) => builder.token_store(Broken),
            Some(Breaks::PanicInTransport) => builder.transport(Panics),
            Some(Breaks::PanicInObserver) => builder.observer(Panics),
            _ => builder,
        };
        self.ears.debug(&builder);
        let client = builder.build().expect("the settings are good");
        self.ears.debug(&client);
        client
    }

    /// Encrypts to a mark, since ciphertext must not be shown either.
    pub(super) fn encryptor(&self, ways: Ways) -> impl Encryptor + 'static {
        Fixed { ciphertext: self.mark("ciphertext"), breaks: ways.breaks }
    }
}

struct Fixed {
    ciphertext: String,
    breaks: Option<Breaks>,
}

impl Encryptor for Fixed {
    fn encrypt(&self, _: &Secret) -> Result<Ciphertext, EncryptError> {
        match self.breaks {
            Some(Breaks::Encryptor) => Err(EncryptError::new("no key today")),
            Some(Breaks::PanicInEncryptor) => panic!("on purpose"),
            _ => Ok(Ciphertext::new(self.ciphertext.clone())),
        }
    }
}

/// Whoever asks it for something panics.
struct Panics;

impl Transport for Panics {
    fn send<'a>(
        &'a self,
        _: http::Request<Body>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        panic!("on purpose")
    }
}

impl Observer for Panics {
    fn observe(&self, _: &Event<'_>) {
        panic!("on purpose")
    }
}

/// Time that stands still, so that no number in a record is a mark by chance.
struct Still;

impl Clock for Still {
    fn now_ms(&self) -> i64 {
        1_700_000_000_000
    }
}

impl Timer for Still {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(time))
    }
}

impl Nonces for Still {
    fn nonce(&self) -> io::Result<String> {
        Ok("00000000-0000-4000-8000-000000000000".to_owned())
    }
}

/// A store that never works.
struct Broken;

impl Broken {
    fn fails<T>() -> BoxFuture<'static, Result<T, StoreError>> {
        Box::pin(async { Err(StoreError::new("no route to the store")) })
    }
}

impl TokenStore for Broken {
    fn load<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Option<StoredToken>, StoreError>> {
        Self::fails()
    }

    fn save<'a>(&'a self, _: &'a str, _: &'a StoredToken) -> BoxFuture<'a, Result<(), StoreError>> {
        Self::fails()
    }

    fn remove<'a>(&'a self, _: &'a str, _: &'a Secret) -> BoxFuture<'a, Result<(), StoreError>> {
        Self::fails()
    }

    fn take_turn<'a>(&'a self, _: &'a str, _: Duration) -> BoxFuture<'a, Result<Option<Turn>, StoreError>> {
        Self::fails()
    }

    fn end_turn<'a>(&'a self, _: &'a str, _: Turn) -> BoxFuture<'a, Result<(), StoreError>> {
        Self::fails()
    }
}
