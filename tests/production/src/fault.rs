//! The ways in which an attempt fails.
//!
//! In: the data of a good answer. Out: what the server does instead.

use loopback::{Act, Reply};
use std::sync::LazyLock;
use std::time::Duration;

/// What befalls one attempt of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    Good,
    /// The connection is reset before the answer.
    ResetBefore,
    /// … inside its head.
    ResetInHead,
    /// … inside its body.
    ResetInBody,
    /// … after it.
    ResetAfter,
    /// The answer is late.
    Late,
    /// The body comes byte by byte.
    Drip,
    /// The body comes by half, and then nothing.
    Stall,
    /// Nothing comes.
    Silence,
    /// 429.
    Busy,
    /// 429, and when to come again.
    BusyFor(u32),
    /// 503 with a page.
    Down,
    /// A page, and 200.
    Html,
    /// Half of the JSON.
    Truncated,
    /// JSON without a code.
    NoCode,
    /// Members that come twice; the last ones are right.
    TwiceNamed,
    /// Text that is not in the charset which the answer names.
    WrongCharset,
    /// 100 MB.
    Huge,
    /// Lists in lists, 100,000 deep.
    Deep,
    /// The vendor ends the token.
    Stale,
}

static DEEP: LazyLock<String> =
    LazyLock::new(|| format!(r#"{{"code":"2000","data":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000)));

impl Fault {
    /// Whether the vendor did what the call asks for, however it answered.
    pub fn is_done(self) -> bool {
        !matches!(self, Self::Busy | Self::BusyFor(_) | Self::Stale)
    }

    /// What the server does.
    pub(crate) fn act(self, data: &str) -> Act {
        let text = format!(r#"{{"code":"2000","success":true,"message":"","data":{data}}}"#);
        let good = Reply::json(&text);
        Act::Answer(match self {
            Self::Good => good,
            Self::ResetBefore => return Act::ResetBefore,
            Self::ResetInHead => return Act::ResetInHead(good),
            Self::ResetInBody => return Act::ResetInBody(good),
            Self::ResetAfter => return Act::ResetAfter(good),
            Self::Late => return Act::Late(Duration::from_millis(50), good),
            Self::Drip => return Act::Drip(Duration::from_millis(1), good),
            Self::Stall => return Act::Stall(good),
            Self::Silence => return Act::Silence,
            Self::Huge => return Act::Stream(100_000_000),
            Self::Busy => Reply::html("busy").status(429),
            Self::BusyFor(seconds) => {
                Reply::html("busy").status(429).header("retry-after", seconds.to_string())
            }
            Self::Down => Reply::html("<html>down</html>").status(503),
            Self::Html => Reply::html("<html>all is well</html>"),
            Self::Truncated => Reply::json(&text[..text.len() / 2]),
            Self::NoCode => Reply::json(&format!(r#"{{"data":{data}}}"#)),
            Self::TwiceNamed => {
                Reply::json(&format!(r#"{{"code":"5006","code":"2000","data":null,"data":{data}}}"#))
            }
            Self::WrongCharset => Reply::bytes(
                &[
                    br#"{"code":"2000","message":""#,
                    &[0xb3, 0xc9, 0xb9, 0xa6][..],
                    br#"","data":"#,
                    data.as_bytes(),
                    b"}",
                ]
                .concat(),
            ),
            Self::Deep => Reply::json(&DEEP),
            Self::Stale => Reply::json(r#"{"code":"40101","success":false,"data":null}"#),
        })
    }
}
