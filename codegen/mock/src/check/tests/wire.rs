//! Calls made by hand, byte for byte, over a socket.
//!
//! In: a call, signed or not. Out: status and body of the answer. Nothing of the client is used but the vectors of its
//! recipes.

use crate::rules::Reason;
use crate::server::{MockServer, Mocked};
use crate::{CallRecord, Outcome};
use jiekou_runtime::Clock;
use jiekou_runtime::private::{Api, Method, VectorInput, sign_vector};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// When the calls of these tests are made.
pub(crate) const NOW_MS: i64 = 1_700_000_000_123;

/// A clock that tests turn.
#[derive(Clone, Debug)]
pub(crate) struct At(pub(crate) Arc<AtomicI64>);

impl At {
    pub(crate) fn now() -> Self {
        Self(Arc::new(AtomicI64::new(NOW_MS)))
    }

    pub(crate) fn pass(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::Relaxed);
    }
}

impl Clock for At {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A call.
#[derive(Clone, Debug)]
pub(crate) struct Wire {
    pub(crate) verb: &'static str,
    /// Path and query as they are sent.
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Wire {
    pub(crate) fn new(verb: &'static str, target: &str, body: &str) -> Self {
        let headers = vec![("Content-Type".to_owned(), "application/json; charset=UTF-8".to_owned())];
        Self { verb, target: target.to_owned(), headers, body: body.as_bytes().to_vec() }
    }

    /// With a header; an empty one is taken away.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(other, _)| other != name);
        if !value.is_empty() {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// With the headers of an API's signing recipe.
    pub(crate) fn signed(self, api: &'static Api, input: &VectorInput<'_>) -> Self {
        let made = sign_vector(api, input);
        let headers = api.signing.as_ref().map_or(&[][..], |signing| signing.headers);
        headers
            .iter()
            .fold(self, |wire, header| wire.with(header.name, made.get(header.name).unwrap_or_default()))
    }

    /// Sends it, and gives status and body.
    pub(crate) fn send<C: Mocked>(&self, server: &MockServer<C>) -> (u16, String) {
        let host = server.base_url().trim_start_matches("http://").split('/').next().unwrap_or_default();
        let mut head =
            format!("{} {} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n", self.verb, self.target);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", self.body.len()));
        let mut stream = TcpStream::connect(host).expect("the server listens");
        stream.write_all(head.as_bytes()).expect("it can be sent");
        // A server that refuses a long body may close before it has read all of it.
        let _ = stream.write_all(&self.body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, body.to_owned())
    }

    /// Sends it, and gives what the server wrote down.
    pub(crate) fn record<C: Mocked>(&self, server: &MockServer<C>) -> CallRecord {
        self.send(server);
        server.calls().pop().expect("it was written down")
    }

    /// Sends it, and gives the reason of the refusal in words.
    #[track_caller]
    pub(crate) fn refused<C: Mocked>(&self, server: &MockServer<C>, expected: Reason) -> String {
        // It is wrong on purpose.
        server.leave_unverified();
        match self.record(server).outcome {
            Outcome::Refused { reason, text } => {
                assert_eq!(reason, expected, "{text}");
                text
            }
            outcome => panic!("expected {expected}, and it was answered: {outcome}"),
        }
    }

    /// Sends it, and sees that it is answered.
    #[track_caller]
    pub(crate) fn passes<C: Mocked>(&self, server: &MockServer<C>) {
        let outcome = self.record(server).outcome;
        assert!(matches!(outcome, Outcome::Example(_)), "{outcome}");
    }
}

/// What is signed in these tests, with the credentials that servers have by default.
pub(crate) fn input<'a>(path: &'a str, body: &'a str) -> VectorInput<'a> {
    VectorInput {
        method: Method::Post,
        path,
        query: &[],
        body,
        now_ms: NOW_MS,
        nonce: "n-1",
        token: "",
        credentials: &["test-app-key", "test-app-secret"],
        headers: &[],
    }
}
