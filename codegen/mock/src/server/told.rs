//! What a test tells a server, and what it is told.
//!
//! In: operations with their types. Out: answers, expectations, calls. What is not as expected panics, with a text that
//! says what came in its place.

use super::MockServer;
use crate::expect::{Due, Expect, counts, list, times, verify};
use crate::journal::{Call, CallRecord, Seen};
use crate::nearest::nearest_first;
use crate::stub::{Named, On, request_of};
use crate::table::Endpoint;
use crate::vendor::Vendor;
use jiekou_runtime::mock::request_json;
use std::any::Any;
use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;

impl<C> MockServer<C> {
    /// Says how an operation is answered, in place of the spec's example: see [`On`].
    pub fn on<R: Any, A: 'static>(&self, operation: fn() -> Endpoint<R, A>) -> On<'_, R, A> {
        On::new(&self.vendor, operation().operation)
    }

    /// The same of an operation that is named by a text, such as `account.update`: for tables of many, and for programs
    /// in other languages. It takes codes, examples and JSON.
    ///
    /// # Panics
    ///
    /// Where the API has no such operation.
    #[track_caller]
    pub fn on_named(&self, operation: &str) -> On<'_, Named, Named> {
        let all = || self.vendor.table.operations().map(|known| known.operation.id);
        match self.vendor.table.operations().find(|known| known.operation.id == operation) {
            Some(known) => On::new(&self.vendor, known),
            None => {
                let nearest = nearest_first(operation, all().collect(), |id| id);
                panic!(
                    "there is no operation `{operation}`; the nearest is `{}`",
                    nearest.first().unwrap_or(&"")
                )
            }
        }
    }

    /// Expects calls of an operation: see [`Expect`]. From the first expectation on, a call that is neither expected nor
    /// answered by what the test said is unexpected, and fails the test. Calls for tokens are none of these.
    #[track_caller]
    pub fn expect<R: Any, A>(&self, operation: fn() -> Endpoint<R, A>) -> Expect<'_, R> {
        Expect::new(&self.vendor, operation().operation)
    }

    /// Compares the calls so far with what is expected. Then nothing is compared again when the server is dropped.
    ///
    /// # Panics
    ///
    /// Where calls are missing, too many, or unexpected; where one went to a path that no operation has; where a reply
    /// of the test failed. The text says what was expected and what came, and in which fields they differ.
    #[track_caller]
    pub fn verify(&self) {
        self.vendor.expectations().due = Due::Done;
        if let Err(text) = verify(&self.vendor) {
            panic!("{text}");
        }
    }

    /// Compares nothing when the server is dropped: for servers that are there for others, and for tests that make
    /// their mistakes on purpose.
    pub fn leave_unverified(&self) {
        self.vendor.expectations().due = Due::Never;
    }

    /// Forgets all calls, all that was posted and created, and all that was said of answers, expectations and
    /// misbehaviour. Tokens stay good.
    pub fn reset(&self) {
        self.vendor.reset();
    }

    /// All calls so far as they may be shown, oldest first. Of very many the last 10,000 are kept.
    #[must_use]
    pub fn calls(&self) -> Vec<CallRecord> {
        self.vendor.journal().calls().map(|seen| seen.record.clone()).collect()
    }

    /// The calls of an operation whose requests could be read, oldest first.
    ///
    /// ```text
    /// let calls = server.calls_of(account::update);
    /// assert_eq!(calls[0].request().account_id.get(), 7);
    /// assert_eq!(calls[0].outcome, Outcome::Stub);
    /// ```
    #[must_use]
    pub fn calls_of<R: Any + Clone, A>(&self, operation: fn() -> Endpoint<R, A>) -> Vec<Call<R>> {
        calls_of(&self.vendor, operation().operation.operation.id)
    }

    /// The requests of an operation, by its name, that could be read: as JSON by wire names, whole and decrypted, for the
    /// test that made them.
    #[must_use]
    pub fn requests_named(&self, operation: &str) -> Vec<String> {
        let journal = self.vendor.journal();
        let requests = journal.calls_of(operation).filter_map(|seen| seen.request.as_ref());
        requests.filter_map(|request| request_json(&**request).ok()).collect()
    }

    /// Waits until so many calls of an operation came, refused ones not counted, and gives those that could be read. It
    /// blocks the thread: in an async test use [`wait_for_async`](Self::wait_for_async).
    ///
    /// # Panics
    ///
    /// When they do not come in this time. The text lists those that came.
    #[track_caller]
    pub fn wait_for<R: Any + Clone, A>(
        &self,
        operation: fn() -> Endpoint<R, A>,
        count: usize,
        timeout: Duration,
    ) -> Vec<Call<R>> {
        let id = operation().operation.operation.id;
        match wait(&self.vendor, id, count, timeout) {
            Ok(()) => calls_of(&self.vendor, id),
            Err(text) => panic!("{text}"),
        }
    }

    /// As [`wait_for`](Self::wait_for), without blocking the thread, in any async runtime.
    ///
    /// # Panics
    ///
    /// When the calls do not come in this time.
    pub async fn wait_for_async<R: Any + Clone, A>(
        &self,
        operation: fn() -> Endpoint<R, A>,
        count: usize,
        timeout: Duration,
    ) -> Vec<Call<R>> {
        let id = operation().operation.operation.id;
        let vendor = Arc::clone(&self.vendor);
        let (waited, told) = oneshot::channel();
        // A thread of its own needs no runtime's clock.
        thread::spawn(move || waited.send(wait(&vendor, id, count, timeout)));
        match told.await {
            Ok(Ok(())) => calls_of(&self.vendor, id),
            Ok(Err(text)) => panic!("{text}"),
            Err(_) => unreachable!("the thread sends before it ends"),
        }
    }

    /// Fails the test at its end, unless it fails already.
    pub(super) fn verify_at_the_end(&self) {
        if self.vendor.expectations().due != Due::AtTheEnd || thread::panicking() {
            return;
        }
        if let Err(text) = verify(&self.vendor) {
            panic!("{text}");
        }
    }
}

fn calls_of<R: Any + Clone>(vendor: &Vendor, id: &str) -> Vec<Call<R>> {
    let journal = vendor.journal();
    let typed = |seen: &Seen| {
        let request = seen.request.as_ref()?;
        Some(Call::new(seen.record.clone(), request_of::<R>(&**request).clone()))
    };
    journal.calls_of(id).filter_map(typed).collect()
}

/// Waits for calls; after the time a text that says what came.
fn wait(vendor: &Vendor, id: &str, count: usize, timeout: Duration) -> Result<(), String> {
    let journal = vendor.journal();
    let waited = vendor.written.wait_timeout_while(journal, timeout, |journal| {
        journal.calls_of(id).filter(|seen| counts(&seen.record.outcome)).count() < count
    });
    let (journal, timed_out) = waited.unwrap_or_else(PoisonError::into_inner);
    if !timed_out.timed_out() {
        return Ok(());
    }
    let came: Vec<_> = journal.calls_of(id).cloned().collect();
    let mut text = format!("waited {timeout:?} for `{id}` to be called {}\n", times(count));
    list(&mut text, "what came of it", &came);
    Err(text.trim_end().to_owned())
}
