//! Faults, from other languages.
//!
//! In: a fault as JSON. Out: it is on; or a list of those that are. What may be said stands at
//! [`Fault::from_json`](crate::Fault::from_json).

use super::input::parameter;
use super::{Given, Wrong};
use crate::fault::Fault;
use crate::received::Received;
use crate::vendor::Vendor;
use serde_json::{Value, json};

/// Those that are on.
pub(super) fn list(vendor: &Vendor) -> Value {
    let shown = |handle: crate::FaultHandle| {
        json!({
            "number": handle.number(),
            "fault": serde_json::from_str::<Value>(&handle.fault().to_json()).unwrap_or_default(),
            "struck": handle.struck(),
            "text": handle.fault().to_string(),
        })
    };
    json!({ "faults": vendor.active_faults().into_iter().map(shown).collect::<Vec<_>>() })
}

/// Switches one on. Chance begins at the server's seed unless the fault has one.
pub(super) fn add(vendor: &Vendor, received: &Received) -> Given {
    let json = std::str::from_utf8(&received.body).map_err(|_| Wrong::request("the body is no UTF-8"))?;
    let mut fault = Fault::from_json(json).map_err(|error| Wrong::request(error.to_string()))?;
    if fault.seed == 0 {
        fault = fault.seeded(vendor.seed);
    }
    let handle = vendor.add_fault(fault).map_err(Wrong::request)?;
    Ok(json!({ "number": handle.number() }))
}

/// Switches off the one with a number, or all.
pub(super) fn clear(vendor: &Vendor, received: &Received) -> Given {
    match parameter(received, "number")? {
        None => vendor.faults().clear(),
        Some(number) => {
            let found = vendor.active_faults().into_iter().find(|handle| handle.number() == number);
            found.ok_or_else(|| Wrong::request(format!("no fault with the number {number} is on")))?.off();
        }
    }
    Ok(json!({}))
}
