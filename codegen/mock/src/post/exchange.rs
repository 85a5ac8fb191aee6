//! One request to a receiver, over plain HTTP.
//!
//! In: a request and an address. Out: status and body of the answer, or why there is none. Redirects are not followed,
//! and a body is read up to a limit.

use super::target::{Reach, Target};
use bytes::{Bytes, BytesMut};
use http::header::{CONNECTION, HOST};
use http::{HeaderValue, Request};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::time::Duration;
use tokio::net::TcpStream;

/// The most bytes of an answer that are read.
const MOST_BYTES: usize = 64 << 10;

/// Sends a request and reads the answer.
pub(super) async fn exchange(
    target: &Target,
    reach: Reach,
    timeout: Duration,
    request: Request<Bytes>,
) -> Result<(u16, Bytes), String> {
    let answer = tokio::time::timeout(timeout, send(target, reach, request)).await;
    answer.unwrap_or_else(|_| Err(format!("nothing came within {timeout:?}")))
}

async fn send(target: &Target, reach: Reach, request: Request<Bytes>) -> Result<(u16, Bytes), String> {
    let addresses = target.addresses(reach).await?;
    let stream = TcpStream::connect(&*addresses).await;
    let stream = stream.map_err(|error| format!("cannot connect: {}", error.kind()))?;
    let broken = |error: hyper::Error| format!("the answer did not come: {error}");
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    // It ends when the sender is dropped.
    tokio::spawn(connection);
    let mut request = request.map(Full::new);
    *request.uri_mut() = target.path.clone().into();
    let host = HeaderValue::from_str(&target.authority()).map_err(|_| "no header can hold the host")?;
    request.headers_mut().insert(HOST, host);
    request.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    let answer = sender.send_request(request).await.map_err(broken)?;
    let (head, mut body) = answer.into_parts();
    let mut read = BytesMut::new();
    while let Some(frame) = body.frame().await {
        if let Ok(data) = frame.map_err(broken)?.into_data() {
            read.extend_from_slice(&data);
        }
        if read.len() > MOST_BYTES {
            return Err("the answer is too long".to_owned());
        }
    }
    Ok((head.status.as_u16(), read.freeze()))
}
