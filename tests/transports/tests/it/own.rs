//! A transport of one's own, as the documentation shows it, over a few lines of HTTP.

use crate::server::{Server, Step, write};
use crate::transports::{GOOD, Under, patient};
use jiekou::http::{Request, Response};
use jiekou::{Body, BoxFuture, Limits, Transport, TransportError};
use std::io::{self, Read, Write};
use std::net::TcpStream;

/// Sends by a function.
struct Own<F>(F);

impl<F: Fn(Request<Vec<u8>>) -> io::Result<Response<Vec<u8>>> + Send + Sync> Transport for Own<F> {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, mut pieces) = request.into_parts();
            let mut body = Vec::new();
            while let Some(piece) = pieces.next().await {
                body.extend_from_slice(&piece.map_err(TransportError::not_sent)?);
            }
            let answer = (self.0)(Request::from_parts(head, body)).map_err(TransportError::unknown)?;
            Ok(answer.map(Body::from))
        })
    }
}

/// As much of HTTP as a test needs.
fn over_tcp(request: Request<Vec<u8>>) -> io::Result<Response<Vec<u8>>> {
    let mut stream =
        TcpStream::connect(request.uri().authority().map_or("", |authority| authority.as_str()))?;
    write!(stream, "{} {} HTTP/1.1\r\ncontent-length: ", request.method(), request.uri().path())?;
    write!(stream, "{}\r\n\r\n", request.body().len())?;
    stream.write_all(request.body())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (_, body) = answer.split_once("\r\n\r\n").ok_or(io::ErrorKind::InvalidData)?;
    Ok(Response::new(body.as_bytes().to_vec()))
}

#[test]
fn a_transport_of_ones_own_carries_calls() {
    let server = Server::plain(vec![Step::Read, write(GOOD)]);
    let under = Under::awaited("own", Own(over_tcp));
    let client = under.client(&format!("http://{}", server.address), &patient());
    assert_eq!(under.call(&client, 1), "answered true");
    let [heard] = server.heard().try_into().expect("one request");
    assert!(
        heard.starts_with("POST /v2/public/account/update HTTP/1.1\r\n") && heard.ends_with('}'),
        "{heard}"
    );
}
