//! Calls on their way, as futures.
//!
//! In: a client, an operation and its model. Out: the data of the answer, or all of it. The data's type is met
//! only in `poll`; everything else is compiled once. A dropped call harms nobody.

use crate::client::Client;
use crate::error::{Result, shown};
use crate::operation::Operation;
use crate::trip::{Wanted, Way, Whole};
use crate::value::{Blank, Model, Slot};
use bytes::Bytes;
use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// A call on its way to the data of its answer. Nothing is sent before it is awaited.
#[must_use = "nothing is sent before `.await`"]
pub struct Call<T> {
    way: Way,
    data: PhantomData<fn() -> T>,
}

impl<T> Call<T> {
    /// Writes the request. It is signed when the call is awaited.
    #[inline]
    pub fn new(client: &Client, operation: &'static Operation, request: &dyn Model) -> Self {
        Self { way: client.start(operation, request), data: PhantomData }
    }

    /// Another deadline for this call than the client's: the longest time with all attempts and waits.
    pub fn deadline(mut self, time: Duration) -> Self {
        self.way.set_deadline(time);
        self
    }
}

impl<T: Slot + Blank> Future for Call<T> {
    type Output = Result<T>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        loop {
            let arrived = ready!(self.way.poll(context))?;
            let mut data = T::blank();
            if let Some(whole) = self.way.read(arrived, &mut data, Wanted::Data) {
                return Poll::Ready(whole.map(|_| data));
            }
        }
    }
}

/// A call on its way to its whole answer. Nothing is sent before it is awaited.
#[must_use = "nothing is sent before `.await`"]
pub struct FullCall<T> {
    way: Way,
    data: PhantomData<fn() -> T>,
}

impl<T> FullCall<T> {
    /// Writes the request. It is signed when the call is awaited.
    #[inline]
    pub fn new(client: &Client, operation: &'static Operation, request: &dyn Model) -> Self {
        Self { way: client.start(operation, request), data: PhantomData }
    }

    /// Another deadline for this call than the client's: the longest time with all attempts and waits.
    pub fn deadline(mut self, time: Duration) -> Self {
        self.way.set_deadline(time);
        self
    }
}

impl<T: Slot + Blank> Future for FullCall<T> {
    type Output = Result<Answer<T>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<Answer<T>>> {
        loop {
            let arrived = ready!(self.way.poll(context))?;
            let mut data = T::blank();
            if let Some(whole) = self.way.read(arrived, &mut data, Wanted::All) {
                return Poll::Ready(whole.map(|whole| Answer::new(data, whole)));
            }
        }
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

impl<T> Answer<T> {
    fn new(data: T, whole: Whole) -> Self {
        let (head, answer) = whole.into_parts();
        Self {
            data,
            code: head.code.unwrap_or_default().into_owned(),
            message: head.message.map(Cow::into_owned),
            request_id: head.request_id.map(Cow::into_owned),
            presentable: head.presentable,
            status: answer.status().as_u16(),
            raw: answer.into_body(),
        }
    }
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

#[cfg(test)]
mod tests;
