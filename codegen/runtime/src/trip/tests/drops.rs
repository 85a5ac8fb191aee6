//! Whoever leaves, leaves nothing behind: calls are dropped after each number of polls, and in every order of two.

use super::*;
use crate::admission::{Place, RateLimit};
use crate::body::Body;
use crate::pretend::{Mood, Shelf, Steps, pass_to_next, sleepers};
use crate::transport::{BoxFuture, Limits, Transport};
use http_body::Frame;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// A client in some state, and what it stands on.
struct World {
    client: Client,
    transport: Pretend,
    shelf: Option<Shelf>,
    /// A place that somebody else gives back after a while.
    taken: Option<Place>,
}

/// Gives answers in two pieces, each after giving way.
struct InPieces(Pretend);

impl Transport for InPieces {
    fn send<'a>(
        &'a self,
        request: http::Request<Body>,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let answer = self.0.send(request, limits).await?;
            Ok(answer.map(|body| {
                let bytes = body.as_bytes().cloned().unwrap_or_default();
                let half = bytes.len() / 2;
                Body::new(Pieces { left: vec![bytes.slice(half..), bytes.slice(..half)], gave_way: false })
            }))
        })
    }
}

struct Pieces {
    left: Vec<Bytes>,
    gave_way: bool,
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.gave_way = !self.gave_way;
        if self.gave_way {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(self.left.pop().map(|piece| Ok(Frame::data(piece))))
    }
}

fn world(
    settings: impl FnOnce(ClientBuilder<Core>) -> ClientBuilder<Core>,
    first: fn() -> http::Response<Bytes>,
) -> World {
    let transport = Pretend::in_turn(move |number| Ok(if number == 0 { first() } else { good() }));
    let client = built(settings(builder(&transport).transport(InPieces(transport.clone()))));
    World { client, transport, shelf: None, taken: None }
}

fn good() -> http::Response<Bytes> {
    response(200, GOOD)
}

fn plain() -> World {
    world(|builder| builder.token("mine"), good)
}

fn fetching() -> World {
    world(|builder| builder, good)
}

fn retrying() -> World {
    world(|builder| builder, || with_header(429, "", "Retry-After", "3"))
}

fn stale() -> World {
    world(|builder| builder.token("old").max_concurrent_calls(1), || response(200, STALE))
}

fn wrong_clock() -> World {
    world(|builder| builder, || with_header(200, WRONG_TIME, "Date", "Tue, 14 Nov 2023 22:12:20 GMT"))
}

fn limited() -> World {
    world(|builder| builder.rate_limit(RateLimit::per_second(1)).max_concurrent_calls(1), good)
}

fn crowded() -> World {
    let mut world = world(|builder| builder.max_concurrent_calls(1), good);
    let places = world.client.inner().admission.places.clone().expect("there is a limit");
    world.taken = Some(block_on(places.take()));
    world
}

fn stored(mood: Mood) -> World {
    let shelf = Shelf::new(mood);
    let kept = shelf.clone();
    World { shelf: Some(shelf), ..world(|builder| builder.token_store(kept), good) }
}

fn alone_at_the_store() -> World {
    stored(Mood::Works)
}

fn waiting_at_the_store() -> World {
    let shelf = Shelf::new(Mood::Works).taken_for(Duration::from_secs(1));
    let kept = shelf.clone();
    World { shelf: Some(shelf), ..world(|builder| builder.token_store(kept), good) }
}

fn store_dies() -> World {
    stored(Mood::FailsInTurn)
}

fn store_hangs() -> World {
    stored(Mood::Hangs)
}

/// The name of a path, and a world in which a call takes it.
type Path = (&'static str, fn() -> World);

const PATHS: [Path; 11] = [
    ("plain", plain),
    ("fetching", fetching),
    ("retrying", retrying),
    ("stale", stale),
    ("wrong clock", wrong_clock),
    ("limited", limited),
    ("crowded", crowded),
    ("alone at the store", alone_at_the_store),
    ("waiting at the store", waiting_at_the_store),
    ("store dies", store_dies),
    ("store hangs", store_hangs),
];

impl World {
    /// Nobody is under way any more: nothing is held, nothing leaks, and the next call succeeds soon.
    #[track_caller]
    fn check_rest(&self, what: &str) {
        let inner = self.client.inner();
        assert_eq!(sleepers(), 0, "{what}: nobody waits");
        assert_eq!(Arc::strong_count(inner), 1, "{what}: nobody holds the client");
        assert!(inner.tokens.is_at_rest(), "{what}: nobody fetches");
        assert!(inner.budget.left() >= 490, "{what}: no more is spent than was sent again");
        if let Some(places) = &inner.admission.places {
            assert_eq!(places.rest(), (1, 0), "{what}: the place is free");
        }
        if let Some(shelf) = self.shelf.as_ref().filter(|shelf| !shelf.is_anothers()) {
            let began = std::time::Instant::now();
            while !shelf.is_free() {
                assert!(began.elapsed() < Duration::from_secs(20), "{what}: the turn ends");
                std::thread::yield_now();
            }
        }
        let (answer, took) = timed(update(&self.client));
        assert_eq!(answer.ok().flatten(), Some(true), "{what}: the next call succeeds");
        assert!(took <= Duration::from_secs(5), "{what}: the next call took {took:?}");
        assert!(self.transport.logins() <= 3, "{what}: {} fetches", self.transport.logins());
    }
}

/// Polls so often, and tells whether the call was done before.
fn poll_and_drop(world: &mut World, polls: usize) -> bool {
    let mut call = Steps::new(update(&world.client));
    for number in 0..polls {
        if number == 3 {
            world.taken = None;
        }
        if call.step().is_some() {
            return true;
        }
        if !call.is_woken() && world.taken.is_none() {
            pass_to_next();
        }
    }
    false
}

#[test]
fn a_call_may_be_dropped_at_every_point() {
    for (path, make) in PATHS {
        let mut points = 0;
        loop {
            let mut world = make();
            let done = poll_and_drop(&mut world, points);
            world.taken = None;
            world.check_rest(&format!("{path}, dropped after {points} polls"));
            if done {
                break;
            }
            points += 1;
        }
        assert!(points > 4, "{path}: {points} points are too few to be true");
    }
}

/// How many polls of two calls are tried in every order.
const ORDERS: u32 = 8;

/// Polls two calls in this order, drops the first and awaits the second.
fn poll_in_order(world: &mut World, order: u32) {
    let mut first = Some(Steps::new(update(&world.client)));
    let mut second = Some(Steps::new(update(&world.client)));
    for number in 0..ORDERS {
        if number == 3 {
            world.taken = None;
        }
        let call = if order >> number & 1 == 0 { &mut first } else { &mut second };
        if let Some(answer) = call.as_mut().and_then(Steps::step) {
            assert_eq!(answer.ok().flatten(), Some(true), "order {order:b}");
            *call = None;
        }
        let calls = [first.as_ref(), second.as_ref()];
        if world.taken.is_none() && !calls.into_iter().flatten().any(Steps::is_woken) && sleepers() > 0 {
            pass_to_next();
        }
    }
    world.taken = None;
    drop(first);
    while let Some(call) = &mut second {
        match call.step() {
            Some(answer) => {
                assert_eq!(answer.ok().flatten(), Some(true), "order {order:b}");
                second = None;
            }
            None if call.is_woken() => {}
            None => pass_to_next(),
        }
    }
}

#[test]
fn two_calls_harm_each_other_in_no_order() {
    for (path, make) in PATHS {
        for order in 0..1 << ORDERS {
            let mut world = make();
            poll_in_order(&mut world, order);
            let fetched = world.transport.logins();
            // Before its first poll, the second knows nothing of the fetch that is dropped.
            let most = if order == 0 { 2 } else { 1 };
            assert!(fetched <= most, "{path}, order {order:b}: {fetched} fetches");
            world.check_rest(&format!("{path}, order {order:b}"));
        }
    }
}
