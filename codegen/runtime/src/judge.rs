//! What an answer comes to: success, or an error that says all that is known.
//!
//! In: the head of an answer and what its reading came to. Out: the error, with the code's entry, whether the call
//! may be made again, and when the vendor wants it.

use crate::code::{Code, KnownCode, Then, find};
use crate::envelope::{Head, Outcome};
use crate::error::{Error, ErrorKind};
use crate::operation::{Api, OperationInfo, Retry};
use crate::shape::TextOf;
use crate::transport::{Fate, TransportError};
use bytes::Bytes;
use std::time::{Duration, SystemTime};

/// What an answer is judged by.
pub(crate) struct Judge {
    pub(crate) api: &'static Api,
    pub(crate) operation: OperationInfo,
    pub(crate) codes: &'static [&'static [KnownCode]],
    pub(crate) text_of: Option<TextOf>,
}

impl Judge {
    /// What is wrong with an answer that did not succeed.
    #[cold]
    pub(crate) fn judge(
        &self,
        head: Head<'_>,
        outcome: &Outcome,
        answer: &http::Response<Bytes>,
        now_ms: &dyn Fn() -> i64,
    ) -> Error {
        let status = answer.status().as_u16();
        let code = head.code.as_deref();
        let known = code.and_then(|code| find(self.codes, self.api.codes, Code::new(code)));
        let error = flaw(self.operation.id, status, outcome).with_known(known).with_head(head);
        let error = error.with_answer(status, answer.body());
        let error = error.with_envelope(&self.api.envelope, self.text_of);
        let server_time_ms = server_time_ms(answer.headers());
        // A date is by the server's own clock, if that is known.
        let after = retry_after(answer.headers(), server_time_ms.unwrap_or_else(now_ms));
        let error = error.with_times(after, server_time_ms);
        error.retryable_if(|error| may_pass(error, self.operation.retry))
    }
}

/// Whether an answer succeeded.
pub(crate) fn succeeded(outcome: &Outcome, status: http::StatusCode) -> bool {
    matches!(outcome, Outcome::Success) && status.is_success()
}

/// What is wrong with an answer that did not succeed.
fn flaw(operation: &'static str, status: u16, outcome: &Outcome) -> Error {
    let is_bad = !(200..300).contains(&status);
    match outcome {
        Outcome::Failure => Error::new(operation, ErrorKind::Code, ""),
        Outcome::Flagged => Error::new(operation, ErrorKind::Code, "the answer says that the call failed"),
        Outcome::NoCode if !is_bad => Error::new(operation, ErrorKind::NoCode, "the answer has no code"),
        Outcome::Unreadable(error) if !is_bad => {
            let kind = if error.is_not_json() { ErrorKind::NotJson } else { ErrorKind::Decode };
            Error::new(operation, kind, error.to_string())
        }
        Outcome::Success | Outcome::NoCode | Outcome::Unreadable(_) => {
            Error::new(operation, ErrorKind::Status, format!("the HTTP status is {status}"))
        }
    }
}

/// Whether a call that was answered so may be made again.
fn may_pass(error: &Error, retry: Retry) -> bool {
    let is_busy = error.status() == Some(429) || error.then() == Then::BackOff;
    let is_down = error.status().is_some_and(|status| (500..600).contains(&status));
    is_busy || is_down && retry.allows_two()
}

/// No answer came.
#[cold]
pub(crate) fn lost(operation: OperationInfo, error: TransportError) -> Error {
    let allows_two = operation.retry.allows_two();
    let (kind, retryable) = match error.fate() {
        Fate::NotSent => (ErrorKind::Transport, true),
        Fate::CannotBeSent => (ErrorKind::Transport, false),
        Fate::Unknown => (ErrorKind::Transport, allows_two),
        Fate::TimedOut => (ErrorKind::TimedOut, allows_two),
        // It would be as large again.
        Fate::TooLarge => (ErrorKind::TooLarge, false),
        Fate::Packed => (ErrorKind::Decode, false),
    };
    Error::new(operation.id, kind, error.to_string()).with_source(error).retryable_if(|_| retryable)
}

/// How long the vendor wants to be left alone: seconds, or a date.
fn retry_after(headers: &http::HeaderMap, now_ms: i64) -> Option<Duration> {
    let text = headers.get(http::header::RETRY_AFTER)?.to_str().ok()?.trim();
    match text.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => {
            let wait = date_ms(text)?.saturating_sub(now_ms);
            Some(Duration::from_millis(u64::try_from(wait).unwrap_or(0)))
        }
    }
}

/// What the server takes the time to be, as Unix time in milliseconds.
fn server_time_ms(headers: &http::HeaderMap) -> Option<i64> {
    date_ms(headers.get(http::header::DATE)?.to_str().ok()?)
}

fn date_ms(text: &str) -> Option<i64> {
    let since = httpdate::parse_http_date(text).ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<u64>) {
        let mut headers = http::HeaderMap::new();
        headers.insert("Retry-After", text.parse().expect("the test gives a header"));
        assert_eq!(retry_after(&headers, 784_111_777_000), expected.map(Duration::from_secs));
    }

    #[test]
    fn a_vendor_says_when_to_come_again() {
        check("0", Some(0));
        check(" 120 ", Some(120));
        check("Sun, 06 Nov 1994 08:50:37 GMT", Some(60));
        check("Sun, 06 Nov 1994 08:49:30 GMT", Some(0));
        for nonsense in ["", "-1", "1.5", "soon", "99999999999999999999", "Sun, 06 Nov 1944 08:49:30 GMT"] {
            check(nonsense, None);
        }
    }

    #[test]
    fn a_server_says_what_time_it_is() {
        let mut headers = http::HeaderMap::new();
        assert_eq!(server_time_ms(&headers), None);
        headers.insert("Date", "Sun, 06 Nov 1994 08:49:37 GMT".parse().expect("it is a header"));
        assert_eq!(server_time_ms(&headers), Some(784_111_777_000));
    }
}
