//! Tests of the default transport against a real server on loopback.

use super::*;
use crate::exchange::Ways;
use crate::timer::{SystemTimer, Timer as _};
use crate::transport::Fate;
use bytes::Bytes;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::Duration;

/// Answers one request with these bytes, after a while, and says where.
fn serve(answer: &'static [u8], after: Duration) -> (String, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a client comes");
        let mut request = Vec::new();
        let mut buffer = [0; 1024];
        while !request.ends_with(b"{}") {
            let count = stream.read(&mut buffer).expect("the request comes");
            if count == 0 {
                break;
            }
            request.extend_from_slice(&buffer[..count]);
        }
        std::thread::sleep(after);
        // A client whose time was up is gone.
        let _ = stream.write_all(answer);
        String::from_utf8_lossy(&request).into_owned()
    });
    (format!("http://{address}/x?y=1"), server)
}

fn send(url: &str, limits: &Limits) -> Result<http::Response<Bytes>, TransportError> {
    let request = http::Request::post(url).header("X-A", "1").body(Body::from("{}"));
    let request = request.expect("the request is good");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let transport = HyperTransport::new(limits).expect("TLS can be set up");
    let timer = SystemTimer::default();
    let ways =
        Ways { transport: &transport, timer: &timer, limits: *limits, began: timer.now(), deadline: None };
    runtime.block_on(async {
        let (head, mut body) = ways.send(request).await?.into_parts();
        Ok(http::Response::from_parts(head, ways.whole(&mut body).await?))
    })
}

#[test]
fn an_answer_comes_back_as_it_is() {
    let (url, server) =
        serve(b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 2\r\n\r\nok", Duration::ZERO);
    let response = send(&url, &Limits::default()).expect("an answer comes");
    assert_eq!((response.status().as_u16(), &response.body()[..]), (302, &b"ok"[..]));
    let request = server.join().expect("the server is done");
    assert!(request.starts_with("POST /x?y=1 HTTP/1.1\r\n") && request.contains("x-a: 1\r\n"), "{request}");
}

#[track_caller]
fn check(answer: &'static [u8], after: Duration, limits: &Limits, expected: Fate) {
    let (url, server) = serve(answer, after);
    assert_eq!(send(&url, limits).expect_err("no answer comes").fate(), expected);
    let _ = server.join();
}

#[test]
fn an_answer_is_cut_off_at_the_limit() {
    let limits = Limits { answer_bytes: 9, ..Limits::default() };
    check(
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789",
        Duration::ZERO,
        &limits,
        Fate::TooLarge,
    );
    check(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n0\r\n\r\n",
        Duration::ZERO,
        &limits,
        Fate::TooLarge,
    );
}

#[test]
fn the_time_is_up_and_the_connection_breaks() {
    let short = Duration::from_millis(25);
    let limits = Limits { connect: short, first_byte: short, idle: short, ..Limits::default() };
    check(b"", Duration::from_millis(200), &limits, Fate::TimedOut);
    check(
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123",
        Duration::ZERO,
        &Limits::default(),
        Fate::Unknown,
    );
    check(b"", Duration::ZERO, &Limits::default(), Fate::Unknown);
}

#[test]
fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    drop(listener);
    for scheme in ["http", "https"] {
        let error = send(&format!("{scheme}://{address}/"), &Limits::default()).expect_err("nobody listens");
        assert_eq!(error.fate(), Fate::NotSent);
    }
}

#[test]
fn a_server_without_tls_is_not_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a client comes");
        let _ =
            stream.read(&mut [0; 1024]).and_then(|_| stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n"));
    });
    let error = send(&format!("https://{address}/"), &Limits::default()).expect_err("there is no TLS");
    assert_eq!(error.fate(), Fate::CannotBeSent);
    server.join().expect("the server is done");
}

#[test]
fn without_a_runtime_there_is_an_error_and_no_panic() {
    let transport = HyperTransport::new(&Limits::default()).expect("TLS can be set up");
    let limits = Limits::default();
    let request = http::Request::new(Body::default());
    let answer = crate::pretend::block_on(transport.send(request, &limits));
    assert_eq!(answer.expect_err("there is no runtime").fate(), Fate::CannotBeSent);
}
