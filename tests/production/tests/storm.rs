//! All bad days at once: ten thousand calls, 256 at a time, one in a hundred hit by each fault.

use cap::Cap;
use jiekou::qixiangyun::{Client, codes};
use jiekou::{Error, ErrorKind, RetryPolicy};
use production_tests::{Fault, Vendor, list, update};
use std::alloc::System;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

const AT_ONCE: usize = 256;
const WARM: u64 = 2_000;
const CALLS: u64 = 10_000;
/// How many bytes may be allocated more after the other calls than after the first ones: eight for each.
const GROWTH: usize = 64 << 10;

/// Counts what is allocated.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// What may befall an attempt, each with a chance of one in a hundred. Silence before the answer is left out: on a busy
/// machine its limit would have to be longer than all of the test.
const FAULTS: [Fault; 17] = [
    Fault::ResetBefore,
    Fault::ResetInHead,
    Fault::ResetInBody,
    Fault::ResetAfter,
    Fault::Late,
    Fault::Drip,
    Fault::Stall,
    Fault::Busy,
    Fault::BusyFor(0),
    Fault::Down,
    Fault::Html,
    Fault::Truncated,
    Fault::NoCode,
    Fault::TwiceNamed,
    Fault::WrongCharset,
    Fault::Huge,
    Fault::Deep,
];
/// A stale token befalls all calls under way at once, so that one in a hundred would leave no other fault any room.
const STALE_EVERY: u64 = 500;

/// A call that nothing befalls.
const CALM: u64 = 0;

/// The same for the same call and attempt.
fn choose(seed: u64, id: u64, attempt: usize) -> Fault {
    if id == CALM {
        return Fault::Good;
    }
    if id % STALE_EVERY == 250 && attempt == 0 {
        return Fault::Stale;
    }
    let mut mixed = seed ^ id.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (attempt as u64) << 56;
    for factor in [0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb] {
        mixed = (mixed ^ mixed >> 30).wrapping_mul(factor);
    }
    let hundredth = usize::try_from((mixed ^ mixed >> 31) % 100).unwrap_or_default();
    FAULTS.get(hundredth).copied().unwrap_or(Fault::Good)
}

/// One storm, and what came of its calls.
struct Storm {
    seed: u64,
    vendor: Vendor,
    client: Client,
    next: AtomicU64,
    good: AtomicUsize,
    /// Calls whose last attempt never came to the vendor, since it had reset the connection before.
    lost: AtomicUsize,
    /// Calls that met two stale tokens.
    twice_stale: AtomicUsize,
}

impl Storm {
    /// Makes the calls up to this one.
    async fn rage(self: &Arc<Self>, last: u64) {
        let workers: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                let storm = Arc::clone(self);
                tokio::spawn(async move {
                    loop {
                        let id = storm.next.fetch_add(1, Ordering::SeqCst);
                        if id > last {
                            return;
                        }
                        storm.call(id).await;
                    }
                })
            })
            .collect();
        for worker in workers {
            worker.await.expect("no call fails in a wrong way");
        }
        self.next.store(last + 1, Ordering::SeqCst);
    }

    async fn call(&self, id: u64) {
        let changes = id.is_multiple_of(2);
        let outcome = if changes {
            update(&self.client, id).await.map(|done| assert!(done))
        } else {
            list(&self.client, id).await.map(|found| assert_eq!(found, 0))
        };
        let (record, done) = (self.vendor.record(id), self.vendor.done(id));
        let seed = self.seed;
        let is_right = match &outcome {
            Ok(()) => {
                self.good.fetch_add(1, Ordering::SeqCst);
                done >= 1 && record.last().is_some_and(|last| expected(*last).is_none())
            }
            Err(error) => self.is_right(error, record.last().copied()),
        };
        assert!(is_right, "seed {seed}, call {id}: {outcome:?} after {record:?}");
        assert!(!changes || done <= 1, "seed {seed}, call {id}: done {done} times: {record:?}");
        let refused = outcome.is_err_and(|error| error.is_retryable());
        assert!(
            !changes || !refused || done == 0,
            "seed {seed}, call {id}: done, and to be made again: {record:?}"
        );
        // The books would grow with each call, and hide what the client keeps.
        self.vendor.forget(id);
    }

    fn is_right(&self, error: &Error, last: Option<Fault>) -> bool {
        if error.code() == Some(codes::TOKEN_EXPIRED) {
            self.twice_stale.fetch_add(1, Ordering::SeqCst);
            return error.is_retryable();
        }
        if last.and_then(expected) == Some(error.kind()) {
            return true;
        }
        self.lost.fetch_add(1, Ordering::SeqCst);
        error.kind() == ErrorKind::Transport
    }
}

/// The error that an attempt comes to; none where it succeeds.
fn expected(fault: Fault) -> Option<ErrorKind> {
    match fault {
        Fault::Good | Fault::ResetAfter | Fault::Late | Fault::Drip | Fault::TwiceNamed => None,
        Fault::ResetBefore | Fault::ResetInHead | Fault::ResetInBody => Some(ErrorKind::Transport),
        Fault::Stall | Fault::Silence => Some(ErrorKind::TimedOut),
        Fault::Busy | Fault::BusyFor(_) | Fault::Down => Some(ErrorKind::Status),
        Fault::Html | Fault::Truncated => Some(ErrorKind::NotJson),
        Fault::NoCode => Some(ErrorKind::NoCode),
        Fault::Huge => Some(ErrorKind::TooLarge),
        Fault::Deep | Fault::WrongCharset => Some(ErrorKind::Decode),
        Fault::Stale => Some(ErrorKind::Code),
    }
}

/// How many bytes are allocated, once all connections are closed and nothing changes any more.
async fn at_rest(vendor: &Vendor, client: &Client) -> usize {
    let mut before = 0;
    for _ in 0..100 {
        vendor.server.hang_up();
        tokio::time::sleep(Duration::from_millis(50)).await;
        // Closed connections are forgotten when the next one is looked for.
        list(client, CALM).await.expect("a call after the storm");
        vendor.forget(CALM);
        let now = MEMORY.allocated();
        if vendor.server.open() == 1 && now.abs_diff(before) < 1_000 {
            break;
        }
        before = now;
    }
    before
}

fn seed() -> u64 {
    let given = std::env::var("STORM_SEED").ok().and_then(|seed| seed.parse().ok());
    let now = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("it is past 1970");
    given.unwrap_or_else(|| now().as_secs())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls_end_right_or_with_the_right_error() {
    let (seed, began) = (seed(), Instant::now());
    let vendor = Vendor::start(move |id, attempt| choose(seed, id, attempt));
    let retry = RetryPolicy::default().pauses(Duration::from_millis(5), Duration::from_millis(50));
    let client = vendor
        .builder()
        .retry(retry)
        .idle_timeout(Duration::from_secs(2))
        .max_answer_bytes(1 << 20)
        .build()
        .expect("a client");
    let zero = AtomicUsize::default;
    let storm =
        Storm { seed, vendor, client, next: 1.into(), good: zero(), lost: zero(), twice_stale: zero() };
    let storm = Arc::new(storm);
    storm.rage(WARM).await;
    let warm = at_rest(&storm.vendor, &storm.client).await;
    storm.rage(CALLS).await;
    let now = at_rest(&storm.vendor, &storm.client).await;
    assert!(now <= warm + GROWTH, "seed {seed}: memory grew from {warm} to {now} bytes");
    let [good, lost, twice] =
        [&storm.good, &storm.lost, &storm.twice_stale].map(|one| one.load(Ordering::SeqCst));
    let (tokens, ended) = storm.vendor.tokens();
    let told = format!(
        "seed {seed}: {good} good, {lost} lost, {twice} twice stale, {tokens} tokens, {:?}",
        began.elapsed()
    );
    assert_eq!(tokens, ended + 1, "{told}");
    assert!(good >= 8_500, "{told}");
    assert!(lost <= 200 && twice <= 200, "{told}");
}
