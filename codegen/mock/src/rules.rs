//! What a vendor's side does beside answering, as its pages say: what it refuses, and how.
//!
//! In: constants that emitted code writes. Out: what `check` and `state` go by. What a page does not say stands nowhere
//! here: then a call is refused in a way that no vendor has.

use crate::story::RecordKind;
use std::fmt;

/// What the vendor's side does.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// How calls are refused; where a reason is missing, the pages do not say.
    pub refusals: &'static [Refusal],
    /// How far a caller's clock may be off. None: the pages do not say, and no call is refused for it.
    pub window_seconds: Option<u32>,
    /// What is remembered from call to call.
    pub records: &'static [RecordKind],
}

impl Rules {
    /// Nothing is known.
    pub const NONE: Self = Self { refusals: &[], window_seconds: None, records: &[] };

    /// How calls are refused for a reason.
    #[must_use]
    pub fn refusal(&self, reason: Reason) -> Option<&'static Refusal> {
        self.refusals.iter().find(|refusal| refusal.reason == reason)
    }
}

/// How calls are refused for a reason.
#[derive(Clone, Copy, Debug)]
pub struct Refusal {
    /// The reason.
    pub reason: Reason,
    /// The code of the answer.
    pub code: &'static str,
    /// The message of the answer, where a page tells one that is not the code's own.
    pub message: Option<&'static str>,
    /// The status of the answer.
    pub status: u16,
}

/// With this code and its own message, and status 200.
#[must_use]
pub const fn refusal(reason: Reason, code: &'static str) -> Refusal {
    Refusal { reason, code, message: None, status: 200 }
}

impl Refusal {
    /// With another message.
    #[must_use]
    pub const fn message(self, message: &'static str) -> Self {
        Self { message: Some(message), ..self }
    }

    /// With another status.
    #[must_use]
    pub const fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }
}

/// Why a call is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// No operation has this path.
    UnknownPath,
    /// Operations with this path have other methods.
    WrongMethod,
    /// The body is of another type.
    ContentType,
    /// The body is longer than the server reads.
    TooLarge,
    /// A header that has the same value in all signed calls is missing.
    HeaderMissing,
    /// Such a header has another value.
    HeaderWrong,
    /// Another header of the signing recipe is missing.
    SignatureMissing,
    /// The signature is not the one that the recipe gives.
    SignatureWrong,
    /// The digest of the body is not that of the bytes received.
    DigestWrong,
    /// The caller's time is missing, no number, or too far off.
    ClockOff,
    /// The nonce was used before.
    NonceUsed,
    /// There is no token.
    TokenMissing,
    /// The token was never issued.
    TokenUnknown,
    /// The token is over.
    TokenExpired,
    /// The key or the secret is not the one of this server.
    CredentialsWrong,
    /// The body is not what it says it is.
    Unreadable,
    /// A required field is missing, or one that another makes required.
    FieldMissing,
    /// A field is of another type, or has another value than it always has.
    FieldWrong,
    /// A field is beyond its limit, or fields do not go together.
    RuleBroken,
    /// An encrypted field cannot be decrypted with the server's key.
    Undecryptable,
    /// What the call is about does not exist, or is in another state.
    NoSuchRecord,
}

impl Reason {
    /// All of them, in the order in which calls are looked at.
    pub const ALL: [Self; 21] = [
        Self::UnknownPath,
        Self::WrongMethod,
        Self::TooLarge,
        Self::ContentType,
        Self::HeaderMissing,
        Self::HeaderWrong,
        Self::CredentialsWrong,
        Self::SignatureMissing,
        Self::TokenMissing,
        Self::TokenUnknown,
        Self::TokenExpired,
        Self::ClockOff,
        Self::NonceUsed,
        Self::DigestWrong,
        Self::SignatureWrong,
        Self::Unreadable,
        Self::Undecryptable,
        Self::FieldMissing,
        Self::FieldWrong,
        Self::RuleBroken,
        Self::NoSuchRecord,
    ];

    /// Its name in specs: `signature_wrong`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnknownPath => "unknown_path",
            Self::WrongMethod => "wrong_method",
            Self::ContentType => "content_type",
            Self::TooLarge => "too_large",
            Self::HeaderMissing => "header_missing",
            Self::HeaderWrong => "header_wrong",
            Self::SignatureMissing => "signature_missing",
            Self::SignatureWrong => "signature_wrong",
            Self::DigestWrong => "digest_wrong",
            Self::ClockOff => "clock_off",
            Self::NonceUsed => "nonce_used",
            Self::TokenMissing => "token_missing",
            Self::TokenUnknown => "token_unknown",
            Self::TokenExpired => "token_expired",
            Self::CredentialsWrong => "credentials_wrong",
            Self::Unreadable => "unreadable",
            Self::FieldMissing => "field_missing",
            Self::FieldWrong => "field_wrong",
            Self::RuleBroken => "rule_broken",
            Self::Undecryptable => "undecryptable",
            Self::NoSuchRecord => "no_such_record",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_a_name_of_its_own() {
        let mut names: Vec<_> = Reason::ALL.iter().map(|reason| reason.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Reason::ALL.len());
    }

    #[test]
    fn what_is_not_known_is_not_there() {
        assert!(Rules::NONE.refusal(Reason::ClockOff).is_none());
    }
}
