//! The bytes of one connection, with the conduct of each answer.
//!
//! In: what HTTP writes, and how the answer under way is to be sent. Out: the same bytes, at once or in pieces, up to
//! where the connection is closed (FIN) or reset (RST). What is read is let through.

use crate::reply::{Conduct, Dribble, End};
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// The time before a reset in which what was sent arrives: a reset throws away what is still under way.
const SETTLE: Duration = Duration::from_millis(10);

/// How many bytes arrive though nobody reads them yet. Where there are more, a reader has `SETTLE` for each so many.
const UNREAD: usize = 64 << 10;

/// No socket holds more than so many times `UNREAD`.
const MOST: u32 = 64;

/// The time to wait before a reset, after so many bytes.
fn settle(written: usize) -> Duration {
    let times = u32::try_from(written / UNREAD).unwrap_or(MOST).min(MOST);
    SETTLE * (1 + times)
}

/// The conduct of the answer under way, shared by whoever answers and the connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Conducts(Arc<Mutex<Sending>>);

/// An answer under way.
#[derive(Debug, Default)]
struct Sending {
    dribble: Option<Dribble>,
    end: End,
    /// How many bytes of it were written.
    written: usize,
}

impl Conducts {
    /// From the next byte on, this is the conduct.
    pub(super) fn begin(&self, conduct: &Conduct) {
        *self.sending() = Sending { dribble: conduct.dribble, end: conduct.end, written: 0 };
    }

    fn sending(&self) -> MutexGuard<'_, Sending> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sending {
    /// How many bytes may still be written; none where there is no end to them.
    fn left(&self) -> Option<usize> {
        match self.end {
            End::Whole => None,
            End::ClosedAfter(bytes) | End::ResetAfter(bytes) => Some(bytes.saturating_sub(self.written)),
        }
    }

    /// How many bytes may be written at once.
    fn most(&self) -> usize {
        let piece = self.dribble.map_or(usize::MAX, |dribble| dribble.bytes);
        piece.min(self.left().unwrap_or(usize::MAX))
    }
}

/// A connection.
#[derive(Debug)]
pub(super) struct Wire {
    stream: TcpStream,
    conducts: Conducts,
    /// What is waited for before anything else is written.
    pause: Option<Pin<Box<Sleep>>>,
    /// Whether the pause is the one before a reset.
    settles: bool,
}

impl Wire {
    /// Over a socket.
    pub(super) fn new(stream: TcpStream, conducts: Conducts) -> Self {
        Self { stream, conducts, pause: None, settles: false }
    }

    /// Is ready when a pause is over.
    fn poll_pause(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(context));
            self.pause = None;
        }
        Poll::Ready(())
    }

    /// Ends the connection where its last byte was written. The error makes HTTP let go of it.
    fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let (end, written) = {
            let sending = self.conducts.sending();
            if sending.left() != Some(0) {
                return Poll::Ready(Ok(()));
            }
            (sending.end, sending.written)
        };
        if matches!(end, End::ResetAfter(_)) {
            if !self.settles {
                self.settles = true;
                self.pause = Some(Box::pin(sleep(settle(written))));
            }
            ready!(self.poll_pause(context));
            self.stream.set_zero_linger()?;
        } else {
            ready!(Pin::new(&mut self.stream).poll_shutdown(context))?;
        }
        Poll::Ready(Err(io::Error::from(io::ErrorKind::ConnectionAborted)))
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.poll_end(context))?;
        ready!(self.poll_pause(context));
        let most = self.conducts.sending().most();
        let piece = &bytes[..bytes.len().min(most)];
        let written = ready!(Pin::new(&mut self.stream).poll_write(context, piece))?;
        let pause = {
            let mut sending = self.conducts.sending();
            sending.written += written;
            sending.dribble.filter(|_| written < bytes.len())
        };
        self.pause = pause.map(|dribble| Box::pin(sleep(dribble.pause)));
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_end(context))?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;
    use std::io::Read as _;

    const MUCH: usize = 3 << 20;

    /// Writes much, and gives the number of bytes that arrived and how it ended.
    fn sent(conduct: &Conduct) -> (usize, io::Result<usize>) {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let reader = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a connection");
            let mut came = Vec::new();
            let end = stream.read_to_end(&mut came);
            (came.len(), end)
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let stream = TcpStream::connect(address).await.expect("somebody listens");
            let conducts = Conducts::default();
            let mut wire = Wire::new(stream, conducts.clone());
            conducts.begin(conduct);
            let bytes = vec![b'x'; MUCH];
            let mut written = 0;
            while written < MUCH {
                let rest = &bytes[written..];
                match poll_fn(|context| Pin::new(&mut wire).poll_write(context, rest)).await {
                    Ok(more) => written += more,
                    Err(_) => break,
                }
            }
        });
        reader.join().expect("no panic")
    }

    #[test]
    fn much_arrives_before_the_end() {
        let end = |end| Conduct { end, ..Conduct::default() };
        let (came, how) = sent(&end(End::ResetAfter(MUCH - 1)));
        assert_eq!(
            (came, how.map_err(|error| error.kind())),
            (MUCH - 1, Err(io::ErrorKind::ConnectionReset))
        );
        let (came, how) = sent(&end(End::ClosedAfter(MUCH - 1)));
        assert_eq!((came, how.ok()), (MUCH - 1, Some(MUCH - 1)));
        assert_eq!(sent(&Conduct::default()).0, MUCH);
    }
}
