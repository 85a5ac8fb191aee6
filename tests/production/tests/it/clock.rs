//! A clock that is off by an hour, against a vendor that compares.

use jiekou_runtime::private::*;
use jiekou_runtime::{ApiClient, ClientBuilder, Clock, NoCredentials, SystemClock};
use loopback::{Act, Faulty, Heard, Reply};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::SystemTime;

static API: Api = Api {
    id: "watchful",
    servers: &[],
    credentials: &[],
    headers: &[],
    token: None,
    signing: Some(Signing {
        steps: &[],
        headers: &[Header { name: "X-Time", value: &[Part::Value(Source::NowMs)] }],
    }),
    encryptions: &[],
    envelope: Envelope {
        code: Names { wire: "code", also: &[] },
        message: None,
        request_id: None,
        presentable: None,
        data: Data::Beside,
        success: Success { codes: &["0"], flag: None, without_code: None },
    },
    codes: &[code("7", "wrong_time", "The time is off.").then(Then::FixClock)],
};

static CHANGE: Operation = operation("things.change", Method::Post, "/things").signed();

struct Core(Client);

impl ApiClient for Core {
    type Credentials = NoCredentials;
    fn from_core(core: Client) -> Self {
        Self(core)
    }
}

/// A request without members.
struct Nothing;

impl Model for Nothing {
    fn shape(&self) -> &'static Shape {
        &Shape { name: "Nothing", fields: &[], inside: &[], filled: Filled::Alone }
    }
    fn get(&self, _: usize) -> &dyn Value {
        &()
    }
}

/// The system's clock with an error.
#[derive(Clone, Default)]
struct Off(Arc<AtomicI64>);

impl Clock for Off {
    fn now_ms(&self) -> i64 {
        SystemClock.now_ms() + self.0.load(Ordering::SeqCst)
    }
}

/// Refuses what was signed more than five minutes ago or ahead.
fn watch(heard: &Heard) -> Act {
    let time: i64 = heard.header("x-time").and_then(|time| time.parse().ok()).expect("a time");
    let is_right = (SystemClock.now_ms() - time).abs() < 300_000;
    let answer = Reply::json(if is_right { r#"{"code":"0"}"# } else { r#"{"code":"7"}"# });
    Act::Answer(answer.header("date", httpdate::fmt_http_date(SystemTime::now())))
}

#[tokio::test]
async fn a_clock_that_is_off_by_an_hour_is_corrected_once() {
    for error_ms in [3_600_000, -3_600_000] {
        let (server, off) = (Faulty::start(watch), Off::default());
        off.0.store(error_ms, Ordering::SeqCst);
        let client = ClientBuilder::<Core>::new(&API).base_url(server.url()).clock(off.clone()).build();
        let Core(client) = client.expect("a client");
        let call = || Call::<()>::new(&client, &CHANGE, &Nothing);
        call().await.expect("the clock is corrected");
        assert_eq!(server.requests(), 2, "one was refused");
        call().await.expect("it stays corrected");
        assert_eq!(server.requests(), 3);
        // Somebody sets the machine's clock.
        off.0.store(0, Ordering::SeqCst);
        call().await.expect("it is corrected anew");
        assert_eq!(server.requests(), 5);
    }
}
