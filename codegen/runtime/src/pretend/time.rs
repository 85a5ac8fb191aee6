//! Time that passes only when everybody waits, so that hours take no time.
//!
//! In: a future. Out: what it gives. Each test has a time of its own.

use crate::timer::Timer;
use crate::transport::BoxFuture;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

#[derive(Default)]
struct Time {
    now: Duration,
    sleeping: BTreeMap<(Duration, u64), Waker>,
    number: u64,
}

thread_local! {
    static TIME: RefCell<Time> = RefCell::default();
}

/// A timer of the thread's own time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VirtualTimer;

impl Timer for VirtualTimer {
    fn now(&self) -> Duration {
        TIME.with_borrow(|time| time.now)
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        let due = self.now().saturating_add(time);
        let number = TIME.with_borrow_mut(|time| {
            time.number += 1;
            time.number
        });
        let mut sleeper = Sleeper { due, number };
        Box::pin(poll_fn(move |context| sleeper.poll(context)))
    }
}

struct Sleeper {
    due: Duration,
    number: u64,
}

impl Sleeper {
    fn poll(&mut self, context: &Context<'_>) -> Poll<()> {
        TIME.with_borrow_mut(|time| {
            if time.now >= self.due {
                return Poll::Ready(());
            }
            time.sleeping.insert((self.due, self.number), context.waker().clone());
            Poll::Pending
        })
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        TIME.with_borrow_mut(|time| time.sleeping.remove(&(self.due, self.number)));
    }
}

/// Lets time pass.
pub(crate) fn pass(time: Duration) {
    let due = TIME.with_borrow_mut(|state| {
        state.now += time;
        let later = state.sleeping.split_off(&(state.now, u64::MAX));
        std::mem::replace(&mut state.sleeping, later)
    });
    due.into_values().for_each(Waker::wake);
}

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// How many wait for time to pass.
pub(crate) fn sleepers() -> usize {
    TIME.with_borrow(|time| time.sleeping.len())
}

/// Lets time pass until somebody's wait is over.
pub(crate) fn pass_to_next() {
    let next = TIME.with_borrow(|time| Some(time.sleeping.keys().next()?.0.saturating_sub(time.now)));
    pass(next.expect("somebody will wake it"));
}

/// A future that is polled by hand.
pub(crate) struct Steps<F> {
    future: Pin<Box<F>>,
    woken: Arc<Flag>,
}

impl<F: Future> Steps<F> {
    pub(crate) fn new(future: F) -> Self {
        Self { future: Box::pin(future), woken: Arc::new(Flag(AtomicBool::new(true))) }
    }

    /// Polls it, whether it was woken or not.
    pub(crate) fn step(&mut self) -> Option<F::Output> {
        self.woken.0.store(false, Ordering::SeqCst);
        let waker = Waker::from(Arc::clone(&self.woken));
        match self.future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }

    /// Whether it wants to be polled.
    pub(crate) fn is_woken(&self) -> bool {
        self.woken.0.load(Ordering::SeqCst)
    }
}

/// What the future gives. When it waits for nothing but time, time passes.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut steps = Steps::new(future);
    loop {
        if let Some(value) = steps.step() {
            return value;
        }
        if !steps.is_woken() {
            pass_to_next();
        }
    }
}
