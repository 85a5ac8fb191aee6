//! A timer that needs no async runtime: one thread for the whole program, which sleeps until the next one is due.
//!
//! In: how long. Out: a future. The thread begins with the first wait; a future that was dropped is forgotten when
//! its time comes.

use std::future::poll_fn;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Poll, Waker};
use std::time::{Duration, Instant};

/// See the file.
pub(crate) struct ThreadTimer {
    /// Whom to wake: the one who is due last stands first. A list, since few wait here, and a map is much code.
    waiting: Mutex<Vec<(Key, Waker)>>,
    earlier: Condvar,
    number: AtomicU64,
}

/// When somebody is due, and in which order they came.
type Key = (Instant, u64);

/// Where a key stands, or would stand.
fn position(waiting: &[(Key, Waker)], key: Key) -> Result<usize, usize> {
    waiting.binary_search_by(|(other, _)| key.cmp(other))
}

impl ThreadTimer {
    /// Is done when so much time has passed.
    pub(crate) async fn sleep(time: Duration) {
        let Some(due) = Instant::now().checked_add(time) else { return std::future::pending().await };
        let mut entry = Entry { key: None };
        poll_fn(|context| {
            if Instant::now() >= due {
                return Poll::Ready(());
            }
            entry.wait(due, context.waker());
            Poll::Pending
        })
        .await;
    }

    fn shared() -> Option<&'static Self> {
        static TIMER: OnceLock<ThreadTimer> = OnceLock::new();
        static THREAD: OnceLock<bool> = OnceLock::new();
        let timer = TIMER.get_or_init(|| Self {
            waiting: Mutex::default(),
            earlier: Condvar::new(),
            number: AtomicU64::new(0),
        });
        let runs = || std::thread::Builder::new().name("jiekou-timer".into()).spawn(|| timer.run()).is_ok();
        THREAD.get_or_init(runs).then_some(timer)
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<(Key, Waker)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut waiting = self.waiting();
        loop {
            let now = Instant::now();
            while let Some((_, waker)) = waiting.pop_if(|((due, _), _)| *due <= now) {
                // Whoever is woken may want to wait again.
                drop(waiting);
                waker.wake();
                waiting = self.waiting();
            }
            let next = waiting.last().map(|((due, _), _)| due.saturating_duration_since(now));
            waiting = match next {
                Some(time) => {
                    let woken = self.earlier.wait_timeout(waiting, time);
                    woken.unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.earlier.wait(waiting).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}

/// A place among those who wait, given up on drop.
struct Entry {
    key: Option<Key>,
}

impl Entry {
    fn wait(&mut self, due: Instant, waker: &Waker) {
        let Some(timer) = ThreadTimer::shared() else {
            // No thread was to be had: whoever waits looks again and again.
            return waker.wake_by_ref();
        };
        let key = *self.key.get_or_insert_with(|| (due, timer.number.fetch_add(1, Ordering::Relaxed)));
        let mut waiting = timer.waiting();
        match position(&waiting, key) {
            Ok(position) => waiting[position].1.clone_from(waker),
            Err(position) => waiting.insert(position, (key, waker.clone())),
        }
        if waiting.last().is_some_and(|(next, _)| *next == key) {
            timer.earlier.notify_one();
        }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        if let (Some(key), Some(timer)) = (self.key, ThreadTimer::shared()) {
            let mut waiting = timer.waiting();
            if let Ok(position) = position(&waiting, key) {
                waiting.remove(position);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocking::block_on;

    #[test]
    fn many_wait_and_nobody_comes_too_early() {
        let threads: Vec<_> = [30, 10, 20, 0]
            .into_iter()
            .map(|time| {
                std::thread::spawn(move || {
                    let (began, time) = (Instant::now(), Duration::from_millis(time));
                    block_on(ThreadTimer::sleep(time));
                    began.elapsed() >= time
                })
            })
            .collect();
        assert!(threads.into_iter().all(|thread| thread.join().expect("it does not panic")));
    }

    #[test]
    fn whoever_leaves_is_forgotten() {
        let key = {
            let mut entry = Entry { key: None };
            entry.wait(Instant::now() + Duration::from_secs(3600), Waker::noop());
            entry.key.expect("it waits")
        };
        assert!(
            !ThreadTimer::shared().expect("the thread runs").waiting().iter().any(|(other, _)| *other == key)
        );
    }
}
