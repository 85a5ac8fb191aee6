//! One wait: how it asks, how long, and what the answers say.
//!
//! In: a table, the values to ask with, and what came back. Out: the next call, or the end. It meets no type of an
//! answer, so that it is compiled once.

use super::fill::Filled;
use super::table::{BoxModel, Progress};
use crate::call::Call;
use crate::client::Client;
use crate::code::Code;
use crate::envelope::Head;
use crate::error::{Error, ErrorKind};
use crate::path::{Overlay, find, text};
use crate::transport::BoxFuture;
use crate::value::View;
use std::borrow::Cow;
use std::task::Context;
use std::time::Duration;

/// What is the same for work of any type.
pub(super) struct Wait {
    client: Client,
    /// The call that is asked.
    pub(super) progress: &'static Progress,
    /// What asks, without the values that are filled in.
    request: BoxModel,
    /// Those values.
    pub(super) filled: Filled,
    /// How long to wait between two calls.
    pub(super) every: Duration,
    /// How long to wait altogether.
    pub(super) limit: Duration,
    /// Is done when the limit is reached.
    up: Option<BoxFuture<'static, ()>>,
    /// What the vendor knows the work by.
    pub(super) id: Option<String>,
    /// Why the last attempt to ask failed, if it did.
    trouble: Option<Error>,
}

/// What an answer says.
pub(super) enum Verdict {
    /// The work is done.
    Done,
    /// It goes on.
    Running,
    /// It failed.
    Failed(Error),
}

impl Wait {
    /// Begins with the pace and the limit of the table.
    pub(super) fn new(client: &Client, progress: &'static Progress, request: BoxModel) -> Self {
        let seconds = |seconds: u32| Duration::from_secs(seconds.into());
        Self {
            client: client.clone(),
            progress,
            request,
            filled: Filled::new(),
            every: seconds(progress.every_seconds),
            limit: seconds(progress.limit_seconds),
            up: None,
            id: None,
            trouble: None,
        }
    }

    /// Asks once more.
    pub(super) fn ask<T>(&self) -> Call<T> {
        let values: Vec<(&[&str], _)> = self.filled.iter().map(|(path, value)| (*path, value)).collect();
        Call::new(&self.client, self.progress.operation, &Overlay::new(&*self.request, &values))
    }

    /// The time between two calls; more where the vendor wants to be left alone.
    pub(super) fn pause(&self) -> BoxFuture<'static, ()> {
        let wanted = self.trouble.as_ref().and_then(Error::retry_after).unwrap_or_default();
        self.client.timer().sleep(self.every.max(wanted))
    }

    /// Whether the limit is reached. It counts from the first time that this is asked.
    pub(super) fn is_up(&mut self, context: &mut Context<'_>) -> bool {
        let up = self.up.get_or_insert_with(|| self.client.timer().sleep(self.limit));
        up.as_mut().poll(context).is_ready()
    }

    /// What an answer with data says.
    pub(super) fn judge(&mut self, state: View<'_>) -> Verdict {
        self.trouble = None;
        let progress = self.progress;
        if progress.state.is_empty() {
            return Verdict::Done;
        }
        let found = text(find(state, progress.state)).unwrap_or_default();
        if progress.done.contains(&found.as_str()) {
            return Verdict::Done;
        }
        if !progress.failed.contains(&found.as_str()) {
            return Verdict::Running;
        }
        let code = text(find(state, progress.code));
        let head = Head {
            code: Some(code.unwrap_or(found).into()),
            message: text(find(state, progress.message)).map(Cow::Owned),
            ..Head::default()
        };
        let error = self.error(ErrorKind::WorkFailed, "the vendor says that the work failed".to_owned());
        Verdict::Failed(error.with_head(head))
    }

    /// What a failed attempt to ask means; nothing where the wait goes on.
    pub(super) fn lost(&mut self, error: Error) -> Option<Error> {
        let is_running = error.code().is_some_and(|code| self.goes_on(code));
        if is_running || error.is_retryable() {
            self.trouble = (!is_running).then_some(error);
            return None;
        }
        Some(error.with_work_id(self.id.clone()))
    }

    fn goes_on(&self, code: Code<'_>) -> bool {
        self.progress.running_codes.contains(&code.as_str())
    }

    /// An answer without data says nothing, unless success alone means that the work is over.
    pub(super) fn without_data(&mut self) -> Option<Error> {
        self.trouble = None;
        let text = "the work is over and the answer has no data";
        self.progress.state.is_empty().then(|| self.error(ErrorKind::Decode, text.to_owned()))
    }

    /// The limit is reached.
    pub(super) fn unfinished(&self) -> Error {
        let mut text = format!("the work was not over after {:?}", self.limit);
        if let Some(trouble) = &self.trouble {
            text.push_str(&format!("; the last attempt to ask failed: {trouble}"));
        }
        self.error(ErrorKind::WorkUnfinished, text)
    }

    fn error(&self, kind: ErrorKind, text: String) -> Error {
        Error::new(self.progress.operation.id, kind, text).with_work_id(self.id.clone())
    }
}
