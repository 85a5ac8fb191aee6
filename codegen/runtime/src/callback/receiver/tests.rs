//! What a receiver takes, answers and refuses.

use super::super::callback_request;
use super::super::pretend::{BY_HEADER, BY_MEMBER, ByHeader, ByMember, Held, PLAIN, Plain, Still};
use super::*;
use bytes::Bytes;

#[track_caller]
fn check(method: &Method, body: &[u8], expected: Result<Option<i64>, (RefusalKind, &str)>) {
    let receiver = Receiver::<Plain>::unverified().body_bytes(16);
    let found = receiver.receive(method, &HeaderMap::new(), body);
    let found = found.map(|incoming| match incoming {
        Incoming::Probe(reply) => {
            assert_eq!(reply, Reply::EMPTY);
            None
        }
        Incoming::Notification(Plain(price)) => Some(price),
    });
    let expected = expected.map_err(|(kind, line)| (kind, format!("task.plain: {line}")));
    assert_eq!(found.map_err(|refusal| (refusal.kind(), refusal.to_string())), expected);
}

#[test]
fn a_probe_is_answered_and_a_push_is_read() {
    check(&Method::GET, b"", Ok(None));
    check(&Method::POST, br#"{"price":"7"}"#, Ok(Some(7)));
}

#[test]
fn what_does_not_fit_is_refused() {
    check(&Method::PUT, b"", Err((RefusalKind::Method, "it did not come by POST")));
    check(
        &Method::POST,
        b"                 ",
        Err((RefusalKind::TooLarge, "the body has more than 16 bytes")),
    );
    check(
        &Method::POST,
        b"hunter2",
        Err((RefusalKind::NotJson, "the notification is not JSON (line 1, column 1)")),
    );
    let place = "`price`: expected a whole number of 64 bits, found a string";
    check(&Method::POST, br#"{"price":"x"}"#, Err((RefusalKind::Decode, place)));
}

#[test]
fn a_refusal_names_the_methods_that_would_do() {
    let plain =
        Receiver::<Plain>::unverified().receive(&Method::PUT, &HeaderMap::new(), b"").expect_err("PUT");
    assert_eq!(plain.reply(), Reply::not_allowed("GET, POST"));
    let signed = Receiver::<ByHeader>::new(Held("s"));
    let signed = signed.receive(&Method::GET, &HeaderMap::new(), b"").expect_err("it has no probe");
    assert_eq!(signed.reply(), Reply::not_allowed("POST"));
}

#[test]
fn a_signed_push_is_checked_before_it_is_read() {
    let receiver = Receiver::<ByHeader>::new(Held("s3cret")).clock(Still(0)).clone();
    let request = |body: &str| {
        callback_request(&BY_HEADER, &Held("s3cret").into(), &Still(0), body.as_bytes()).expect("signed")
    };
    let taken = receiver.receive_request(&request(r#"{"price":7}"#));
    assert!(matches!(taken, Ok(Incoming::Notification(ByHeader(7)))), "{taken:?}");
    let kind = |request: &Request<Bytes>| {
        receiver.receive_request(request).map(|_| ()).map_err(|refusal| refusal.kind())
    };
    assert_eq!(kind(&request("{")), Err(RefusalKind::NotJson));
    let unsigned = Request::post("/").body(Bytes::from_static(b"{")).expect("a request");
    assert_eq!(kind(&unsigned), Err(RefusalKind::Unsigned));
}

#[test]
fn debug_shows_no_secret() {
    let shown = format!("{:?}", Receiver::<ByHeader>::new(Held("s3cret")));
    assert_eq!(shown, "Receiver { callback: \"task.by_header\", verified: true, .. }");
}

#[test]
fn repetitions_are_known() {
    let repeats = Receiver::<Plain>::unverified().repeats().expect("the vendor states them");
    assert_eq!((repeats.after_seconds, repeats.pushes), (&[10, 30][..], 4));
    assert!(PLAIN.verify.is_none());
}

#[test]
fn a_push_with_signed_members_is_read_with_them() {
    let receiver = Receiver::<ByMember>::new(Held("s3cret"));
    let request = callback_request(&BY_MEMBER, &Held("s3cret").into(), &Still(0), br#"{"price":7}"#);
    let taken = receiver.receive_request(&request.expect("it can be signed"));
    assert!(matches!(taken, Ok(Incoming::Notification(ByMember(7)))), "{taken:?}");
}
