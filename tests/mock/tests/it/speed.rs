//! How fast a server starts and answers: figures for people, not a check of time.
//!
//! `cargo test --release -p mock-tests speed -- --ignored --nocapture` prints them. The client is a plain socket that
//! sends the same signed bytes again and again, so that what is measured is the server.

#![allow(clippy::print_stdout, reason = "figures are for people")]

use jiekou::qixiangyun::MockServer;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const STARTS: u32 = 50;
const CALLS: u32 = 20_000;

#[test]
#[ignore = "it measures"]
fn a_server_starts_and_answers() {
    let mut starts: Vec<Duration> = (0..STARTS)
        .map(|_| {
            let began = Instant::now();
            drop(MockServer::start());
            began.elapsed()
        })
        .collect();
    starts.sort();
    println!("start and stop: median {:?}, slowest {:?}", starts[starts.len() / 2], starts[starts.len() - 1]);

    let server = MockServer::start();
    let client = server.client_builder().token(server.issue_token()).build().expect("a client");
    let call = client.account().list().enterprise_id(1_234_567_890_123_456);
    let prepared = call.prepare().expect("it is signed");
    let request = raw(&prepared);
    let address = prepared.url().trim_start_matches("http://").split('/').next().expect("an address");
    let mut stream = BufReader::new(TcpStream::connect(address).expect("a connection"));
    stream.get_ref().set_nodelay(true).expect("a socket");
    let began = Instant::now();
    for _ in 0..CALLS {
        stream.get_mut().write_all(&request).expect("it is taken");
        assert!(answer(&mut stream).starts_with("HTTP/1.1 200"), "each call is answered");
    }
    let took = began.elapsed();
    println!("{:.0} calls a second over one connection", f64::from(CALLS) / took.as_secs_f64());
    assert_eq!(server.calls().len(), 10_000, "the last ones are kept");
}

/// The request as bytes.
fn raw(prepared: &jiekou::Prepared) -> Vec<u8> {
    let (_, target) =
        prepared.url().split_once("//").and_then(|(_, rest)| rest.split_once('/')).expect("a URL");
    let mut text = format!("{} /{target} HTTP/1.1\r\nhost: 127.0.0.1\r\n", prepared.method());
    for (name, value) in prepared.headers() {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str(&format!("content-length: {}\r\n\r\n", prepared.body().len()));
    [text.as_bytes(), prepared.body()].concat()
}

/// Reads one answer and gives its first line.
fn answer(stream: &mut BufReader<TcpStream>) -> String {
    let (mut first, mut length) = (String::new(), 0);
    stream.read_line(&mut first).expect("a line");
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).expect("a header");
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).expect("a body");
    first
}
