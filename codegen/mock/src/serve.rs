//! The wire: connections, requests and answers over HTTP/1.1 on loopback.
//!
//! In: a listener and a vendor. Out: answers, with the conduct that they ask for. Bodies are read up to a limit.

mod wire;

use crate::control;
use crate::received::Received;
use crate::reply::Reply;
use crate::vendor::Vendor;
use bytes::Bytes;
use futures_util::future::{Either, select};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::watch;
use wire::{Conducts, Wire};

/// Serves until the other end of `stop` is gone.
pub(crate) async fn serve(listener: TcpListener, vendor: Arc<Vendor>, mut stop: watch::Receiver<()>) {
    loop {
        let accepted = match select(pin!(listener.accept()), pin!(stop.changed())).await {
            Either::Left((accepted, _)) => accepted,
            Either::Right(_) => return,
        };
        let Ok((stream, _)) = accepted else { continue };
        // Answers are small and written at once.
        let _ = stream.set_nodelay(true);
        let vendor = Arc::clone(&vendor);
        let mut stop = stop.clone();
        tokio::spawn(async move {
            let conducts = Conducts::default();
            let wire = Wire::new(stream, conducts.clone());
            let service = service_fn(move |request| {
                let (vendor, conducts) = (Arc::clone(&vendor), conducts.clone());
                async move { Ok::<_, Infallible>(respond(&vendor, &conducts, request).await) }
            });
            let connection =
                http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(wire), service);
            select(connection, pin!(stop.changed())).await;
        });
    }
}

async fn respond(
    vendor: &Arc<Vendor>,
    conducts: &Conducts,
    request: http::Request<Incoming>,
) -> http::Response<Full<Bytes>> {
    let (head, body) = request.into_parts();
    let reply = match Limited::new(body, vendor.settings.most_bytes).collect().await {
        Ok(body) => {
            let received = Received::new(&head, body.to_bytes());
            match control::respond(vendor, &received).await {
                Some(reply) => reply,
                None => vendor.respond(&received),
            }
        }
        Err(error) if error.is::<LengthLimitError>() => {
            let text = format!("the body is longer than {} bytes", vendor.settings.most_bytes);
            vendor.refuse_unread(&Received::new(&head, Bytes::new()), &text)
        }
        Err(_) => Reply::of_type("text/plain", "the body was not sent whole").status(400),
    };
    if !reply.conduct.delay.is_zero() {
        tokio::time::sleep(reply.conduct.delay).await;
    }
    conducts.begin(&reply.conduct);
    let mut response = http::Response::new(Full::new(reply.body));
    *response.status_mut() = http::StatusCode::from_u16(reply.status).unwrap_or_default();
    for (name, value) in reply.headers {
        let name = http::HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, http::HeaderValue::from_str(&value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}
