//! Headers, clock, nonce, digest and signature.

use super::gateway::{API, Client};
use super::wire::{At, NOW_MS, Wire, input};
use crate::check::memory::Memory;
use crate::rules::Reason;
use crate::{MockServer, Outcome};
use jiekou_runtime::private::VectorInput;
use jiekou_runtime::wait;

const BODY: &str = r#"{"action":"create","name":"n","lines":[],"mail":"m"}"#;

fn server() -> MockServer<Client> {
    MockServer::builder().clock(At::now()).start().expect("it starts")
}

fn signed_by(input: &VectorInput<'_>) -> Wire {
    Wire::new("POST", "/api/order", BODY).with("Accept", "application/json").signed(&API, input)
}

fn good() -> Wire {
    signed_by(&input("/api/order", BODY))
}

#[track_caller]
fn check(wire: &Wire, reason: Reason, text: &str) {
    assert_eq!(wire.refused(&server(), reason), text);
}

#[test]
fn a_good_call_passes() {
    let server = server();
    good().passes(&server);
    let call = server.calls().remove(0);
    assert_eq!((call.signature, call.overlooked), (None, None));
    let client = MockServer::<Client>::start();
    assert!(wait(client.client().get(7, "13800000000")).expect("it is answered").data);
}

#[test]
fn headers_of_one_value_are_told_before_all_others() {
    let missing = good().with("X-Mode", "").with("X-Signature", "");
    check(&missing, Reason::HeaderMissing, "the header `X-Mode` is missing");
    let wrong = good().with("X-Mode", "Simple").with("X-Key", "hunter2");
    check(&wrong, Reason::HeaderWrong, "the header `X-Mode` is not `Signature`");
}

#[test]
fn another_key_is_told_before_the_signature() {
    let text = "the `app_key` in the header `X-Key` is not this server's";
    check(&good().with("X-Key", "hunter2"), Reason::CredentialsWrong, text);
}

#[test]
fn missing_headers_are_told_together() {
    let one = good().with("X-Nonce", "");
    check(&one, Reason::SignatureMissing, "the header `X-Nonce` is missing");
    let two = good().with("X-Nonce", "").with("X-Signature", "");
    check(&two, Reason::SignatureMissing, "these headers are missing: `X-Nonce`, `X-Signature`");
    check(&good().with("Content-MD5", ""), Reason::SignatureMissing, "the header `Content-MD5` is missing");
}

#[test]
fn what_a_recipe_does_not_send_may_be_missing() {
    let query = [("phone", "13800000000"), ("all", "")];
    let input = VectorInput { query: &query, ..input("/api/order/7", "") };
    let input = VectorInput { method: jiekou_runtime::private::Method::Get, ..input };
    let wire = Wire::new("GET", "/api/order/7?phone=13800000000&all=", "").with("Accept", "application/json");
    let wire = wire.signed(&API, &input).with("Content-Type", "application/json; charset=UTF-8");
    assert!(!wire.headers.iter().any(|(name, _)| name == "Content-MD5"));
    wire.clone().passes(&server());
    // What is signed is what is sent: without the header its line is empty.
    let text = wire.with("Content-Type", "").refused(&server(), Reason::SignatureWrong);
    let fits = "it fits the header `Content-Type` as the pages have it, but none was sent";
    assert!(text.ends_with(fits), "{text}");
}

#[test]
fn the_time_must_be_there_and_near() {
    check(&good().with("X-Time", ""), Reason::ClockOff, "the header `X-Time` with the time is missing");
    check(&good().with("X-Time", "soon"), Reason::ClockOff, "the header `X-Time` is no number");
    let at = |now_ms| signed_by(&VectorInput { now_ms, ..input("/api/order", BODY) });
    at(NOW_MS - 900_000).passes(&server());
    at(NOW_MS + 900_000).passes(&server());
    let behind = "the time in the header `X-Time` is 901 s behind the server's, 900 s are allowed";
    check(&at(NOW_MS - 901_000), Reason::ClockOff, behind);
    let ahead = "the time in the header `X-Time` is 901 s ahead of the server's, 900 s are allowed";
    check(&at(NOW_MS + 901_000), Reason::ClockOff, ahead);
    let refused = at(NOW_MS / 1000).refused(&server(), Reason::ClockOff);
    assert!(refused.ends_with(": it is in seconds, and milliseconds are expected"), "{refused}");
}

#[test]
fn a_nonce_is_good_once() {
    let clock = At::now();
    let server = MockServer::<Client>::builder().clock(clock.clone()).start().expect("it starts");
    good().passes(&server);
    let text = good().refused(&server, Reason::NonceUsed);
    assert_eq!(text, "the nonce in the header `X-Nonce` was used before");
    signed_by(&VectorInput { nonce: "n-2", ..input("/api/order", BODY) }).passes(&server);
    clock.pass(1_800_000);
    signed_by(&VectorInput { now_ms: NOW_MS + 1_800_000, ..input("/api/order", BODY) }).passes(&server);
    // A call that was refused has not used its nonce.
    let other =
        signed_by(&VectorInput { nonce: "n-3", now_ms: NOW_MS + 1_800_000, ..input("/api/order", BODY) });
    other.clone().with("X-Signature", "x").refused(&server, Reason::SignatureWrong);
    other.passes(&server);
    assert!(!format!("{:?}", Memory::default()).contains('"'));
}

#[test]
fn a_digest_is_compared_by_itself() {
    let mut altered = good();
    altered.body[20] ^= 1;
    check(&altered, Reason::DigestWrong, "the header `Content-MD5` is not the digest of the bytes received");
    let early = signed_by(&VectorInput { body: "{}", ..input("/api/order", BODY) });
    let text = "the header `Content-MD5` is not the digest of the bytes received: it fits an empty object in place \
                of the body";
    check(&early, Reason::DigestWrong, text);
}

#[test]
fn the_signature_is_compared_last() {
    let secret = VectorInput { credentials: &["test-app-key", "hunter2"], ..input("/api/order", BODY) };
    let text = signed_by(&secret).refused(&server(), Reason::SignatureWrong);
    assert!(text.starts_with("the signature in `X-Signature` is wrong: it fits no common mistake"), "{text}");
}

#[test]
fn a_signed_header_counts_by_its_value() {
    let input = VectorInput { headers: &[("X-Extra", "1")], ..input("/api/order", BODY) };
    signed_by(&input).with("X-Extra", "1").passes(&server());
    signed_by(&input).with("X-Extra", "2").refused(&server(), Reason::SignatureWrong);
}

#[test]
fn a_lenient_server_answers_and_writes_down() {
    let builder = MockServer::<Client>::builder().clock(At::now()).lenient();
    let server = builder.start().expect("it starts");
    let call = good().with("X-Signature", "x").record(&server);
    assert!(matches!(call.outcome, Outcome::Example(_)));
    assert!(call.signature.is_some());
    let overlooked = call.overlooked.expect("it was written down");
    assert!(
        overlooked.starts_with("signature_wrong: the signature in `X-Signature` is wrong"),
        "{overlooked}"
    );
    good().with("Content-Type", "text/plain").refused(&server, Reason::ContentType);
}
