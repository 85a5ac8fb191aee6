//! Tests of what recorders get: one entry for each attempt, masked, in every case.

use crate::call::Call;
use crate::pretend::{LIST, Nothing, Part1, Pretend, Request, Response, UPDATE, block_on, builder, response};
use crate::private::*;
use crate::record::{Ending, Exchange, Recorder};
use crate::transport::TransportError;
use crate::{ErrorKind, Timer};
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Default)]
struct Kept(Mutex<Vec<Exchange>>);

impl Recorder for Kept {
    fn record(&self, exchange: &Exchange) {
        self.0.lock().expect("no test panics here").push(exchange.clone());
    }
}

/// Each look at it takes a second.
#[derive(Default)]
struct Ticks(Mutex<u64>);

impl Timer for Ticks {
    fn now(&self) -> Duration {
        let mut ticks = self.0.lock().expect("no test panics here");
        *ticks += 1;
        Duration::from_secs(*ticks)
    }
    fn sleep(&self, _: Duration) -> crate::BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

/// What is recorded while something is done with a client.
fn kept(transport: &Pretend, what: impl FnOnce(&Client)) -> Vec<Exchange> {
    let kept = Arc::new(Kept::default());
    let client = builder(transport).recorder(Arc::clone(&kept)).timer(Ticks::default()).token("t0").build();
    what(&client.expect("the settings are good").0);
    kept.0.lock().expect("no test panics here").clone()
}

fn request() -> Request {
    let mut request = Request::new();
    request.trace = Some("hunter2".to_owned());
    request.page = Some(2);
    request.mobile = Some(Secret::from("hunter2"));
    request.parts = Some(vec![Part1 { price: 1, name: None }]);
    request
}

#[test]
fn an_entry_shows_both_sides_without_secrets() {
    let answer =
        r#"{"code":"2000","reqId":"f3a2","message":"hunter2","data":{"accountId":7,"secret":"hunter2"}}"#;
    let entries = kept(&Pretend::answering(200, answer), |client| {
        let call = Call::<Option<Response>>::new(client, &UPDATE, &request());
        assert!(block_on(call).is_ok());
    });
    let [entry] = &entries[..] else { panic!("one entry: {entries:?}") };
    assert_eq!(entry.url, "https://api.pretend.example/base/account/o%201/update?page=2");
    assert_eq!(
        entry.body.as_ref().map(Json::text),
        Some(r#"{"accountId":7,"mobile":"[redacted]","note":"n","parts":[{"price":1}]}"#)
    );
    let named =
        |name: &str| entry.headers.iter().find(|(other, _)| other == name).map(|(_, value)| &value[..]);
    assert_eq!((named("content-type"), named("x-trace")), (Some("application/json"), Some("[redacted]")));
    assert_eq!((named("access_token"), named("req_sign")), (Some("[redacted]"), Some("[redacted]")));
    assert_eq!((entry.attempt, entry.began_ms, entry.ending), (1, 1_700_000_000_000, Ending::Success));
    assert!(entry.waited.is_some_and(|waited| waited < entry.took), "{entry:?}");
    let answer = entry.answer.as_ref().expect("an answer");
    assert_eq!(
        (answer.status, answer.code.as_deref(), answer.request_id.as_deref()),
        (200, Some("2000"), Some("f3a2"))
    );
    assert_eq!(
        answer.data.as_ref().map(Json::text),
        Some(r#"{"accountId":7,"items":[],"secret":"[redacted]"}"#)
    );
    assert!(!format!("{entry:?}").contains("hunter2"));
}

#[track_caller]
fn fails(transport: &Pretend, ending: Ending, status: Option<u16>) {
    let entries = kept(transport, |client| {
        block_on(Call::<Option<Response>>::new(client, &UPDATE, &request())).expect_err("it fails");
    });
    let [entry] = &entries[..] else { panic!("one entry: {entries:?}") };
    let answer = entry.answer.as_ref();
    assert_eq!((entry.ending, answer.map(|answer| answer.status)), (ending, status));
    assert!(answer.is_none_or(|answer| answer.data.is_none()), "{entry:?}");
    assert!(!format!("{entry:?}").contains("hunter2"));
}

#[test]
fn a_failure_shows_what_kind_it_is_and_no_body() {
    let failure = |kind| Ending::Failure(kind);
    fails(
        &Pretend::answering(200, r#"{"code":"5006","message":"hunter2"}"#),
        failure(ErrorKind::Code),
        Some(200),
    );
    fails(&Pretend::answering(502, "<html>hunter2"), failure(ErrorKind::Status), Some(502));
    fails(&Pretend::answering(200, "<html>hunter2"), failure(ErrorKind::NotJson), Some(200));
    let wrong = r#"{"code":"2000","data":{"accountId":"hunter2"}}"#;
    fails(&Pretend::answering(200, wrong), failure(ErrorKind::Decode), Some(200));
    let reset = Pretend::new(|_| Err(TransportError::unknown("hunter2")));
    fails(&reset, failure(ErrorKind::Transport), None);
}

#[test]
fn a_call_that_nobody_waits_for_is_recorded_too() {
    let entries = kept(&Pretend::answering(200, r#"{"code":"2000"}"#), |client| {
        let mut call = Box::pin(Call::<()>::new(client, &LIST, &Nothing));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(call.as_mut().poll(&mut context).is_pending());
    });
    let endings: Vec<_> = entries.iter().map(|entry| (entry.ending, entry.body.is_some())).collect();
    assert_eq!(endings, [(Ending::Dropped, false)]);
}

#[test]
fn a_login_shows_no_body() {
    let kept = Arc::new(Kept::default());
    let transport =
        Pretend::new(|_| Ok(response(200, r#"{"code":"2000","data":{"access_token":"hunter3"}}"#)));
    let core = builder(&transport).recorder(Arc::clone(&kept)).build().expect("the settings are good");
    let _ = block_on(Call::<()>::new(&core.0, &UPDATE, &request()));
    let entries = kept.0.lock().expect("no test panics here");
    assert_eq!(
        (entries[0].operation.id, &entries[0].url[..]),
        ("auth.login", "https://api.pretend.example/base/login")
    );
    assert!(
        entries[0].body.is_none() && entries[0].answer.as_ref().is_some_and(|answer| answer.data.is_none())
    );
    assert!(!format!("{entries:?}").contains("hunter"));
}
