//! What users of a client see: the emitted crate gives all of it on under its own name.
//!
//! In: the rooms. Out: one list of names, and a chapter on how to set up a client. Nothing is defined here.

pub use crate::admission::RateLimit;
#[cfg(feature = "blocking")]
pub use crate::blocking::wait;
pub use crate::body::{Body, BodyError};
pub use crate::call::{Answer, Call, FullCall};
pub use crate::callback::{
    Callback, Incoming, Posted, Probe, Receiver, Refusal, RefusalKind, Repeats, Reply, Unverified, Verified,
};
pub use crate::check::{FieldPath, Violation, ViolationKind};
pub use crate::client::{ApiClient, BuildError, Client, ClientBuilder};
pub use crate::clock::{Clock, Nonces, SystemClock};
pub use crate::code::{Code, CodeClass, Then};
pub use crate::credentials::{CredentialValues, NoCredentials};
pub use crate::decimal::{Decimal, ParseDecimalError};
pub use crate::download::Download;
pub use crate::error::{Error, ErrorKind, Result};
pub use crate::id::{Id, ParseIdError};
pub use crate::json::{Json, ParseJsonError};
pub use crate::nullable::Nullable;
pub use crate::observe::{Again, Attempt, Ended, Event, Observer, Outcome, Reason, TokenEvent};
pub use crate::open_enum::{OpenEnum, UnknownValue, Wire};
pub use crate::operation::{Method, OperationInfo, Retry};
pub use crate::pages::{Items, Pages};
pub use crate::poll::{States, Work};
pub use crate::prepare::Prepared;
pub use crate::record::{Ending, Exchange, Har, JsonLines, Recorder, ShownAnswer};
pub use crate::retry::RetryPolicy;
#[cfg(feature = "mock")]
pub use crate::seal::Sealed;
pub use crate::seal::{Ciphertext, EncryptError, Encryptor};
pub use crate::secret::Secret;
#[cfg(feature = "redis")]
pub use crate::store::RedisTokenStore;
pub use crate::store::{FileTokenStore, MemoryTokenStore, StoreError, StoredToken, TokenStore, Turn};
pub use crate::timer::{SystemTimer, Timer};
#[cfg(feature = "reqwest")]
pub use crate::transport::ReqwestTransport;
#[cfg(feature = "blocking")]
pub use crate::transport::UreqTransport;
pub use crate::transport::{BoxFuture, Limits, Transport, TransportError};
#[cfg(feature = "hyper")]
pub use crate::transport::{HyperBuilder, HyperTransport};
pub use crate::upload::Upload;

// Their types stand in signatures here.
#[cfg(feature = "redis")]
pub use redis;
#[cfg(feature = "reqwest")]
pub use reqwest;
#[cfg(feature = "blocking")]
pub use ureq;
pub use {bytes, http};

#[doc = include_str!("in_production.md")]
pub mod in_production {}
