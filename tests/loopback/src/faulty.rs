//! A pretend vendor that fails in every way a real one does, on real sockets.
//!
//! In: what to do with each request. Out: answers, resets, silence. All connections are served by one thread, so that
//! hundreds are cheap; it lives until the test's process ends.

use crate::{Heard, Reply, parse_head};
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::AbortHandle;
use tokio::time::sleep;

/// What becomes of one request.
#[derive(Clone, Debug)]
pub enum Act {
    /// It is answered.
    Answer(Reply),
    /// It is answered after a while.
    Late(Duration, Reply),
    /// The connection is reset before the answer.
    ResetBefore,
    /// … inside its head.
    ResetInHead(Reply),
    /// … inside its body.
    ResetInBody(Reply),
    /// … after it.
    ResetAfter(Reply),
    /// The body comes byte by byte, with so long between two.
    Drip(Duration, Reply),
    /// The body comes by half, and then nothing.
    Stall(Reply),
    /// An answer with a body of so many bytes is begun, and goes on as long as somebody reads.
    Stream(usize),
    /// Nothing comes.
    Silence,
}

type Plan = dyn Fn(&Heard) -> Act + Send + Sync;

/// The vendor.
pub struct Faulty {
    address: SocketAddr,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    connections: AtomicUsize,
    open: AtomicUsize,
    requests: AtomicUsize,
    streamed: AtomicUsize,
    serving: Mutex<Vec<AbortHandle>>,
}

/// A connection that counts as open as long as it is.
struct Open(Arc<Counts>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Faulty {
    /// Starts a vendor that does this with each request.
    pub fn start(plan: impl Fn(&Heard) -> Act + Send + Sync + 'static) -> Self {
        Self::start_at("127.0.0.1:0".parse().expect("an address"), plan)
    }

    /// Starts it at an address that is free.
    pub fn start_at(address: SocketAddr, plan: impl Fn(&Heard) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(address).expect("the port is free");
        listener.set_nonblocking(true).expect("tokio's way");
        let address = listener.local_addr().expect("an address");
        let counts = Arc::new(Counts::default());
        let (plan, counted): (Arc<Plan>, _) = (Arc::new(plan), Arc::clone(&counts));
        thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(accept(listener, plan, counted));
        });
        Self { address, counts }
    }

    /// `http://127.0.0.1:port`
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.counts.connections.load(Ordering::SeqCst)
    }

    /// How many connections are open.
    pub fn open(&self) -> usize {
        self.counts.open.load(Ordering::SeqCst)
    }

    /// Closes all connections, in the middle of whatever it does.
    pub fn hang_up(&self) {
        let serving = std::mem::take(&mut *self.counts.serving.lock().expect("no test panicked here"));
        serving.iter().for_each(AbortHandle::abort);
    }

    /// How many requests were heard to their end.
    pub fn requests(&self) -> usize {
        self.counts.requests.load(Ordering::SeqCst)
    }

    /// How many bytes of streams were written.
    pub fn streamed(&self) -> usize {
        self.counts.streamed.load(Ordering::SeqCst)
    }
}

/// An address at which nobody listens.
pub fn nobody_listens() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address")
}

async fn accept(listener: TcpListener, plan: Arc<Plan>, counts: Arc<Counts>) {
    let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
    loop {
        let Ok((mut stream, _)) = listener.accept().await else { continue };
        let (plan, open) = (Arc::clone(&plan), Open(Arc::clone(&counts)));
        counts.connections.fetch_add(1, Ordering::SeqCst);
        counts.open.fetch_add(1, Ordering::SeqCst);
        let task = tokio::spawn(async move {
            let _ = stream.set_nodelay(true);
            // An error is a client that left.
            let _ = serve(&mut stream, &*plan, &open.0).await;
        });
        counts.serving.lock().expect("no test panicked here").push(task.abort_handle());
    }
}

async fn serve(stream: &mut TcpStream, plan: &Plan, counts: &Counts) -> std::io::Result<()> {
    while let Some(heard) = hear(stream).await? {
        counts.requests.fetch_add(1, Ordering::SeqCst);
        match plan(&heard) {
            Act::Answer(reply) => answer(stream, &reply).await?,
            Act::Late(time, reply) => {
                sleep(time).await;
                answer(stream, &reply).await?;
            }
            Act::ResetBefore => return stream.set_zero_linger(),
            Act::ResetInHead(reply) => {
                let head = reply.head(reply.body.len());
                stream.write_all(&head.as_bytes()[..head.len() / 2]).await?;
                return stream.set_zero_linger();
            }
            Act::ResetInBody(reply) => {
                write_half(stream, &reply).await?;
                return stream.set_zero_linger();
            }
            Act::ResetAfter(reply) => {
                answer(stream, &reply).await?;
                return stream.set_zero_linger();
            }
            Act::Drip(time, reply) => {
                stream.write_all(reply.head(reply.body.len()).as_bytes()).await?;
                for byte in &reply.body {
                    sleep(time).await;
                    stream.write_all(&[*byte]).await?;
                }
            }
            Act::Stall(reply) => {
                write_half(stream, &reply).await?;
                return until_it_leaves(stream).await;
            }
            Act::Stream(length) => pour(stream, length, counts).await?,
            Act::Silence => return until_it_leaves(stream).await,
        }
    }
    Ok(())
}

async fn answer(stream: &mut TcpStream, reply: &Reply) -> std::io::Result<()> {
    let mut bytes = reply.head(reply.body.len()).into_bytes();
    bytes.extend_from_slice(&reply.body);
    stream.write_all(&bytes).await
}

async fn write_half(stream: &mut TcpStream, reply: &Reply) -> std::io::Result<()> {
    let mut bytes = reply.head(reply.body.len()).into_bytes();
    bytes.extend_from_slice(&reply.body[..reply.body.len() / 2]);
    stream.write_all(&bytes).await
}

async fn pour(stream: &mut TcpStream, length: usize, counts: &Counts) -> std::io::Result<()> {
    let piece = vec![b' '; 64 << 10];
    // Its length is not told, so that the client must count for itself.
    stream.write_all(b"HTTP/1.1 200 Pretend\r\ncontent-type: application/json\r\n\r\n").await?;
    let mut left = length;
    while left > 0 {
        let piece = &piece[..left.min(piece.len())];
        stream.write_all(piece).await?;
        left -= piece.len();
        counts.streamed.fetch_add(piece.len(), Ordering::SeqCst);
    }
    stream.shutdown().await
}

async fn until_it_leaves(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.read(&mut [0; 1]).await.map(drop)
}

/// The next request; nothing when the client leaves.
async fn hear(stream: &mut TcpStream) -> std::io::Result<Option<Heard>> {
    let mut bytes = Vec::with_capacity(2048);
    let (mut heard, length, begins) = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let Some((heard, length)) = parse_head(&bytes[..at]) else { return Ok(None) };
            break (heard, length, at + 4);
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    };
    while bytes.len() < begins + length {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    }
    heard.body = bytes.split_off(begins);
    Ok(Some(heard))
}
