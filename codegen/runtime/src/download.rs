//! Files that a vendor answers with, in pieces.
//!
//! In: an answer whose head was looked at and whose body was not. Out: its pieces, for a writer, for memory or for
//! another body. It is never held as a whole unless somebody asks for that, and its name is never taken for a path.

mod call;
mod fetch;
mod name;

pub use call::DownloadCall;

use crate::body::{Body, BodyError};
use crate::client::Inner;
use crate::error::{Error, ErrorKind, Result};
use crate::judge::lost;
use crate::operation::OperationInfo;
use crate::transport::{BoxFuture, TransportError};
use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};
use std::io::Write;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::{fmt, mem};

/// A file on its way from the vendor. The vendor said that all is well; the file itself is still coming.
///
/// Whoever drops it closes the connection. Between two pieces [`Limits::idle`](crate::Limits::idle) holds, and there is
/// no limit for the whole: a large file may take its time.
#[must_use = "nothing is read before it is asked for"]
pub struct Download {
    client: Arc<Inner>,
    operation: OperationInfo,
    headers: http::HeaderMap,
    body: Body,
    came: u64,
    most: Option<u64>,
}

impl Download {
    fn new(client: Arc<Inner>, operation: OperationInfo, headers: http::HeaderMap, body: Body) -> Self {
        Self { client, operation, headers, body, came: 0, most: None }
    }

    /// How many bytes the file has, where the vendor says so.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        let told = self.headers.get(http::header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        told.and_then(|text| text.parse().ok())
    }

    /// What it holds, in the vendor's words.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok())
    }

    /// The name that the vendor gives it: one component of a path, without what could lead elsewhere. It is a
    /// stranger's text all the same, and may be the name of a file that exists already.
    #[must_use]
    pub fn file_name(&self) -> Option<String> {
        name::file_name(self.headers.get(http::header::CONTENT_DISPOSITION)?.as_bytes())
    }

    /// Takes so many bytes at most. A larger file gives [`ErrorKind::TooLarge`].
    pub fn at_most(self, bytes: u64) -> Self {
        Self { most: Some(bytes), ..self }
    }

    /// The next piece; none at the end.
    ///
    /// # Errors
    ///
    /// When the connection breaks or pauses too long, the file is larger than [`at_most`](Self::at_most), or ends before
    /// its length. The text says how much came. Nothing comes after an error.
    pub async fn next(&mut self) -> Option<Result<Bytes>> {
        let piece = self.piece().await;
        if piece.is_err() {
            // Not to be read any further, and the connection is closed.
            self.body = Body::default();
            self.headers.remove(http::header::CONTENT_LENGTH);
        }
        piece.transpose()
    }

    async fn piece(&mut self) -> Result<Option<Bytes>> {
        let length = self.length();
        let largest = self.came.max(length.unwrap_or(0));
        if self.most.is_some_and(|most| largest > most) {
            return Err(self.broken(TransportError::too_large()));
        }
        let Some(piece) =
            self.client.unhurried_ways().piece(&mut self.body).await.map_err(|error| self.broken(error))?
        else {
            // A transport that does not count would take a cut for the end.
            let is_cut = length.is_some_and(|length| self.came < length);
            return if is_cut {
                Err(self.broken(TransportError::unknown("it was cut off")))
            } else {
                Ok(None)
            };
        };
        self.came = self.came.saturating_add(piece.len() as u64);
        if self.most.is_some_and(|most| self.came > most) {
            return Err(self.broken(TransportError::too_large()));
        }
        Ok(Some(piece))
    }

    /// The failure of a file of which a part came.
    fn broken(&self, error: TransportError) -> Error {
        let of = self.length().map(|length| format!(" of {length}")).unwrap_or_default();
        let came = format!("the file broke off after {}{of} bytes", self.came);
        let text = match (error.is_too_large(), error.is_timed_out(), self.most) {
            (true, _, Some(most)) => format!("the file is larger than {most} bytes"),
            (_, true, _) => format!("{came}: the time was up"),
            _ => came,
        };
        lost(self.operation, error).with_text(text)
    }

    /// Writes the file and gives its length. `progress` is told after each piece how much came, and how much there
    /// will be.
    ///
    /// The writer is called in between two waits, in the thread that polls: give it a
    /// [`BufWriter`](std::io::BufWriter) or memory. For a writer that is slow or asynchronous take the pieces with
    /// [`next`](Self::next).
    ///
    /// # Errors
    ///
    /// As [`next`](Self::next), and [`ErrorKind::File`] when the writer fails. A part of the file may be written then.
    pub async fn copy_to(
        mut self,
        to: &mut impl Write,
        mut progress: impl FnMut(u64, Option<u64>),
    ) -> Result<u64> {
        let length = self.length();
        while let Some(piece) = self.next().await {
            to.write_all(&piece?).map_err(|error| self.unwritten(&error))?;
            progress(self.came, length);
        }
        to.flush().map_err(|error| self.unwritten(&error))?;
        Ok(self.came)
    }

    fn unwritten(&self, error: &std::io::Error) -> Error {
        // The text of an error of a foreign writer may say anything.
        let text = format!("the file could not be written: {}; {} bytes came", error.kind(), self.came);
        Error::new(self.operation.id, ErrorKind::File, text)
    }

    /// The whole file. It may be as large as an answer, [`Limits::answer_bytes`](crate::Limits::answer_bytes), unless
    /// [`at_most`](Self::at_most) says otherwise.
    ///
    /// # Errors
    ///
    /// As [`next`](Self::next).
    pub async fn into_bytes(mut self) -> Result<Bytes> {
        self.most = self.most.or(u64::try_from(self.client.limits.answer_bytes).ok());
        let mut whole = BytesMut::new();
        while let Some(piece) = self.next().await {
            whole.extend_from_slice(&piece?);
        }
        Ok(whole.freeze())
    }

    /// The file as a body, under the same limits: to hand it on to a server's own answer, for example.
    #[must_use]
    pub fn into_body(self) -> Body {
        let length = self.length();
        Body::new(Pieces { state: State::Resting(Box::new(self)), length })
    }
}

/// A file as a body.
struct Pieces {
    state: State,
    length: Option<u64>,
}

enum State {
    Resting(Box<Download>),
    Coming(BoxFuture<'static, (Box<Download>, Option<Result<Bytes>>)>),
    Over,
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        if let State::Resting(mut download) = mem::replace(&mut self.state, State::Over) {
            self.state = State::Coming(Box::pin(async move {
                let piece = download.next().await;
                (download, piece)
            }));
        }
        let State::Coming(coming) = &mut self.state else { return Poll::Ready(None) };
        let (download, piece) = ready!(coming.as_mut().poll(context));
        self.state = match &piece {
            Some(Ok(_)) => State::Resting(download),
            Some(Err(_)) | None => State::Over,
        };
        Poll::Ready(piece.map(|piece| piece.map(Frame::data).map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.state, State::Over)
    }

    fn size_hint(&self) -> SizeHint {
        match (&self.state, self.length) {
            (State::Resting(download), Some(length)) => {
                SizeHint::with_exact(length.saturating_sub(download.came))
            }
            _ => SizeHint::default(),
        }
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.operation.id)
            .field("length", &self.length())
            .field("came", &self.came)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
