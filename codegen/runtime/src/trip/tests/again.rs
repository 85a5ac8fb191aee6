//! When a call is made again, and when it is not.

use super::*;
use crate::error::ErrorKind;
use crate::observe::{Event, Observer};
use std::sync::{Arc, Mutex};

/// The first answer, then good ones.
fn once(first: impl Fn() -> Answered + Send + Sync + 'static) -> Pretend {
    Pretend::in_turn(move |number| if number == 0 { first() } else { Ok(response(200, GOOD)) })
}

#[track_caller]
fn check_pause(first: fn() -> http::Response<Bytes>, seconds: u64) {
    let transport = once(move || Ok(first()));
    let client = built(builder(&transport));
    let (answer, took) = timed(list(&client));
    assert_eq!(answer.expect("it is answered at last"), Some(true));
    let least = Duration::from_secs(seconds);
    assert!(least <= took && took <= least + Duration::from_millis(200), "{took:?}");
}

#[test]
fn a_vendor_is_left_alone_as_long_as_it_wants() {
    check_pause(|| response(429, ""), 0);
    check_pause(|| with_header(429, "", "Retry-After", "7"), 7);
    check_pause(|| with_header(503, "<html>", "Retry-After", "120"), 120);
    check_pause(|| with_header(503, "", "Retry-After", "soon"), 0);
    check_pause(|| with_header(200, r#"{"code":"400429"}"#, "Retry-After", "3"), 3);
    // Our clock says November 2023.
    check_pause(|| with_header(429, "", "Retry-After", "Tue, 14 Nov 2023 22:13:30 GMT"), 10);
}

#[test]
fn a_date_is_by_the_clock_of_whoever_wrote_it() {
    check_pause(
        || {
            let mut answer = with_header(429, "", "Retry-After", "Sun, 06 Nov 1994 08:50:07 GMT");
            let date = "Sun, 06 Nov 1994 08:49:37 GMT".parse().expect("it is a header");
            answer.headers_mut().insert("Date", date);
            answer
        },
        30,
    );
}

#[test]
fn nobody_waits_for_what_comes_after_the_deadline() {
    let transport = Pretend::in_turn(|_| Ok(with_header(503, "", "Retry-After", "180")));
    let client = built(builder(&transport));
    let (error, took) = timed(list(&client));
    let error = error.expect_err("the vendor is down");
    assert_eq!((error.kind(), error.attempts(), took), (ErrorKind::Status, 1, Duration::ZERO));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(180)));
    assert!(error.is_retryable());
    let transport = Pretend::in_turn(|_| Ok(with_header(503, "", "Retry-After", &u64::MAX.to_string())));
    let error = block_on(list(&built(builder(&transport)))).expect_err("the vendor is down");
    assert_eq!(error.attempts(), 1);
}

#[track_caller]
fn check_sent(failure: fn() -> TransportError, safe: usize, never: usize) {
    let transport = Pretend::in_turn(move |_| Err(failure()));
    let client = built(builder(&transport));
    let error = block_on(list(&client)).expect_err("no answer comes");
    assert_eq!(error.attempts() as usize, safe);
    block_on(update(&client)).expect_err("no answer comes");
    assert_eq!((sent(&transport, &LIST), sent(&transport, &UPDATE)), (safe, never));
}

#[test]
fn what_may_have_arrived_is_sent_again_only_where_that_changes_nothing() {
    check_sent(|| TransportError::not_sent("refused"), 3, 3);
    check_sent(|| TransportError::unknown("reset"), 3, 1);
    check_sent(TransportError::timed_out, 3, 1);
    check_sent(|| TransportError::cannot_be_sent("no certificate"), 1, 1);
    check_sent(TransportError::too_large, 1, 1);
}

#[test]
fn a_vendor_who_is_down_is_not_asked_thrice_as_often() {
    let transport = Pretend::in_turn(|number| Ok(response(if number < 250 { 500 } else { 200 }, GOOD)));
    let client = built(builder(&transport).retry(at_once(2)));
    for _ in 0..150 {
        block_on(list(&client)).expect_err("the vendor is down");
    }
    assert_eq!(transport.paths().len(), 250, "the budget was good for a hundred repetitions");
    for _ in 0..5 {
        block_on(list(&client)).expect("the vendor is up");
    }
    assert_eq!(client.inner().budget.left(), 5);
}

const NOON: &str = "Tue, 14 Nov 2023 12:00:00 GMT";
const NOON_MS: i64 = 1_699_963_200_000;

/// The times that the requests were signed with.
fn signed_at(transport: &Pretend) -> Vec<i64> {
    let sent = transport.sent.lock().expect("no test panics here");
    let time =
        |request: &http::Request<Bytes>| request.headers().get("req_date")?.to_str().ok()?.parse().ok();
    sent.iter().filter_map(time).collect()
}

#[test]
fn a_clock_that_is_off_is_corrected_once() {
    let transport = once(|| Ok(with_header(200, WRONG_TIME, "Date", NOON)));
    let hands = Hands::default();
    *hands.0.lock().expect("no test panics here") = NOON_MS + 3_600_000;
    let client = built(builder(&transport).clock(hands.clone()).token("mine"));
    assert_eq!(block_on(update(&client)).expect("the clock is right"), Some(true));
    *hands.0.lock().expect("no test panics here") += 1_000;
    block_on(update(&client)).expect("the clock is right");
    assert_eq!(signed_at(&transport), [NOON_MS + 3_600_000, NOON_MS, NOON_MS + 1_000]);
}

#[test]
fn a_clock_is_corrected_neither_twice_nor_without_a_date() {
    for (answer, times) in [(with_header(200, WRONG_TIME, "Date", NOON), 2), (response(200, WRONG_TIME), 1)] {
        let transport = Pretend::in_turn(move |_| Ok(answer.clone()));
        let error = block_on(update(&built(builder(&transport).token("mine")))).expect_err("it is refused");
        assert_eq!((error.code_name(), error.attempts()), (Some("wrong_time"), times));
    }
}

#[test]
fn a_clock_that_is_off_does_not_keep_a_token_away() {
    let transport = Pretend::new(|request| {
        let body = String::from_utf8_lossy(request.body()).into_owned();
        let path = request.uri().path().ends_with("/login");
        Ok(match (path, body.contains("again")) {
            (true, false) => with_header(200, WRONG_TIME, "Date", NOON),
            (true, true) => response(200, r#"{"code":"2000","data":{"access_token":"t1"}}"#),
            _ => response(200, GOOD),
        })
    });
    let nonces = Nonces(Mutex::new(vec!["last", "again", "first"]));
    let client = built(builder(&transport).nonces(nonces));
    block_on(update(&client)).expect("the clock is right");
    assert_eq!((transport.paths().len(), signed_at(&transport)), (3, vec![NOON_MS]));
}

struct Nonces(Mutex<Vec<&'static str>>);

impl crate::Nonces for Nonces {
    fn nonce(&self) -> std::io::Result<String> {
        Ok(self.0.lock().expect("no test panics here").pop().expect("there are enough").to_owned())
    }
}

#[derive(Clone, Default)]
struct Diary(Arc<Mutex<Vec<String>>>);

impl Observer for Diary {
    fn observe(&self, event: &Event<'_>) {
        let line = match event {
            Event::Attempt(attempt) => format!(
                "{} {} {:?} {:?}",
                attempt.operation.id, attempt.number, attempt.outcome.status, attempt.outcome.error
            ),
            Event::Again(again) => format!("again {} {:?} {:?}", again.number, again.reason, again.pause),
            Event::Call(ended) => {
                format!("end {} {} {:?}", ended.operation.id, ended.attempts, ended.outcome.error)
            }
            Event::Token(event) => format!("token {event:?}"),
            Event::StoreFailed(error) => error.to_string(),
        };
        self.0.lock().expect("no test panics here").push(line);
    }
}

#[test]
fn observers_are_told_in_order() {
    let transport = Pretend::in_turn(|number| match number {
        0 => Ok(response(429, "")),
        1 => Ok(response(200, STALE)),
        2 => Ok(with_header(200, WRONG_TIME, "Date", "Tue, 14 Nov 2023 22:13:20 GMT")),
        3 => Ok(response(200, GOOD)),
        _ => Err(TransportError::unknown("reset")),
    });
    let diary = Diary::default();
    let client = built(builder(&transport).retry(at_once(9)).observer(diary.clone()));
    block_on(update(&client)).expect("it is answered at last");
    block_on(update(&client)).expect_err("the connection breaks");
    let told = diary.0.lock().expect("no test panics here");
    let expected = [
        "auth.login 1 Some(200) None",
        "token Fetched",
        "account.update 1 Some(429) Some(Status)",
        "again 1 Transient 0ns",
        "account.update 2 Some(200) Some(Code)",
        "token Dropped",
        "again 2 StaleToken 0ns",
        "auth.login 1 Some(200) None",
        "token Fetched",
        "account.update 3 Some(200) Some(Code)",
        "again 3 WrongClock 0ns",
        "account.update 4 Some(200) None",
        "end account.update 4 None",
        "account.update 1 None Some(Transport)",
        "end account.update 1 Some(Transport)",
    ];
    assert_eq!(told[..], expected);
}
