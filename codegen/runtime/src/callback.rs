//! What a vendor posts to the user of a client: the tables of emitted code, and who may read them how.
//!
//! In: constants that emitted code writes. Out: what `receiver`, `verify` and `make` go by. Nothing here listens or
//! answers: whoever has a request, of whatever framework, hands it to a [`Receiver`].

mod make;
mod members;
mod read;
mod receiver;
mod refusal;
mod reply;
mod verify;

#[cfg(test)]
mod pretend;

pub use make::{callback_request, post_vector};
pub use read::read_notification;
pub use receiver::{Incoming, Receiver};
pub use refusal::{Refusal, RefusalKind};
pub use reply::Reply;

use crate::CredentialValues;
use crate::error::Result;
use crate::operation::Method;
use crate::recipe::{Header, Member, Step};

/// What is known of a callback beside its body.
#[derive(Debug)]
pub struct Callback {
    /// `group.name`.
    pub id: &'static str,
    /// How the vendor tries whether the address can be reached.
    pub probe: Option<Probe>,
    /// When the vendor posts the same again.
    pub repeats: Option<Repeats>,
    /// The answer after which it does not. None: the vendor states none.
    pub wanted: Option<Reply>,
    /// How the vendor proves who posts. None: nothing proves it.
    pub verify: Option<Verify>,
}

/// How a vendor tries whether an address can be reached.
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    /// The method; notifications come by POST.
    pub method: Method,
    /// What is answered.
    pub reply: Reply,
}

/// When a vendor posts the same again, because the answer was not the wanted one or none came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeats {
    /// The documented waits in seconds: before the second push, before the third one and so on. There are fewer than
    /// repetitions where the vendor does not state the later ones.
    pub after_seconds: &'static [u32],
    /// The most pushes, with the first one.
    pub pushes: u32,
}

/// How a vendor signs what it posts: a recipe, as for calls.
///
/// The receiver reads the time and the nonce where the vendor wrote them, makes all headers and members anew, and
/// compares.
#[derive(Clone, Copy, Debug)]
pub struct Verify {
    /// What of the body is signed.
    pub signs: Signs,
    /// Named values, in the order of evaluation.
    pub steps: &'static [Step],
    /// Headers that the vendor adds.
    pub headers: &'static [Header],
    /// Members of the body that the vendor adds.
    pub members: &'static [Member],
    /// The credentials that nobody else knows, by index. Where one is empty, nothing is let in.
    pub secrets: &'static [usize],
    /// How many seconds the vendor's time may be away from ours. None: the vendor states nothing.
    pub window_seconds: Option<u32>,
}

/// What of a body a vendor signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    /// Its bytes as they came.
    Body,
    /// The members that the recipe names; whatever else stands in the body is not proven.
    Members,
}

/// Something that a vendor posts.
pub trait Posted: Sized {
    /// What is known of it beside its body.
    const CALLBACK: &'static Callback;

    /// Reads the body.
    ///
    /// # Errors
    ///
    /// When it is no JSON or does not fit.
    fn from_json(bytes: &[u8]) -> Result<Self>;
}

/// Something that anybody can post: the vendor states no way to prove who does.
#[diagnostic::on_unimplemented(
    message = "the vendor signs `{Self}`",
    label = "make the receiver with `Receiver::new(credentials)`"
)]
pub trait Unverified: Posted {}

/// Something that the vendor signs.
#[diagnostic::on_unimplemented(
    message = "the vendor does not sign `{Self}`: nothing proves who posts it",
    label = "say so with `Receiver::unverified()`"
)]
pub trait Verified: Posted {
    /// What the signature needs.
    type Credentials: Into<CredentialValues>;
}
