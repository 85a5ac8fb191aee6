//! A server on loopback that does to each connection what it is told.

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What happens on a connection, step by step. When there are no more steps, it is closed; what was not read until
/// then makes a reset of it.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Reads one whole request.
    Read,
    /// Writes these bytes.
    Write(Vec<u8>),
    /// Does nothing.
    Sleep(Duration),
    /// Reads until the other side hangs up.
    AwaitEnd,
    /// Begins again.
    Again,
}

/// `Write` of a text.
pub(crate) fn write(text: &str) -> Step {
    Step::Write(text.as_bytes().to_vec())
}

/// A server. It lives until the test's process ends.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    connections: Arc<AtomicUsize>,
    heard: Arc<Mutex<Vec<String>>>,
    ended: Arc<AtomicUsize>,
}

trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

impl Server {
    pub(crate) fn plain(steps: Vec<Step>) -> Self {
        Self::start(steps, None)
    }

    pub(crate) fn tls(steps: Vec<Step>, tls: Arc<ServerConfig>) -> Self {
        Self::start(steps, Some(tls))
    }

    fn start(steps: Vec<Step>, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let server =
            Self { address, connections: Arc::default(), heard: Arc::default(), ended: Arc::default() };
        let (connections, heard, ended) =
            (Arc::clone(&server.connections), Arc::clone(&server.heard), Arc::clone(&server.ended));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                connections.fetch_add(1, Ordering::SeqCst);
                let (steps, tls) = (steps.clone(), tls.clone());
                let (heard, ended) = (Arc::clone(&heard), Arc::clone(&ended));
                thread::spawn(move || {
                    // A client that is gone before the last step is no mistake of the server.
                    let _ = serve(stream, &steps, tls, &heard, &ended);
                });
            }
        });
        server
    }

    /// How many connections were made.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// All requests so far.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().expect("no test panicked here").clone()
    }

    /// Whether a connection on which the server waited for that was closed by the client, in good time.
    pub(crate) fn saw_the_end(&self) -> bool {
        (0..400).any(|_| {
            thread::sleep(Duration::from_millis(5));
            self.ended.load(Ordering::SeqCst) > 0
        })
    }
}

fn serve(
    tcp: TcpStream,
    steps: &[Step],
    tls: Option<Arc<ServerConfig>>,
    heard: &Mutex<Vec<String>>,
    ended: &AtomicUsize,
) -> std::io::Result<()> {
    tcp.set_nodelay(true)?;
    let mut stream: Box<dyn Stream> = match tls {
        None => Box::new(tcp),
        Some(tls) => {
            let connection = ServerConnection::new(tls).expect("settings of TLS");
            Box::new(StreamOwned::new(connection, tcp))
        }
    };
    let mut at = 0;
    while let Some(step) = steps.get(at) {
        at += 1;
        match step {
            Step::Read => match read_request(&mut *stream)? {
                Some(request) => heard.lock().expect("no test panicked here").push(request),
                None => return Ok(()),
            },
            Step::Write(bytes) => stream.write_all(bytes).and_then(|()| stream.flush())?,
            Step::Sleep(time) => thread::sleep(*time),
            Step::AwaitEnd => {
                let mut rest = Vec::new();
                // Reset or closed: it is over.
                let _ = stream.read_to_end(&mut rest);
                ended.fetch_add(1, Ordering::SeqCst);
            }
            Step::Again => at = 0,
        }
    }
    Ok(())
}

/// Head and body as one text; none when the other side hung up before.
pub(crate) fn read_request(stream: &mut dyn Read) -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 16 << 10];
    let mut whole = None;
    while whole.is_none_or(|whole| bytes.len() < whole) {
        match stream.read(&mut chunk)? {
            0 => return Ok(None),
            count => bytes.extend_from_slice(&chunk[..count]),
        }
        if whole.is_none() {
            whole = length(&bytes);
        }
        if whole.is_some_and(|whole| whole == usize::MAX) && bytes.ends_with(b"0\r\n\r\n") {
            break;
        }
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// How long the request is, once its head is there; without end where it comes in chunks.
fn length(bytes: &[u8]) -> Option<usize> {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let head = text.find("\r\n\r\n")?;
    if text[..head].contains("transfer-encoding: chunked") {
        return Some(usize::MAX);
    }
    let length =
        text[..head].lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    Some(head + 4 + length.unwrap_or(0))
}
