//! Recipes from the vendor's side: what a caller says in its headers, and what they should be.
//!
//! In: a call as it came, credentials, a token. Out: the values that the recipe makes of it, and the
//! means to compare them. Nothing is refused here.

use crate::CredentialValues;
use crate::clock::{Nonces as _, RandomNonces};
use crate::evaluate::{Given, Pair, evaluate};
use crate::operation::{Api, Method};
use crate::recipe::{Header, Part, Signing, Source, Token};
use crate::sign::headers;
use std::io;
use subtle::ConstantTimeEq as _;

/// A call as it came.
#[derive(Clone, Copy, Debug)]
pub struct Came<'a> {
    /// The method.
    pub method: Method,
    /// The path as it came, percent-encoded, with the server's own path in front.
    pub path: &'a str,
    /// The pairs of the query, decoded, in their order.
    pub query: &'a [(String, String)],
    /// The body.
    pub body: &'a [u8],
    /// Names and values of all headers, in their order.
    pub headers: &'a [(String, String)],
}

impl<'a> Came<'a> {
    /// The first value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&'a str> {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// A header of the recipe, and its text where the caller sent it with one.
pub type Said<'a> = Option<(&'static str, Option<&'a str>)>;

/// What a caller says in headers that hold one value alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told<'a> {
    /// The header with the caller's time, and its text.
    pub time: Said<'a>,
    /// The time in milliseconds, where the text is a number.
    pub now_ms: Option<i64>,
    /// The header with the nonce, and its text.
    pub nonce: Said<'a>,
    /// The header with the token, and its text.
    pub token: Said<'a>,
    /// The header with the names of the signed headers, and its text.
    pub signed_names: Said<'a>,
}

/// What a caller says of itself, by the API's recipe.
#[must_use]
pub fn told<'a>(api: &'static Api, came: &Came<'a>) -> Told<'a> {
    let mut told = Told::default();
    for header in headers(api) {
        let text = came.header(header.name).filter(|text| !text.is_empty());
        let said = Some((header.name, text));
        match header.value {
            [Part::Value(Source::NowMs)] => {
                told.time = said;
                told.now_ms = text.and_then(|text| text.parse().ok());
            }
            [Part::Value(Source::NowS)] => {
                told.time = said;
                told.now_ms = text.and_then(|text| text.parse::<i64>().ok()?.checked_mul(1000));
            }
            [Part::Value(Source::Nonce)] => told.nonce = said,
            [Part::Value(Source::Token)] => told.token = said,
            [Part::Value(Source::SignedHeaderNames)] => told.signed_names = said,
            _ => {}
        }
    }
    told
}

/// What a recipe makes of a call.
#[derive(Clone, Debug)]
pub struct Expected {
    /// Each header of the signing recipe and its value; an empty one is not sent.
    pub headers: Vec<(&'static str, Vec<u8>)>,
    /// Each step and its value.
    pub steps: Vec<(&'static str, Vec<u8>)>,
}

/// What the headers of a call must be, if it was made with these credentials at the time, with the nonce and the token
/// that it says itself.
#[must_use]
pub fn expected(
    api: &'static Api,
    came: &Came<'_>,
    told: &Told<'_>,
    credentials: &CredentialValues,
) -> Expected {
    let signing = api.signing.as_ref().unwrap_or(&UNSIGNED);
    expected_by(api, signing, came, told, credentials)
}

/// The recipe of an API that signs nothing.
static UNSIGNED: Signing = Signing { steps: &[], headers: &[] };

/// The same by another signing recipe: what a caller may have done in place of the API's.
#[must_use]
pub fn expected_by(
    api: &'static Api,
    signing: &'static Signing,
    came: &Came<'_>,
    told: &Told<'_>,
    credentials: &CredentialValues,
) -> Expected {
    let text = |said: Said<'_>| said.and_then(|(_, text)| text).unwrap_or_default().to_owned();
    let (nonce, token) = (text(told.nonce), text(told.token));
    let own = own_headers(api, came);
    let given = Given {
        method: came.method,
        path: came.path,
        query: pairs(came.query).collect(),
        body: came.body,
        now_ms: told.now_ms.unwrap_or_default(),
        nonce: &nonce,
        token: &token,
        credentials,
        recipe_headers: [api.headers, signing.headers],
        own_headers: &own,
        extra_headers: extra_headers(api, came, told),
    };
    let evaluated = evaluate(&given, signing.steps);
    let made = |header: &Header| (header.name, evaluated.template(header.value).to_vec());
    let step = |name: &'static str| (name, evaluated.step(name).unwrap_or_default().to_vec());
    Expected {
        headers: signing.headers.iter().map(made).collect(),
        steps: signing.steps.iter().map(|of| step(of.name)).collect(),
    }
}

/// The members that the API's recipe puts into the call for a token, with their values.
#[must_use]
pub fn token_members(
    token: &'static Token,
    credentials: &CredentialValues,
    now_ms: i64,
) -> Vec<(&'static str, String)> {
    let given = Given {
        method: token.method,
        path: token.path,
        query: Vec::new(),
        body: &[],
        now_ms,
        nonce: "",
        token: "",
        credentials,
        recipe_headers: [&[], &[]],
        own_headers: &[],
        extra_headers: Vec::new(),
    };
    let evaluated = evaluate(&given, token.steps);
    let text = |parts| String::from_utf8_lossy(&evaluated.template(parts)).into_owned();
    token.request.iter().map(|member| (member.wire, text(member.value))).collect()
}

/// The values of credentials, to find them in what is shown.
pub fn exposed(credentials: &CredentialValues) -> impl Iterator<Item = &str> {
    (0..credentials.len()).map(|index| credentials.at(index))
}

/// Whether a caller sent what was expected. It takes the same time wherever the two differ.
#[must_use]
pub fn is_same(expected: &[u8], sent: &[u8]) -> bool {
    expected.ct_eq(sent).into()
}

/// A text that nobody can guess.
///
/// # Errors
///
/// When the system has no random bytes.
pub fn unguessable() -> io::Result<String> {
    RandomNonces.nonce()
}

/// Headers of the API as they came: a caller may write them otherwise than our client, or leave them out, and signs what
/// it sends.
fn own_headers<'a>(api: &'static Api, came: &Came<'a>) -> Vec<Pair<'a>> {
    let names = api.headers.iter().map(|header| header.name).chain(["content-type"]);
    names.map(|name| (name, came.header(name).unwrap_or_default())).collect()
}

/// Headers that the caller says it signed, beside those of the recipe, with the names as it wrote them.
fn extra_headers<'a>(api: &'static Api, came: &Came<'a>, told: &Told<'a>) -> Vec<Pair<'a>> {
    let names = told.signed_names.and_then(|(_, names)| names).unwrap_or_default();
    let is_ours = |name: &str| {
        let known = api.headers.iter().chain(headers(api));
        known.into_iter().any(|header| header.name.eq_ignore_ascii_case(name))
    };
    let names = names.split(',').filter(|name| !name.is_empty() && !is_ours(name));
    names.map(|name| (name, came.header(name).unwrap_or_default())).collect()
}

fn pairs(from: &[(String, String)]) -> impl Iterator<Item = Pair<'_>> {
    from.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}

#[cfg(test)]
mod tests;
