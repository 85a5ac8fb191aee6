//! A pretend vendor on 127.0.0.1: it keeps what it hears to the byte, and answers what it is told.
//!
//! [`Server`] gives one answer after the other. [`Faulty`] is asked by many at once, and fails in every way.

mod faulty;

pub use faulty::{Act, Faulty, nobody_listens};

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub struct Heard {
    /// `POST`
    pub method: String,
    /// Path and query, as sent.
    pub target: String,
    /// Names and values, in the order and letter case of the wire.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Heard {
    /// The value of a header, whatever its letter case. `None` if it was not sent, or sent twice.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        match (found.next(), found.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a body in UTF-8")
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("a body of JSON")
    }
}

/// One part of a multipart form as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardPart {
    /// The lines of its head, as they stand.
    pub head: Vec<String>,
    /// Its name, as it stands between the quotes.
    pub name: String,
    /// The name of its file, as it stands between the quotes.
    pub file_name: Option<String>,
    /// What it holds.
    pub content: Vec<u8>,
}

impl HeardPart {
    fn read(part: &[u8]) -> Self {
        let end = part.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
        let head = std::str::from_utf8(&part[..end]).expect("a head in UTF-8");
        let quoted = |name: &str| {
            let (_, rest) = head.split_once(&format!(" {name}=\""))?;
            rest.split_once('"').map(|(value, _)| value.to_owned())
        };
        Self {
            head: head.split("\r\n").map(str::to_owned).collect(),
            name: quoted("name").expect("a name"),
            file_name: quoted("filename"),
            content: part[end + 4..].to_vec(),
        }
    }
}

impl Heard {
    /// The parts of a multipart form, which must be closed.
    pub fn parts(&self) -> Vec<HeardPart> {
        let content_type = self.header("content-type").expect("a content type");
        let boundary = content_type.strip_prefix("multipart/form-data; boundary=").expect("a boundary");
        let line = format!("\r\n--{boundary}");
        let body = [b"\r\n", &self.body[..]].concat();
        let mut ends: Vec<usize> = Vec::new();
        ends.extend(
            body.windows(line.len()).enumerate().filter(|(_, at)| *at == line.as_bytes()).map(|(at, _)| at),
        );
        let last = ends.last().expect("a boundary in the body");
        assert_eq!(&body[last + line.len()..], b"--\r\n", "the form is closed");
        let parts = ends.windows(2).map(|pair| &body[pair[0] + line.len() + 2..pair[1]]);
        parts.map(HeardPart::read).collect()
    }
}

/// What the vendor answers.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    content_type: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    cut: Option<usize>,
}

impl Reply {
    /// 200 with JSON.
    pub fn json(body: &str) -> Self {
        Self::bytes(body.as_bytes())
    }

    /// 200 with what is said to be JSON.
    pub fn bytes(body: &[u8]) -> Self {
        let content_type = "application/json";
        Self { status: 200, content_type, headers: Vec::new(), body: body.to_vec(), cut: None }
    }

    /// 200 with a page.
    pub fn html(body: &str) -> Self {
        Self { content_type: "text/html", ..Self::json(body) }
    }

    /// 200 with a file.
    pub fn file(content_type: &'static str, body: &[u8]) -> Self {
        Self { content_type, body: body.to_vec(), ..Self::json("") }
    }

    /// The same with another status.
    pub fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// The same with one more header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Status line and headers, for a body of so many bytes.
    fn head(&self, length: usize) -> String {
        let mut head = format!(
            "HTTP/1.1 {} Pretend\r\ncontent-type: {}\r\ncontent-length: {length}\r\n",
            self.status, self.content_type
        );
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head + "\r\n"
    }

    /// The same, but the connection is closed after so many bytes of the body.
    pub fn cut_after(self, bytes: usize) -> Self {
        Self { cut: Some(bytes), ..self }
    }
}

/// The vendor. It lives until the test's process ends.
pub struct Server {
    address: String,
    heard: Arc<Mutex<Vec<Heard>>>,
    always: Arc<Mutex<Option<Reply>>>,
}

impl Server {
    /// Starts a vendor that gives these answers, the last one again and again.
    pub fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        let replies: Vec<Reply> = replies.into_iter().collect();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let heard = Arc::new(Mutex::new(Vec::new()));
        let always = Arc::new(Mutex::new(None));
        let (log, instead) = (Arc::clone(&heard), Arc::clone(&always));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, replies, instead) = (Arc::clone(&log), replies.clone(), Arc::clone(&instead));
                thread::spawn(move || serve(stream, &log, &replies, &instead));
            }
        });
        Self { address, heard, always }
    }

    /// From now on it gives this answer, however often it is asked.
    pub fn always(&self, reply: Reply) {
        *self.always.lock().expect("no test panicked here") = Some(reply);
    }

    /// `http://127.0.0.1:port`
    pub fn url(&self) -> &str {
        &self.address
    }

    /// All requests so far.
    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().expect("no test panicked here").clone()
    }

    /// The only request so far.
    pub fn only(&self) -> Heard {
        let heard = self.heard();
        assert_eq!(heard.len(), 1, "one request");
        heard[0].clone()
    }
}

fn serve(mut stream: TcpStream, log: &Mutex<Vec<Heard>>, replies: &[Reply], always: &Mutex<Option<Reply>>) {
    // Otherwise the body waits until the client has said that it got the head.
    stream.set_nodelay(true).expect("a socket");
    while let Some(heard) = read_request(&mut stream) {
        let reply = {
            let mut log = log.lock().expect("no test panicked here");
            log.push(heard);
            let always = always.lock().expect("no test panicked here").clone();
            always.unwrap_or_else(|| replies[(log.len() - 1).min(replies.len() - 1)].clone())
        };
        let head = reply.head(reply.body.len());
        let body = &reply.body[..reply.cut.unwrap_or(reply.body.len())];
        let written = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
        if written.is_err() || reply.cut.is_some() {
            return;
        }
    }
}

fn read_request(stream: &mut TcpStream) -> Option<Heard> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        match stream.read(&mut chunk).ok()? {
            0 => return None,
            read => bytes.extend_from_slice(&chunk[..read]),
        }
    };
    let (mut heard, length) = parse_head(&bytes[..head_end])?;
    let mut body = bytes[head_end + 4..].to_vec();
    let is_chunked = heard.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("transfer-encoding"));
    loop {
        match if is_chunked { unchunked(&body) } else { (body.len() >= length).then(|| body.clone()) } {
            Some(whole) => {
                heard.body = whole;
                break;
            }
            None => match stream.read(&mut chunk).ok()? {
                0 => return None,
                read => body.extend_from_slice(&chunk[..read]),
            },
        }
    }
    Some(heard)
}

/// A request without its body, and how long that is.
fn parse_head(bytes: &[u8]) -> Option<(Heard, usize)> {
    let head = std::str::from_utf8(bytes).ok()?;
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    let length = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(0, |(_, value)| value.parse().expect("a length"));
    Some((Heard { method, target, headers, body: Vec::new() }, length))
}

/// The content of a chunked body, once it is whole.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|window| window == b"\r\n")?;
        let length = std::str::from_utf8(&body[..end]).ok()?;
        let length = usize::from_str_radix(length.trim(), 16).expect("a length of a chunk");
        let content = body.get(end + 2..end + 4 + length)?;
        if length == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(&content[..length]);
        body = &body[end + 4 + length..];
    }
}
