//! What a vendor posts to the user of the client: how it is read and what may be answered.

use super::Docs;

/// The reading function on the struct `Notification`, and constants for the replies.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Notification {
    /// `invoice.task_finished`, for messages.
    pub(crate) id: String,
    /// What may be answered.
    pub(crate) replies: Vec<Reply>,
}

/// A reply as a constant.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Reply {
    /// Its name.
    pub(crate) name: String,
    /// When it is given.
    pub(crate) docs: Docs,
    /// The body: JSON.
    pub(crate) body: String,
}
