//! Callbacks, from other languages.
//!
//! In: an address on loopback and what is posted to it. Out: what became of it by the end, or by the time that somebody
//! wants to wait.

use super::input::Input;
use super::{Given, Wrong};
use crate::post::{PostEnd, PostRecord, Poster, Push, PushKind};
use crate::received::Received;
use crate::vendor::Vendor;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;

const KNOWN: &[&str] = &["url", "callback", "example", "body", "without_probe", "without_waiting", "wait_ms"];

/// How long the answer to a request waits for the end of a posting.
const WAIT_MS: u64 = 10_000;

/// Posts what the vendor would post.
pub(super) async fn post(vendor: &Arc<Vendor>, received: &Received) -> Given {
    let input = Input::read(received, KNOWN)?;
    let mut poster = Poster::new(Arc::clone(vendor), Handle::current(), input.needed("url")?);
    if let Some(callback) = input.text("callback")? {
        poster = poster.callback(callback);
    }
    if let Some(example) = input.text("example")? {
        poster = poster.example(example);
    }
    if let Some(body) = input.json("body") {
        poster = poster.body(body);
    }
    if input.flag("without_probe")? {
        poster = poster.without_probe();
    }
    if input.flag("without_waiting")? {
        poster = poster.without_waiting();
    }
    let wait = Duration::from_millis(input.number("wait_ms")?.unwrap_or(WAIT_MS));
    let mut posting = poster.try_start().map_err(Wrong::request)?;
    let record = match tokio::time::timeout(wait, &mut posting).await {
        Ok(record) => record,
        Err(_) => posting.record(),
    };
    Ok(shown(&record))
}

/// All that was posted so far.
pub(super) fn list(vendor: &Vendor) -> Value {
    json!({ "posts": vendor.posts().records().iter().map(shown).collect::<Vec<_>>() })
}

fn shown(record: &PostRecord) -> Value {
    let end = match record.end {
        PostEnd::UnderWay => "under_way",
        PostEnd::Accepted => "accepted",
        PostEnd::ProbeFailed => "probe_failed",
        PostEnd::GivenUp => "given_up",
        PostEnd::Stopped => "stopped",
    };
    json!({
        "callback": record.callback,
        "url": record.url,
        "end": end,
        "pushes": record.pushes.iter().map(push).collect::<Vec<_>>(),
    })
}

fn push(push: &Push) -> Value {
    let kind = match push.kind {
        PushKind::Probe => "probe",
        PushKind::Notification => "notification",
    };
    json!({
        "kind": kind,
        "waited_ms": u64::try_from(push.waited.as_millis()).unwrap_or(u64::MAX),
        "status": push.status,
        "body": push.body,
        "flaw": push.flaw,
    })
}
