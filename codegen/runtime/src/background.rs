//! Work that no call waits for.
//!
//! In: a future. Out: nothing; it runs beside its caller, in tokio where a runtime of it is at hand and on a thread
//! of its own elsewhere. It must end by itself.

use crate::blocking::block_on;

/// Runs the future.
pub(crate) fn spawn(future: impl Future<Output = ()> + Send + 'static) {
    // A thread that blocks may hold up its runtime for as long as it likes.
    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    if !crate::blocking::is_blocking()
        && let Ok(runtime) = tokio::runtime::Handle::try_current()
    {
        drop(runtime.spawn(future));
        return;
    }
    // Where no thread is to be had, the work is left to a later call.
    let _ = std::thread::Builder::new().name("jiekou-work".into()).spawn(move || block_on(future));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn work_is_done_without_a_runtime() {
        let (sender, receiver) = channel();
        spawn(async move { sender.send(7).expect("somebody waits") });
        assert_eq!(receiver.recv(), Ok(7));
    }
}
