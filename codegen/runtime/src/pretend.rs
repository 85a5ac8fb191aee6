//! A pretend API and a pretend transport for the tests of all rooms.
//!
//! In: answers to give. Out: a client over them, and the requests that were sent. It has no network.

mod models;
mod shapes;
mod store;
mod time;

pub(crate) use models::{Mode, Nothing, Odd, Part1, Request, Response};
pub(crate) use shapes::{Document, Fixed, Forms, Shapes};
pub(crate) use store::{Mood, Shelf};
pub(crate) use time::{Steps, VirtualTimer, block_on, pass_to_next, sleepers};

use crate::body::Body;
use crate::client::{ApiClient, ClientBuilder};
use crate::private::*;
use crate::transport::{BoxFuture, Limits, Transport, TransportError};
use crate::{CredentialValues, Secret};
use bytes::Bytes;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;

pub(crate) const fn names(wire: &'static str) -> Names {
    Names { wire, also: &[] }
}

pub(crate) static API: Api = Api {
    id: "pretend",
    servers: &["https://api.pretend.example/base"],
    credentials: &["app_key", "app_secret"],
    headers: &[Header { name: "Accept", value: &[Part::Text("*/*")] }],
    token: Some(Token {
        operation: "auth.login",
        method: Method::Post,
        path: "/login",
        steps: &[Step {
            name: "secret_md5",
            value: Expression::Pipeline(Source::Credential(1), &[Transform::Md5, Transform::Hex]),
        }],
        request: &[
            Member { wire: "app_key", value: &[Part::Value(Source::Credential(0))] },
            Member { wire: "secret", value: &[Part::Value(Source::Step(0))] },
            Member { wire: "nonce", value: &[Part::Value(Source::Nonce)] },
        ],
        value: &["data", "access_token"],
        problem: &["data", "error_msg"],
        keep_seconds: 60,
        stale: &["40101"],
        obtain: Obtain::BY_CALL,
    }),
    signing: Some(Signing {
        steps: &[
            Step {
                name: "body_md5",
                value: Expression::Pipeline(Source::Body, &[Transform::Md5, Transform::Hex]),
            },
            Step {
                name: "text",
                value: Expression::Join(
                    "_",
                    &[Source::Method, Source::Step(0), Source::NowMs, Source::Token, Source::Credential(1)],
                ),
            },
            Step {
                name: "signature",
                value: Expression::Pipeline(
                    Source::Step(1),
                    &[Transform::Md5, Transform::Hex, Transform::Base64],
                ),
            },
        ],
        headers: &[
            Header { name: "access_token", value: &[Part::Value(Source::Token)] },
            Header { name: "req_date", value: &[Part::Value(Source::NowMs)] },
            Header {
                name: "req_sign",
                value: &[
                    Part::Text("API-SV1:"),
                    Part::Value(Source::Credential(0)),
                    Part::Text(":"),
                    Part::Value(Source::Step(2)),
                ],
            },
        ],
    }),
    encryptions: &[Encryption { name: "rsa", chunk: 117, key: None }],
    envelope: Envelope {
        code: names("code"),
        message: Some(Names { wire: "message", also: &["msg"] }),
        request_id: Some(Names { wire: "reqId", also: &["req_id"] }),
        presentable: Some(names("errShow")),
        data: Data::Member {
            names: Names { wire: "data", also: &["result"] },
            empty_text: EmptyText::IsNothing,
        },
        success: Success {
            codes: &["2000", "SUCCESS"],
            flag: Some(names("success")),
            without_code: Some(names("done")),
        },
    },
    codes: &[
        code("40101", "token_expired", "The token is no longer valid.").then(Then::RefreshToken),
        code("40102", "wrong_time", "The time is off.").then(Then::FixClock),
        code("400429", "too_many", "Too many calls.").then(Then::BackOff).remedy("Slow down."),
        code("4xxx", "login_data", "Wrong login data.").class(),
    ],
};

/// The smallest API: no token, no signature, the data beside the code.
pub(crate) static BARE: Api = Api {
    id: "bare",
    servers: &[],
    credentials: &[],
    headers: &[],
    token: None,
    signing: None,
    encryptions: &[],
    envelope: Envelope {
        code: names("code"),
        message: None,
        request_id: None,
        presentable: None,
        data: Data::Beside,
        success: Success { codes: &["0"], flag: None, without_code: None },
    },
    codes: &[],
};

pub(crate) const UPDATE_CODES: &[&[KnownCode]] =
    &[&[code("5006", "access_denied", "No permission.").label("无权访问")]];

pub(crate) const fn updating() -> Operation {
    operation("account.update", Method::Post, "/account/{orgId}/update").signed().codes(UPDATE_CODES)
}

pub(crate) static UPDATE: Operation = updating();

pub(crate) static LIST: Operation = operation("account.list", Method::Get, "/accounts").retry(Retry::Safe);

/// What a transport is to answer, by path.
type Script = dyn Fn(&http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError> + Send + Sync;

/// Answers from a script and keeps what was sent.
#[derive(Clone)]
pub(crate) struct Pretend {
    script: Arc<Script>,
    pub(crate) sent: Arc<Mutex<Vec<http::Request<Bytes>>>>,
}

impl Pretend {
    pub(crate) fn new(
        script: impl Fn(&http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self { script: Arc::new(script), sent: Arc::default() }
    }

    /// Gives out tokens `t1`, `t2` … and answers anything else with this.
    pub(crate) fn answering(status: u16, body: &'static str) -> Self {
        Self::in_turn(move |_| Ok(response(status, body)))
    }

    /// Gives out tokens `t1`, `t2` … and answers anything else by how often it was asked, from 0.
    pub(crate) fn in_turn(
        answer: impl Fn(usize) -> Result<http::Response<Bytes>, TransportError> + Send + Sync + 'static,
    ) -> Self {
        let (logins, calls) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Self::new(move |request| {
            if request.uri().path().ends_with("/login") {
                let number = logins.fetch_add(1, Ordering::SeqCst) + 1;
                let token = format!(r#"{{"code":"2000","data":{{"access_token":"t{number}"}}}}"#);
                return Ok(response(200, &token));
            }
            answer(calls.fetch_add(1, Ordering::SeqCst))
        })
    }

    /// How often a token was asked for.
    pub(crate) fn logins(&self) -> usize {
        self.paths().iter().filter(|path| path.ends_with("/login")).count()
    }

    /// Paths of what was sent.
    pub(crate) fn paths(&self) -> Vec<String> {
        let sent = self.sent.lock().expect("no test panics here");
        sent.iter().map(|request| request.uri().path().to_owned()).collect()
    }
}

pub(crate) fn response(status: u16, body: &str) -> http::Response<Bytes> {
    let mut response = http::Response::new(Bytes::copy_from_slice(body.as_bytes()));
    *response.status_mut() = http::StatusCode::from_u16(status).expect("the test gives a status");
    response
}

impl Transport for Pretend {
    fn send<'a>(
        &'a self,
        request: http::Request<Body>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        let request = request.map(|body| body.as_bytes().cloned().unwrap_or_default());
        Box::pin(async move {
            // Gives way once, so that two calls can be under way at the same time.
            let mut gave_way = false;
            std::future::poll_fn(|context| {
                if std::mem::replace(&mut gave_way, true) {
                    return Poll::Ready(());
                }
                context.waker().wake_by_ref();
                Poll::Pending
            })
            .await;
            let answer = (self.script)(&request);
            self.sent.lock().expect("no test panics here").push(request);
            answer.map(|answer| answer.map(Body::from))
        })
    }
}

pub(crate) struct Core(pub(crate) Client);

pub(crate) struct Credentials;

impl From<Credentials> for CredentialValues {
    fn from(Credentials: Credentials) -> Self {
        Self::new([Secret::from("k1"), Secret::from("hunter2")])
    }
}

impl ApiClient for Core {
    type Credentials = Credentials;
    fn from_core(core: Client) -> Self {
        Self(core)
    }
}

/// A clock that stands still until it is moved.
#[derive(Clone, Default)]
pub(crate) struct Hands(pub(crate) Arc<Mutex<i64>>);

impl crate::Clock for Hands {
    fn now_ms(&self) -> i64 {
        *self.0.lock().expect("no test panics here")
    }
}

pub(crate) fn builder(transport: &Pretend) -> ClientBuilder<Core> {
    let hands = Hands::default();
    *hands.0.lock().expect("no test panics here") = 1_700_000_000_000;
    ClientBuilder::new(&API)
        .credentials(Credentials)
        .transport(transport.clone())
        .clock(hands)
        .timer(VirtualTimer)
}

pub(crate) fn client(transport: &Pretend) -> Client {
    builder(transport).build().map(|core| core.0).expect("the settings are good")
}
