//! Work that goes on after its call: asked for again and again until it is over.
//!
//! In: a call that starts work or one that tells how far it is, and a table. Out: a future of the last answer, or a
//! stream of all of them. A failed attempt to ask does not end the work; a dropped wait harms nobody, since the vendor
//! goes on with the work and it can be asked for later by its id.

mod fill;
mod table;
mod wait;

pub(crate) use table::BoxModel;
pub use table::{Ask, Fill, FillAs, FillFrom, Progress, blank_request};

use crate::call::Call;
use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::transport::BoxFuture;
use crate::value::{Blank, Model, Slot, Value};
use fill::{Filled, of_answer, of_request};
use futures_core::Stream;
use futures_core::stream::FusedStream;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use wait::{Verdict, Wait};

/// Work on its way to its last answer. Nothing is sent before it is awaited.
///
/// It gives the answer that says that the work is done. Its errors are those of the calls, and
/// [`ErrorKind::WorkFailed`] and [`ErrorKind::WorkUnfinished`]; [`Error::work_id`] is the id to ask with later.
#[must_use = "nothing is sent before `.await`"]
pub struct Work<T>(States<T>);

/// Answers that tell how far some work is, up to the one that says that it is over: a stream.
///
/// After the answer of work that failed comes an error of the kind [`ErrorKind::WorkFailed`].
#[must_use = "nothing is sent before the first `.next().await`"]
pub struct States<T> {
    wait: Wait,
    stage: Stage<T>,
}

enum Stage<T> {
    Beginning(BoxFuture<'static, Result<Begun<T>>>),
    Waiting(BoxFuture<'static, ()>),
    Asking(Call<Option<T>>),
    /// The answer was given out; this comes next.
    Failed(Error),
    Over,
}

/// What came of the call that starts the work.
enum Begun<T> {
    /// It was done at once.
    Done(T),
    /// It goes on.
    Started(Filled, Option<String>),
}

/// An answer, and whether it is the last one of work that is done.
struct Seen<T> {
    state: T,
    done: bool,
}

impl<T: Slot + Blank + Value + 'static> Work<T> {
    /// Work that a call starts. `at_once` gives the result where the call already answered with it.
    pub fn start<S: Slot + Blank + Value + 'static>(
        client: &Client,
        call: Call<S>,
        request: &dyn Model,
        ask: &'static Ask,
        at_once: fn(S) -> Result<T, S>,
    ) -> Self {
        let known = of_request(ask, request);
        let begin = Box::pin(async move {
            let mut filled = known?;
            match at_once(call.await?) {
                Ok(done) => Ok(Begun::Done(done)),
                Err(started) => {
                    let id = of_answer(ask, &started, &mut filled)?;
                    Ok(Begun::Started(filled, id))
                }
            }
        });
        let wait = Wait::new(client, ask.progress, (ask.progress.request)());
        Self(States { wait, stage: Stage::Beginning(begin) })
    }

    /// Work that was started before.
    pub fn ask<R: Model + Send + Sync + 'static>(
        client: &Client,
        progress: &'static Progress,
        request: R,
    ) -> Self {
        let wait = Wait::new(client, progress, Box::new(request));
        let stage = Stage::Asking(wait.ask());
        Self(States { wait, stage })
    }
}

impl<T> Work<T> {
    /// Waits so long between two calls that ask.
    pub fn every(mut self, pace: Duration) -> Self {
        self.0.wait.every = pace;
        self
    }

    /// Waits no longer than this altogether, from when the work was started. Then it is an error of the kind
    /// [`ErrorKind::WorkUnfinished`], and the work goes on at the vendor.
    pub fn for_at_most(mut self, limit: Duration) -> Self {
        self.0.wait.limit = limit;
        self
    }

    /// Every answer on the way, as a stream.
    pub fn states(self) -> States<T> {
        self.0
    }
}

impl<T: Slot + Blank + Value> Future for Work<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        loop {
            match ready!(self.0.poll_seen(context)) {
                Some(Ok(Seen { state, done: true })) => return Poll::Ready(Ok(state)),
                Some(Ok(Seen { .. })) => {}
                Some(Err(error)) => return Poll::Ready(Err(error)),
                None => {
                    let id = self.0.wait.progress.operation.id;
                    let text = "the wait was over and was asked for its end again";
                    return Poll::Ready(Err(Error::new(id, ErrorKind::Input, text)));
                }
            }
        }
    }
}

impl<T: Slot + Blank + Value> States<T> {
    /// The next answer; none after the last one.
    pub async fn next(&mut self) -> Option<Result<T>> {
        poll_fn(|context| self.poll_seen(context)).await.map(|seen| seen.map(|seen| seen.state))
    }

    fn poll_seen(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Seen<T>>>> {
        loop {
            match &mut self.stage {
                Stage::Beginning(begin) => match ready!(begin.as_mut().poll(context)) {
                    Ok(Begun::Done(state)) => {
                        self.stage = Stage::Over;
                        return Poll::Ready(Some(Ok(Seen { state, done: true })));
                    }
                    Ok(Begun::Started(filled, id)) => {
                        (self.wait.filled, self.wait.id) = (filled, id);
                        self.stage = Stage::Waiting(self.wait.pause());
                    }
                    Err(error) => return self.end(error),
                },
                Stage::Waiting(pause) => {
                    if self.wait.is_up(context) {
                        let error = self.wait.unfinished();
                        return self.end(error);
                    }
                    ready!(pause.as_mut().poll(context));
                    self.stage = Stage::Asking(self.wait.ask());
                }
                Stage::Asking(call) => match Pin::new(call).poll(context) {
                    Poll::Ready(answer) => match self.take(answer) {
                        Some(seen) => return Poll::Ready(Some(seen)),
                        None => self.stage = Stage::Waiting(self.wait.pause()),
                    },
                    Poll::Pending if self.wait.is_up(context) => {
                        let error = self.wait.unfinished();
                        return self.end(error);
                    }
                    Poll::Pending => return Poll::Pending,
                },
                Stage::Failed(_) | Stage::Over => {
                    let Stage::Failed(error) = std::mem::replace(&mut self.stage, Stage::Over) else {
                        return Poll::Ready(None);
                    };
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    /// Takes an answer; gives nothing where it says nothing and the wait goes on.
    fn take(&mut self, answer: Result<Option<T>>) -> Option<Result<Seen<T>>> {
        let state = match answer {
            Ok(Some(state)) => state,
            Ok(None) => {
                let error = self.wait.without_data()?;
                self.stage = Stage::Over;
                return Some(Err(error));
            }
            Err(error) => {
                let error = self.wait.lost(error)?;
                self.stage = Stage::Over;
                return Some(Err(error));
            }
        };
        let verdict = self.wait.judge(state.view());
        let done = matches!(verdict, Verdict::Done);
        self.stage = match verdict {
            Verdict::Done => Stage::Over,
            Verdict::Running => Stage::Waiting(self.wait.pause()),
            Verdict::Failed(error) => Stage::Failed(error),
        };
        Some(Ok(Seen { state, done }))
    }

    fn end(&mut self, error: Error) -> Poll<Option<Result<Seen<T>>>> {
        self.stage = Stage::Over;
        Poll::Ready(Some(Err(error)))
    }
}

impl<T> States<T> {
    /// The id by which the vendor knows the work, once its start was answered with one that is no secret.
    #[must_use]
    pub fn work_id(&self) -> Option<&str> {
        self.wait.id.as_deref()
    }
}

impl<T: Slot + Blank + Value> Stream for States<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        self.poll_seen(context).map(|seen| seen.map(|seen| seen.map(|seen| seen.state)))
    }
}

impl<T: Slot + Blank + Value> FusedStream for States<T> {
    fn is_terminated(&self) -> bool {
        matches!(self.stage, Stage::Over)
    }
}

impl<T> fmt::Debug for Work<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Work").field(&self.0).finish()
    }
}

impl<T> fmt::Debug for States<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("States")
            .field("operation", &self.wait.progress.operation.id)
            .field("every", &self.wait.every)
            .field("limit", &self.wait.limit)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
