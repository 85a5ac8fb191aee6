//! Waiting, as a seam.
//!
//! In: how long. Out: a future that is done then. The default waits in tokio where a runtime of it is at hand, and
//! by one thread of its own elsewhere; a test gives a timer whose hours pass at once.

mod thread;

pub(crate) use thread::ThreadTimer;

use crate::transport::BoxFuture;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
// Tokio's time can be stopped by tests.
#[cfg(not(any(feature = "hyper", feature = "reqwest")))]
use std::time::Instant;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
use tokio::time::Instant;

/// Waits. What time of day it is, a [`Clock`](crate::Clock) tells.
pub trait Timer: Send + Sync {
    /// The time since some moment that stays the same. It never goes back.
    fn now(&self) -> Duration;

    /// Is done when so much time has passed.
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()>;

    /// Is done at this moment, which [`now`](Self::now) will give then.
    fn sleep_until(&self, moment: Duration) -> BoxFuture<'static, ()> {
        self.sleep(moment.saturating_sub(self.now()))
    }
}

/// The timer of a client that was given no other.
#[derive(Clone, Copy, Debug)]
pub struct SystemTimer {
    began: Instant,
}

impl Default for SystemTimer {
    fn default() -> Self {
        Self { began: Instant::now() }
    }
}

impl Timer for SystemTimer {
    fn now(&self) -> Duration {
        self.began.elapsed()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        #[cfg(any(feature = "hyper", feature = "reqwest"))]
        if is_in_tokio() {
            return Box::pin(tokio::time::sleep(time));
        }
        Box::pin(ThreadTimer::sleep(time))
    }

    // Nobody looks at the clock for it.
    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    fn sleep_until(&self, moment: Duration) -> BoxFuture<'static, ()> {
        match self.began.checked_add(moment) {
            Some(moment) if is_in_tokio() => Box::pin(tokio::time::sleep_until(moment)),
            _ => self.sleep(moment.saturating_sub(self.now())),
        }
    }
}

/// Whether this thread does the work of a tokio runtime, and does not block it.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
fn is_in_tokio() -> bool {
    // A thread that blocks may be one of the runtime's own, whose timers would stand still meanwhile.
    !crate::blocking::is_blocking() && tokio::runtime::Handle::try_current().is_ok()
}

/// What the future gives, unless the time is up before. A future that is done at once costs no timer, and nobody asks
/// how much time there is.
pub(crate) fn within<F, L>(timer: &dyn Timer, time: L, future: F) -> Within<'_, F, L> {
    Within { timer, time, future, sleep: None }
}

/// See [`within`]. It holds its future once, which an async function would not.
pub(crate) struct Within<'t, F, L> {
    timer: &'t dyn Timer,
    time: L,
    future: F,
    sleep: Option<BoxFuture<'static, ()>>,
}

impl<F: Future + Unpin, L: Fn() -> Duration + Unpin> Future for Within<'_, F, L> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { timer, time, future, sleep } = &mut *self;
        if let Poll::Ready(value) = Pin::new(future).poll(context) {
            return Poll::Ready(Some(value));
        }
        sleep.get_or_insert_with(|| timer.sleep(time())).as_mut().poll(context).map(|()| None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocking::block_on;
    use std::future::poll_fn;

    /// Moments that are over, far, out of reach and near.
    async fn check() {
        let timer = SystemTimer::default();
        let near = timer.now() + Duration::from_millis(20);
        let is_over = async |moment| {
            let mut sleep = timer.sleep_until(moment);
            poll_fn(|context| Poll::Ready(sleep.as_mut().poll(context).is_ready())).await
        };
        timer.sleep_until(Duration::ZERO).await;
        assert!(!is_over(timer.now() + Duration::from_secs(600)).await);
        assert!(!is_over(Duration::MAX).await);
        timer.sleep_until(near).await;
        assert!(timer.now() >= near);
    }

    #[test]
    fn a_moment_comes_without_a_runtime() {
        block_on(check());
    }

    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    #[test]
    fn a_moment_comes_in_a_runtime() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        runtime.expect("a runtime").block_on(check());
    }
}
