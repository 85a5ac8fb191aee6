//! Makes what a vendor would post, for tests of receivers.
//!
//! In: a callback's table, credentials, the time, a body. Out: the request, signed where the vendor signs. The same
//! room answers the known vectors of emitted tests, so that what is tested is what receivers compare with.

use super::members::with;
use super::verify::{Told, given, members_for};
use super::{Callback, Verify};
use crate::clock::{Clock, Nonces as _, RandomNonces};
use crate::error::{Error, ErrorKind, Result};
use crate::evaluate::{Evaluated, Given, PostedMembers, evaluate_posted};
use crate::prepare::header;
use crate::recipe::{Header, Member};
use crate::sign::{SignedVector, VectorInput};
use crate::{CredentialValues, Secret};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method, Request};

/// What the vendor would post with this body: a POST to `/`, signed with these credentials where the vendor signs.
///
/// # Errors
///
/// [`ErrorKind::Input`] where a value fits no header, or members cannot be added to the body.
pub fn callback_request(
    callback: &'static Callback,
    credentials: &CredentialValues,
    clock: &dyn Clock,
    body: &[u8],
) -> Result<Request<Bytes>> {
    let mut request = Request::new(Bytes::copy_from_slice(body));
    *request.method_mut() = Method::POST;
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(verify) = &callback.verify {
        sign(verify, credentials, clock.now_ms(), &mut request)
            .map_err(|text| Error::new(callback.id, ErrorKind::Input, text))?;
    }
    Ok(request)
}

fn sign(
    verify: &Verify,
    credentials: &CredentialValues,
    now_ms: i64,
    request: &mut Request<Bytes>,
) -> std::result::Result<(), String> {
    let nonce = RandomNonces.nonce().map_err(|error| format!("no nonce was had: {error}"))?;
    let told = Told { now_ms, nonce: &nonce };
    let body = request.body().clone();
    let members = members_for(verify, &body).map_err(|flaw| flaw.text().to_owned())?;
    let given = given(verify, told, &body, credentials);
    let evaluated = evaluate(verify, &given, &members);
    for (made, value) in made_headers(verify, &evaluated) {
        let (name, value) = header(made.name, &value)?;
        request.headers_mut().insert(name, value);
    }
    let added: Vec<_> = made_members(verify, &evaluated).collect();
    if !added.is_empty() {
        *request.body_mut() = with(&body, &added).map_err(|flaw| flaw.text().to_owned())?.into();
    }
    Ok(())
}

/// Evaluates a known vector.
#[must_use]
pub fn post_vector(callback: &'static Callback, input: &VectorInput<'_>) -> SignedVector {
    let Some(verify) = &callback.verify else { return SignedVector(Vec::new()) };
    let credentials = CredentialValues::new(input.credentials.iter().map(|value| Secret::from(*value)));
    let told = Told { now_ms: input.now_ms, nonce: input.nonce };
    let members = members_for(verify, input.body.as_bytes()).unwrap_or_default();
    let given = given(verify, told, input.body.as_bytes(), &credentials);
    let evaluated = evaluate(verify, &given, &members);
    let headers = made_headers(verify, &evaluated).map(|(made, value)| (made.name, value));
    let members = made_members(verify, &evaluated).map(|(made, value)| (made.wire, value));
    let steps =
        verify.steps.iter().map(|step| (step.name, text(evaluated.step(step.name).unwrap_or_default())));
    SignedVector(headers.chain(members).chain(steps).collect())
}

fn evaluate<'a>(verify: &Verify, given: &'a Given<'a>, members: &'a PostedMembers) -> Evaluated<'a> {
    evaluate_posted(given, members, verify.steps)
}

fn made_headers(
    verify: &Verify,
    evaluated: &Evaluated<'_>,
) -> impl Iterator<Item = (&'static Header, String)> {
    verify.headers.iter().map(|made| (made, text(&evaluated.template(made.value))))
}

fn made_members(
    verify: &Verify,
    evaluated: &Evaluated<'_>,
) -> impl Iterator<Item = (&'static Member, String)> {
    verify.members.iter().map(|made| (made, text(&evaluated.template(made.value))))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
