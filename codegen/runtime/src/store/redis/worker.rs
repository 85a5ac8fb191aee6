//! A thread on which connections to Redis live.
//!
//! In: futures. Out: what they give, to whoever awaits it and with whatever runtime. The thread ends when the
//! worker is dropped.

use std::io;
use std::thread;
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// See the file.
pub(super) struct Worker {
    handle: Handle,
    /// The thread waits for its end.
    _alive: oneshot::Sender<()>,
}

impl Worker {
    /// Starts the thread.
    pub(super) fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (alive, ended) = oneshot::channel();
        let run = move || drop(runtime.block_on(ended));
        thread::Builder::new().name("jiekou-redis".into()).spawn(run)?;
        Ok(Self { handle, _alive: alive })
    }

    /// Runs this to its end, even if nobody waits for it.
    pub(super) fn run<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + Send + 'static,
    ) -> JoinHandle<T> {
        self.handle.spawn(future)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocking::block_on;
    use std::time::Duration;

    #[test]
    fn it_works_without_a_runtime_around_and_inside_of_one() {
        let worker = Worker::start().expect("a thread");
        let slow = async {
            tokio::time::sleep(Duration::from_millis(1)).await;
            7
        };
        assert_eq!(block_on(worker.run(slow)).expect("it does not panic"), 7);
        let runtime = Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            assert_eq!(worker.run(async { 8 }).await.expect("it does not panic"), 8);
            drop(worker);
        });
    }

    #[test]
    fn the_thread_ends_with_its_worker() {
        let worker = Worker::start().expect("a thread");
        let (here, there) = oneshot::channel::<()>();
        let held = worker.run(async move {
            let _here = here;
            std::future::pending::<()>().await;
        });
        drop(worker);
        assert!(block_on(there).is_err(), "what ran there is dropped");
        assert!(block_on(held).is_err());
    }
}
