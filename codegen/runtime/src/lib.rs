//! What the client crate `jiekou` stands on: codec, recipes, envelope, errors, transport.
//!
//! In: tables and models of emitted code, and the user's settings. Out: signed requests, and answers as models. It
//! knows no API: what is particular to one is data in the emitted crate. Users meet these types through `jiekou`.
//!
//! The way of a call: `call` takes a model, `prepare` writes it (`encode`, `url`, `seal`) and signs it (`evaluate`,
//! `sign`) with a token (`token`); `transport` carries it; `envelope` reads the answer (`decode`); `error` says what
//! went wrong. Seats that are left free, and where they belong: sending again in `call`, stores of tokens in `token`,
//! limits per API in `client`, another shell beside `call` for those who do not await.

mod call;
mod client;
mod clock;
mod code;
mod credentials;
mod debug;
mod decimal;
mod declare;
mod decode;
mod encode;
mod envelope;
mod error;
mod evaluate;
pub mod example;
mod id;
mod json;
mod notification;
mod nullable;
mod one_of;
mod open_enum;
mod operation;
mod prepare;
#[doc(hidden)]
pub mod private;
mod recipe;
mod seal;
mod secret;
mod shape;
mod shared;
mod sign;
mod state;
mod token;
mod transport;
mod url;
mod value;
mod xml;

#[cfg(test)]
mod pretend;

pub use call::{Answer, Call, FullCall};
pub use client::{ApiClient, BuildError, Client, ClientBuilder};
pub use clock::{Clock, Nonces, SystemClock};
pub use code::{Code, CodeClass, Then};
pub use credentials::{CredentialValues, NoCredentials};
pub use decimal::{Decimal, ParseDecimalError};
pub use error::{Error, ErrorKind, Result};
pub use id::{Id, ParseIdError};
pub use json::{Json, ParseJsonError};
pub use nullable::Nullable;
pub use open_enum::{OpenEnum, UnknownValue, Wire};
pub use operation::{OperationInfo, Retry};
pub use prepare::Prepared;
pub use seal::{Ciphertext, EncryptError, Encryptor};
pub use secret::Secret;
#[cfg(feature = "hyper")]
pub use transport::HyperTransport;
pub use transport::{BoxFuture, Limits, Transport, TransportError};

// Their types stand in signatures here.
pub use {bytes, http};
