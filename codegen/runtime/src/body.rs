//! Bodies of requests and answers, whole or in pieces.
//!
//! In: bytes, or anything that is an [`http_body::Body`]. Out: the same type for every transport. Debug shows how
//! long a body is and nothing of what it holds.

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

/// What may go wrong while a body comes in pieces.
pub type BodyError = Box<dyn Error + Send + Sync>;

/// The body of a request or an answer.
///
/// Most are whole, and [`as_bytes`](Self::as_bytes) gives them. Uploads and downloads come in pieces; any
/// [`http_body::Body`] can be one, and a `Body` is one itself.
#[derive(Default)]
pub struct Body(Content);

enum Content {
    Whole(Bytes),
    // A lock, so that it can be shared by reference where a transport asks for that. Nobody ever waits for it.
    Pieces(Mutex<Pieces>),
}

type Pieces = Pin<Box<dyn http_body::Body<Data = Bytes, Error = BodyError> + Send>>;

impl Default for Content {
    fn default() -> Self {
        Self::Whole(Bytes::new())
    }
}

impl Body {
    /// A body in pieces.
    pub fn new(body: impl http_body::Body<Data = Bytes, Error: Into<BodyError>> + Send + 'static) -> Self {
        Self(Content::Pieces(Mutex::new(Box::pin(Erased(Box::pin(body))))))
    }

    /// The bytes of a body that is whole.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Content::Whole(bytes) => Some(bytes),
            Content::Pieces(_) => None,
        }
    }

    /// How many bytes it has, where that is known before it is read.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.size_hint().exact()
    }

    /// The same for whoever has it alone, who needs no lock.
    pub(crate) fn own_length(&mut self) -> Option<u64> {
        match &mut self.0 {
            Content::Whole(bytes) => Some(bytes.len() as u64),
            Content::Pieces(pieces) => unlocked(pieces).size_hint().exact(),
        }
    }

    /// Whether nothing comes any more, as far as that is known without looking.
    pub(crate) fn is_done(&mut self) -> bool {
        match &mut self.0 {
            Content::Whole(bytes) => bytes.is_empty(),
            Content::Pieces(pieces) => unlocked(pieces).is_end_stream(),
        }
    }

    /// The next piece; none at the end.
    ///
    /// # Errors
    ///
    /// Those of the connection.
    pub async fn next(&mut self) -> Option<Result<Bytes, BodyError>> {
        loop {
            let frame = poll_fn(|context| Pin::new(&mut *self).poll_frame(context)).await?;
            // Trailers say nothing to us.
            match frame.map(Frame::into_data) {
                Ok(Ok(piece)) => return Some(Ok(piece)),
                Ok(Err(_)) => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        match &mut self.0 {
            Content::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Content::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Content::Pieces(pieces) => unlocked(pieces).as_mut().poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Content::Whole(bytes) => bytes.is_empty(),
            Content::Pieces(pieces) => pieces.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Content::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Content::Pieces(pieces) => pieces.lock().unwrap_or_else(PoisonError::into_inner).size_hint(),
        }
    }
}

/// The pieces, for whoever has them alone.
fn unlocked(pieces: &mut Mutex<Pieces>) -> &mut Pieces {
    pieces.get_mut().unwrap_or_else(PoisonError::into_inner)
}

/// A body whose error lost its type.
struct Erased<B>(Pin<Box<B>>);

impl<B: http_body::Body<Data = Bytes, Error: Into<BodyError>>> http_body::Body for Erased<B> {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        self.0.as_mut().poll_frame(context).map(|frame| frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Whole(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("bytes", &self.length()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::block_on;

    /// Gives pieces, then an error.
    struct Broken(Vec<&'static str>);

    impl http_body::Body for Broken {
        type Data = Bytes;
        type Error = &'static str;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
            Poll::Ready(Some(self.0.pop().map(|piece| Frame::data(Bytes::from(piece))).ok_or("reset")))
        }
    }

    fn pieces(mut body: Body) -> Vec<String> {
        let mut pieces = Vec::new();
        while let Some(piece) = block_on(body.next()) {
            match piece {
                Ok(piece) => pieces.push(String::from_utf8_lossy(&piece).into_owned()),
                Err(error) => return [pieces, vec![error.to_string()]].concat(),
            }
        }
        pieces
    }

    #[test]
    fn a_whole_body_is_one_piece() {
        let body = Body::from("abc");
        assert_eq!((body.length(), body.as_bytes().map(|bytes| &bytes[..])), (Some(3), Some(&b"abc"[..])));
        assert_eq!(pieces(body), ["abc"]);
        assert!(pieces(Body::default()).is_empty() && Body::default().is_end_stream());
    }

    #[test]
    fn a_body_in_pieces_keeps_its_error() {
        let body = Body::new(Broken(vec!["c", "ab"]));
        assert_eq!((body.length(), body.as_bytes(), body.is_end_stream()), (None, None, false));
        assert_eq!(pieces(body), ["ab", "c", "reset"]);
    }

    #[test]
    fn debug_shows_the_length_alone() {
        assert_eq!(format!("{:?}", Body::from("hunter2")), "Body { bytes: Some(7), .. }");
    }
}
