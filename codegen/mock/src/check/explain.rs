//! Why a signature was refused: both texts to sign, where they differ, and what the caller may have done.
//!
//! In: a call whose signature is wrong. Out: a value that may be shown to anybody: secrets and tokens are not masked in
//! it, they never stood there, since the server's text is made with names in their places.

mod bodies;
mod hidden;
mod mistakes;
mod twists;

pub(super) use mistakes::guess;

use super::caller::SignedCall;
use hidden::Hidden;
use jiekou_runtime::mock::{Came, Header, Told, expected};
use jiekou_runtime::{CredentialValues, Secret};
use std::fmt;

/// The header in which a caller may send the text that it signed, with `\n` for line feeds.
const TEXT_HEADER: &str = "X-Mock-String-To-Sign";

/// How the signature of a call differs from what it should be.
///
/// A caller who sends the text that it signed in the header `X-Mock-String-To-Sign`, with `\n` for line feeds, finds it
/// here beside the server's. Where a credential or a token stands in a text, its name stands in its place:
/// `<app_secret>`.
///
/// ```text
/// the signature in `req_sign` is wrong: it fits a body that is empty: was it computed before the body was set?
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignatureMismatch {
    /// The header with the signature.
    pub header: &'static str,
    /// The text to sign, as the server makes it.
    pub expected: String,
    /// The text that the caller signed, where it says so. A word that the server's text does not have may be a secret of
    /// another place, and is shown by its length.
    pub signed: Option<String>,
    /// The first character at which the two differ, from 0.
    pub differs_at: Option<usize>,
    /// What the signature would fit: a mistake that others have made.
    pub fits: Option<String>,
}

impl fmt::Display for SignatureMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the signature in `{}` is wrong: ", self.header)?;
        match (&self.fits, &self.signed, self.differs_at) {
            (Some(fits), ..) => write!(f, "it fits {fits}"),
            (None, Some(signed), Some(at)) => {
                let of = |text: &str| text.chars().skip(at).take(24).collect::<String>();
                let (server, caller) = (of(&self.expected), of(signed));
                write!(f, "at character {at} of the text to sign `{server}` is expected and not `{caller}`")
            }
            (None, Some(_), None) => f.write_str(
                "the text to sign is right, so that the secret or the way from text to signature is another",
            ),
            (None, None, _) => write!(
                f,
                "it fits no common mistake; is the secret right? Send the text that was signed in the header \
                 `{TEXT_HEADER}` to have it compared"
            ),
        }
    }
}

/// Compares what was signed with what should have been.
pub(super) fn explain(call: &SignedCall<'_>, header: &'static Header) -> SignatureMismatch {
    let hidden = Hidden::of(call);
    let expected = shown_text(call, &hidden);
    let signed = call.came.header(TEXT_HEADER).filter(|text| !text.is_empty());
    let signed = signed.map(|text| hidden.masked(&text.replace("\\n", "\n"), &expected));
    let differs_at = signed.as_deref().and_then(|signed| first_difference(&expected, signed));
    SignatureMismatch { header: header.name, expected, signed, differs_at, fits: guess(call, header) }
}

/// The server's text to sign, made with names in place of what is secret.
fn shown_text(call: &SignedCall<'_>, hidden: &Hidden) -> String {
    let api = call.vendor.table.api;
    let names = api.credentials.iter().map(|name| Secret::from(format!("<{name}>")));
    let credentials = CredentialValues::new(names);
    let path = hidden.path(call.came.path);
    let (query, headers) = (hidden.pairs(call.came.query), hidden.pairs(call.came.headers));
    let came = Came { path: &path, query: &query, headers: &headers, ..call.came };
    let token = call.told.token.map(|(header, token)| (header, token.map(|_| "<token>")));
    let told = Told { token, ..call.told };
    let made = expected(api, &came, &told, &credentials);
    let wanted = call.vendor.plan.text;
    let text = made.steps.iter().find(|(name, _)| Some(*name) == wanted);
    text.map(|(_, text)| String::from_utf8_lossy(text).into_owned()).unwrap_or_default()
}

/// The first character at which two texts differ.
fn first_difference(one: &str, other: &str) -> Option<usize> {
    let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    (one != other).then_some(shared)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(signed: Option<&str>, fits: Option<&str>, expected: &str) {
        let text = "POST_ab_1";
        let mismatch = SignatureMismatch {
            header: "h",
            expected: text.to_owned(),
            signed: signed.map(str::to_owned),
            differs_at: signed.and_then(|signed| first_difference(text, signed)),
            fits: fits.map(str::to_owned),
        };
        assert_eq!(mismatch.to_string(), format!("the signature in `h` is wrong: {expected}"));
    }

    #[test]
    fn the_best_reason_is_told() {
        check(Some("POST_xx"), Some("another body"), "it fits another body");
        let differs = "at character 5 of the text to sign `ab_1` is expected and not `xx_1`";
        check(Some("POST_xx_1"), None, differs);
        let shorter = "at character 7 of the text to sign `_1` is expected and not ``";
        check(Some("POST_ab"), None, shorter);
        let same =
            "the text to sign is right, so that the secret or the way from text to signature is another";
        check(Some("POST_ab_1"), None, same);
        let nothing = "it fits no common mistake; is the secret right? Send the text that was signed in the header \
                       `X-Mock-String-To-Sign` to have it compared";
        check(None, None, nothing);
    }
}
