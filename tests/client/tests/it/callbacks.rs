//! What vendors post, taken by axum on loopback: probes, good and altered notifications, strangers, large bodies.

#[path = "../../examples/receive/app.rs"]
mod app;

use bytes::Bytes;
use http::Request;
use jiekou::example::callback_request;
use jiekou::qiandun::callback::notice;
use jiekou::qixiangyun::virtual_numbers::sms_received;
use jiekou::{Callback, Clock, CredentialValues, Posted, Receiver, Reply, Secret, SystemClock, Verified};
use jiekou_runtime::private::{
    Expression, Header, Part, Signs, Source, Step, Transform, Verify, read_notification,
};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};

const SECRET: &str = "test-secret-0001";

/// A notice of 签盾 as if it were signed: no vendor whose documents we have signs what it posts.
struct Signed(notice::Notification);

static SIGNED: Callback = Callback {
    id: "test.signed",
    probe: None,
    repeats: None,
    wanted: None,
    verify: Some(Verify {
        signs: Signs::Body,
        steps: &[
            Step { name: "text", value: Expression::Lines(&[Source::NowMs, Source::Nonce, Source::Body]) },
            Step {
                name: "signature",
                value: Expression::Pipeline(
                    Source::Step(0),
                    &[Transform::HmacSha256(Source::Credential(0)), Transform::Base64],
                ),
            },
        ],
        headers: &[
            Header { name: "X-Time", value: &[Part::Value(Source::NowMs)] },
            Header { name: "X-Nonce", value: &[Part::Value(Source::Nonce)] },
            Header { name: "X-Sign", value: &[Part::Value(Source::Step(1))] },
        ],
        members: &[],
        secrets: &[0],
        window_seconds: Some(300),
    }),
};

impl Posted for Signed {
    const CALLBACK: &'static Callback = &SIGNED;
    fn from_json(bytes: &[u8]) -> jiekou::Result<Self> {
        read_notification("test.signed", bytes).map(Self)
    }
}

impl Verified for Signed {
    type Credentials = CredentialValues;
}

fn held(secret: &str) -> CredentialValues {
    CredentialValues::new([Secret::from(secret)])
}

/// An hour ago.
struct Slow;

impl Clock for Slow {
    fn now_ms(&self) -> i64 {
        SystemClock.now_ms() - 3_600_000
    }
}

/// The ids of what was taken.
type Taken = Arc<Mutex<Vec<String>>>;

/// Serves the routes and gives what a client on another thread made of them.
async fn with_server<T: Send + 'static>(
    client: impl FnOnce(SocketAddr) -> T + Send + 'static,
) -> (T, Vec<String>) {
    let taken = Taken::default();
    let take = |notification: notice::Notification, taken: &Taken| {
        taken.lock().expect("no test panics with it").extend(notification.transaction_id);
        Reply::new(200, "text/plain", "taken")
    };
    let (plain, signed) = (taken.clone(), taken.clone());
    let notices = app::route(notice::Receiver::unverified(), move |notification| take(notification, &plain));
    let receiver = Receiver::<Signed>::new(held(SECRET)).body_bytes(1024);
    let signed = app::route(receiver, move |Signed(notification)| take(notification, &signed));
    let sms = app::route(sms_received::Receiver::unverified(), |_| sms_received::ACCEPTED);
    let router = axum::Router::new().route("/notice", notices).route("/signed", signed).route("/sms", sms);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    let made = tokio::task::spawn_blocking(move || client(address)).await.expect("no panic");
    server.abort();
    let taken = taken.lock().expect("no test panics with it").clone();
    (made, taken)
}

/// Sends a request and gives status and body of the answer.
fn send(address: SocketAddr, path: &str, request: &Request<Bytes>) -> (u16, String) {
    let mut text =
        format!("{} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n", request.method());
    for (name, value) in request.headers() {
        text.push_str(&format!("{name}: {}\r\n", value.to_str().expect("text")));
    }
    text.push_str(&format!("Content-Length: {}\r\n\r\n", request.body().len()));
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.write_all(text.as_bytes()).expect("sent");
    stream.write_all(request.body()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a whole answer");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, body.to_owned())
}

fn body(id: &str) -> String {
    format!(r#"{{"transactionId":"{id}","businessType":"OPEN_CONTRACT_SIGNED"}}"#)
}

fn plain(method: &str, body: &str) -> Request<Bytes> {
    Request::builder()
        .method(method)
        .uri("/")
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .expect("a request")
}

fn signed(secret: &str, clock: &dyn Clock, body: &str) -> Request<Bytes> {
    callback_request(&SIGNED, &held(secret), clock, body.as_bytes()).expect("it can be signed")
}

#[tokio::test]
async fn a_probe_is_answered_and_a_notice_is_taken() {
    let (answers, taken) = with_server(|address| {
        ["GET", "POST", "PUT"].map(|method| send(address, "/notice", &plain(method, &body("t-1"))))
    })
    .await;
    assert_eq!(answers, [(200, String::new()), (200, "taken".to_owned()), (405, String::new())]);
    assert_eq!(taken, ["t-1"]);
}

#[tokio::test]
async fn only_what_was_signed_is_taken() {
    let (answers, taken) = with_server(|address| {
        let good = signed(SECRET, &SystemClock, &body("t-1"));
        let mut altered = signed(SECRET, &SystemClock, &body("t-2"));
        *altered.body_mut() = body("t-3").into();
        let wrong = signed("another", &SystemClock, &body("t-4"));
        let old = signed(SECRET, &Slow, &body("t-5"));
        let large = signed(SECRET, &SystemClock, &body(&"t".repeat(2000)));
        let odd = signed(SECRET, &SystemClock, "<html>");
        let unsigned = plain("POST", &body("t-6"));
        [good, altered, wrong, old, large, odd, unsigned].map(|request| send(address, "/signed", &request).0)
    })
    .await;
    assert_eq!(answers, [200, 403, 403, 403, 413, 400, 403]);
    assert_eq!(taken, ["t-1"]);
}

#[tokio::test]
async fn the_documented_answer_is_given() {
    let (answer, _) =
        with_server(|address| send(address, "/sms", &plain("POST", r#"{"callId":"sms-0001"}"#))).await;
    assert_eq!(answer, (200, r#"{"code":"2000","message":"success"}"#.to_owned()));
    let repeats = sms_received::Receiver::unverified().repeats().expect("the vendor states them");
    assert_eq!((repeats.after_seconds, repeats.pushes), (&[10, 30][..], 4));
}
