//! Callbacks of a pretend vendor for the tests of this room: unsigned, signed in headers, signed in members.
//!
//! In: nothing. Out: tables and models, declared as emitted code declares its own, and a clock that stands still.

use super::{
    Callback, Posted, Probe, Repeats, Reply, Signs, Unverified, Verified, Verify, read_notification,
};
use crate::clock::Clock;
use crate::error::Result;
use crate::operation::Method;
use crate::pretend::Part1;
use crate::recipe::{Expression, Header, Member, Part, Source, Step, Transform};
use crate::{CredentialValues, Secret};

/// The time of [`Still`].
pub(super) const NOW: i64 = 1_700_000_000_000;

/// A clock that stands at [`NOW`] and so many milliseconds.
#[derive(Clone, Copy)]
pub(super) struct Still(pub(super) i64);

impl Clock for Still {
    fn now_ms(&self) -> i64 {
        NOW + self.0
    }
}

pub(super) static PLAIN: Callback = Callback {
    id: "task.plain",
    probe: Some(Probe { method: Method::Get, reply: Reply::EMPTY }),
    repeats: Some(Repeats { after_seconds: &[10, 30], pushes: 4 }),
    wanted: None,
    verify: None,
};

/// `X-Sign` is the HMAC of time, nonce and body, with the second credential as its key.
pub(super) static BY_HEADER: Callback = Callback {
    id: "task.by_header",
    probe: None,
    repeats: None,
    wanted: None,
    verify: Some(Verify {
        signs: Signs::Body,
        steps: &[
            Step { name: "text", value: Expression::Lines(&[Source::NowMs, Source::Nonce, Source::Body]) },
            SIGNATURE,
        ],
        headers: &[
            Header { name: "X-Time", value: &[Part::Value(Source::NowMs)] },
            Header { name: "X-Nonce", value: &[Part::Value(Source::Nonce)] },
            Header { name: "X-Sign", value: &[Part::Text("v1="), Part::Value(Source::Step(1))] },
        ],
        members: &[],
        secrets: &[1],
        window_seconds: Some(300),
    }),
};

/// `sign` in the body is the HMAC of time and price.
pub(super) static BY_MEMBER: Callback = Callback {
    id: "task.by_member",
    probe: None,
    repeats: None,
    wanted: None,
    verify: Some(Verify {
        signs: Signs::Members,
        steps: &[
            Step { name: "text", value: Expression::Lines(&[Source::NowS, Source::Member("price")]) },
            SIGNATURE,
        ],
        headers: &[],
        members: &[
            Member { wire: "time", value: &[Part::Value(Source::NowS)] },
            Member { wire: "sign", value: &[Part::Value(Source::Step(1))] },
        ],
        secrets: &[1],
        window_seconds: None,
    }),
};

const SIGNATURE: Step = Step {
    name: "signature",
    value: Expression::Pipeline(
        Source::Step(0),
        &[Transform::HmacSha256(Source::Credential(1)), Transform::Hex],
    ),
};

/// What the pretend vendor knows its users by.
pub(super) struct Held(pub(super) &'static str);

impl From<Held> for CredentialValues {
    fn from(held: Held) -> Self {
        Self::new([Secret::from("key"), Secret::from(held.0)])
    }
}

macro_rules! posted {
    ($name:ident, $callback:ident) => {
        #[derive(Debug)]
        pub(super) struct $name(pub(super) i64);

        impl Posted for $name {
            const CALLBACK: &'static Callback = &$callback;
            fn from_json(bytes: &[u8]) -> Result<Self> {
                read_notification::<Part1>($callback.id, bytes).map(|part| Self(part.price))
            }
        }
    };
}

posted! { Plain, PLAIN }
posted! { ByHeader, BY_HEADER }
posted! { ByMember, BY_MEMBER }

impl Unverified for Plain {}
impl Verified for ByHeader {
    type Credentials = Held;
}
impl Verified for ByMember {
    type Credentials = Held;
}
