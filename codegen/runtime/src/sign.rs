//! Signs: the headers of a call by its API's recipe.
//!
//! In: what a request is made of. Out: its headers. The same room answers the known vectors of emitted tests, so
//! that what is tested is what is sent.

use crate::evaluate::{Evaluated, Given, evaluate};
use crate::operation::{Api, Method};
use crate::recipe::{Expression, Header, Part, Source, Step, Transform};
use crate::{CredentialValues, Secret};

/// A header of the recipe whose value is no text.
#[derive(Debug)]
pub(crate) struct NotText(pub(crate) &'static str);

/// The headers that recipes make, empty ones too.
pub(crate) fn recipe_headers(evaluated: &Evaluated<'_>, headers: &[Header]) -> Result<Vec<Made>, NotText> {
    let make = |header: &Header| {
        let value = evaluated.template(header.value);
        let text = std::str::from_utf8(&value).map_err(|_| NotText(header.name))?;
        Ok((header.name, Secret::from(text)))
    };
    headers.iter().map(make).collect()
}

/// A header's name and value.
pub(crate) type Made = (&'static str, Secret);

/// The steps of signed calls.
pub(crate) fn steps(api: &'static Api) -> &'static [Step] {
    api.signing.as_ref().map_or(&[], |signing| signing.steps)
}

/// The headers of signed calls.
pub(crate) fn headers(api: &'static Api) -> &'static [Header] {
    api.signing.as_ref().map_or(&[], |signing| signing.headers)
}

/// Whether the headers of signed calls hold a nonce, or what is made of one. It costs a call of the system.
pub(crate) fn wants_nonce(api: &'static Api) -> bool {
    let in_step = |step: &Step| match step.value {
        Expression::Pipeline(source, transforms) => {
            source == Source::Nonce || transforms.contains(&Transform::HmacSha256(Source::Nonce))
        }
        Expression::Join(_, of) | Expression::Lines(of) => of.contains(&Source::Nonce),
        // Their values are those of headers.
        Expression::HeaderLines { .. } => false,
    };
    let in_header = |header: &Header| header.value.contains(&Part::Value(Source::Nonce));
    steps(api).iter().any(in_step) || headers(api).iter().chain(api.headers).any(in_header)
}

/// What goes into a known vector.
#[derive(Clone, Copy, Debug)]
pub struct VectorInput<'a> {
    /// The method.
    pub method: Method,
    /// The path, as it is sent.
    pub path: &'a str,
    /// The query's pairs, not encoded.
    pub query: &'a [(&'a str, &'a str)],
    /// The body; empty for none.
    pub body: &'a str,
    /// The clock.
    pub now_ms: i64,
    /// The nonce.
    pub nonce: &'a str,
    /// The token.
    pub token: &'a str,
    /// The credentials, in the order of the API's table.
    pub credentials: &'a [&'a str],
    /// Headers that the user added.
    pub headers: &'a [(&'a str, &'a str)],
}

/// What came out of a known vector.
#[derive(Clone, Debug)]
pub struct SignedVector(pub(crate) Vec<(&'static str, String)>);

impl SignedVector {
    /// The value of a header or of a step.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }
}

/// Signs a known vector.
#[must_use]
pub fn sign_vector(api: &'static Api, input: &VectorInput<'_>) -> SignedVector {
    let credentials = CredentialValues::new(input.credentials.iter().map(|value| Secret::from(*value)));
    let given = Given {
        method: input.method,
        path: input.path,
        query: input.query.to_vec(),
        body: input.body.as_bytes(),
        now_ms: input.now_ms,
        nonce: input.nonce,
        token: input.token,
        credentials: &credentials,
        recipe_headers: [api.headers, headers(api)],
        own_headers: &[],
        extra_headers: input.headers.to_vec(),
    };
    let evaluated = evaluate(&given, steps(api));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let made = headers(api).iter().chain(api.headers);
    let made = made.map(|header| (header.name, text(&evaluated.template(header.value))));
    let named =
        steps(api).iter().map(|step| (step.name, text(evaluated.step(step.name).unwrap_or_default())));
    SignedVector(made.chain(named).collect())
}

#[cfg(test)]
mod tests;
