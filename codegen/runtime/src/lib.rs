//! What the client crate `jiekou` stands on: codec, recipes, envelope, errors, transport.
//!
//! In: tables and models of emitted code, and the user's settings. Out: signed requests, and answers as models. It
//! knows no API: what is particular to one is data in the emitted crate. Users meet these types through `jiekou`.
//!
//! The way of a call: `call` takes a model, `check` compares it with its limits, and `prepare` writes it (`encode`,
//! `url`, `seal`). `trip` makes the attempts: each waits for its turn (`attempts`, `admission`), takes a token (`token`,
//! `store`) and is signed anew (`evaluate`, `sign`); `transport` carries it; `envelope` reads the answer (`decode`),
//! `judge` says what it comes to, and `error` what went wrong. Those who do not await have
//! `blocking`. The other way, `callback` takes what a vendor posts, from whatever server.
//! Bodies that are no JSON have rooms of their own: `multipart` writes forms with the files of `upload`, `unpack` undoes
//! what was done to an answer, `download` gives files in pieces.

mod admission;
mod attempts;
mod background;
mod blocking;
mod body;
mod call;
mod callback;
mod check;
mod client;
mod clock;
mod code;
mod credentials;
mod debug;
mod decimal;
mod declare;
mod decode;
mod download;
mod encode;
mod envelope;
mod error;
mod evaluate;
pub mod example;
mod exchange;
mod id;
mod json;
mod judge;
mod mask;
#[cfg(feature = "mock")]
#[doc(hidden)]
pub mod mock;
mod multipart;
mod nullable;
mod observe;
mod one_of;
mod open_enum;
mod operation;
mod pages;
mod path;
mod plain;
mod poll;
mod prepare;
#[doc(hidden)]
pub mod private;
pub mod public;
mod recipe;
mod record;
mod retry;
mod seal;
mod secret;
mod shape;
mod shared;
mod sign;
mod span;
mod state;
mod store;
mod timer;
mod token;
mod transport;
mod trip;
mod unpack;
mod upload;
mod url;
mod value;
mod watch;
mod xml;

#[cfg(test)]
mod pretend;

pub use public::*;
