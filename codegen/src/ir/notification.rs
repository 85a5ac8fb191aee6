//! What a vendor posts to the user of the client: how it is taken and what may be answered.

use super::{Constant, Docs};

/// What stands around the struct `Notification`: its reading function, its receiver, constants for the replies.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Notification {
    /// `invoice.task_finished`, for messages.
    pub(crate) id: String,
    /// The static with what is known beside the body, in the group's module `callbacks`.
    pub(crate) table: String,
    /// Whether something proves who posts.
    pub(crate) sender: Sender,
    /// What the receiver says.
    pub(crate) receiver_docs: Docs,
    /// What may be answered.
    pub(crate) replies: Vec<Reply>,
}

/// Who posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Sender {
    /// The vendor, as its signature proves.
    Proven,
    /// Nobody knows.
    Unproven,
}

/// A reply as a constant.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Reply {
    /// Its name.
    pub(crate) name: String,
    /// When it is given.
    pub(crate) docs: Docs,
    /// What is answered.
    pub(crate) value: Constant,
}
