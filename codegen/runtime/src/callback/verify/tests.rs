//! Signatures that hold and signatures that do not.

use super::super::callback_request;
use super::super::pretend::{BY_HEADER, BY_MEMBER, Held, NOW, Still};
use super::super::{RefusalKind, post_vector};
use super::*;
use crate::sign::VectorInput;
use bytes::Bytes;
use http::{HeaderValue, Request};

const BODY: &str = r#"{"price":7}"#;

fn signed(callback: &'static Callback) -> Request<Bytes> {
    callback_request(callback, &Held("s3cret").into(), &Still(0), BODY.as_bytes()).expect("it can be signed")
}

fn verified(
    callback: &Callback,
    request: &Request<Bytes>,
    secret: &'static str,
    late: i64,
) -> Result<(), Refusal> {
    let recipe = callback.verify.as_ref().expect("it is signed");
    verify(callback, recipe, &Held(secret).into(), NOW + late, (request.headers(), request.body()))
}

#[track_caller]
fn check(
    callback: &'static Callback,
    change: impl FnOnce(&mut Request<Bytes>),
    expected: Result<(), (RefusalKind, &str)>,
) {
    let mut request = signed(callback);
    change(&mut request);
    let found = verified(callback, &request, "s3cret", 0);
    if let Err(refusal) = &found {
        let shown = format!("{refusal:?}");
        assert!(!shown.contains("s3cret") && !shown.contains("evil"), "{shown}");
    }
    let expected = expected.map_err(|(kind, text)| (kind, format!("{}: {text}", callback.id)));
    assert_eq!(found.map_err(|refusal| (refusal.kind(), refusal.to_string())), expected);
}

fn set(request: &mut Request<Bytes>, name: &'static str, value: &'static str) {
    request.headers_mut().insert(name, HeaderValue::from_static(value));
}

const WRONG: Result<(), (RefusalKind, &str)> = Err((RefusalKind::Signature, "the signature is wrong"));

#[test]
fn what_the_vendor_signed_is_let_in() {
    check(&BY_HEADER, |_| {}, Ok(()));
    check(&BY_MEMBER, |_| {}, Ok(()));
}

#[test]
fn an_altered_push_is_refused() {
    check(&BY_HEADER, |request| *request.body_mut() = Bytes::from_static(b"{\"price\":8}"), WRONG);
    check(&BY_HEADER, |request| *request.body_mut() = Bytes::from_static(b"{\"price\": 7}"), WRONG);
    check(&BY_HEADER, |request| *request.body_mut() = Bytes::new(), WRONG);
    check(&BY_HEADER, |request| set(request, "x-time", "1700000000001"), WRONG);
    check(&BY_HEADER, |request| set(request, "x-time", "+1700000000000"), WRONG);
    check(&BY_HEADER, |request| set(request, "x-nonce", "other"), WRONG);
    check(&BY_HEADER, |request| set(request, "x-sign", "v1=evil"), WRONG);
    let member = |from: &'static str, to: &'static str| {
        move |request: &mut Request<Bytes>| {
            let text = String::from_utf8_lossy(request.body()).replace(from, to);
            *request.body_mut() = text.into();
        }
    };
    check(&BY_MEMBER, member("\"price\":7", "\"price\":8"), WRONG);
    check(&BY_MEMBER, member("1700000000", "1700000001"), WRONG);
}

#[test]
fn what_is_not_signed_is_refused() {
    let unsigned = |text| Err((RefusalKind::Unsigned, text));
    let missing = unsigned("the header `X-Sign` is missing");
    check(&BY_HEADER, |request| drop(request.headers_mut().remove("x-sign")), missing);
    check(&BY_HEADER, |request| set(request, "x-sign", ""), missing);
    check(&BY_HEADER, |request| set(request, "x-time", "evil"), unsigned("the vendor's time is no time"));
    check(
        &BY_HEADER,
        |request| {
            request.headers_mut().append("x-sign", HeaderValue::from_static("v1=evil"));
        },
        unsigned("the header `X-Sign` stands twice"),
    );
    let body = |body: &'static [u8]| {
        move |request: &mut Request<Bytes>| *request.body_mut() = Bytes::from_static(body)
    };
    check(&BY_MEMBER, body(b"{\"time\":\"1\"}"), unsigned("the member `sign` is missing"));
    check(&BY_MEMBER, body(b"evil"), unsigned("the body is no JSON object"));
}

#[test]
fn a_member_that_stands_twice_is_refused() {
    // The signature covers one of them, and the reader would take the other.
    let twice = |request: &mut Request<Bytes>| {
        let text = String::from_utf8_lossy(request.body()).replacen('{', "{\"price\":9,", 1);
        *request.body_mut() = text.into();
    };
    check(&BY_MEMBER, twice, Err((RefusalKind::Unsigned, "a member stands twice in the body")));
}

#[track_caller]
fn check_held(secret: &'static str, late: i64, expected: Result<(), RefusalKind>) {
    let found = verified(&BY_HEADER, &signed(&BY_HEADER), secret, late);
    assert_eq!(found.map_err(|refusal| refusal.kind()), expected);
}

#[test]
fn another_secret_or_none_lets_nothing_in() {
    check_held("other", 0, Err(RefusalKind::Signature));
    check_held("", 0, Err(RefusalKind::Signature));
    let forged = callback_request(&BY_HEADER, &Held("").into(), &Still(0), BODY.as_bytes()).expect("signed");
    let found = verified(&BY_HEADER, &forged, "", 0).map_err(|refusal| refusal.kind());
    assert_eq!(found, Err(RefusalKind::Signature), "whoever knows that there is no secret could sign");
}

#[test]
fn an_old_or_early_push_is_stale() {
    check_held("s3cret", 300_000, Ok(()));
    check_held("s3cret", 300_001, Err(RefusalKind::Stale));
    check_held("s3cret", -300_001, Err(RefusalKind::Stale));
    // Whoever cannot sign does not learn what the clock says.
    check_held("other", 300_001, Err(RefusalKind::Signature));
}

#[test]
fn known_vectors_hold() {
    let input = VectorInput {
        method: Method::Post,
        path: "",
        query: &[],
        body: BODY,
        now_ms: NOW,
        nonce: "n-1",
        token: "",
        credentials: &["key", "s3cret"],
        headers: &[],
    };
    // Computed with Python's hmac.
    let header = "v1=ca5a89adb2a7b423954a8ea6f81b06cdc2d7ccf5736a0537bba42bd9ad4f447b";
    let made = post_vector(&BY_HEADER, &input);
    assert_eq!((made.get("X-Time"), made.get("X-Sign")), (Some("1700000000000"), Some(header)));
    let member = "b23694c81c770619b0f89f682f35cb0f39545a3cb686b6cbf3b61f145a5e8d5f";
    let made = post_vector(&BY_MEMBER, &input);
    assert_eq!(
        (made.get("time"), made.get("sign"), made.get("signature")),
        (Some("1700000000"), Some(member), Some(member))
    );
}
