//! A line that says that work goes on, for whoever waits longer than half a second.
//!
//! In comes what is being done, out goes a line on stderr that counts the time and is wiped away at the end. Nothing is
//! said to a stream that is no terminal.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Who waits less needs no word.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the time is told anew.
const BEAT: Duration = Duration::from_millis(100);

/// Work that goes on.
pub(crate) struct Progress {
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to wait.
    pub(crate) fn start(what: String) -> Self {
        Self::on(io::stderr().is_terminal().then(io::stderr), what)
    }

    fn on(stream: Option<impl io::Write + Send + 'static>, what: String) -> Self {
        let running = stream.map(|stream| {
            let (over, ends) = mpsc::channel();
            let tell = move || tell(stream, &what, |patience| ends.recv_timeout(patience).err());
            (over, thread::spawn(tell))
        });
        Self { running }
    }

    /// Wipes the line away, so that others may write.
    pub(crate) fn end(self) {
        if let Some((over, line)) = self.running {
            drop(over);
            line.join().ok();
        }
    }
}

/// Tells the time until `wait` says that the work is over. Nobody is helped by the fault of a stream.
fn tell(mut stream: impl io::Write, what: &str, wait: impl Fn(Duration) -> Option<RecvTimeoutError>) {
    let began = Instant::now();
    let mut patience = PATIENCE;
    while wait(patience) == Some(RecvTimeoutError::Timeout) {
        write!(stream, "\r{what}… {:.1} s", began.elapsed().as_secs_f32()).and_then(|()| stream.flush()).ok();
        patience = BEAT;
    }
    if patience == BEAT {
        write!(stream, "\r\x1b[K").and_then(|()| stream.flush()).ok();
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[track_caller]
    fn check(waits: u32, expected: (usize, bool)) {
        let (mut told, left) = (Vec::new(), Cell::new(waits));
        tell(&mut told, "at work", |_| {
            let timeout = left.replace(left.get().saturating_sub(1)) > 0;
            Some(if timeout { RecvTimeoutError::Timeout } else { RecvTimeoutError::Disconnected })
        });
        let told = String::from_utf8(told).expect("a text");
        assert_eq!((told.matches("\rat work… ").count(), told.ends_with("\r\x1b[K")), expected, "{told:?}");
    }

    #[test]
    fn who_waits_long_is_told_and_the_line_goes() {
        check(0, (0, false));
        check(1, (1, true));
        check(3, (3, true));
    }

    #[test]
    fn work_ends_at_once() {
        Progress::on(Some(io::sink()), "at work".to_owned()).end();
        Progress::on(None::<io::Sink>, "at work".to_owned()).end();
    }
}
