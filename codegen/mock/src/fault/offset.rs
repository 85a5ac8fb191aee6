//! The server's clock, which faults put off.
//!
//! In: the clock that the server was given. Out: its time, ahead or behind while a call is looked at.

use jiekou_runtime::Clock;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A clock that can be put off.
pub(crate) struct Offset {
    clock: Arc<dyn Clock>,
    by_ms: AtomicI64,
}

/// The last second that a date of HTTP can tell, the end of the year 9999.
const LAST_SECOND: u64 = 253_402_300_799;

impl Offset {
    /// A clock that is as it was given.
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, by_ms: AtomicI64::new(0) }
    }

    /// Puts it off by so much, in place of what it was off before.
    pub(crate) fn set(&self, by_ms: i64) {
        self.by_ms.store(by_ms, Ordering::Relaxed);
    }
}

impl Clock for Offset {
    fn now_ms(&self) -> i64 {
        self.clock.now_ms().saturating_add(self.by_ms.load(Ordering::Relaxed))
    }
}

/// A time as headers have it, so many seconds later.
pub(crate) fn http_date(now_ms: i64, later: u64) -> String {
    let seconds = u64::try_from(now_ms / 1000).unwrap_or_default().saturating_add(later);
    let time: SystemTime = UNIX_EPOCH + Duration::from_secs(seconds.min(LAST_SECOND));
    httpdate::fmt_http_date(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct At(i64);

    impl Clock for At {
        fn now_ms(&self) -> i64 {
            self.0
        }
    }

    #[test]
    fn a_clock_is_put_off_and_right_again() {
        let clock = Offset::new(Arc::new(At(5000)));
        clock.set(-2000);
        assert_eq!(clock.now_ms(), 3000);
        clock.set(i64::MAX);
        assert_eq!(clock.now_ms(), i64::MAX);
        clock.set(0);
        assert_eq!(clock.now_ms(), 5000);
    }

    #[test]
    fn any_time_has_a_date() {
        assert_eq!(http_date(784_111_777_000, 0), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(http_date(-1, 1), "Thu, 01 Jan 1970 00:00:01 GMT");
        assert_eq!(http_date(i64::MAX, u64::MAX), "Fri, 31 Dec 9999 23:59:59 GMT");
    }
}
