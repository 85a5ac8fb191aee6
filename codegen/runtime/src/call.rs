//! Calls on their way, as futures.
//!
//! In: a client, an operation and its model. Out: the data of the answer, or all of it. The data's type is met
//! only in `poll`; everything else is compiled once. A dropped call harms nobody.

use crate::client::{Arrived, Client};
use crate::code::{Code, Then, find};
use crate::envelope::{Head, Outcome, read};
use crate::error::{Error, ErrorKind, Result, shown};
use crate::operation::{Operation, Retry};
use crate::transport::BoxFuture;
use crate::value::{Blank, Model, Slot};
use bytes::Bytes;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A call on its way to the data of its answer. Nothing is sent before it is awaited.
#[must_use = "nothing is sent before `.await`"]
pub struct Call<T> {
    arriving: BoxFuture<'static, Result<Arrived>>,
    data: PhantomData<fn() -> T>,
}

impl<T> Call<T> {
    /// Writes the request. It is signed when the call is awaited.
    #[inline]
    pub fn new(client: &Client, operation: &'static Operation, request: &dyn Model) -> Self {
        Self { arriving: client.start(operation, request), data: PhantomData }
    }
}

impl<T: Slot + Blank> Future for Call<T> {
    type Output = Result<T>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        let arrived = ready!(self.arriving.as_mut().poll(context))?;
        let mut data = T::blank();
        Poll::Ready(arrived.read(&mut data).map(|_| data))
    }
}

/// A call on its way to its whole answer. Nothing is sent before it is awaited.
#[must_use = "nothing is sent before `.await`"]
pub struct FullCall<T> {
    arriving: BoxFuture<'static, Result<Arrived>>,
    data: PhantomData<fn() -> T>,
}

impl<T> FullCall<T> {
    /// Writes the request. It is signed when the call is awaited.
    #[inline]
    pub fn new(client: &Client, operation: &'static Operation, request: &dyn Model) -> Self {
        Self { arriving: client.start(operation, request), data: PhantomData }
    }
}

impl<T: Slot + Blank> Future for FullCall<T> {
    type Output = Result<Answer<T>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<Answer<T>>> {
        let arrived = ready!(self.arriving.as_mut().poll(context))?;
        let mut data = T::blank();
        let (status, raw) = (arrived.answer.status().as_u16(), arrived.answer.body().clone());
        Poll::Ready(arrived.read(&mut data).map(|head| Answer {
            data,
            code: head.code.unwrap_or_default(),
            message: head.message,
            request_id: head.request_id,
            presentable: head.presentable,
            status,
            raw,
        }))
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for FullCall<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FullCall").finish_non_exhaustive()
    }
}

/// All that a vendor answered.
#[derive(Clone)]
#[non_exhaustive]
pub struct Answer<T> {
    /// What was asked for.
    pub data: T,
    /// The code, which is one of success.
    pub code: String,
    /// The vendor's text.
    pub message: Option<String>,
    /// The id of the call in the vendor's logs.
    pub request_id: Option<String>,
    /// Whether the text may be shown to an end user.
    pub presentable: Option<bool>,
    /// The HTTP status.
    pub status: u16,
    /// The answer as it came.
    pub raw: Bytes,
}

// Neither text nor bytes: both may hold personal data that the model's table would have hidden. So may a code or an
// id that does not look like one.
impl<T: fmt::Debug> fmt::Debug for Answer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("data", &self.data)
            .field("code", &shown(&self.code))
            .field("request_id", &self.request_id.as_deref().map(shown))
            .field("presentable", &self.presentable)
            .field("status", &self.status)
            .field("raw_bytes", &self.raw.len())
            .finish_non_exhaustive()
    }
}

impl Arrived {
    /// Reads the answer into the slot.
    fn read(self, slot: &mut dyn Slot) -> Result<Head> {
        let api = self.client.api;
        let (status, body) = (self.answer.status().as_u16(), self.answer.body());
        let (head, outcome) = read(&api.envelope, self.operation.text_of, body, slot);
        let Some(error) = judge(self.operation.id, status, &outcome) else { return Ok(head) };
        let code = head.code.as_deref();
        let dropped = self.drop_stale(code);
        let known = code.and_then(|code| find(self.operation.codes, api.codes, Code::new(code)));
        let error = error.with_known(known).with_head(head).with_answer(status, body);
        let error = error.with_envelope(&api.envelope, self.operation.text_of);
        Err(error.retryable_if(|error| dropped || may_retry(error, self.operation.retry)))
    }

    /// Drops the token if the code says that it is stale, and says so. The vendor did nothing else with the call.
    fn drop_stale(&self, code: Option<&str>) -> bool {
        let (Some(recipe), Some(used), Some(code)) = (&self.client.api.token, &self.used, code) else {
            return false;
        };
        let is_stale = recipe.stale.contains(&code);
        if is_stale {
            self.client.tokens.drop_if(used);
        }
        is_stale
    }
}

/// What is wrong with an answer; nothing where it succeeded.
pub(crate) fn judge(operation: &'static str, status: u16, outcome: &Outcome) -> Option<Error> {
    Some(match outcome {
        Outcome::Failure => Error::new(operation, ErrorKind::Code, ""),
        Outcome::Flagged => Error::new(operation, ErrorKind::Code, "the answer says that the call failed"),
        _ if !(200..300).contains(&status) => {
            Error::new(operation, ErrorKind::Status, format!("the HTTP status is {status}"))
        }
        Outcome::Success => return None,
        Outcome::NoCode => Error::new(operation, ErrorKind::NoCode, "the answer has no code"),
        Outcome::Unreadable(error) => {
            let kind = if error.is_not_json() { ErrorKind::NotJson } else { ErrorKind::Decode };
            Error::new(operation, kind, error.to_string())
        }
    })
}

/// Whether a call that was answered so may be made again.
pub(crate) fn may_retry(error: &Error, retry: Retry) -> bool {
    let is_busy = error.status() == Some(429) || error.then() == Then::BackOff;
    let is_down = error.status().is_some_and(|status| (500..600).contains(&status));
    is_busy || is_down && retry == Retry::Safe
}

#[cfg(test)]
mod tests;
