//! A notification that is being posted, in the hands of whoever posts it.
//!
//! In: a record that is still written. Out: the same when all is over, for those who block and those who await.

use super::{Kept, PostRecord, locked};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::sync::oneshot;

/// A notification that is being posted. It goes on when this is dropped, as long as the server runs.
///
/// It is a future: `.await` gives the record when all is over.
#[derive(Debug)]
pub struct Posting {
    record: Kept,
    waits: oneshot::Receiver<()>,
}

impl Posting {
    pub(super) fn new(record: Kept, waits: oneshot::Receiver<()>) -> Self {
        Self { record, waits }
    }

    /// What is known by now.
    #[must_use]
    pub fn record(&self) -> PostRecord {
        locked(&self.record).clone()
    }

    /// Waits for the end.
    ///
    /// # Panics
    ///
    /// Inside an async runtime: await it there.
    #[must_use]
    pub fn wait(self) -> PostRecord {
        // Where the server is gone, the record says so.
        let _ = self.waits.blocking_recv();
        locked(&self.record).clone()
    }
}

impl Future for Posting {
    type Output = PostRecord;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<PostRecord> {
        // Where the server is gone, the record says so.
        let _ = ready!(Pin::new(&mut self.waits).poll(context));
        Poll::Ready(self.record())
    }
}
