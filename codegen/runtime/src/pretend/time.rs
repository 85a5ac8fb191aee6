//! Time that passes only when everybody waits, so that hours take no time.
//!
//! In: a future. Out: what it gives. Each test has a time of its own.

use crate::timer::Timer;
use crate::transport::BoxFuture;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::pin;
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

/// What the future gives. When it waits for nothing but time, time passes.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let flag = Arc::new(Flag(AtomicBool::new(false)));
    let waker = Waker::from(Arc::clone(&flag));
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return value;
        }
        if !flag.0.swap(false, Ordering::SeqCst) {
            let next = TIME.with_borrow(|time| Some(time.sleeping.keys().next()?.0.saturating_sub(time.now)));
            pass(next.expect("somebody will wake it"));
        }
    }
}
