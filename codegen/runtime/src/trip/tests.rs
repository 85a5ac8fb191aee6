//! Tests of the way of a call: attempts, waits, and what is left behind by whoever leaves.

mod again;
mod drops;
mod waits;

use crate::call::Call;
use crate::client::{Client, ClientBuilder};
use crate::error::Result;
use crate::operation::Operation;
use crate::pretend::{
    Core, Hands, LIST, Nothing, Pretend, Request, UPDATE, VirtualTimer, block_on, builder, response,
};
use crate::retry::RetryPolicy;
use crate::timer::Timer as _;
use crate::transport::TransportError;
#[cfg(not(feature = "tracing"))]
use crate::trip::travel;
use bytes::Bytes;
use std::time::Duration;

const GOOD: &str = r#"{"code":"2000","data":true}"#;
const STALE: &str = r#"{"code":"40101"}"#;
const WRONG_TIME: &str = r#"{"code":"40102"}"#;

type Answered = Result<http::Response<Bytes>, TransportError>;

/// A call that only reads and needs no token.
fn list(client: &Client) -> Call<Option<bool>> {
    Call::new(client, &LIST, &Nothing)
}

/// A call that changes something and needs a token.
fn update(client: &Client) -> Call<Option<bool>> {
    Call::new(client, &UPDATE, &Request::new())
}

fn built(builder: ClientBuilder<Core>) -> Client {
    builder.build().map(|core| core.0).expect("the settings are good")
}

/// Sends again without a pause.
fn at_once(attempts: u32) -> RetryPolicy {
    RetryPolicy::attempts(attempts).pauses(Duration::ZERO, Duration::ZERO)
}

fn with_header(status: u16, body: &str, name: &'static str, value: &str) -> http::Response<Bytes> {
    let mut answer = response(status, body);
    answer.headers_mut().insert(name, value.parse().expect("the test gives a header"));
    answer
}

/// What a future gives, and how much time passes meanwhile.
fn timed<T>(future: impl Future<Output = T>) -> (T, Duration) {
    let began = VirtualTimer.now();
    let value = block_on(future);
    (value, VirtualTimer.now().saturating_sub(began))
}

/// How often an operation was sent.
fn sent(transport: &Pretend, operation: &Operation) -> usize {
    let end = operation.path.rsplit('/').next().unwrap_or_default();
    transport.paths().iter().filter(|path| path.ends_with(end)).count()
}

/// Allocators keep pieces up to about this size at hand; larger ones cost them several times as much.
#[cfg(not(feature = "tracing"))]
#[test]
fn a_call_under_way_is_small() {
    let client = built(builder(&Pretend::answering(200, "")));
    let Some(Ok(trip)) = client.start(&LIST, &Nothing).start else { panic!("the request is good") };
    let (trip, under_way) = (size_of_val(&*trip), size_of_val(&*travel(trip)));
    assert!(trip <= 640 && under_way <= 768, "{trip} {under_way}");
}
