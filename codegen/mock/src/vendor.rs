//! The vendor that a server stands in for: all that its rooms remember, and the way of a call from first to last.
//!
//! In: a call as it came. Out: what is sent back, once it is written down. How a call is looked at stands in `looks`.

mod looks;

use crate::check::{Memory, Notes, Plan, Refused, Settings};
use crate::examples::Examples;
use crate::expect::Expectations;
use crate::fault::{Faults, Offset, Struck, http_date};
use crate::journal::{CallRecord, Journal, Outcome, Seen};
use crate::post::Posts;
use crate::received::Received;
use crate::recording::{Recorder, Replay};
use crate::reply::Reply;
use crate::route::{Found, Routes};
use crate::rules::Reason;
use crate::server::{Setup, usual_credentials};
use crate::state::Records;
use crate::stub::Stubs;
use crate::table::{MockApi, MockOperation, Request};
use jiekou_runtime::mock::{shown_headers, shown_json, shown_target};
use jiekou_runtime::{Clock, CredentialValues};
use std::fmt;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// The vendor of one server.
pub(crate) struct Vendor {
    pub(crate) table: &'static MockApi,
    pub(crate) routes: Routes,
    pub(crate) credentials: CredentialValues,
    /// The server's clock, with what faults put it off by.
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) examples: Examples,
    pub(crate) settings: Settings,
    pub(crate) plan: Plan,
    /// Where the chance of faults begins that say nothing of it.
    pub(crate) seed: u64,
    offset: Arc<Offset>,
    memory: Mutex<Memory>,
    journal: Mutex<Journal>,
    /// Told of every call that was written down.
    pub(crate) written: Condvar,
    stubs: Mutex<Stubs>,
    expectations: Mutex<Expectations>,
    faults: Mutex<Faults>,
    posts: Mutex<Posts>,
    records: Mutex<Records>,
    /// Who writes what is asked and answered.
    pub(crate) recorder: Option<Recorder>,
    replay: Option<Replay>,
    watch: Option<Box<Watch>>,
}

/// Gets each call when its answer is made. Calls wait for it.
pub(crate) type Watch = dyn Fn(&Exchange<'_>) + Send + Sync;

/// A call and its answer.
#[derive(Debug)]
pub(crate) struct Exchange<'a> {
    pub(crate) record: &'a CallRecord,
    pub(crate) operation: Option<&'static MockOperation>,
    pub(crate) reply: &'a Reply,
}

/// A call that was answered: what is sent back, and what is written down.
pub(crate) struct Answered {
    pub(crate) reply: Reply,
    pub(crate) outcome: Outcome,
}

impl fmt::Debug for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Vendor").field(&self.table.api.id).finish()
    }
}

impl Vendor {
    /// One that remembers nothing yet.
    pub(crate) fn new(table: &'static MockApi, prefix: &str, setup: Setup) -> io::Result<Self> {
        let offset = Arc::new(Offset::new(setup.clock));
        Ok(Self {
            table,
            routes: Routes::new(table, prefix),
            credentials: setup.credentials.unwrap_or_else(|| usual_credentials(table)),
            clock: Arc::clone(&offset) as Arc<dyn Clock>,
            offset,
            examples: Examples::new(table),
            settings: setup.checks,
            plan: Plan::new(table.api),
            seed: setup.seed,
            memory: Mutex::default(),
            journal: Mutex::default(),
            written: Condvar::new(),
            stubs: Mutex::default(),
            expectations: Mutex::default(),
            faults: Mutex::default(),
            posts: Mutex::default(),
            records: Mutex::default(),
            recorder: setup.record.as_deref().map(Recorder::create).transpose()?,
            replay: setup.replay.as_deref().map(|path| Replay::read(table, path)).transpose()?,
            watch: setup.watch,
        })
    }

    /// Tokens and nonces.
    pub(crate) fn memory(&self) -> MutexGuard<'_, Memory> {
        locked(&self.memory)
    }

    /// What was seen.
    pub(crate) fn journal(&self) -> MutexGuard<'_, Journal> {
        locked(&self.journal)
    }

    /// What the test wants answered.
    pub(crate) fn stubs(&self) -> MutexGuard<'_, Stubs> {
        locked(&self.stubs)
    }

    /// What the test expects.
    pub(crate) fn expectations(&self) -> MutexGuard<'_, Expectations> {
        locked(&self.expectations)
    }

    /// How the server misbehaves.
    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        locked(&self.faults)
    }

    /// What was posted.
    pub(crate) fn posts(&self) -> MutexGuard<'_, Posts> {
        locked(&self.posts)
    }

    /// What the vendor remembers.
    pub(crate) fn records(&self) -> MutexGuard<'_, Records> {
        locked(&self.records)
    }

    /// Forgets calls, what was posted, and all that a test said. Tokens stay good: clients hold them.
    pub(crate) fn reset(&self) {
        *self.journal() = Journal::default();
        *self.stubs() = Stubs::default();
        self.expectations().reset();
        self.faults().clear();
        *self.posts() = Posts::default();
        *self.records() = Records::default();
    }

    /// Answers a call and writes it down.
    pub(crate) fn respond(&self, received: &Received) -> Reply {
        let mut known = self.begin();
        let answered = self.answer(received, &mut known);
        self.end(received, known, answered)
    }

    /// Refuses a call whose body was not read to its end.
    pub(crate) fn refuse_unread(&self, received: &Received, text: &str) -> Reply {
        let mut known = self.begin();
        if let Found::Some(candidates) = self.routes.find(received) {
            known.operation = candidates.first().map(|candidate| candidate.operation);
        }
        self.end(received, known, Err(Refused::new(Reason::TooLarge, text)))
    }

    fn begin(&self) -> Known {
        let number = self.journal().begin();
        Known { number, request_id: format!("mock-{number:08}"), ..Known::default() }
    }

    fn end(&self, received: &Received, mut known: Known, answered: Result<Answered, Refused>) -> Reply {
        let Answered { mut reply, outcome } = match answered {
            Ok(answered) => answered,
            Err(refused) => self.refuse(&refused, &known),
        };
        if let Some(operation) = known.operation {
            known.struck.change(self.table, operation, &mut reply);
        }
        let now_ms = self.clock.now_ms();
        reply.headers.push(("date".to_owned(), http_date(now_ms, 0)));
        self.offset.set(0);
        let record = CallRecord {
            operation: known.operation.map(|operation| operation.operation.id),
            headers: shown_headers(&received.headers),
            request: known.request.as_ref().map(|request| shown_json(&**request)).unwrap_or_default(),
            status: reply.status,
            outcome,
            overlooked: known
                .notes
                .overlooked
                .as_ref()
                .map(|wrong| format!("{}: {}", wrong.reason, wrong.text)),
            ..CallRecord::new(known.number, now_ms, line(received, &known))
        };
        let record = CallRecord { faults: known.struck.texts, signature: known.notes.signature, ..record };
        let exchange = Exchange { record: &record, operation: known.operation, reply: &reply };
        if let Some(recorder) = &self.recorder {
            recorder.write(self.table, &exchange);
        }
        if let Some(watch) = &self.watch {
            watch(&exchange);
        }
        self.journal().add(Seen { record, request: known.request });
        self.written.notify_all();
        reply
    }
}

/// What is known of a call so far.
#[derive(Default)]
struct Known {
    operation: Option<&'static MockOperation>,
    number: usize,
    request: Option<Arc<dyn Request>>,
    request_id: String,
    struck: Struck,
    notes: Notes,
}

/// Method, path and query as they may be shown: a path may hold what is sensitive.
fn line(received: &Received, known: &Known) -> String {
    let target = match (known.operation, &known.request) {
        (Some(operation), Some(request)) => shown_target(operation.operation.path, &**request),
        (Some(operation), None) => operation.operation.path.to_owned(),
        (None, _) => received.path.clone(),
    };
    format!("{} {target}", received.verb)
}

/// What a lock holds, whoever panicked while it had it.
fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
