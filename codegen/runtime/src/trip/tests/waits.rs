//! Every wait of a call ends with its deadline, and limits on calls hold.

use super::*;
use crate::admission::RateLimit;
use crate::body::Body;
use crate::error::ErrorKind;
use crate::pretend::{Mood, Shelf, Steps, pass_to_next, sleepers};
use crate::transport::{BoxFuture, Limits, Transport};
use futures_util::future::join_all;
use http_body::Frame;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

/// Where a vendor stops for good.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stops {
    BeforeTheHead,
    InsideTheBody,
    /// A byte comes from time to time, without end.
    Never(Duration),
}

/// A vendor that stops, and gives tokens like any other.
struct Slow(Pretend, Stops);

impl Transport for Slow {
    fn send<'a>(
        &'a self,
        request: http::Request<Body>,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        let stops = self.1;
        if request.uri().path().ends_with("/login") {
            return self.0.send(request, limits);
        }
        Box::pin(async move {
            let head = self.0.send(request, limits).await?.into_parts().0;
            if stops == Stops::BeforeTheHead {
                std::future::pending::<()>().await;
            }
            let drip =
                Drip { every: if let Stops::Never(every) = stops { Some(every) } else { None }, next: None };
            Ok(http::Response::from_parts(head, Body::new(drip)))
        })
    }
}

struct Drip {
    every: Option<Duration>,
    next: Option<BoxFuture<'static, ()>>,
}

impl http_body::Body for Drip {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let Some(every) = self.every else { return Poll::Pending };
        let next = self.next.get_or_insert_with(|| VirtualTimer.sleep(every));
        std::task::ready!(next.as_mut().poll(context));
        self.next = None;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b" ")))))
    }
}

fn slow(stops: Stops) -> (Pretend, ClientBuilder<Core>) {
    let transport = Pretend::answering(200, GOOD);
    let builder = builder(&transport).transport(Slow(transport.clone(), stops)).retry(RetryPolicy::never());
    (transport, builder)
}

#[track_caller]
fn check_limit(stops: Stops, deadline: Option<Duration>, expected_s: u64) {
    let (_, builder) = slow(stops);
    let (error, took) = timed(update(&built(builder.deadline(deadline))));
    assert_eq!(
        (error.expect_err("the time is up").kind(), took.as_secs()),
        (ErrorKind::TimedOut, expected_s)
    );
    assert_eq!(sleepers(), 0);
}

#[test]
fn a_vendor_that_stops_is_left_in_time() {
    let five = Some(Duration::from_secs(5));
    check_limit(Stops::BeforeTheHead, None, 70);
    check_limit(Stops::InsideTheBody, None, 30);
    check_limit(Stops::Never(Duration::from_secs(31)), None, 30);
    check_limit(Stops::Never(Duration::from_secs(29)), Some(Duration::from_secs(180)), 180);
    check_limit(Stops::BeforeTheHead, five, 5);
    check_limit(Stops::InsideTheBody, five, 5);
    check_limit(Stops::Never(Duration::from_secs(1)), five, 5);
}

#[test]
fn endless_drops_end_at_the_limit_of_size() {
    let (_, builder) = slow(Stops::Never(Duration::from_secs(29)));
    let (error, took) = timed(update(&built(builder.deadline(None).max_answer_bytes(9).token("mine"))));
    assert_eq!(error.expect_err("it is too large").kind(), ErrorKind::TooLarge);
    assert_eq!(took.as_secs(), 290);
}

#[test]
fn a_call_may_have_a_deadline_of_its_own() {
    for (own, expected) in [(2, 2), (200, 200)] {
        let (_, builder) = slow(Stops::Never(Duration::from_millis(500)));
        let (error, took) = timed(update(&built(builder)).deadline(Duration::from_secs(own)));
        assert_eq!(
            (error.expect_err("the time is up").kind(), took.as_secs()),
            (ErrorKind::TimedOut, expected)
        );
    }
}

#[test]
fn nothing_is_sent_after_the_deadline() {
    let transport = Pretend::answering(200, GOOD);
    let client = built(builder(&transport).token("mine"));
    let error = block_on(update(&client).deadline(Duration::ZERO)).expect_err("the time is up");
    assert_eq!((error.kind(), error.attempts(), error.is_retryable()), (ErrorKind::TimedOut, 0, true));
    assert!(transport.paths().is_empty());
}

#[test]
fn the_wait_for_a_token_ends_with_the_deadline() {
    let transport = Pretend::new(|_| Err(TransportError::timed_out()));
    let hanging = Arc::new(Hanging);
    let client = built(builder(&transport).transport(Arc::clone(&hanging)));
    let (error, took) = timed(update(&client).deadline(Duration::from_secs(4)));
    let error = error.expect_err("no token comes");
    assert_eq!((error.kind(), error.operation(), took.as_secs()), (ErrorKind::TimedOut, "account.update", 4));
    let shelf = Shelf::new(Mood::Works).taken_for(Duration::MAX);
    let client = built(builder(&transport).token_store(shelf));
    let (error, took) = timed(update(&client).deadline(Duration::from_secs(4)));
    assert_eq!((error.expect_err("no turn comes").kind(), took.as_secs()), (ErrorKind::TimedOut, 4));
    assert!(client.inner().tokens.is_at_rest() && sleepers() == 0);
}

struct Hanging;

impl Transport for Hanging {
    fn send<'a>(
        &'a self,
        _: http::Request<Body>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn a_pause_that_is_longer_than_the_deadline_is_not_made() {
    let transport = Pretend::answering(503, "");
    let hour = Duration::from_secs(3600);
    let client = built(builder(&transport).retry(RetryPolicy::attempts(99).pauses(hour, hour)));
    let (error, took) = timed(list(&client));
    assert_eq!(error.expect_err("the vendor is down").kind(), ErrorKind::Status);
    assert!(took < Duration::from_secs(180), "{took:?}");
}

/// Notes when each call was sent; each takes so long.
#[derive(Clone)]
struct Notes(Arc<Mutex<Vec<u64>>>, Duration);

impl Transport for Notes {
    fn send<'a>(
        &'a self,
        request: http::Request<Body>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        assert!(!request.uri().path().ends_with("/login"));
        Box::pin(async move {
            self.0.lock().expect("no test panics here").push(VirtualTimer.now().as_secs());
            VirtualTimer.sleep(self.1).await;
            Ok(response(200, GOOD).map(Body::from))
        })
    }
}

#[track_caller]
fn check_times(settings: impl Fn(ClientBuilder<Core>) -> ClientBuilder<Core>, takes: u64, expected: &[u64]) {
    let notes = Notes(Arc::default(), Duration::from_secs(takes));
    let unused = Pretend::answering(200, GOOD);
    let client = built(settings(builder(&unused).transport(notes.clone())));
    let answers = block_on(join_all(expected.iter().map(|_| list(&client))));
    assert!(answers.into_iter().all(|answer| answer.is_ok()));
    let times = notes.0.lock().expect("no test panics here").clone();
    let first = times[0];
    assert_eq!(times.iter().map(|time| time - first).collect::<Vec<_>>(), expected);
    if let Some(places) = &client.inner().admission.places {
        assert_eq!(places.rest().1, 0);
    }
}

#[test]
fn calls_keep_to_the_limits() {
    check_times(|builder| builder, 5, &[0, 0, 0, 0]);
    check_times(|builder| builder.rate_limit(RateLimit::per_second(1)), 5, &[0, 1, 2, 3]);
    check_times(|builder| builder.rate_limit(RateLimit::per_second(1).burst(2)), 5, &[0, 0, 1, 2]);
    check_times(|builder| builder.max_concurrent_calls(2), 5, &[0, 0, 5, 5, 10]);
    // Whoever waited for a place still keeps to the rate.
    let both =
        |builder: ClientBuilder<Core>| builder.rate_limit(RateLimit::per_second(1)).max_concurrent_calls(2);
    check_times(both, 5, &[0, 1, 5, 6, 10, 11]);
}

#[test]
fn a_call_that_would_be_let_through_too_late_is_refused_at_once() {
    let transport = Pretend::answering(200, GOOD);
    let client =
        built(builder(&transport).rate_limit(RateLimit::per_minute(1)).deadline(Duration::from_secs(59)));
    block_on(list(&client)).expect("it is the first");
    let (error, took) = timed(list(&client));
    let error = error.expect_err("it is too late");
    assert_eq!((error.kind(), error.is_retryable(), took), (ErrorKind::TimedOut, true, Duration::ZERO));
    // So is the call that gives tokens, which spends nothing of the budget on that.
    let before = client.inner().budget.left();
    let (error, took) = timed(update(&client));
    let error = error.expect_err("there is no token");
    assert_eq!((error.kind(), error.operation(), took), (ErrorKind::TimedOut, "auth.login", Duration::ZERO));
    assert_eq!((client.inner().budget.left(), transport.paths().len()), (before, 1));
}

#[test]
fn the_wait_for_a_place_ends_with_the_deadline() {
    let transport = Pretend::answering(200, GOOD);
    let client = built(builder(&transport).max_concurrent_calls(1));
    let places = client.inner().admission.places.as_ref().expect("there is a limit");
    let place = block_on(places.take());
    let (error, took) = timed(list(&client).deadline(Duration::from_secs(9)));
    assert_eq!((error.expect_err("no place is free").kind(), took.as_secs()), (ErrorKind::TimedOut, 9));
    drop(place);
    assert_eq!(places.rest(), (1, 0));
    block_on(list(&client)).expect("the place is free");
}

#[test]
fn a_token_that_was_dropped_during_the_wait_is_not_sent() {
    let transport = Pretend::in_turn(|number| Ok(response(200, if number == 0 { STALE } else { GOOD })));
    let client = built(builder(&transport).token("old").max_concurrent_calls(1));
    let mut calls: Vec<_> = (0..5).map(|_| Steps::new(update(&client))).collect();
    let mut done = 0;
    while done < calls.len() {
        let before = done;
        for call in &mut calls {
            if call.is_woken() && call.step().is_some_and(|answer| answer.is_ok()) {
                done += 1;
            }
        }
        if done == before && !calls.iter().any(Steps::is_woken) {
            pass_to_next();
        }
    }
    assert_eq!((sent(&transport, &UPDATE), transport.logins()), (6, 1));
}
