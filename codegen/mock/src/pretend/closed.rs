//! A callback of the pretend API that is signed and posted up to four times.
//!
//! In: nothing. Out: its table and its body, as emitted code would have them.

use super::Credentials;
use jiekou_runtime::private::{
    Callback, Expression, Header, Part, Posted, Repeats, Reply, Signs, Source, Step, Transform, Verify,
    answer, read_notification,
};
use jiekou_runtime::{Result, Verified};

/// What is known of it beside its body.
pub(super) static CLOSED: Callback = Callback {
    id: "account.closed",
    probe: None,
    repeats: Some(Repeats { after_seconds: &[3600, 7200], pushes: 4 }),
    wanted: Some(Reply::new(200, "application/json", r#"{"code":"2000","message":""}"#)),
    verify: Some(Verify {
        signs: Signs::Body,
        steps: &[
            Step {
                name: "text",
                value: Expression::Join("_", &[Source::Body, Source::NowMs, Source::Credential(1)]),
            },
            Step {
                name: "signature",
                value: Expression::Pipeline(Source::Step(0), &[Transform::Md5, Transform::Hex]),
            },
        ],
        headers: &[
            Header { name: "x-time", value: &[Part::Value(Source::NowMs)] },
            Header { name: "x-signature", value: &[Part::Value(Source::Step(1))] },
        ],
        members: &[],
        secrets: &[1],
        window_seconds: Some(300),
    }),
};

answer! {
    /// An account was closed.
    pub struct Closed {
        /// Its id.
        #[field(0, "accountId", required)]
        pub account_id: jiekou_runtime::Id,
    }
}

impl Posted for Closed {
    const CALLBACK: &'static Callback = &CLOSED;

    fn from_json(bytes: &[u8]) -> Result<Self> {
        read_notification("account.closed", bytes)
    }
}

impl Verified for Closed {
    type Credentials = Credentials;
}
