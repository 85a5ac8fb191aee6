//! What the vendor would check before it looks at what a call is about: body, caller, signature, clock, token, fields.
//!
//! In: a call as it came, the operations it may mean, and what the server knows. Out: nothing, or why it is refused.
//! What is remembered from call to call (tokens, nonces) is remembered here. No reason holds a secret.

mod body;
mod caller;
mod explain;
mod fields;
mod memory;
mod plan;
mod settings;
mod token;

pub(crate) use body::is_within;
pub use explain::SignatureMismatch;
pub(crate) use fields::{fields, fits_fixed, meant, problems};
pub(crate) use memory::Memory;
pub(crate) use plan::Plan;
pub(crate) use settings::{Settings, Strictness};
pub(crate) use token::{issue, learn, token, wrong_credentials};

use crate::received::Received;
use crate::route::Candidate;
use crate::rules::Reason;
use crate::vendor::Vendor;

/// Why a call is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) reason: Reason,
    /// One line for people, without secrets.
    pub(crate) text: String,
}

impl Refused {
    /// For a reason, in words.
    pub(crate) fn new(reason: Reason, text: impl Into<String>) -> Self {
        Self { reason, text: text.into() }
    }
}

/// What was seen on the way, beside why a call is refused.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// What a lenient server let pass.
    pub(crate) overlooked: Option<Refused>,
    /// How the signature differs.
    pub(crate) signature: Option<SignatureMismatch>,
}

/// Looks at a call before its fields are read. The candidates share method and path; there is at least one.
pub(crate) fn check(
    vendor: &Vendor,
    candidates: &[Candidate],
    received: &Received,
    notes: &mut Notes,
) -> Result<(), Refused> {
    is_within(vendor, received)?;
    body::content_type(vendor, candidates, received)?;
    let Some(signed) = candidates.iter().find(|candidate| candidate.operation.operation.signed) else {
        return Ok(());
    };
    let checked = caller::check(vendor, signed, received, notes);
    vendor.settings.overlook(checked, notes)
}

/// Opens what was encrypted.
pub(crate) fn open(vendor: &Vendor, encryption: usize, text: &str) -> Result<String, String> {
    // All encryptions of an API have the server's one key.
    let _ = encryption;
    #[cfg(feature = "rsa")]
    return vendor.settings.key_pair().open(text).map_err(str::to_owned);
    #[cfg(not(feature = "rsa"))]
    {
        let _ = vendor;
        Err(format!("the feature `rsa` is off ({} characters)", text.len()))
    }
}

#[cfg(test)]
pub(crate) mod tests;
