//! Servers on loopback that stand in for vendors: what the feature `mock` of the crate `jiekou` is made of.
//!
//! In: the tables that emitted code writes, and what a test wants. Out: a [`MockServer`] that checks calls as the
//! vendor's pages say, answers from their examples or as it is told, misbehaves on request, posts callbacks, and says
//! what it saw. It knows no API: what is particular to one is data in the emitted crate.
//!
//! The way of a call: `serve` takes it from the wire (`received`), `route` finds its operation, `vendor` says in which
//! order it is looked at: `check` refuses it, `canonical` reads it, and one of `stub`, `state` and `examples` answers,
//! by `envelope`. `fault` breaks what a test wants broken, on the way and in the answer; `journal` keeps all of it, and
//! `expect` compares it with what the test expects. The other way, `post` sends what the vendor would post.

mod canonical;
mod check;
mod control;
mod envelope;
mod examples;
mod expect;
mod fault;
mod journal;
mod nearest;
mod post;
#[cfg(feature = "program")]
pub mod program;
mod received;
mod recording;
mod reply;
mod route;
mod rules;
mod serve;
mod server;
mod state;
mod story;
mod stub;
mod table;
mod vendor;

#[doc(hidden)]
pub mod private;

pub use check::SignatureMismatch;
pub use expect::{Expect, Wanted};
pub use fault::{Fault, FaultHandle, Oddity, ParseFaultError};
pub use journal::{Call, CallRecord, Outcome};
pub use post::{PostEnd, PostRecord, Poster, Posting, Push, PushKind};
pub use rules::Reason;
pub use server::{MockServer, MockServerBuilder, Mocked};
pub use state::Advanced;
pub use stub::{Answers, Failure, Gives, Named, On, Stub};
pub use table::{Endpoint, File};

#[cfg(test)]
mod pretend;
