//! Calls per time, by the generic cell rate algorithm: one number, no timer, no queue.
//!
//! In: the limit and the time. Out: how long to wait. Whoever asks takes a turn at once, so that turns go by the
//! order of asking.

use std::sync::{Mutex, PoisonError};
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
    /// When all calls that took a turn would be through if they were evenly spread.
    through: Mutex<Duration>,
}

impl Rate {
    pub(crate) fn new(limit: RateLimit) -> Self {
        Self { limit, through: Mutex::new(Duration::ZERO) }
    }

    /// Takes a turn and tells how long to wait for it; none is taken if that is longer than the time left.
    pub(crate) fn turn(&self, now: Duration, left: Duration) -> Option<Duration> {
        let RateLimit { each, burst } = self.limit;
        let mut through = self.through.lock().unwrap_or_else(PoisonError::into_inner);
        let begins = now.max(*through);
        let wait = begins.saturating_sub(now).saturating_sub(each.saturating_mul(burst - 1));
        if wait > left {
            return None;
        }
        *through = begins.saturating_add(each);
        Some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(limit: RateLimit, asked_ms: &[u64], expected_ms: &[u64]) {
        let rate = Rate::new(limit);
        let waits = asked_ms.iter().map(|now| rate.turn(Duration::from_millis(*now), Duration::MAX));
        let waits: Vec<_> = waits.map(|wait| wait.map_or(0, |wait| wait.as_millis() as u64)).collect();
        assert_eq!(waits, expected_ms);
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
        assert!(rate.turn(Duration::ZERO, Duration::ZERO).is_some());
        for _ in 0..9 {
            assert!(rate.turn(Duration::ZERO, Duration::from_millis(999)).is_none());
        }
        assert_eq!(rate.turn(Duration::ZERO, Duration::from_secs(1)), Some(Duration::from_secs(1)));
    }
}
