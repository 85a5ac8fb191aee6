//! A call on its way to a file.
//!
//! In: a client, an operation and its model. Out: the head of a file, or the failure that the vendor told in place of
//! it. The file itself is not read here.

use super::Download;
use crate::client::{Client, Inner};
use crate::error::{Error, ErrorKind, Result};
use crate::exchange::{FileTypes, Left};
use crate::operation::Operation;
use crate::trip::{Wanted, Way, Whole};
use crate::unpack::is_plain;
use crate::value::Model;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// A call on its way to a file. Nothing is sent before it is awaited.
#[must_use = "nothing is sent before `.await`"]
pub struct DownloadCall {
    client: Arc<Inner>,
    way: Way,
}

impl DownloadCall {
    /// Writes the request. It is signed when the call is awaited. Without types, what is neither JSON nor HTML is a file.
    #[inline]
    pub fn new(
        client: &Client,
        operation: &'static Operation,
        request: &dyn Model,
        types: FileTypes,
    ) -> Self {
        let way = client.start_download(operation, request, types);
        Self { client: Arc::clone(client.inner()), way }
    }

    /// Another deadline for this call than the client's: the longest time until the file begins to come.
    pub fn deadline(mut self, time: Duration) -> Self {
        self.way.set_deadline(time);
        self
    }
}

impl Future for DownloadCall {
    type Output = Result<Download>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<Download>> {
        loop {
            let arrived = ready!(self.way.poll(context))?;
            if let Some(whole) = self.way.read(arrived, &mut (), Wanted::Data) {
                return Poll::Ready(whole.and_then(|whole| self.download(&whole)));
            }
        }
    }
}

impl DownloadCall {
    /// The file of an answer that succeeded.
    fn download(&self, whole: &Whole) -> Result<Download> {
        let (operation, answer) = (whole.operation(), whole.answer());
        let fail = |text| Error::new(operation.id, ErrorKind::Decode, text);
        let Some(body) = answer.extensions().get::<Left>().and_then(Left::take) else {
            let error = fail("the answer says success and is no file");
            return Err(error.with_answer(answer.status().as_u16(), answer.body()));
        };
        if !is_plain(answer.headers()) {
            return Err(fail("the file came compressed, which is not undone for files"));
        }
        let headers = answer.headers().clone();
        Ok(Download::new(Arc::clone(&self.client), operation, headers, body))
    }
}

impl fmt::Debug for DownloadCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DownloadCall").finish_non_exhaustive()
    }
}
