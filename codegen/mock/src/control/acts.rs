//! What happens outside all calls, from other languages.
//!
//! In: a record that the vendor remembers, and what happens to it. Out: its state, and what the vendor posts of it.

use super::input::Input;
use super::{Given, Wrong};
use crate::received::Received;
use crate::state::{Advanced, advance};
use crate::vendor::Vendor;
use serde_json::{Value, json};

/// Lets something happen to a record, as `server.advance(..)` does.
pub(super) fn act(vendor: &Vendor, received: &Received) -> Given {
    let input = Input::read(received, &["record", "id", "act"])?;
    let (record, id, act) = (input.needed("record")?, input.needed("id")?, input.needed("act")?);
    let Advanced { state, callback, body } = advance(vendor, &record, &id, &act).map_err(Wrong::request)?;
    let body = serde_json::from_str::<Value>(&body).unwrap_or_default();
    Ok(json!({ "state": state, "callback": callback, "body": body }))
}
