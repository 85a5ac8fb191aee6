//! Tests of tokens: when one is fetched, kept and dropped.

use super::*;
use crate::client::Client;
use crate::error::ErrorKind;
use crate::pretend::{Hands, Pretend, Request, UPDATE, block_on, builder, client, response};
use crate::private::*;
use bytes::Bytes;

fn call(client: &Client) -> Result<Option<bool>> {
    block_on(Call::new(client, &UPDATE, &Request::new()))
}

/// The same nonce each time.
struct OneNonce;

impl crate::Nonces for OneNonce {
    fn nonce(&self) -> std::io::Result<String> {
        Ok("n1".to_owned())
    }
}

fn tokens(transport: &Pretend) -> Vec<String> {
    let sent = transport.sent.lock().expect("no test panics here");
    let token = |request: &http::Request<Bytes>| {
        Some(request.headers().get("access_token")?.to_str().ok()?.to_owned())
    };
    sent.iter().filter_map(token).collect()
}

const GOOD: &str = r#"{"code":"2000","data":true}"#;

#[test]
fn a_token_is_fetched_once_and_kept_until_it_is_old() {
    let transport = Pretend::answering(200, GOOD);
    let hands = Hands::default();
    let core =
        builder(&transport).clock(hands.clone()).nonces(OneNonce).build().expect("the settings are good");
    assert_eq!(call(&core.0).expect("the call succeeds"), Some(true));
    *hands.0.lock().expect("no test panics here") = 59_999;
    call(&core.0).expect("the call succeeds");
    // It is renewed on a thread of its own, which virtual time would overtake.
    while !core.0.inner().tokens.is_at_rest() {
        std::thread::yield_now();
    }
    *hands.0.lock().expect("no test panics here") = 60_000;
    call(&core.0).expect("the call succeeds");
    assert_eq!(tokens(&transport), ["t1", "t1", "t2"]);
    let sent = transport.sent.lock().expect("no test panics here");
    assert_eq!(sent[0].uri(), "https://api.pretend.example/base/login");
    assert_eq!(
        sent[0].body(),
        r#"{"app_key":"k1","secret":"2ab96390c7dbe3439de74d0c9b0b1767","nonce":"n1"}"#
    );
    assert!(!sent[0].headers().contains_key("req_sign"));
}

#[test]
fn two_calls_at_once_fetch_one_token() {
    let transport = Pretend::answering(200, GOOD);
    let client = client(&transport);
    let both = async {
        let mut first = Box::pin(Call::<Option<bool>>::new(&client, &UPDATE, &Request::new()));
        let mut second = Box::pin(Call::<Option<bool>>::new(&client, &UPDATE, &Request::new()));
        std::future::poll_fn(|context| {
            let first = first.as_mut().poll(context).is_ready();
            let second = second.as_mut().poll(context).is_ready();
            if first || second { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
    };
    block_on(both);
    assert_eq!(transport.paths().iter().filter(|path| path.ends_with("/login")).count(), 1);
}

#[test]
fn whoever_leaves_does_not_stop_the_fetch_for_the_others() {
    let transport = Pretend::answering(200, GOOD);
    let client = client(&transport);
    let mut leaves = Box::pin(Call::<Option<bool>>::new(&client, &UPDATE, &Request::new()));
    let mut stays = Box::pin(Call::<Option<bool>>::new(&client, &UPDATE, &Request::new()));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(leaves.as_mut().poll(&mut context).is_pending());
    assert!(stays.as_mut().poll(&mut context).is_pending());
    drop(leaves);
    block_on(stays).expect("the call succeeds");
    assert_eq!(transport.paths().iter().filter(|path| path.ends_with("/login")).count(), 1);
}

#[test]
fn a_dropped_fetch_harms_nobody() {
    let transport = Pretend::answering(200, GOOD);
    let client = client(&transport);
    let mut dropped = Box::pin(Call::<Option<bool>>::new(&client, &UPDATE, &Request::new()));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(dropped.as_mut().poll(&mut context).is_pending());
    drop(dropped);
    call(&client).expect("the call succeeds");
    assert_eq!(tokens(&transport), ["t1"]);
}

#[test]
fn a_stale_code_brings_a_new_token_once() {
    let transport = Pretend::answering(200, r#"{"code":"40101"}"#);
    let client = client(&transport);
    for _ in 0..2 {
        let error = call(&client).expect_err("the vendor refuses");
        assert_eq!((error.then(), error.attempts()), (Then::RefreshToken, 2));
        assert!(error.is_retryable());
    }
    assert_eq!(tokens(&transport), ["t1", "t2", "t3", "t4"]);
}

#[test]
fn a_newer_token_is_not_dropped() {
    let seat = TokenSeat::new(Some(Secret::from("a")), None);
    let old = seat.held(0).expect("it is held");
    let new = seat.keep(&StoredToken::new("b", 5, 10));
    assert!(!seat.drop_if(&old));
    assert_eq!(seat.held(9).map(|used| used.value.expose().to_owned()).as_deref(), Some("b"));
    assert!(seat.held(10).is_none());
    assert!(seat.drop_if(&new));
    assert!(seat.held(9).is_none());
}

#[test]
fn a_token_is_renewed_before_it_ends_and_no_call_waits_for_it() {
    let transport = Pretend::answering(200, GOOD);
    let hands = Hands::default();
    let core = builder(&transport).clock(hands.clone()).build().expect("the settings are good");
    call(&core.0).expect("the call succeeds");
    *hands.0.lock().expect("no test panics here") = 48_000;
    call(&core.0).expect("the call succeeds");
    while transport.paths().len() < 4 {
        std::thread::yield_now();
    }
    call(&core.0).expect("the call succeeds");
    let sent = tokens(&transport);
    assert_eq!((sent[0].as_str(), sent[1].as_str(), sent.len()), ("t1", "t1", 3));
    assert_eq!(transport.paths().iter().filter(|path| path.ends_with("/login")).count(), 2);
}

#[test]
fn a_token_from_the_future_is_not_used() {
    let transport = Pretend::answering(200, GOOD);
    let hands = Hands::default();
    let core = builder(&transport).clock(hands.clone()).build().expect("the settings are good");
    for now_ms in [4_000_000_000_000, 1_700_000_000_000, 1_700_000_000_001] {
        *hands.0.lock().expect("no test panics here") = now_ms;
        call(&core.0).expect("the call succeeds");
    }
    assert_eq!(tokens(&transport), ["t1", "t2", "t2"]);
}

#[test]
fn those_who_wait_share_a_failure() {
    let transport = Pretend::new(|_| Err(crate::transport::TransportError::timed_out()));
    let client = client(&transport);
    let mut waiting: Vec<_> =
        (0..5).map(|_| Box::pin(Call::<Option<bool>>::new(&client, &UPDATE, &Request::new()))).collect();
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    for call in &mut waiting {
        assert!(call.as_mut().poll(&mut context).is_pending());
    }
    for call in waiting {
        let error = block_on(call).expect_err("there is no token");
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::TimedOut, true));
        assert_eq!((error.operation(), error.attempts()), ("auth.login", 3));
        assert!(std::error::Error::source(&error).is_some());
    }
    assert_eq!(transport.paths().len(), 3);
    call(&client).expect_err("there is no token");
    assert_eq!(transport.paths().len(), 6, "a later call asks anew");
}

#[test]
fn a_held_token_is_used_and_fetched_anew_when_stale() {
    let transport = Pretend::answering(200, r#"{"code":"40101"}"#);
    let core = builder(&transport).token("mine").build().expect("the settings are good");
    let _ = call(&core.0);
    assert_eq!(tokens(&transport), ["mine", "t1"]);
}

#[track_caller]
fn check(status: u16, answer: &'static str, kind: ErrorKind, expected: &str) {
    let transport = Pretend::new(move |_| Ok(response(status, answer)));
    let error = call(&client(&transport)).expect_err("there is no token");
    assert_eq!((error.kind(), error.to_string().as_str()), (kind, expected));
    assert_eq!(error.raw(), Some(answer.as_bytes()));
    assert!(transport.paths().iter().all(|path| path == "/base/login"));
}

#[test]
fn without_a_token_nothing_is_sent() {
    check(200, r#"{"code":"2000","data":{}}"#, ErrorKind::Token, "auth.login: the answer holds no token");
    check(
        200,
        r#"{"code":"2000","data":{"error_msg":"hunter2","access_token":"t"}}"#,
        ErrorKind::Token,
        "auth.login: the vendor gave no token; its text is in `message()`",
    );
    check(
        200,
        r#"{"code":"2000","data":{"access_token":"a\nb"}}"#,
        ErrorKind::Token,
        "auth.login: the token holds control characters",
    );
    check(
        200,
        r#"{"code":"2000","data":{"access_token":"测"}}"#,
        ErrorKind::Token,
        "auth.login: the token holds characters beyond ASCII",
    );
    check(200, r#"{"code":"4001"}"#, ErrorKind::Code, "auth.login: 4001 login_data: Wrong login data");
    check(502, "<html>", ErrorKind::Status, "auth.login: the HTTP status is 502");
}

#[test]
fn threads_at_once_fetch_one_token() {
    for _ in 0..50 {
        let transport = Pretend::answering(200, GOOD);
        let client = client(&transport);
        let start = std::sync::Barrier::new(4);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    start.wait();
                    crate::blocking::block_on(client.inner().token()).expect("there is one");
                });
            }
        });
        assert_eq!(transport.logins(), 1);
    }
}
