//! Why a call failed.
//!
//! In: what the other rooms found. Out: one boxed struct, whose Display is one line: operation, vendor's code,
//! meaning, request id. Neither Display nor Debug ever holds a vendor's text, bodies, headers or secrets.

use crate::check::Violation;
use crate::code::{Code, KnownCode, Then};
use crate::envelope::{Envelope, read_data};
use crate::observe::Outcome;
use crate::shape::TextOf;
use crate::transport::TransportError;
use crate::value::{Blank, Slot};
use bytes::Bytes;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A result of the client.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call failed.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    operation: &'static str,
    kind: ErrorKind,
    /// Our own words; never the vendor's.
    text: String,
    code: Option<String>,
    known: Option<&'static KnownCode>,
    message: Option<String>,
    presentable: bool,
    request_id: Option<String>,
    status: Option<u16>,
    raw: Option<Bytes>,
    /// How the data of the answer is read.
    reading: Option<(&'static Envelope, Option<TextOf>)>,
    source: Option<Arc<TransportError>>,
    retryable: bool,
    violations: Vec<Violation>,
    retry_after: Option<Duration>,
    server_time_ms: Option<i64>,
    attempts: u32,
    work_id: Option<String>,
}

/// The kinds of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request cannot be sent as it is: it breaks a limit or a rule, see [`Error::violations`], or a value fits no
    /// header or path.
    Input,
    /// A member could not be encrypted.
    Encryption,
    /// A file on this side could not be read or written.
    File,
    /// No token was had.
    Token,
    /// The request was not sent, or no answer came.
    Transport,
    /// The time was up.
    TimedOut,
    /// The answer is larger than the limit.
    TooLarge,
    /// The HTTP status is no success, and the answer has no code that says failure.
    Status,
    /// The vendor answered with a code that is no success.
    Code,
    /// The answer has no code.
    NoCode,
    /// The answer is no JSON: a gateway's HTML, nothing at all, or cut off.
    NotJson,
    /// The answer is of another form than the documented one, or packed in a way that is not understood.
    Decode,
    /// The vendor says that work which a call started has failed.
    WorkFailed,
    /// Work which a call started was not over when the time to wait was up. It goes on at the vendor.
    WorkUnfinished,
    /// The pages of a list do not end, or one came again.
    Pages,
}

impl Error {
    #[cold]
    pub(crate) fn new(operation: &'static str, kind: ErrorKind, text: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            operation,
            kind,
            text: text.into(),
            code: None,
            known: None,
            message: None,
            presentable: false,
            request_id: None,
            status: None,
            raw: None,
            reading: None,
            source: None,
            retryable: false,
            violations: Vec::new(),
            retry_after: None,
            server_time_ms: None,
            attempts: 0,
            work_id: None,
        }))
    }

    pub(crate) fn with_answer(mut self, status: u16, raw: &Bytes) -> Self {
        self.0.status = Some(status);
        self.0.raw = Some(raw.clone());
        self
    }

    /// Says how the data of the answer is read.
    pub(crate) fn with_envelope(mut self, envelope: &'static Envelope, text_of: Option<TextOf>) -> Self {
        self.0.reading = Some((envelope, text_of));
        self
    }

    pub(crate) fn with_head(mut self, head: crate::envelope::Head<'_>) -> Self {
        let owned = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
        self.0.code = owned(head.code);
        self.0.message = owned(head.message);
        self.0.presentable = head.presentable.unwrap_or(false);
        self.0.request_id = owned(head.request_id);
        self
    }

    pub(crate) fn with_text(mut self, text: String) -> Self {
        self.0.text = text;
        self
    }

    pub(crate) fn with_message(mut self, message: String) -> Self {
        self.0.message = Some(message);
        self
    }

    pub(crate) fn with_known(mut self, known: Option<&'static KnownCode>) -> Self {
        self.0.known = known;
        self
    }

    pub(crate) fn with_work_id(mut self, id: Option<String>) -> Self {
        self.0.work_id = id;
        self
    }

    pub(crate) fn with_source(mut self, source: TransportError) -> Self {
        self.0.source = Some(Arc::new(source));
        self
    }

    pub(crate) fn with_violations(mut self, violations: Vec<Violation>) -> Self {
        self.0.violations = violations;
        self
    }

    pub(crate) fn retryable_if(mut self, condition: impl FnOnce(&Self) -> bool) -> Self {
        self.0.retryable = condition(&self);
        self
    }

    /// When the vendor wants the call again, and what time it takes it to be.
    pub(crate) fn with_times(mut self, after: Option<Duration>, server_time_ms: Option<i64>) -> Self {
        (self.0.retry_after, self.0.server_time_ms) = (after, server_time_ms);
        self
    }

    pub(crate) fn server_time_ms(&self) -> Option<i64> {
        self.0.server_time_ms
    }

    /// The call was sent so often.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// What an observer is told of it.
    pub(crate) fn outcome(&self) -> Outcome<'_> {
        Outcome {
            error: Some(self.0.kind),
            status: self.0.status,
            code: self.0.code.as_deref().and_then(plain),
            request_id: self.0.request_id.as_deref().and_then(plain),
        }
    }

    /// The call that failed: `group.name`. Where a token could not be had, the call that gives tokens.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The vendor's code, documented or not.
    #[must_use]
    pub fn code(&self) -> Option<Code<'_>> {
        self.0.code.as_deref().map(Code::new)
    }

    /// The code's name in Rust, if it is documented.
    #[must_use]
    pub fn code_name(&self) -> Option<&'static str> {
        self.0.known.map(|known| known.name)
    }

    /// What the code means, if it is documented.
    #[must_use]
    pub fn meaning(&self) -> Option<&'static str> {
        self.0.known.map(|known| known.means)
    }

    /// The vendor's documented text for the code.
    #[must_use]
    pub fn label(&self) -> Option<&'static str> {
        self.0.known.and_then(|known| known.label)
    }

    /// What helps, if it is documented.
    #[must_use]
    pub fn remedy(&self) -> Option<&'static str> {
        self.0.known.and_then(|known| known.remedy)
    }

    /// What the code asks for.
    #[must_use]
    pub fn then(&self) -> Then {
        self.0.known.map_or(Then::Nothing, |known| known.then)
    }

    /// The vendor's text. It may hold personal data; keep it out of logs.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// Whether the vendor says that its text may be shown to an end user.
    #[must_use]
    pub fn is_presentable(&self) -> bool {
        self.0.presentable
    }

    /// The id of the call in the vendor's logs.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The id by which the vendor knows work that a call started, where the error came after that. With it the work
    /// can be asked for later.
    #[must_use]
    pub fn work_id(&self) -> Option<&str> {
        self.0.work_id.as_deref()
    }

    /// The HTTP status, if an answer came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The answer as it came, if one came. It may hold personal data; keep it out of logs.
    #[must_use]
    pub fn raw(&self) -> Option<&[u8]> {
        self.0.raw.as_deref()
    }

    /// The data of the answer, where a code is documented to come with some; none where no answer came or it holds
    /// no data.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] where the data is of another form than this type.
    #[must_use]
    pub fn data<T: Slot + Blank>(&self) -> Option<Result<T>> {
        let (envelope, text_of) = self.0.reading?;
        let mut data = T::blank();
        let read = read_data(envelope, text_of, self.raw()?, &mut data)?;
        Some(read.map(|()| data).map_err(|error| self.about_data(error.to_string())))
    }

    /// The same failure, whose data cannot be read.
    fn about_data(&self, text: String) -> Self {
        let mut error = self.clone();
        error.0.kind = ErrorKind::Decode;
        error.0.text = text;
        error
    }

    /// The limits and rules that the request breaks, all of them; nothing was sent then.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.0.violations
    }

    /// Whether the same call may be made again and could then succeed.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// How long the vendor wants to be left alone before, if it says so.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// How often the call that [`operation`](Self::operation) names was sent; 0 where it never came to that.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The vendor's code and what is known about it.
    fn write_code(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.code.as_deref().map(plain) {
            Some(Some(code)) => write!(f, ": {code}")?,
            Some(None) => f.write_str(": an odd code")?,
            None => return Ok(()),
        }
        match self.0.known {
            Some(known) => write!(f, " {}: {}", known.name, known.means.trim_end_matches(['.', '。'])),
            None if self.0.kind == ErrorKind::Code && self.0.text.is_empty() => {
                f.write_str(" (not documented)")
            }
            None => Ok(()),
        }
    }
}

/// The text, if it looks like a code or an id. Anything else might be a sentence with personal data.
pub(crate) fn plain(text: &str) -> Option<&str> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"._-:".contains(&byte);
    (!text.is_empty() && text.len() <= 64 && text.bytes().all(fits)).then_some(text)
}

/// A code or an id for Debug.
pub(crate) fn shown(text: &str) -> &str {
    plain(text).unwrap_or("[odd]")
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.write_str(inner.operation)?;
        self.write_code(f)?;
        if !inner.text.is_empty() {
            write!(f, ": {}", inner.text)?;
        }
        match (inner.status, inner.kind) {
            // The text of these tells it already, or it says nothing.
            (None | Some(200), _) | (_, ErrorKind::Status) => {}
            (Some(status), _) => write!(f, " (HTTP {status})")?,
        }
        match inner.request_id.as_deref().and_then(plain) {
            Some(id) => write!(f, " (request {id})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error {{ kind: {:?}, retryable: {}, {self} }}", self.0.kind, self.0.retryable)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests;
