//! What became of what was posted.
//!
//! In: probe and pushes, one by one. Out: the same as values, and in words. What was posted stands nowhere in it, and of
//! the address neither query nor user.

use std::fmt;
use std::time::Duration;

/// What became of a notification.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PostRecord {
    /// `group.name`.
    pub callback: &'static str,
    /// Where it went, without query.
    pub url: String,
    /// The probe, where there was one, and each push.
    pub pushes: Vec<Push>,
    /// How it ended.
    pub end: PostEnd,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PostEnd {
    /// It has not ended.
    UnderWay,
    /// The wanted answer came.
    Accepted,
    /// The address was tried in vain, and nothing was posted.
    ProbeFailed,
    /// It was posted as often as documented, in vain.
    GivenUp,
    /// The server stopped.
    Stopped,
}

/// One request to the receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Push {
    /// What it was.
    pub kind: PushKind,
    /// The documented wait before it.
    pub waited: Duration,
    /// The status of the answer; none where there was no answer.
    pub status: Option<u16>,
    /// The beginning of the answer's body, 4 KiB at most.
    pub body: String,
    /// Why the answer is not the wanted one; none where it is.
    pub flaw: Option<String>,
}

/// What a request to the receiver was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PushKind {
    /// The address was tried.
    Probe,
    /// It was posted.
    Notification,
}

impl PostRecord {
    pub(super) fn new(callback: &'static str, url: String) -> Self {
        Self { callback, url, pushes: Vec::new(), end: PostEnd::UnderWay }
    }

    /// Whether the wanted answer came.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.end == PostEnd::Accepted
    }

    /// How often it was posted, without the probe.
    #[must_use]
    pub fn posted(&self) -> usize {
        self.pushes.iter().filter(|push| push.kind == PushKind::Notification).count()
    }
}

impl fmt::Display for PostRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` to {}: {}", self.callback, self.url, self.end)?;
        for push in &self.pushes {
            write!(f, "\n  {push}")?;
        }
        Ok(())
    }
}

impl fmt::Display for PostEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnderWay => "under way",
            Self::Accepted => "accepted",
            Self::ProbeFailed => "the address was tried in vain",
            Self::GivenUp => "given up",
            Self::Stopped => "the server stopped",
        })
    }
}

impl fmt::Display for Push {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            PushKind::Probe => "probe",
            PushKind::Notification => "push",
        })?;
        if !self.waited.is_zero() {
            write!(f, " after {:?}", self.waited)?;
        }
        match self.status {
            Some(status) => write!(f, ": status {status}")?,
            None => f.write_str(": no answer")?,
        }
        self.flaw.iter().try_for_each(|flaw| write!(f, ", {flaw}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_as_prose() {
        let mut record = PostRecord::new("a.b", "http://127.0.0.1:1/x".to_owned());
        let push = |kind, seconds, status, flaw: Option<&str>| Push {
            kind,
            waited: Duration::from_secs(seconds),
            status,
            body: "hunter2".to_owned(),
            flaw: flaw.map(str::to_owned),
        };
        record.pushes.push(push(PushKind::Probe, 0, Some(200), None));
        record.pushes.push(push(PushKind::Notification, 0, Some(500), Some("wanted is 200")));
        record.pushes.push(push(PushKind::Notification, 10, None, Some("refused")));
        record.end = PostEnd::GivenUp;
        let expected = "`a.b` to http://127.0.0.1:1/x: given up\n  probe: status 200\n  push: status 500, wanted is 200\n  push after 10s: no answer, refused";
        assert_eq!(record.to_string(), expected);
        assert_eq!((record.posted(), record.is_accepted()), (2, false));
    }
}
