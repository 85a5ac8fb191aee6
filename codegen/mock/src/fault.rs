//! How a server misbehaves on request: what is broken, for which calls, and how often.
//!
//! In: what a test says. Out: a [`Fault`], as a value. Whether it strikes a call is seen in `active`, what it makes of
//! an answer in `instead` and `odd`, and what of a connection in `serve`.

mod active;
mod chance;
mod handle;
mod instead;
mod json;
mod odd;
mod offset;
mod struck;
mod valid;

pub(crate) use active::Faults;
pub use handle::FaultHandle;
pub use json::ParseFaultError;
pub use odd::Oddity;
pub(crate) use offset::{Offset, http_date};
pub(crate) use struck::Struck;

use crate::table::Endpoint;
use std::fmt;
use std::ops::Range;
use std::time::Duration;

/// Something that a server does and a good vendor does not.
///
/// It strikes all calls of operations, the one for a token included, until it is switched off; [`on`](Self::on),
/// [`after`](Self::after), [`times`](Self::times) and [`with_probability`](Self::with_probability) say less.
/// Where something else comes in place of the answer, the call is not looked at; otherwise the vendor does its work, and
/// the answer suffers. Several faults may strike one call: delays add up, and of two that exclude each other the one
/// that was set first counts.
///
/// ```
/// use jiekou_mock::Fault;
/// use std::time::Duration;
///
/// // The second and the third call come back late.
/// let late = Fault::delay(Duration::from_millis(200)).after(1).times(2);
/// assert_eq!(late.to_json(), r#"{"delay_ms":200,"after":1,"times":2}"#);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "nothing is broken before `server.fault(..)`"]
pub struct Fault {
    pub(crate) kind: Kind,
    /// `group.name`; all where there is none.
    pub(crate) on: Option<String>,
    pub(crate) after: u64,
    pub(crate) times: Option<u64>,
    pub(crate) probability: Option<f64>,
    pub(crate) seed: u64,
}

/// What is broken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Delay(Duration),
    /// From, and to which it does not come.
    Jitter(Duration, Duration),
    ResetAfter(usize),
    CloseAfter(usize),
    Dribble(usize, Duration),
    Html,
    Status(u16),
    /// Seconds to wait.
    TooMany(u64),
    /// The same, told as a date.
    TooManyUntil(u64),
    StaleTokenAfter(u64),
    /// Milliseconds, below zero where it is behind.
    Clock(i64),
    Charset {
        charset: String,
        /// What the header says.
        says: String,
    },
    /// A code or the name of one.
    Code(String),
    Odd(Oddity),
}

impl Fault {
    pub(crate) const fn of(kind: Kind) -> Self {
        Self { kind, on: None, after: 0, times: None, probability: None, seed: 0 }
    }

    /// The answer begins so much later. Other calls are not held up.
    pub const fn delay(time: Duration) -> Self {
        Self::of(Kind::Delay(time))
    }

    /// The same with a time by chance, see [`seeded`](Self::seeded).
    pub const fn jitter(time: Range<Duration>) -> Self {
        Self::of(Kind::Jitter(time.start, time.end))
    }

    /// The connection is reset (RST) after so many bytes of the answer, those of its head included. 0: before the
    /// first. A shorter answer comes whole.
    pub const fn reset_after(bytes: usize) -> Self {
        Self::of(Kind::ResetAfter(bytes))
    }

    /// The connection is closed (FIN) after so many bytes of the answer, those of its head included. 0: before the
    /// first. A shorter answer comes whole.
    pub const fn close_after(bytes: usize) -> Self {
        Self::of(Kind::CloseAfter(bytes))
    }

    /// The answer comes in pieces of so many bytes, with a pause between two.
    pub const fn dribble(bytes: usize, pause: Duration) -> Self {
        Self::of(Kind::Dribble(bytes, pause))
    }

    /// A gateway's page comes in place of the answer, with status 200.
    pub const fn html() -> Self {
        Self::of(Kind::Html)
    }

    /// A gateway's page comes in place of the answer, with this status, 400 to 599.
    pub const fn status(status: u16) -> Self {
        Self::of(Kind::Status(status))
    }

    /// Status 429 comes in place of the answer, with `Retry-After` in whole seconds.
    pub const fn too_many(retry_after: Duration) -> Self {
        Self::of(Kind::TooMany(retry_after.as_secs()))
    }

    /// The same, with `Retry-After` as a date that is so far from the server's time.
    pub const fn too_many_until(retry_after: Duration) -> Self {
        Self::of(Kind::TooManyUntil(retry_after.as_secs()))
    }

    /// Each token does for so many signed calls. Then it is over, until another one is fetched.
    pub const fn stale_token_after(calls: u64) -> Self {
        Self::of(Kind::StaleTokenAfter(calls))
    }

    /// The server's clock is ahead, in the header `Date` and wherever it looks at the time of a call.
    pub fn clock_ahead(time: Duration) -> Self {
        Self::of(Kind::Clock(millis(time)))
    }

    /// The server's clock is behind.
    pub fn clock_behind(time: Duration) -> Self {
        Self::of(Kind::Clock(-millis(time)))
    }

    /// The text of the answer is in this charset, such as `gbk`, and its header says so.
    pub fn charset(charset: &str) -> Self {
        Self::mislabelled(charset, charset)
    }

    /// The text of the answer is in one charset, and its header says another.
    pub fn mislabelled(charset: &str, says: &str) -> Self {
        Self::of(Kind::Charset { charset: charset.to_owned(), says: says.to_owned() })
    }

    /// A documented code comes in place of the answer: a constant of the operation's codes, its text, or its name.
    pub fn code(code: impl fmt::Display) -> Self {
        Self::of(Kind::Code(code.to_string()))
    }

    /// The answer has a shape that such vendors are known for.
    pub const fn odd(oddity: Oddity) -> Self {
        Self::of(Kind::Odd(oddity))
    }

    /// Calls of this operation alone.
    pub fn on<R, A>(mut self, operation: fn() -> Endpoint<R, A>) -> Self {
        self.on = Some(operation().operation.operation.id.to_owned());
        self
    }

    /// Not the first so many calls.
    pub const fn after(mut self, calls: u64) -> Self {
        self.after = calls;
        self
    }

    /// No more than so often.
    pub const fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// By chance: 0 is never, 1 is always. The same seed strikes the same calls.
    pub const fn with_probability(mut self, probability: f64, seed: u64) -> Self {
        self.probability = Some(probability);
        self.seeded(seed)
    }

    /// Where chance begins, for [`jitter`](Self::jitter). 0 by default.
    pub const fn seeded(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }
}

/// In words, for people.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Delay(time) => write!(f, "delay of {time:?}"),
            Kind::Jitter(from, to) => write!(f, "delay of {from:?} to {to:?}"),
            Kind::ResetAfter(bytes) => write!(f, "reset after {bytes} bytes"),
            Kind::CloseAfter(bytes) => write!(f, "closed after {bytes} bytes"),
            Kind::Dribble(bytes, pause) => write!(f, "{bytes} bytes at a time, {pause:?} between"),
            Kind::Html => f.write_str("a page of HTML"),
            Kind::Status(status) => write!(f, "status {status}"),
            Kind::TooMany(seconds) => write!(f, "status 429, again in {seconds} s"),
            Kind::TooManyUntil(seconds) => write!(f, "status 429, again at a date in {seconds} s"),
            Kind::StaleTokenAfter(calls) => write!(f, "a token does for {calls} calls"),
            Kind::Clock(by @ 0..) => write!(f, "clock {by} ms ahead"),
            Kind::Clock(by) => write!(f, "clock {} ms behind", by.unsigned_abs()),
            Kind::Charset { charset, says } if charset == says => write!(f, "charset `{charset}`"),
            Kind::Charset { charset, says } => write!(f, "charset `{charset}`, called `{says}`"),
            Kind::Code(code) => write!(f, "code `{code}`"),
            Kind::Odd(oddity) => write!(f, "odd answer: {oddity}"),
        }
    }
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
