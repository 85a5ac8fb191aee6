//! Receivers that were emitted for callbacks that a vendor signs. Runs inside the crate of all good fixtures.

use jiekou::bytes::Bytes;
use jiekou::example::{NotificationExample, callback_request};
use jiekou::http::{HeaderMap, Method, Request};
use jiekou::signed_callback::item::{ordered, paid, sent};
use jiekou::signed_callback::{Credentials, examples};
use jiekou::{Incoming, Posted, Receiver, RefusalKind, Reply, SystemClock};

fn held() -> Credentials {
    Credentials::new("k-demo", "s3cret-demo")
}

fn example(callback: &str) -> &'static NotificationExample {
    let all = examples::NOTIFICATIONS.iter().copied().flatten();
    all.into_iter().find(|example| example.callback == callback).expect("an example")
}

fn signed(callback: &str) -> Request<Bytes> {
    let example = example(callback);
    callback_request(example.posted, &held().into(), &SystemClock, example.body.as_bytes()).expect("signed")
}

#[track_caller]
fn check<N: Posted>(receiver: &Receiver<N>, request: &Request<Bytes>, expected: Result<(), RefusalKind>) {
    let found = receiver.receive_request(request);
    assert_eq!(found.map(|_| ()).map_err(|refusal| refusal.kind()), expected);
}

#[test]
fn a_signature_over_the_body_is_checked() {
    let receiver = ordered::Receiver::new(held());
    let request = signed("item.ordered");
    let Ok(Incoming::Notification(taken)) = receiver.receive_request(&request) else { panic!("it is signed") };
    assert_eq!((taken.order_no.as_str(), taken.size), ("A-1", Some(2)));
    let mut altered = request.clone();
    *altered.body_mut() = Bytes::from_static(br#"{"orderNo":"A-1","size":3}"#);
    check(&receiver, &altered, Err(RefusalKind::Signature));
    let mut unsigned = request;
    unsigned.headers_mut().remove("x-signature");
    check(&receiver, &unsigned, Err(RefusalKind::Unsigned));
}

#[test]
fn a_signature_over_members_is_checked() {
    let receiver = paid::Receiver::new(held());
    let request = signed("item.paid");
    check(&receiver, &request, Ok(()));
    let mut altered = request.clone();
    let text = String::from_utf8_lossy(request.body()).replace("\"size\":2", "\"size\":3");
    *altered.body_mut() = text.into();
    check(&receiver, &altered, Err(RefusalKind::Signature));
    check(&paid::Receiver::new(Credentials::new("k-demo", "other")), &request, Err(RefusalKind::Signature));
}

#[test]
fn replies_and_probes_are_those_of_the_spec() {
    assert_eq!(ordered::ACCEPTED, Reply::new(200, "application/json", r#"{"code":0}"#));
    assert_eq!(paid::ACCEPTED, Reply::new(200, "text/plain", "success"));
    assert_eq!(paid::FAILED.status(), 500);
    let probe = |probed: Result<Reply, RefusalKind>, expected| assert_eq!(probed, expected);
    let empty = HeaderMap::new();
    let reply = ordered::Receiver::new(held()).receive(&Method::GET, &empty, b"").map(reply_of);
    probe(reply.map_err(|refusal| refusal.kind()), Ok(ordered::READY));
    let reply = sent::Receiver::unverified().receive(&Method::GET, &empty, b"").map(reply_of);
    probe(reply.map_err(|refusal| refusal.kind()), Ok(Reply::EMPTY));
    let reply = paid::Receiver::new(held()).receive(&Method::GET, &empty, b"").map(reply_of);
    probe(reply.map_err(|refusal| refusal.kind()), Err(RefusalKind::Method));
}

fn reply_of<N>(incoming: Incoming<N>) -> Reply {
    match incoming {
        Incoming::Probe(reply) => reply,
        Incoming::Notification(_) => panic!("a probe is no notification"),
    }
}

#[test]
fn repetitions_are_those_of_the_spec() {
    let repeats = |repeats: Option<jiekou::Repeats>| repeats.map(|of| (of.after_seconds, of.pushes));
    assert_eq!(repeats(ordered::Receiver::new(held()).repeats()), Some((&[10, 30][..], 4)));
    assert_eq!(repeats(sent::Receiver::unverified().repeats()), Some((&[][..], 3)));
    assert_eq!(repeats(paid::Receiver::new(held()).repeats()), None);
}
