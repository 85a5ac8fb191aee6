//! Builds clients and checks what they are given.
//!
//! In: an API's table and the user's settings. Out: a client, or the first setting that is wrong. Values of
//! credentials and headers are never shown.

use super::{ApiClient, Client, Inner};
use crate::clock::{Clock, Nonces, RandomNonces, SystemClock};
use crate::encode::Encryptors;
use crate::operation::Api;
use crate::prepare::header;
use crate::recipe::Encryption;
use crate::seal::Encryptor;
use crate::token::TokenSeat;
use crate::transport::{Limits, Transport};
use crate::url::{Base, PlainHttp};
use crate::{CredentialValues, Secret};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
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
    clock: Arc<dyn Clock>,
    nonces: Arc<dyn Nonces>,
    token: Option<Secret>,
}

/// What encrypts.
enum Key {
    Public(String),
    Own(Arc<dyn Encryptor>),
}

/// Why a client could not be built.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// The API has credentials and none were given.
    MissingCredentials {
        /// Their names.
        names: &'static [&'static str],
    },
    /// A credential holds control characters.
    Credential {
        /// Its name.
        name: &'static str,
    },
    /// The API has no address of its own and none was given.
    MissingBaseUrl,
    /// The address cannot be used.
    BaseUrl {
        /// Why.
        reason: &'static str,
    },
    /// The API has no encryption of this name.
    UnknownEncryption {
        /// The name that was given.
        name: String,
    },
    /// A public key cannot be used.
    PublicKey {
        /// The encryption.
        name: &'static str,
        /// Why.
        reason: String,
    },
    /// A header cannot be added.
    Header {
        /// Why, with its name.
        reason: String,
    },
    /// There is no transport: none was given, and the feature `hyper` is off.
    MissingTransport,
    /// The default transport could not be made.
    Transport {
        /// Why.
        reason: String,
    },
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingCredentials { names } => {
                write!(f, "the credentials `{}` were not given", names.join("`, `"))
            }
            Self::Credential { name } => write!(f, "the credential `{name}` holds control characters"),
            Self::MissingBaseUrl => f.write_str("the API has no address of its own; call `.base_url(..)`"),
            Self::BaseUrl { reason } => write!(f, "the base URL cannot be used: {reason}"),
            Self::UnknownEncryption { name } => {
                write!(f, "the API has no encryption `{}`", name.escape_debug())
            }
            Self::PublicKey { name, reason } => {
                write!(f, "the public key for `{name}` cannot be used: {reason}")
            }
            Self::Header { reason } => f.write_str(reason),
            Self::MissingTransport => {
                f.write_str("there is no transport; switch on the feature `hyper` or call `.transport(..)`")
            }
            Self::Transport { reason } => write!(f, "the default transport could not be made: {reason}"),
        }
    }
}

impl std::error::Error for BuildError {}

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

    /// Encrypts with this key instead of the published one: SubjectPublicKeyInfo in Base64.
    pub fn public_key(mut self, encryption: &str, spki_base64: impl Into<String>) -> Self {
        self.settings.keys.push((encryption.to_owned(), Key::Public(spki_base64.into())));
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

    /// The longest time of one exchange.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.limits.timeout = timeout;
        self
    }

    /// The most bytes of an answer.
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

    /// A token that is at hand. It is used until the vendor says that it is stale.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.settings.token = Some(token.into());
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// The first setting that is missing or wrong.
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
            clock: Arc::new(SystemClock),
            nonces: Arc::new(RandomNonces),
            token: None,
        }
    }

    fn build(self) -> Result<Client, BuildError> {
        let base = self.base()?;
        self.check_headers()?;
        let encryptors = self.encryptors()?;
        let api = self.api;
        let credentials = self.credentials.unwrap_or_default();
        if credentials.len() != api.credentials.len() {
            return Err(BuildError::MissingCredentials { names: api.credentials });
        }
        if let Some(index) = credentials.first_with_control_character() {
            return Err(BuildError::Credential { name: api.credentials[index] });
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&self.limits)?,
        };
        let inner = Inner {
            api,
            base,
            credentials,
            extra: self.headers,
            encryptors,
            transport,
            limits: self.limits,
            clock: self.clock,
            nonces: self.nonces,
            tokens: TokenSeat::new(self.token),
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
        let signing = self.api.signing.as_ref().map_or(&[][..], |signing| signing.headers);
        let mut taken: Vec<&str> = vec!["Host", "Content-Length", "Transfer-Encoding", "Connection"];
        taken.extend(self.api.headers.iter().chain(signing).map(|header| header.name));
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

#[cfg(feature = "rsa")]
fn public_key(key: &str, chunk: usize) -> Result<Arc<dyn Encryptor>, String> {
    Ok(Arc::new(crate::seal::PublicKey::new(key, chunk)?))
}

#[cfg(not(feature = "rsa"))]
fn public_key(_: &str, _: usize) -> Result<Arc<dyn Encryptor>, String> {
    Err("the feature `rsa` is off".to_owned())
}

#[cfg(feature = "hyper")]
fn default_transport(limits: &Limits) -> Result<Arc<dyn Transport>, BuildError> {
    match crate::transport::HyperTransport::new(limits) {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => Err(BuildError::Transport { reason: error.to_string() }),
    }
}

#[cfg(not(feature = "hyper"))]
fn default_transport(_: &Limits) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::MissingTransport)
}

#[cfg(test)]
mod tests;
