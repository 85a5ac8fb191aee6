//! A server on loopback that answers each request with the same body.
//!
//! It runs in threads of the bench, whose CPU time no figure holds. It reads just enough of HTTP/1.1 to know where
//! a request ends, and is reached from this machine alone.

use super::failure::{Failure, Result};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

const BODY: &str = concat!(
    r#"{"code":0,"message":"ok","success":true,"reqId":"f3a2c1","data":{"orderId":"o-1","flowId":"f-1","#,
    r#""serialNo":"20260701","downloadUrl":"https://bench.example/d","ownerName":"demo","#,
    r#""createdAt":"2026-07-01","total":1,"finished":true,"fileIds":["a","b"]}}"#
);

/// The server; it ends with the bench.
#[derive(Debug)]
pub(super) struct Server {
    address: String,
}

impl Server {
    /// Starts it at a port that is free.
    pub(super) fn start() -> Result<Self> {
        let fail = |error| Failure::new(format!("cannot listen on loopback: {error}"));
        let listener = TcpListener::bind("127.0.0.1:0").map_err(fail)?;
        let address = format!("http://{}", listener.local_addr().map_err(fail)?);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                thread::spawn(move || serve(stream));
            }
        });
        Ok(Self { address })
    }

    /// `http://127.0.0.1:…`.
    pub(super) fn address(&self) -> &str {
        &self.address
    }
}

/// Answers until the other side is gone.
fn serve(stream: TcpStream) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut writer = stream;
    let length = BODY.len();
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{BODY}"
    );
    loop {
        let mut body = vec![0; body_length(&mut reader)?];
        reader.read_exact(&mut body).ok()?;
        writer.write_all(answer.as_bytes()).ok()?;
    }
}

/// Reads a request's head.
fn body_length(reader: &mut BufReader<TcpStream>) -> Option<usize> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            return Some(length);
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_request_of_a_connection_is_answered() {
        let server = Server::start().expect("it listens");
        let place = server.address().strip_prefix("http://").expect("an address").to_owned();
        let mut stream = TcpStream::connect(place).expect("a connection");
        for _ in 0..2 {
            stream.write_all(b"POST /x HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}").expect("sent");
            let mut answer = vec![0; 80 + BODY.len()];
            let mut read = 0;
            while !answer[..read].ends_with(BODY.as_bytes()) {
                read += stream.read(&mut answer[read..]).expect("an answer");
            }
            assert!(answer.starts_with(b"HTTP/1.1 200 OK\r\n"));
        }
    }
}
