//! A route of axum that takes what a vendor posts.
//!
//! In: a receiver, and what to do with a notification. Out: a route for every method, so that probes and strangers
//! are answered by the receiver too. Nothing but this file knows axum.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Response};
use axum::routing::{MethodRouter, any};
use jiekou::{Incoming, Posted, Receiver, Reply};

/// A route for one address. `take` keeps the notification, best in a queue, and says what to answer: vendors wait
/// for seconds only, and post again what was not answered.
pub(crate) fn route<N: Posted + 'static>(
    receiver: Receiver<N>,
    take: impl Fn(N) -> Reply + Clone + Send + Sync + 'static,
) -> MethodRouter {
    any(async move |method: Method, headers: HeaderMap, body: Bytes| -> Response<Body> {
        let reply = match receiver.receive(&method, &headers, &body) {
            Ok(Incoming::Probe(reply)) => reply,
            Ok(Incoming::Notification(notification)) => take(notification),
            // For the log there is the refusal itself, which shows nothing of what was posted.
            Err(refusal) => refusal.reply(),
        };
        reply.into_response().map(Body::from)
    })
}
