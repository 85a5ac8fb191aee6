//! Exchanges as they may be shown to a vendor's support.
//!
//! In: what a client sent and got, through `mask`. Out: whoever was given to the builder as a recorder gets one entry
//! for each attempt. An entry never holds a secret, a member that its table calls sensitive, a ciphertext, a text of
//! the vendor, or a body that could not be read.

mod har;
mod lines;
mod moment;
mod taken;

pub use har::Har;
pub use lines::JsonLines;
pub(crate) use taken::{Begun, Recording, Shown, Witness};

use crate::Json;
use crate::error::ErrorKind;
use crate::operation::OperationInfo;
use std::sync::Arc;
use std::time::Duration;

/// Gets the exchanges of a client. It must come back at once: calls wait for it.
///
/// Nothing is masked, and nothing kept, where a client has no recorder.
///
/// ```
/// use jiekou_runtime::{Exchange, Har, Recorder};
/// use std::sync::Arc;
///
/// // Keeps the last 100 exchanges; `recorder(Arc::clone(&har))` gives it to a builder.
/// let har = Arc::new(Har::keeping(100));
/// let recorder: Arc<dyn Recorder> = Arc::clone(&har) as _;
///
/// // When something went wrong, this is the file for the ticket.
/// let mut file = Vec::new();
/// har.write_to(&mut file)?;
/// # drop(recorder);
/// # Ok::<(), std::io::Error>(())
/// ```
pub trait Recorder: Send + Sync {
    /// Takes an exchange that came to its end.
    fn record(&self, exchange: &Exchange);
}

impl<R: Recorder + ?Sized> Recorder for Arc<R> {
    fn record(&self, exchange: &Exchange) {
        (**self).record(exchange);
    }
}

/// One request and its answer, as they may be shown.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Exchange {
    /// The call.
    pub operation: OperationInfo,
    /// 1 for the first attempt of the call.
    pub attempt: u32,
    /// When it began, as Unix time in milliseconds.
    pub began_ms: i64,
    /// From the signature to the head of the answer; none where none came.
    pub waited: Option<Duration>,
    /// From the signature to the end.
    pub took: Duration,
    /// The URL, with `REDACTED` for values that are not shown.
    pub url: String,
    /// Headers, with `[redacted]` for values that are not known to be harmless.
    pub headers: Vec<(String, String)>,
    /// The members of the body, documents in texts as what they hold; `[redacted]` for values that are not shown.
    pub body: Option<Json>,
    /// The length of the body that was sent, where it was known before.
    pub body_bytes: Option<u64>,
    /// What came back, if something did.
    pub answer: Option<ShownAnswer>,
    /// How it ended.
    pub ending: Ending,
}

/// How an exchange ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Ending {
    /// The vendor answered with success, and the answer was read.
    Success,
    /// It failed so.
    Failure(ErrorKind),
    /// Whoever waited gave up; the vendor may have got the request.
    Dropped,
}

impl Ending {
    /// A word for what went wrong.
    fn flaw(self) -> Option<String> {
        match self {
            Self::Success => None,
            Self::Failure(kind) => Some(format!("{kind:?}")),
            Self::Dropped => Some("Dropped".to_owned()),
        }
    }
}

/// An answer as it may be shown.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ShownAnswer {
    /// The HTTP status.
    pub status: u16,
    /// Headers, with `[redacted]` for values that are not known to be harmless.
    pub headers: Vec<(String, String)>,
    /// The length of the body.
    pub bytes: u64,
    /// The vendor's code, if it looks like one.
    pub code: Option<String>,
    /// The id of the call in the vendor's logs, if it looks like one.
    pub request_id: Option<String>,
    /// The documented members of the data; none where the call failed or the data could not be read.
    pub data: Option<Json>,
}
