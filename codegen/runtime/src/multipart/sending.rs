//! A form on its way.
//!
//! In: its segments. Out: one piece after another, each file opened when its turn comes. After an error nothing more
//! comes, so that a vendor never takes a part for the whole.

use super::Segment;
use crate::body::BodyError;
use crate::upload::Flow;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

pub(super) struct Sending {
    segments: VecDeque<Segment>,
    file: Option<Flow>,
    left: Option<u64>,
}

impl Sending {
    pub(super) fn new(segments: Vec<Segment>, length: Option<u64>) -> Self {
        Self { segments: segments.into(), file: None, left: length }
    }

    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        loop {
            if let Some(file) = &mut self.file {
                match ready!(file.poll(context)) {
                    Some(Ok(piece)) => return Poll::Ready(Some(Ok(piece))),
                    Some(Err(error)) => {
                        self.segments.clear();
                        self.file = None;
                        return Poll::Ready(Some(Err(error.into())));
                    }
                    None => self.file = None,
                }
            }
            match self.segments.pop_front() {
                Some(Segment::Bytes(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Some(Segment::File(upload, length)) => self.file = Some(upload.open(length)),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl http_body::Body for Sending {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let piece = ready!(self.poll_piece(context));
        if let (Some(Ok(piece)), Some(left)) = (&piece, &mut self.left) {
            *left = left.saturating_sub(piece.len() as u64);
        }
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.segments.is_empty() && self.file.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
