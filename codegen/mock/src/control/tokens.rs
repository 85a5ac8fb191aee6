//! Tokens, from other languages.
//!
//! In: nothing but the wish. Out: a token that the server knows; or all of them are over.

use super::{Given, Wrong};
use crate::check;
use crate::vendor::Vendor;
use serde_json::json;

/// Issues one.
pub(super) fn issue(vendor: &Vendor) -> Given {
    if vendor.table.api.token.is_none() {
        return Err(Wrong::request("the API has no tokens"));
    }
    let token = check::issue(vendor);
    let token = token.map_err(|error| Wrong { status: 500, text: format!("there is no token: {error}") })?;
    Ok(json!({ "token": token }))
}

/// Ends all that were issued so far.
pub(super) fn expire(vendor: &Vendor) -> Given {
    vendor.memory().expire_tokens();
    Ok(json!({}))
}
