//! The end of the program.
//!
//! In: what ends it. Out: it comes back then. It waits, and does nothing else.

use super::words::Until;
use futures_util::future::{pending, select_all};
use std::future::Future;
use std::io::{self, Read as _};
use std::pin::Pin;
use tokio::sync::oneshot;

/// Comes back when the program is to end.
///
/// Signals are asked for, since a first process of a container would not be stopped by them otherwise.
pub(super) fn wait(until: Until) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let interrupted: Pin<Box<dyn Future<Output = ()>>> = Box::pin(async {
            if tokio::signal::ctrl_c().await.is_err() {
                pending::<()>().await;
            }
        });
        select_all([interrupted, terminated()?, input_ended(until)]).await;
        Ok(())
    })
}

#[cfg(unix)]
fn terminated() -> io::Result<Pin<Box<dyn Future<Output = ()>>>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(Box::pin(async move {
        let _ = terminated.recv().await;
    }))
}

#[cfg(not(unix))]
fn terminated() -> io::Result<Pin<Box<dyn Future<Output = ()>>>> {
    Ok(Box::pin(pending()))
}

/// When the input is at its end, if anybody cares. Its thread waits for it for good.
fn input_ended(until: Until) -> Pin<Box<dyn Future<Output = ()>>> {
    if until == Until::Stopped {
        return Box::pin(pending());
    }
    let (ended, end) = oneshot::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 1024];
        while io::stdin().read(&mut buffer).is_ok_and(|read| read > 0) {}
        let _ = ended.send(());
    });
    Box::pin(async move {
        let _ = end.await;
    })
}
