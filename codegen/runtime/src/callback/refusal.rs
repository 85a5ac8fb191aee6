//! Why something that was posted is not taken.
//!
//! In: what `receiver` and `verify` found. Out: one line for logs, and the reply that should be given. It never
//! holds a header's value or anything of the body.

use super::reply::Reply;
use crate::error::{Error, ErrorKind};
use std::fmt;

/// Why something that was posted is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    callback: &'static str,
    kind: RefusalKind,
    /// The whole line.
    line: String,
    reply: Reply,
}

/// The kinds of refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RefusalKind {
    /// It did not come by POST. Answered with HTTP 405.
    Method,
    /// The body is larger than the limit. Answered with HTTP 413.
    TooLarge,
    /// A header or member of the signature is missing, or stands twice. Answered with HTTP 403.
    Unsigned,
    /// The signature is wrong, or there is no secret to check it with. Answered with HTTP 403.
    Signature,
    /// The signature is right, and the vendor's time is too far from ours. Answered with HTTP 403.
    Stale,
    /// The body is no JSON. Answered with HTTP 400.
    NotJson,
    /// The body is JSON of another form than the documented one. Answered with HTTP 400.
    Decode,
}

impl RefusalKind {
    const fn reply(self) -> Reply {
        let status = match self {
            Self::Method => return Reply::not_allowed("POST"),
            Self::TooLarge => 413,
            Self::Unsigned | Self::Signature | Self::Stale => 403,
            Self::NotJson | Self::Decode => 400,
        };
        Reply::new(status, "", "")
    }
}

impl Refusal {
    pub(super) fn new(callback: &'static str, kind: RefusalKind, text: &str) -> Self {
        Self { callback, kind, line: format!("{callback}: {text}"), reply: kind.reply() }
    }

    /// A body that could not be read.
    pub(super) fn unread(callback: &'static str, error: &Error) -> Self {
        let is_json = error.kind() != ErrorKind::NotJson;
        let kind = if is_json { RefusalKind::Decode } else { RefusalKind::NotJson };
        Self { callback, kind, line: error.to_string(), reply: kind.reply() }
    }

    pub(super) fn with_reply(mut self, reply: Reply) -> Self {
        self.reply = reply;
        self
    }

    /// The callback: `group.name`.
    #[must_use]
    pub fn callback(&self) -> &'static str {
        self.callback
    }

    /// What kind of refusal it is.
    #[must_use]
    pub fn kind(&self) -> RefusalKind {
        self.kind
    }

    /// What should be answered: a status without a body, which tells a stranger nothing. Every vendor takes it as a
    /// failure.
    #[must_use]
    pub fn reply(&self) -> Reply {
        self.reply
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: RefusalKind, status: u16) {
        let refusal = Refusal::new("task.done", kind, "the body is too large");
        assert_eq!((refusal.kind(), refusal.reply().status(), refusal.reply().body()), (kind, status, ""));
        assert_eq!(refusal.to_string(), "task.done: the body is too large");
    }

    #[test]
    fn each_kind_has_its_status() {
        check(RefusalKind::Method, 405);
        check(RefusalKind::TooLarge, 413);
        check(RefusalKind::Unsigned, 403);
        check(RefusalKind::Signature, 403);
        check(RefusalKind::Stale, 403);
        check(RefusalKind::NotJson, 400);
        check(RefusalKind::Decode, 400);
    }
}
