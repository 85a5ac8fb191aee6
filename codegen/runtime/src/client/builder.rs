//! Builds clients and checks what they are given.
//!
//! In: an API's table and the user's settings. Out: a client, or the first setting that is wrong. Values of
//! credentials and headers are never shown.

#[cfg(feature = "examples")]
mod marker;

use super::{ApiClient, BuildError, Client, Inner};
use crate::admission::{Admission, Places, Rate, RateLimit};
use crate::clock::{Clock, Nonces, RandomNonces, SystemClock};
use crate::credentials::{flaw, header_flaw};
use crate::encode::Encryptors;
use crate::observe::Observer;
use crate::operation::Api;
use crate::prepare::header;
use crate::recipe::{Encryption, Header, Part, Source};
use crate::record::{Recorder, Recording};
use crate::retry::{Budget, RetryPolicy};
use crate::seal::Encryptor;
use crate::store::TokenStore;
use crate::timer::{SystemTimer, Timer};
use crate::token::{TokenSeat, store_key};
use crate::transport::{Limits, Transport, default_transport};
use crate::url::{Base, PlainHttp};
use crate::{CredentialValues, Secret};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

/// Gathers the settings of a client.
#[must_use = "nothing is built before `.build()`"]
pub struct ClientBuilder<A> {
    settings: Settings,
    client: PhantomData<fn() -> A>,
}

/// All but the type of the client, so that it is compiled once.
struct Settings {
    api: &'static Api,
    credentials: Option<CredentialValues>,
    base_url: Option<String>,
    plain: PlainHttp,
    headers: Vec<(String, Secret)>,
    keys: Vec<(String, Key)>,
    transport: Option<Arc<dyn Transport>>,
    limits: Limits,
    deadline: Option<Duration>,
    retry: RetryPolicy,
    rate: Option<RateLimit>,
    places: Option<usize>,
    clock: Arc<dyn Clock>,
    nonces: Arc<dyn Nonces>,
    timer: Arc<dyn Timer>,
    observers: Vec<Arc<dyn Observer>>,
    recording: Option<Recording>,
    store: Option<Arc<dyn TokenStore>>,
    token: Option<Secret>,
    #[cfg(feature = "examples")]
    marker: Option<Arc<crate::example::Marker>>,
}

/// What encrypts.
enum Key {
    Public(String),
    Own(Arc<dyn Encryptor>),
}

impl<A: ApiClient> ClientBuilder<A> {
    /// Begins with the API's defaults.
    pub fn new(api: &'static Api) -> Self {
        Self { settings: Settings::new(api), client: PhantomData }
    }

    /// What the API knows its user by.
    pub fn credentials(mut self, credentials: A::Credentials) -> Self {
        self.settings.credentials = Some(credentials.into());
        self
    }

    /// The same in the order of the API's table.
    #[cfg(feature = "mock")]
    #[doc(hidden)]
    pub fn credential_values(mut self, credentials: CredentialValues) -> Self {
        self.settings.credentials = Some(credentials);
        self
    }

    /// Another address than the API's default.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.settings.base_url = Some(url.into());
        self
    }

    /// Takes an address without TLS beyond this machine. Everything can be read and changed on the way.
    pub fn allow_plain_http(mut self) -> Self {
        self.settings.plain = PlainHttp::Allowed;
        self
    }

    /// Adds a header to every call.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.settings.headers.push((name.into(), value.into()));
        self
    }

    /// Encrypts with this key instead of the published one: SubjectPublicKeyInfo in Base64, as PEM or bare.
    pub fn public_key(mut self, encryption: &str, spki: impl Into<String>) -> Self {
        self.settings.keys.push((encryption.to_owned(), Key::Public(spki.into())));
        self
    }

    /// Encrypts by other means.
    pub fn encryptor(mut self, encryption: &str, encryptor: impl Encryptor + 'static) -> Self {
        self.settings.keys.push((encryption.to_owned(), Key::Own(Arc::new(encryptor))));
        self
    }

    /// Sends by other means.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.settings.transport = Some(Arc::new(transport));
        self
    }

    /// The longest time until a connection stands; 10 s by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.limits.connect = timeout;
        self
    }

    /// The longest time from there to the head of the answer; 60 s by default.
    pub fn first_byte_timeout(mut self, timeout: Duration) -> Self {
        self.settings.limits.first_byte = timeout;
        self
    }

    /// The longest time between two pieces of an answer; 30 s by default.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.settings.limits.idle = timeout;
        self
    }

    /// The longest time of a whole call with all its attempts and waits; 3 minutes by default, none for no limit.
    pub fn deadline(mut self, time: impl Into<Option<Duration>>) -> Self {
        self.settings.deadline = time.into();
        self
    }

    /// How often and how soon a call is made again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// Sends no more calls in a time than this; by default there is no such limit.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.settings.rate = Some(limit);
        self
    }

    /// Sends no more than so many calls at once; by default there is no such limit.
    pub fn max_concurrent_calls(mut self, calls: usize) -> Self {
        self.settings.places = Some(calls);
        self
    }

    /// The most bytes of an answer that is read as a whole; 16 MiB by default.
    pub fn max_answer_bytes(mut self, bytes: usize) -> Self {
        self.settings.limits.answer_bytes = bytes;
        self
    }

    /// Another clock than the system's.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.settings.clock = Arc::new(clock);
        self
    }

    /// Other nonces than random UUIDs.
    pub fn nonces(mut self, nonces: impl Nonces + 'static) -> Self {
        self.settings.nonces = Arc::new(nonces);
        self
    }

    /// Another timer than the system's, for tests: waits, limits and pauses go by it.
    pub fn timer(mut self, timer: impl Timer + 'static) -> Self {
        self.settings.timer = Arc::new(timer);
        self
    }

    /// Somebody to be told what happens. There may be several.
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.settings.observers.push(Arc::new(observer));
        self
    }

    /// Somebody who gets each exchange as it may be shown, for support tickets. There may be several.
    pub fn recorder(mut self, recorder: impl Recorder + 'static) -> Self {
        self.settings.recording.get_or_insert_with(Recording::new).add(Arc::new(recorder));
        self
    }

    /// Where the token is kept beyond this client.
    pub fn token_store(mut self, store: impl TokenStore + 'static) -> Self {
        self.settings.store = Some(Arc::new(store));
        self
    }

    /// A token that is at hand. It is used until the vendor says that it is stale.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.settings.token = Some(token.into());
        self
    }

    /// Makes the client. No runtime is needed for this.
    ///
    /// # Errors
    ///
    /// The first setting that is missing or wrong.
    ///
    /// # Panics
    ///
    /// Never by itself. But calls of a client with the default transport panic in a tokio runtime that was built
    /// without its time or I/O driver; `enable_all()` gives it both.
    pub fn build(self) -> Result<A, BuildError> {
        self.settings.build().map(A::from_core)
    }
}

impl<A> fmt::Debug for ClientBuilder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("api", &self.settings.api.id).finish_non_exhaustive()
    }
}

impl Settings {
    fn new(api: &'static Api) -> Self {
        Self {
            api,
            credentials: None,
            base_url: None,
            plain: PlainHttp::LoopbackOnly,
            headers: Vec::new(),
            keys: Vec::new(),
            transport: None,
            limits: Limits::default(),
            deadline: Some(Duration::from_secs(180)),
            retry: RetryPolicy::default(),
            rate: None,
            places: None,
            clock: Arc::new(SystemClock),
            nonces: Arc::new(RandomNonces),
            timer: Arc::new(SystemTimer::default()),
            observers: Vec::new(),
            recording: None,
            store: None,
            token: None,
            #[cfg(feature = "examples")]
            marker: None,
        }
    }

    fn build(self) -> Result<Client, BuildError> {
        let base = self.base()?;
        self.check_headers()?;
        let encryptors = self.encryptors()?;
        let api = self.api;
        let credentials = self.credentials.unwrap_or_default();
        check_credentials(api, &credentials)?;
        if let Some(reason) = self.token.as_ref().and_then(|token| header_flaw(token.expose())) {
            return Err(BuildError::Token { reason });
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&self.limits)?,
        };
        let store = self.store.map(|store| (store, store_key(api, &base, &credentials)));
        let inner = Inner {
            api,
            base,
            credentials,
            extra: self.headers,
            encryptors,
            transport,
            limits: self.limits,
            deadline: self.deadline,
            retry: self.retry,
            budget: Budget::new(),
            admission: Admission { rate: self.rate.map(Rate::new), places: self.places.map(Places::new) },
            clock: self.clock,
            behind_ms: AtomicI64::new(0),
            nonces: self.nonces,
            timer: self.timer,
            observers: self.observers,
            tokens: TokenSeat::new(self.token, store),
            recording: self.recording,
            #[cfg(feature = "examples")]
            marker: self.marker,
        };
        Ok(Client { inner: Arc::new(inner) })
    }

    fn base(&self) -> Result<Base, BuildError> {
        let url = self.base_url.as_deref().or(self.api.servers.first().copied());
        let url = url.ok_or(BuildError::MissingBaseUrl)?;
        Base::parse(url, self.plain).map_err(|reason| BuildError::BaseUrl { reason })
    }

    /// A header that the client makes itself cannot be added: which one is signed would be left to chance.
    fn check_headers(&self) -> Result<(), BuildError> {
        let mut taken: Vec<&str> = OF_THE_TRANSPORT.to_vec();
        taken.extend(recipe_headers(self.api).map(|header| header.name));
        for (name, value) in &self.headers {
            header(name, value.expose()).map_err(|reason| BuildError::Header { reason })?;
            if taken.iter().any(|other| other.eq_ignore_ascii_case(name)) {
                let reason = format!("the header `{name}` is set by the client or was added before");
                return Err(BuildError::Header { reason });
            }
            taken.push(name);
        }
        Ok(())
    }

    fn encryptors(&self) -> Result<Box<Encryptors>, BuildError> {
        let known = self.api.encryptions;
        if let Some((name, _)) =
            self.keys.iter().find(|(name, _)| known.iter().all(|other| other.name != name))
        {
            return Err(BuildError::UnknownEncryption { name: name.clone() });
        }
        known.iter().map(|encryption| self.encryptor(encryption)).collect()
    }

    fn encryptor(&self, encryption: &Encryption) -> Result<Option<Arc<dyn Encryptor>>, BuildError> {
        let key = match self.keys.iter().rev().find(|(name, _)| name == encryption.name) {
            Some((_, Key::Own(encryptor))) => return Ok(Some(Arc::clone(encryptor))),
            Some((_, Key::Public(key))) => Some(key.as_str()),
            None => encryption.key,
        };
        let refuse = |reason| BuildError::PublicKey { name: encryption.name, reason };
        key.map(|key| public_key(key, encryption.chunk).map_err(refuse)).transpose()
    }
}

/// Headers that belong to the connection, or that transports write themselves.
const OF_THE_TRANSPORT: &[&str] = &[
    "Accept-Encoding",
    "Connection",
    "Content-Length",
    "Date",
    "Expect",
    "Host",
    "Keep-Alive",
    "Proxy-Connection",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
];

fn recipe_headers(api: &Api) -> impl Iterator<Item = &'static Header> {
    api.headers.iter().chain(api.signing.as_ref().map_or(&[][..], |signing| signing.headers))
}

fn check_credentials(api: &Api, credentials: &CredentialValues) -> Result<(), BuildError> {
    if credentials.len() != api.credentials.len() {
        return Err(BuildError::MissingCredentials { names: api.credentials });
    }
    for (index, name) in api.credentials.iter().copied().enumerate() {
        let part = Part::Value(Source::Credential(index));
        let check =
            if recipe_headers(api).any(|header| header.value.contains(&part)) { header_flaw } else { flaw };
        if let Some(reason) = check(credentials.at(index)) {
            return Err(BuildError::Credential { name, reason });
        }
    }
    Ok(())
}

#[cfg(feature = "rsa")]
fn public_key(key: &str, chunk: usize) -> Result<Arc<dyn Encryptor>, String> {
    Ok(Arc::new(crate::seal::PublicKey::new(key, chunk)?))
}

#[cfg(not(feature = "rsa"))]
fn public_key(_: &str, _: usize) -> Result<Arc<dyn Encryptor>, String> {
    Err("the feature `rsa` is off".to_owned())
}

#[cfg(test)]
mod tests;
