//! Connections that are kept: used again, found closed, given up. No request arrives twice.

use crate::server::{Server, Step, write};
use crate::transports::{GOOD, Under, patient};
use jiekou::Body;
use jiekou::bytes::Bytes;
use jiekou::http::{Method, Request};
use std::collections::{BTreeSet, VecDeque};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// Long enough for a connection to be put back, or for its end to be noticed.
fn pause() {
    std::thread::sleep(Duration::from_millis(60));
}

#[test]
fn a_connection_is_used_again() {
    for under in Under::all(&patient(), None) {
        let server = Server::plain(vec![Step::Read, write(GOOD), Step::Again]);
        let client = under.client(&format!("http://{}", server.address), &patient());
        for number in 0..4 {
            assert_eq!(under.call(&client, number), "answered true", "{}", under.name);
            pause();
        }
        assert_eq!((server.connections(), server.heard().len()), (1, 4), "{}", under.name);
    }
}

#[test]
fn a_request_that_was_read_is_not_sent_again() {
    for under in Under::all(&patient(), None) {
        let server = Server::plain(vec![Step::Read, write(GOOD), Step::Read]);
        let client = under.client(&format!("http://{}", server.address), &patient());
        assert_eq!(under.call(&client, 1), "answered true", "{}", under.name);
        pause();
        let expected = "the connection broke; whether the request arrived is not known";
        assert_eq!(under.call(&client, 2), expected, "{}", under.name);
        assert_eq!((server.connections(), server.heard().len()), (1, 2), "{}", under.name);
    }
}

#[test]
fn a_kept_connection_that_was_closed_doubles_nothing() {
    for under in Under::all(&patient(), None) {
        let server = Server::plain(vec![Step::Read, write(GOOD)]);
        let client = under.client(&format!("http://{}", server.address), &patient());
        // Without a pause, each call races with the end of the connection before.
        let answered = (100..300).filter(|number| under.call(&client, *number) == "answered true").count();
        let heard = server.heard();
        let number =
            |request: &String| request.split_once("\"aggOrgId\":").map(|(_, rest)| rest[..3].to_owned());
        let different: BTreeSet<_> = heard.iter().map(number).collect();
        assert_eq!(different.len(), heard.len(), "{}: a request arrived twice", under.name);
        assert!(answered > 100 && answered <= heard.len(), "{}: {answered} of {}", under.name, heard.len());
    }
}

#[test]
fn a_dropped_call_closes_its_connection() {
    for under in Under::all(&patient(), None).into_iter().filter(|under| under.name != "ureq") {
        let server = Server::plain(vec![Step::Read, Step::AwaitEnd]);
        let client = under.client(&format!("http://{}", server.address), &patient());
        let call = client.account().update().enterprise_id(1).account_id(2).send();
        let dropped = under.run(async { tokio::time::timeout(Duration::from_millis(150), call).await });
        assert!(dropped.is_err() && server.saw_the_end(), "{}", under.name);
        assert_eq!(server.heard().len(), 1, "{}", under.name);
    }
}

/// A body in pieces, of a length that is known or not.
struct Pieces {
    pieces: VecDeque<&'static str>,
    length: Option<u64>,
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        let piece = self.pieces.pop_front().map(|piece| Bytes::from_static(piece.as_bytes()));
        Poll::Ready(piece.map(|piece| Ok(http_body::Frame::data(piece))))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.length.map_or_else(Default::default, http_body::SizeHint::with_exact)
    }
}

#[track_caller]
fn check_body(method: &Method, body: &dyn Fn() -> Body, head: &str, text: &str) {
    for under in Under::all(&patient(), None) {
        let server =
            Server::plain(vec![Step::Read, write("HTTP/1.1 201 Made\r\ncontent-length: 3\r\n\r\nabc")]);
        let url = format!("http://{}/x?y=%2F", server.address);
        let request = Request::builder().method(method).uri(url).header("X-A", "1").body(body());
        let (limits, request) = (patient(), request.expect("a request"));
        let (status, answer) = under.run(async {
            let mut answer = under.transport.send(request, &limits).await.expect("an answer");
            let mut text = Vec::new();
            while let Some(piece) = answer.body_mut().next().await {
                text.extend_from_slice(&piece.expect("a piece"));
            }
            (answer.status(), text)
        });
        assert_eq!((status.as_u16(), &answer[..]), (201, &b"abc"[..]), "{}", under.name);
        let heard = server.heard().join("|");
        let lower = heard.to_ascii_lowercase();
        assert!(heard.starts_with(&format!("{method} /x?y=%2F HTTP/1.1\r\n")), "{}: {heard}", under.name);
        assert!(lower.contains("x-a: 1\r\n") && lower.contains(head), "{}: {heard}", under.name);
        assert_eq!(heard.split_once("\r\n\r\n").map(|(_, body)| body), Some(text), "{}", under.name);
    }
}

#[test]
fn bodies_travel_whole_and_in_pieces() {
    check_body(&Method::POST, &|| Body::from("{}"), "content-length: 2\r\n", "{}");
    check_body(&Method::GET, &Body::default, "", "");
    check_body(&Method::POST, &Body::default, "", "");
    check_body(&Method::DELETE, &Body::default, "", "");
    let pieces = |length| move || Body::new(Pieces { pieces: ["ab", "cde"].into(), length });
    check_body(&Method::PUT, &pieces(Some(5)), "content-length: 5\r\n", "abcde");
}

#[test]
fn bodies_of_unknown_length_travel_in_chunks() {
    for under in Under::all(&patient(), None) {
        let server = Server::plain(vec![Step::Read, write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")]);
        let body = Body::new(Pieces { pieces: ["ab", "cde"].into(), length: None });
        let (limits, request) = (patient(), Request::post(format!("http://{}/", server.address)).body(body));
        let sent = under.run(under.transport.send(request.expect("a request"), &limits));
        assert_eq!(sent.expect("an answer").status().as_u16(), 200);
        let heard = server.heard().join("|").to_ascii_lowercase();
        let (head, body) = heard.split_once("\r\n\r\n").expect("a head");
        assert!(
            head.contains("transfer-encoding: chunked") && !head.contains("content-length"),
            "{}",
            under.name
        );
        let letters: String = body.lines().skip(1).step_by(2).collect();
        assert_eq!(letters, "abcde", "{}: {body}", under.name);
    }
}
