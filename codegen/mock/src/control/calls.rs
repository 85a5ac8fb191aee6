//! What the server saw, as JSON.
//!
//! In: the journal, and how many were read before. Out: what the journal shows of each call, and nothing more.

use super::Given;
use super::input::parameter;
use crate::check::SignatureMismatch;
use crate::journal::{CallRecord, Outcome};
use crate::received::Received;
use crate::vendor::Vendor;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

/// The calls after so many.
pub(super) fn since(vendor: &Vendor, received: &Received) -> Given {
    let since = parameter(received, "since")?.unwrap_or_default();
    let journal = vendor.journal();
    let (calls, last) = journal.after(since);
    let calls: Vec<_> = calls.map(|seen| call(&seen.record)).collect();
    Ok(json!({ "calls": calls, "last": last }))
}

/// Forgets all calls.
pub(super) fn forget(vendor: &Vendor) -> Value {
    vendor.journal().forget();
    json!({})
}

fn call(call: &CallRecord) -> Value {
    let (outcome, text) = match &call.outcome {
        Outcome::Example(name) => ("example", (*name).to_owned()),
        Outcome::Stub => ("stub", String::new()),
        Outcome::Replay => ("replay", String::new()),
        Outcome::State => ("state", String::new()),
        Outcome::Token => ("token", String::new()),
        Outcome::Refused { text, .. } => ("refused", text.clone()),
        Outcome::Fault(text) => ("fault", text.clone()),
        Outcome::Failed(text) => ("failed", text.clone()),
    };
    let reason = match &call.outcome {
        Outcome::Refused { reason, .. } => Some(reason.name()),
        _ => None,
    };
    json!({
        "number": call.number,
        "operation": call.operation,
        "time": time(call.time),
        "line": call.line,
        "headers": Value::Object(call.headers.iter().map(|(name, value)| (name.clone(), json!(value))).collect()),
        "request": serde_json::from_str::<Value>(&call.request).ok(),
        "status": call.status,
        "outcome": outcome,
        "reason": reason,
        "text": text,
        "faults": call.faults,
        "overlooked": call.overlooked,
        "signature": call.signature.as_ref().map(signature),
    })
}

fn signature(signature: &SignatureMismatch) -> Value {
    json!({
        "header": signature.header,
        "expected": signature.expected,
        "signed": signature.signed,
        "differs_at": signature.differs_at,
        "fits": signature.fits,
    })
}

/// Unix time in milliseconds.
fn time(time: SystemTime) -> Option<u64> {
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    u64::try_from(since.as_millis()).ok()
}
