//! Posts what the vendor would post: callbacks, with the probe before them and the repetitions after.
//!
//! In: a notification and an address on loopback. Out: what was answered. `choice` finds the notification, `target` the
//! address, `course` goes through probe and pushes, `exchange` carries each, `wanted` looks at the answer, and `record`
//! keeps it. What was posted is not kept.

mod choice;
mod course;
mod exchange;
mod posting;
mod record;
mod target;
mod wanted;

pub use posting::Posting;
pub use record::{PostEnd, PostRecord, Push, PushKind};

use crate::vendor::Vendor;
use choice::Choice;
use course::Course;
use jiekou_runtime::mock::{Value, write};
use jiekou_runtime::{BoxFuture, Posted, Reply, SystemTimer, Timer};
use std::fmt;
use std::future::ready;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use target::Reach;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// How long an answer is waited for, where nobody says another time. No vendor states its own.
const TIMEOUT: Duration = Duration::from_secs(10);

/// All that a server posted, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Posts(Vec<Kept>);

/// A record that is still written.
pub(crate) type Kept = Arc<Mutex<PostRecord>>;

impl Posts {
    /// What is known of each by now.
    pub(crate) fn records(&self) -> Vec<PostRecord> {
        self.0.iter().map(|kept| locked(kept).clone()).collect()
    }
}

/// A notification before it is posted: which one, and how.
///
/// It goes the documented way. Where the vendor tries an address first, so does this, and posts nothing where that
/// fails. It signs where the vendor signs. It posts again, after the documented waits, until the wanted answer comes;
/// waits that are not stated are as the last one that is.
///
/// ```ignore
/// let record = server
///     .post_to("http://127.0.0.1:8080/notices")
///     .callback("platform.task_finished")
///     .without_waiting()
///     .send();
/// assert!(record.is_accepted(), "{record}");
/// ```
#[must_use = "nothing is posted before `.send()` or `.start()`"]
pub struct Poster {
    vendor: Arc<Vendor>,
    handle: Handle,
    url: String,
    choice: Choice,
    wanted: Option<Reply>,
    timer: Arc<dyn Timer>,
    timeout: Duration,
    reach: Reach,
    probes: Probes,
}

/// Whether an address is tried first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Probes {
    AsDocumented,
    Never,
}

impl Poster {
    pub(crate) fn new(vendor: Arc<Vendor>, handle: Handle, url: String) -> Self {
        Self {
            vendor,
            handle,
            url,
            choice: Choice::default(),
            wanted: None,
            timer: Arc::new(SystemTimer::default()),
            timeout: TIMEOUT,
            reach: Reach::Loopback,
            probes: Probes::AsDocumented,
        }
    }

    /// The callback with this id, `group.name`. What is posted is its first example, unless something else is said.
    pub fn callback(mut self, id: impl Into<String>) -> Self {
        self.choice.callback = Some(id.into());
        self
    }

    /// The example with this name.
    pub fn example(mut self, name: impl Into<String>) -> Self {
        self.choice.example = Some(name.into());
        self
    }

    /// This JSON in place of an example's.
    pub fn body(mut self, json: impl Into<String>) -> Self {
        self.choice.body = Some(json.into());
        self
    }

    /// A notification as a value; its type tells which callback it is.
    ///
    /// # Panics
    ///
    /// Where it cannot be written.
    #[track_caller]
    pub fn notification<N: Posted + Value>(mut self, notification: &N) -> Self {
        match write(notification) {
            Ok(json) => self.choice.body = Some(String::from_utf8_lossy(&json).into_owned()),
            Err(text) => panic!("the notification cannot be written: {text}"),
        }
        self.choice.posted = Some(N::CALLBACK);
        self
    }

    /// The answer that ends the repetitions, in place of the documented one.
    pub fn until(mut self, wanted: Reply) -> Self {
        self.wanted = Some(wanted);
        self
    }

    /// Waits by this timer in place of the system's.
    pub fn timer(mut self, timer: impl Timer + 'static) -> Self {
        self.timer = Arc::new(timer);
        self
    }

    /// Posts again at once. What would have been waited for is in the record.
    pub fn without_waiting(self) -> Self {
        self.timer(AtOnce)
    }

    /// Does not try the address first.
    pub fn without_probe(mut self) -> Self {
        self.probes = Probes::Never;
        self
    }

    /// How long each answer is waited for; 10 s by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// To any address. By default nothing is posted to one that is not on loopback.
    pub fn anywhere(mut self) -> Self {
        self.reach = Reach::Anywhere;
        self
    }

    /// Posts it and waits for the end, for tests without an async runtime.
    ///
    /// # Panics
    ///
    /// As [`start`](Self::start), and inside an async runtime: there await what `start` gives.
    #[track_caller]
    pub fn send(self) -> PostRecord {
        self.start().wait()
    }

    /// Posts it from the server's own thread.
    ///
    /// # Panics
    ///
    /// Where the API has no such callback or example, or the address is none.
    #[track_caller]
    pub fn start(self) -> Posting {
        match self.try_start() {
            Ok(posting) => posting,
            Err(text) => panic!("nothing can be posted: {text}"),
        }
    }

    /// The same, for those who answer for it themselves.
    pub(crate) fn try_start(self) -> Result<Posting, String> {
        let (callback, body) = self.choice.find(self.vendor.table)?;
        let target = target::parse(&self.url)?;
        let record = Arc::new(Mutex::new(PostRecord::new(callback.id, target.shown())));
        self.vendor.posts().0.push(Arc::clone(&record));
        let (done, waits) = oneshot::channel();
        let course = Course {
            callback,
            body: body.into(),
            target,
            wanted: self.wanted.or(callback.wanted),
            probes: self.probes,
            timer: self.timer,
            timeout: self.timeout,
            reach: self.reach,
            vendor: self.vendor,
            record: Arc::clone(&record),
        };
        self.handle.spawn(async move {
            course.run().await;
            // Nobody may be waiting.
            let _ = done.send(());
        });
        Ok(Posting::new(record, waits))
    }
}

impl fmt::Debug for Poster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Poster").field("vendor", &self.vendor).finish_non_exhaustive()
    }
}

/// Hours pass at once.
struct AtOnce;

impl Timer for AtOnce {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(ready(()))
    }
}

fn locked(kept: &Kept) -> MutexGuard<'_, PostRecord> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
