//! Calls per time, by the generic cell rate algorithm: one number, no timer, no queue.
//!
//! In: the limit and the time. Out: a turn, and how long to wait for it. Whoever asks takes a turn at once, so that
//! turns go by the order of asking; whoever leaves before it comes gives it to the next one who asks.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How many calls are sent in which time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// The time that one call takes up.
    each: Duration,
    /// How many may be sent without a pause.
    burst: u32,
}

impl RateLimit {
    /// So many calls a second, evenly spread. None counts as one.
    #[must_use]
    pub fn per_second(calls: u32) -> Self {
        Self { each: Duration::from_secs(1) / calls.max(1), burst: 1 }
    }

    /// So many calls a minute, evenly spread. None counts as one.
    #[must_use]
    pub fn per_minute(calls: u32) -> Self {
        Self { each: Duration::from_secs(60) / calls.max(1), burst: 1 }
    }

    /// So many may be sent at once after a rest. None counts as one.
    #[must_use]
    pub fn burst(self, calls: u32) -> Self {
        Self { burst: calls.max(1), ..self }
    }
}

/// A limit under way.
pub(crate) struct Rate {
    limit: RateLimit,
    turns: Mutex<Turns>,
}

#[derive(Default)]
struct Turns {
    /// When all calls that took a turn would be through if they were evenly spread.
    through: Duration,
    /// Turns before that, given back.
    free: BTreeSet<Duration>,
}

/// A turn, given back on drop unless its time came.
pub(crate) struct Turn<'r> {
    rate: &'r Rate,
    begins: Duration,
    wait: Duration,
    is_over: bool,
}

impl Rate {
    pub(crate) fn new(limit: RateLimit) -> Self {
        Self { limit, turns: Mutex::default() }
    }

    fn turns(&self) -> MutexGuard<'_, Turns> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a turn; none if the wait for it is longer than the time left.
    pub(crate) fn turn(&self, now: Duration, left: Duration) -> Option<Turn<'_>> {
        let RateLimit { each, burst } = self.limit;
        let mut turns = self.turns();
        turns.free = turns.free.split_off(&now);
        let free = turns.free.first().copied();
        let begins = free.unwrap_or_else(|| now.max(turns.through));
        let wait = begins.saturating_sub(now).saturating_sub(each.saturating_mul(burst - 1));
        if wait > left {
            return None;
        }
        if free.is_some() {
            turns.free.remove(&begins);
        } else {
            turns.through = begins.saturating_add(each);
        }
        Some(Turn { rate: self, begins, wait, is_over: false })
    }
}

impl Turn<'_> {
    /// How long to wait for it.
    pub(crate) fn wait(&self) -> Duration {
        self.wait
    }

    /// Its time came.
    pub(crate) fn go(mut self) {
        self.is_over = true;
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if !self.is_over {
            self.rate.turns().free.insert(self.begins);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(limit: RateLimit, asked_ms: &[u64], expected_ms: &[u64]) {
        let rate = Rate::new(limit);
        let waits: Vec<_> = asked_ms.iter().filter_map(|now| take(&rate, *now)).collect();
        assert_eq!(waits, expected_ms);
    }

    fn take(rate: &Rate, now_ms: u64) -> Option<u64> {
        let turn = rate.turn(Duration::from_millis(now_ms), Duration::MAX)?;
        let wait = turn.wait().as_millis() as u64;
        turn.go();
        Some(wait)
    }

    #[test]
    fn turns_are_evenly_spread() {
        check(RateLimit::per_second(10), &[0, 0, 0, 250, 900, 900], &[0, 100, 200, 50, 0, 100]);
        check(RateLimit::per_minute(6), &[0, 5_000], &[0, 5_000]);
        check(RateLimit::per_second(0), &[0, 0], &[0, 1_000]);
    }

    #[test]
    fn a_burst_comes_after_a_rest_alone() {
        check(RateLimit::per_second(10).burst(3), &[0, 0, 0, 0, 0, 2_000, 2_000], &[0, 0, 0, 100, 200, 0, 0]);
    }

    #[test]
    fn whoever_cannot_wait_takes_no_turn() {
        let rate = Rate::new(RateLimit::per_second(1));
        rate.turn(Duration::ZERO, Duration::ZERO).expect("nobody was before").go();
        for _ in 0..9 {
            assert!(rate.turn(Duration::ZERO, Duration::from_millis(999)).is_none());
        }
        let turn = rate.turn(Duration::ZERO, Duration::from_secs(1)).expect("there is time");
        assert_eq!(turn.wait(), Duration::from_secs(1));
    }

    #[test]
    fn whoever_leaves_gives_the_turn_to_the_next() {
        let rate = Rate::new(RateLimit::per_second(1));
        assert_eq!(take(&rate, 0), Some(0));
        let leaves: Vec<_> = (0..3).filter_map(|_| rate.turn(Duration::ZERO, Duration::MAX)).collect();
        assert_eq!(take(&rate, 0), Some(4_000));
        drop(leaves);
        assert_eq!([500, 500, 2_500, 2_500].map(|now| take(&rate, now)), [500, 1_500, 500, 2_500].map(Some));
        assert!(rate.turns().free.is_empty());
    }
}
