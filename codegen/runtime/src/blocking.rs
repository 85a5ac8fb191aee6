//! Awaits without an async runtime.
//!
//! In: a future. Out: what it gives. The thread sleeps meanwhile, and default transport and timer know that it does.

use std::cell::Cell;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

thread_local! {
    /// How many futures this thread waits for, one inside the other.
    static WAITING: Cell<usize> = const { Cell::new(0) };
}

/// Waits for a call, or for any other future of a client, without an async runtime.
///
/// The thread sleeps meanwhile. So nothing else goes on in it: inside an async runtime use `.await`, or a thread that
/// is there for blocking. A client that was given no transport sends over ureq here, whatever it does elsewhere.
#[cfg(feature = "blocking")]
pub fn wait<F: IntoFuture>(future: F) -> F::Output {
    block_on(future.into_future())
}

/// Whether this thread sleeps until a future is done, so that no runtime can do its work in it.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
pub(crate) fn is_blocking() -> bool {
    WAITING.get() > 0
}

/// The method of emitted builders that sends without an async runtime.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! send_blocking {
    ($answer:ty where $($bounds:tt)*) => {
        /// As [`send`](Self::send), without an async runtime: the thread waits for the answer.
        ///
        /// # Errors
        ///
        /// As those of [`send`](Self::send).
        #[inline]
        pub fn send_blocking(self) -> $crate::Result<$answer> where $($bounds)* {
            $crate::wait(self.send())
        }
    };
}

/// Nothing, since the feature is off.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! send_blocking {
    ($($any:tt)*) => {};
}

struct Awake(Thread);

impl Wake for Awake {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// One more future that this thread waits for, until it is dropped.
struct Waiting;

impl Waiting {
    fn begin() -> Self {
        WAITING.set(WAITING.get() + 1);
        Self
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        WAITING.set(WAITING.get() - 1);
    }
}

/// What the future gives.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let _waiting = Waiting::begin();
    let waker = Waker::from(Arc::new(Awake(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;
    use std::time::Duration;

    #[test]
    fn another_thread_may_wake_it() {
        let mut thread = None;
        let done = block_on(poll_fn(|context| {
            let Some(_) = thread else {
                let waker = context.waker().clone();
                thread = Some(std::thread::spawn(move || {
                    std::thread::sleep(Duration::from_millis(5));
                    waker.wake();
                }));
                return Poll::Pending;
            };
            Poll::Ready(true)
        }));
        assert!(done);
    }

    #[test]
    fn a_thread_knows_that_it_waits() {
        let waiting = || WAITING.get();
        let inside = block_on(async move { (waiting(), block_on(async { WAITING.get() }), waiting()) });
        assert_eq!((waiting(), inside), (0, (1, 2, 1)));
        let panicked = std::panic::catch_unwind(|| block_on(async { panic!("on purpose") }));
        assert_eq!((panicked.is_err(), waiting()), (true, 0));
    }
}
