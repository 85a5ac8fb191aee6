//! Tests of exchanges: what is left unread, and how long a body may take.

use super::*;
use crate::pretend::block_on;
use crate::transport::BoxFuture;
use std::future::{pending, poll_fn};
use std::time::Duration;

/// A timer whose sleeps are over at once, so that every limit that is waited for is reached.
struct Hasty;

impl Timer for Hasty {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async {})
    }
}

/// Takes one piece of the body each time it is polled; answers after the last one, or never.
struct Slow(bool);

impl Transport for Slow {
    fn send<'a>(
        &'a self,
        request: http::Request<Body>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let mut body = request.into_body();
            while body.next().await.is_some() {
                let mut gave_way = false;
                poll_fn(
                    |_| if std::mem::replace(&mut gave_way, true) { Poll::Ready(()) } else { Poll::Pending },
                )
                .await;
            }
            if self.0 { Ok(http::Response::new(Body::from("done"))) } else { pending().await }
        })
    }
}

/// Four pieces.
struct Pieces(u8);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        self.0 += 1;
        Poll::Ready((self.0 <= 4).then(|| Ok(Frame::data(Bytes::from_static(b"x")))))
    }
}

#[track_caller]
fn check(answers: bool, body: Body, expected: Result<&str, &str>) {
    let limits = Limits::default();
    let transport = Slow(answers);
    let ways = Ways { transport: &transport, timer: &Hasty, limits, began: Duration::ZERO, deadline: None };
    let answer = block_on(ways.send(http::Request::new(body)));
    let answer = answer.map(|answer| answer.into_body().as_bytes().cloned().unwrap_or_default());
    let answer = answer.map_err(|error| error.to_string());
    assert_eq!(answer.as_deref().map_err(String::as_str), expected.map(str::as_bytes));
}

#[test]
fn a_body_in_pieces_may_take_its_time() {
    let late = Err("the time was up; whether the request arrived is not known");
    check(true, Body::new(Pieces(0)), Ok("done"));
    check(false, Body::new(Pieces(0)), late);
    check(true, Body::from("x"), late);
}

#[track_caller]
fn check_file(types: FileTypes, status: u16, content_type: Option<&str>, expected: bool) {
    let mut answer = http::Response::new(Body::default());
    *answer.status_mut() = http::StatusCode::from_u16(status).expect("the test gives a status");
    if let Some(text) = content_type {
        answer.headers_mut().insert("Content-Type", text.parse().expect("the test gives a type"));
    }
    assert_eq!(is_file(types, &answer), expected, "{types:?} {status} {content_type:?}");
}

#[test]
fn a_file_is_told_by_its_content_type() {
    for is_file in
        [None, Some("application/pdf"), Some("application/octet-stream;charset=UTF-8"), Some("text/csv")]
    {
        check_file(&[], 200, is_file, true);
    }
    for is_none in
        ["application/json", "Application/JSON; charset=utf-8", "application/problem+json", "text/html"]
    {
        check_file(&[], 200, Some(is_none), false);
    }
    check_file(&["application/json", "image/*"], 200, Some("application/json"), true);
    check_file(&["application/json", "image/*"], 200, Some("image/png"), true);
    check_file(&["application/json", "image/*"], 200, Some("application/pdf"), false);
    check_file(&[], 500, Some("application/pdf"), false);
}
