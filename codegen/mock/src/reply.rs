//! What a server sends back, and how it behaves while it does.
//!
//! In: an answer. Out: the same with its conduct. Nothing here writes to a socket.

use bytes::Bytes;
use std::time::Duration;

/// What is sent back.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
    pub(crate) conduct: Conduct,
}

/// How a server behaves while it answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Conduct {
    /// How long it waits before the first byte.
    pub(crate) delay: Duration,
    /// In which pieces the answer comes; none where it comes at once.
    pub(crate) dribble: Option<Dribble>,
    /// How the answer ends.
    pub(crate) end: End,
}

/// Pieces of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dribble {
    /// The most bytes of one.
    pub(crate) bytes: usize,
    /// The time between two.
    pub(crate) pause: Duration,
}

/// How an answer ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum End {
    /// After its last byte.
    #[default]
    Whole,
    /// The connection is closed after so many bytes of head and body.
    ClosedAfter(usize),
    /// The connection is reset after so many bytes of head and body.
    ResetAfter(usize),
}

impl Reply {
    /// JSON, with status 200.
    pub(crate) fn json(body: impl Into<Bytes>) -> Self {
        Self {
            status: 200,
            headers: vec![("content-type".to_owned(), "application/json;charset=UTF-8".to_owned())],
            body: body.into(),
            conduct: Conduct::default(),
        }
    }

    /// Text of this type.
    pub(crate) fn of_type(content_type: &str, body: impl Into<Bytes>) -> Self {
        Self { headers: vec![("content-type".to_owned(), content_type.to_owned())], ..Self::json(body) }
    }

    /// With another status.
    pub(crate) fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_unless_somebody_says_otherwise() {
        let reply = Reply::of_type("text/plain", "hi").status(404);
        assert_eq!((reply.status, reply.headers.len(), &*reply.body), (404, 1, &b"hi"[..]));
        assert_eq!(reply.conduct, Conduct { delay: Duration::ZERO, dribble: None, end: End::Whole });
    }
}
