//! What a server can do to a call, and what each transport says of it: always the same.

use crate::server::{Server, Step, write};
use crate::transports::{GOOD, Under, hasty, patient, reqwest_client};
use jiekou::{Limits, ReqwestTransport};
use std::net::TcpListener;
use std::time::Duration;

const NOT_SENT: &str = "the request was not sent";
const UNKNOWN: &str = "the connection broke; whether the request arrived is not known";
const TIMED_OUT: &str = "the time was up; whether the request arrived is not known";
const TOO_LARGE: &str = "the answer is larger than the limit";

#[track_caller]
fn check(limits: &Limits, steps: &[Step], expected: &str) {
    for under in Under::all(limits, None) {
        let server = Server::plain(steps.to_vec());
        let client = under.client(&format!("http://{}", server.address), limits);
        assert_eq!(under.call(&client, 1), expected, "{}", under.name);
        assert_eq!(server.connections(), 1, "{}", under.name);
    }
}

/// Long enough for a request to lie in the server's socket.
const ARRIVES: Step = Step::Sleep(Duration::from_millis(60));
const LONG: Step = Step::Sleep(Duration::from_secs(3));

#[test]
fn nobody_listens() {
    for under in Under::all(&patient(), None) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        drop(listener);
        for scheme in ["http", "https"] {
            let client = under.client(&format!("{scheme}://{address}"), &patient());
            assert_eq!(under.call(&client, 1), NOT_SENT, "{} {scheme}", under.name);
        }
    }
}

#[test]
fn a_name_that_nobody_knows() {
    for under in Under::all(&patient(), None) {
        let client = under.client("https://nobody.invalid", &patient());
        assert_eq!(under.call(&client, 1), NOT_SENT, "{}", under.name);
    }
}

#[test]
fn the_connection_breaks() {
    // Before the answer, with what was sent unread or read.
    check(&patient(), &[ARRIVES], UNKNOWN);
    check(&patient(), &[Step::Read], UNKNOWN);
    // Inside.
    let part = "HTTP/1.1 200 OK\r\ncontent-length: 57\r\n\r\n{\"code\":";
    check(&patient(), &[ARRIVES, write(part)], UNKNOWN);
    check(&patient(), &[Step::Read, write(part)], UNKNOWN);
    let chunk = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n8\r\n{\"code\":\r\n";
    check(&patient(), &[Step::Read, write(chunk)], UNKNOWN);
    check(&patient(), &[Step::Read, write("HTTP/1.1 200 OK\r\ncontent-le")], UNKNOWN);
    // After.
    check(&patient(), &[Step::Read, write(GOOD)], "answered true");
}

#[test]
fn what_answers_is_no_http() {
    check(&patient(), &[Step::Read, write("220 smtp.example ESMTP\r\n\r\n")], UNKNOWN);
}

#[test]
fn an_answer_is_slow() {
    check(&hasty(), &[Step::Read, LONG], TIMED_OUT);
    let part = "HTTP/1.1 200 OK\r\ncontent-length: 57\r\n\r\n{\"code\":";
    check(&hasty(), &[Step::Read, write(part), LONG], TIMED_OUT);
    // One byte now and then, so that it is never silent.
    let drop = [write("x"), Step::Sleep(Duration::from_millis(40))];
    let head = write("HTTP/1.1 200 OK\r\nx-filler: ");
    let drip: Vec<Step> = [Step::Read, head].into_iter().chain(drop.into_iter().cycle().take(100)).collect();
    check(&hasty(), &drip, TIMED_OUT);
}

#[test]
fn a_redirect_is_an_answer() {
    let moved = "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 2\r\n\r\n{}";
    check(&patient(), &[Step::Read, write(moved), Step::Again], "Status Some(302)");
    let moved = "HTTP/1.1 307 Temporary Redirect\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n";
    check(&patient(), &[Step::Read, write(moved), Step::Again], "Status Some(307)");
}

#[test]
fn a_client_of_reqwest_that_follows_is_found_out() {
    // Of two servers each hears one request, however many connections the client makes.
    let other = Server::plain(vec![Step::Read, write(GOOD)]);
    let location = format!("http://{}/elsewhere", other.address);
    let moved = format!("HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
    let server = Server::plain(vec![Step::Read, write(&moved)]);
    let client = reqwest_client(None).build().expect("a client of reqwest");
    let under = Under::awaited("reqwest", ReqwestTransport::new(client));
    assert_eq!(under.call(&under.client(&format!("http://{}", server.address), &patient()), 1), UNKNOWN);
    assert_eq!((server.heard().len(), other.heard().len()), (1, 1));
}

#[test]
fn an_answer_is_large() {
    let filler = "x".repeat(5 << 20);
    let body = format!("{{\"code\":\"2000\",\"data\":true,\"success\":true,\"message\":\"{filler}\"}}");
    let whole = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let chunked = format!(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
        body.len()
    );
    let mut small = patient();
    small.answer_bytes = 1 << 20;
    for answer in [whole, chunked] {
        check(&patient(), &[Step::Read, write(&answer)], "answered true");
        check(&small, &[Step::Read, write(&answer)], TOO_LARGE);
    }
}

#[test]
fn plain_http_goes_to_loopback_alone() {
    use jiekou::qixiangyun::{Client, Credentials};
    let builder = Client::builder().credentials(Credentials::new("1", "2")).base_url("http://a.example");
    assert!(builder.build().is_err());
}
