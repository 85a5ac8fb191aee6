//! Checks the signature of what a vendor posts.
//!
//! In: a recipe, headers and body as they came, credentials, the time. Out: nothing, or the refusal. The vendor's
//! time and nonce are read where the recipe puts them, everything is made anew and compared in constant time; what
//! was expected never leaves this room.

use super::members::{Flaw, texts};
use super::refusal::{Refusal, RefusalKind};
use super::{Callback, Signs, Verify};
use crate::CredentialValues;
use crate::evaluate::{Evaluated, Given, PostedMembers, evaluate_posted};
use crate::operation::Method;
use crate::recipe::{Part, Source};
use http::HeaderMap;
use subtle::{Choice, ConstantTimeEq as _};

/// What a vendor says of one push, and a signature covers.
#[derive(Clone, Copy, Default)]
pub(super) struct Told<'a> {
    pub(super) now_ms: i64,
    pub(super) nonce: &'a str,
}

/// What a recipe is evaluated over.
pub(super) fn given<'a>(
    verify: &Verify,
    told: Told<'a>,
    body: &'a [u8],
    credentials: &'a CredentialValues,
) -> Given<'a> {
    Given {
        method: Method::Post,
        // The vendor knows an address of the user's own, and recipes of callbacks know neither path nor query.
        path: "",
        query: Vec::new(),
        body,
        now_ms: told.now_ms,
        nonce: told.nonce,
        token: "",
        credentials,
        recipe_headers: [&[], verify.headers],
        own_headers: &[],
        extra_headers: Vec::new(),
    }
}

/// Whether the vendor signed this, and when.
pub(super) fn verify(
    callback: &Callback,
    verify: &Verify,
    credentials: &CredentialValues,
    now_ms: i64,
    (headers, body): (&HeaderMap, &[u8]),
) -> Result<(), Refusal> {
    let refuse = |kind, text: &str| Err(Refusal::new(callback.id, kind, text));
    if verify.secrets.iter().any(|index| credentials.at(*index).is_empty()) {
        return refuse(RefusalKind::Signature, "the credential that proves the sender is empty");
    }
    let came = match Came::read(verify, headers, body) {
        Ok(came) => came,
        Err(text) => return refuse(RefusalKind::Unsigned, &text),
    };
    let Some(told) = came.told(verify) else {
        return refuse(RefusalKind::Unsigned, "the vendor's time is no time");
    };
    let given = given(verify, told, body, credentials);
    let evaluated = evaluate_posted(&given, &came.members, verify.steps);
    if !came.is_as(verify, &evaluated) {
        return refuse(RefusalKind::Signature, "the signature is wrong");
    }
    match verify.window_seconds {
        Some(window) if now_ms.abs_diff(told.now_ms) > u64::from(window) * 1000 => {
            refuse(RefusalKind::Stale, &format!("it was signed more than {window} s from now"))
        }
        _ => Ok(()),
    }
}

/// What came with a push.
struct Came<'a> {
    /// The values of the recipe's headers, in its order.
    headers: Vec<&'a str>,
    /// All members, where the recipe adds some.
    members: Vec<(String, String)>,
}

impl<'a> Came<'a> {
    fn read(verify: &Verify, headers: &'a HeaderMap, body: &[u8]) -> Result<Self, String> {
        let header = |name: &str| {
            let mut values = headers.get_all(name).iter();
            let value = values.next().and_then(|value| value.to_str().ok());
            let value = value.filter(|value| !value.is_empty());
            let value = value.ok_or_else(|| format!("the header `{name}` is missing"))?;
            match values.next() {
                None => Ok(value),
                Some(_) => Err(format!("the header `{name}` stands twice")),
            }
        };
        let headers = verify.headers.iter().map(|made| header(made.name)).collect::<Result<_, _>>()?;
        let members = members_for(verify, body).map_err(|flaw| flaw.text().to_owned())?;
        for wanted in verify.members {
            if member(&members, wanted.wire).is_empty() {
                return Err(format!("the member `{}` is missing", wanted.wire));
            }
        }
        Ok(Self { headers, members })
    }

    /// The values of the recipe's headers and members, each with its template.
    fn values(&self, verify: &Verify) -> impl Iterator<Item = (&'static [Part], &str)> {
        let headers = verify.headers.iter().zip(&self.headers).map(|(made, value)| (made.value, *value));
        let members = verify.members.iter().map(|made| (made.value, member(&self.members, made.wire)));
        headers.chain(members)
    }

    /// The time and the nonce that the vendor wrote. None: the time is no number.
    fn told(&self, verify: &Verify) -> Option<Told<'_>> {
        let mut told = Told::default();
        for (template, value) in self.values(verify) {
            match template {
                [Part::Value(Source::NowMs)] => told.now_ms = value.parse().ok()?,
                [Part::Value(Source::NowS)] => {
                    told.now_ms = value.parse::<i64>().ok()?.checked_mul(1000)?;
                }
                [Part::Value(Source::Nonce)] => told.nonce = value,
                _ => {}
            }
        }
        Some(told)
    }

    /// Whether all came as it is made here. All are compared, wherever the first difference is.
    fn is_as(&self, verify: &Verify, evaluated: &Evaluated<'_>) -> bool {
        let same = self.values(verify).fold(Choice::from(1), |same, (template, value)| {
            same & evaluated.template(template).ct_eq(value.as_bytes())
        });
        same.into()
    }
}

/// The members of the body, where the recipe looks at them.
pub(super) fn members_for(verify: &Verify, body: &[u8]) -> Result<Vec<(String, String)>, Flaw> {
    match verify.signs {
        Signs::Body => Ok(Vec::new()),
        Signs::Members => texts(body),
    }
}

fn member<'m>(members: &'m PostedMembers, name: &str) -> &'m str {
    members.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text)
}

#[cfg(test)]
mod tests;
