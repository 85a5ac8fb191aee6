//! How often and how soon a call is made again.
//!
//! In: the user's policy, and how often it was tried. Out: a pause, or none any more. Which failures pass is not
//! decided here, nor whether an operation may be sent twice.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How often and how soon a call is made again after a failure that may pass.
///
/// The pause before the n-th repetition is a random part of `base`, doubled n − 1 times, up to `most`; a vendor's
/// `Retry-After` is waited for in any case. What is made again is what the vendor cannot have got, what it refused
/// for the time being, and, where the spec says that a call may be sent twice, whatever failed on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// How often a call is sent at most; 3 by default, 1 for never again.
    pub attempts: u32,
    /// The longest first pause; 200 ms by default.
    pub base: Duration,
    /// The longest of all pauses; 10 s by default.
    pub most: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self { attempts: 3, base: Duration::from_millis(200), most: Duration::from_secs(10) }
    }
}

impl RetryPolicy {
    /// Sends each call once.
    #[must_use]
    pub fn never() -> Self {
        Self::attempts(1)
    }

    /// Sends each call so often at most.
    #[must_use]
    pub fn attempts(attempts: u32) -> Self {
        Self { attempts, ..Self::default() }
    }

    /// Other pauses.
    #[must_use]
    pub fn pauses(self, base: Duration, most: Duration) -> Self {
        Self { base, most, ..self }
    }

    /// The longest pause after so many attempts.
    fn longest(self, attempts: u32) -> Duration {
        let factor = 2_u32.saturating_pow(attempts.saturating_sub(1));
        self.base.saturating_mul(factor).min(self.most)
    }

    /// A pause after so many attempts, for a random number out of all.
    pub(crate) fn pause(self, attempts: u32, random: u32) -> Duration {
        self.longest(attempts).mul_f64(f64::from(random) / f64::from(u32::MAX))
    }
}

/// What a client may spend on repetitions, so that a vendor who is down is not asked thrice as often.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    const FULL: u32 = 500;
    const REPETITION: u32 = 5;

    pub(crate) const fn new() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }

    /// Pays for a repetition, if there is enough left.
    pub(crate) fn pay(&self) -> bool {
        let pay = |left: u32| left.checked_sub(Self::REPETITION);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay).is_ok()
    }

    #[cfg(test)]
    pub(crate) fn left(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    /// A call succeeded.
    pub(crate) fn earn(&self) {
        // Mostly it is full, and then nothing is written to what all threads share.
        if self.0.load(Ordering::Relaxed) < Self::FULL {
            let earn = |left: u32| (left < Self::FULL).then_some(left + 1);
            let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, earn);
        }
    }
}

/// A random number; the largest where none is to be had, which makes for the longest pause.
pub(crate) fn random() -> u32 {
    let mut bytes = [0; 4];
    getrandom::getrandom(&mut bytes).map_or(u32::MAX, |()| u32::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest() {
        let policy = RetryPolicy::attempts(9).pauses(Duration::from_secs(1), Duration::from_secs(5));
        let pauses = [1, 2, 3, 4, 40].map(|attempts| policy.pause(attempts, u32::MAX).as_secs());
        assert_eq!(pauses, [1, 2, 4, 5, 5]);
        assert_eq!(policy.pause(3, 0), Duration::ZERO);
        assert_eq!(RetryPolicy::never().attempts, 1);
    }

    #[test]
    fn a_budget_is_spent_and_earned() {
        let budget = Budget::new();
        let paid = (0..1000).filter(|_| budget.pay()).count();
        assert_eq!(paid, 100);
        for _ in 0..Budget::REPETITION {
            assert!(!budget.pay());
            budget.earn();
        }
        assert!(budget.pay() && !budget.pay());
        for _ in 0..2 * Budget::FULL {
            budget.earn();
        }
        assert_eq!(budget.0.load(Ordering::Relaxed), Budget::FULL);
    }

    #[test]
    fn random_numbers_differ() {
        assert!((0..9).any(|_| random() != random()));
    }
}
