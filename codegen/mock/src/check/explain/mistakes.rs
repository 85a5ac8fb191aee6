//! What a caller may have done: each common mistake is tried, until one gives what came.
//!
//! In: a call and a header that is wrong. Out: words that follow "it fits", for the first mistake that does. One mistake
//! at a time; secrets are compared and never told.

use super::{bodies, twists};
use crate::check::caller::SignedCall;
use crate::check::plan::pieces;
use crate::received::{Plus, decoded};
use jiekou_runtime::mock::{Came, Header, Part, Signing, Source, Told, expected_by, exposed, is_same};
use jiekou_runtime::{CredentialValues, Secret};

/// So many of the last tokens are tried.
const TOKENS: usize = 64;

/// What the value of a header fits, if it is a mistake that is known.
pub(in crate::check) fn guess(call: &SignedCall<'_>, header: &'static Header) -> Option<String> {
    let guesser = Guesser::new(call, header)?;
    guesser
        .spelling()
        .or_else(|| guesser.body())
        .or_else(|| guesser.place())
        .or_else(|| guesser.headers())
        .or_else(|| guesser.token_or_nonce())
        .or_else(|| guesser.secret())
        .or_else(|| guesser.recipe())
}

struct Guesser<'a> {
    call: &'a SignedCall<'a>,
    /// The step that stands in the header, and its value as it came.
    step: usize,
    sent: &'a str,
}

/// A way in which a call may have been signed.
struct Try<'t> {
    signing: &'static Signing,
    came: Came<'t>,
    told: Told<'t>,
    credentials: &'t CredentialValues,
}

impl<'a> Guesser<'a> {
    fn new(call: &'a SignedCall<'a>, header: &'static Header) -> Option<Self> {
        let whole = call.came.header(header.name)?;
        let in_template = header.value.iter().find_map(|part| match part {
            Part::Value(Source::Step(index)) => Some(*index),
            _ => None,
        })?;
        let found = pieces(header.value, whole).into_iter().flatten();
        let sent = found.into_iter().find(|(source, _)| matches!(source, Source::Step(_)));
        Some(Self { call, step: in_template, sent: sent.map_or(whole, |(_, piece)| piece) })
    }

    fn as_it_came(&self) -> Try<'_> {
        let SignedCall { vendor, signing, came, told, .. } = *self.call;
        Try { signing, came, told, credentials: &vendor.credentials }
    }

    fn value(&self, way: &Try<'_>) -> Vec<u8> {
        let api = self.call.vendor.table.api;
        let made = expected_by(api, way.signing, &way.came, &way.told, way.credentials);
        made.steps.into_iter().nth(self.step).map(|(_, value)| value).unwrap_or_default()
    }

    fn fits(&self, way: &Try<'_>) -> bool {
        is_same(&self.value(way), self.sent.as_bytes())
    }

    fn fits_came(&self, came: Came<'_>) -> bool {
        self.fits(&Try { came, ..self.as_it_came() })
    }

    /// The right value, written in another way.
    fn spelling(&self) -> Option<String> {
        let value = self.value(&self.as_it_came());
        let value = std::str::from_utf8(&value).ok()?;
        let standard = self.sent.replace('-', "+").replace('_', "/");
        let says = [
            (self.sent.to_owned(), "the right value, but without what stands around it"),
            (decoded(self.sent, Plus::IsPlus), "the right value, but percent-encoded"),
            (self.sent.to_ascii_lowercase(), "the right value, but in upper case"),
        ];
        let found = says.into_iter().find(|(spelt, _)| spelt == value).map(|(_, text)| text.to_owned());
        found.or_else(|| {
            let is_close = standard.trim_end_matches('=') == value.trim_end_matches('=');
            is_close.then(|| {
                "the right value, but in another kind of Base64: `+`, `/` and `=` at the end are expected"
                    .to_owned()
            })
        })
    }

    fn body(&self) -> Option<String> {
        let mut others = bodies::others(self.call.came.body).into_iter();
        others.find(|(body, _)| self.fits_came(Came { body, ..self.call.came })).map(|(_, text)| text)
    }

    /// Another path or query.
    fn place(&self) -> Option<String> {
        let Came { path, query, .. } = self.call.came;
        let written = |of: &dyn Fn(&str) -> String| {
            let pair = |(name, value): &(String, String)| format!("{}={}", of(name), of(value));
            query.iter().map(pair).collect::<Vec<_>>().join("&")
        };
        let plain = written(&|text: &str| text.to_owned());
        let with = |path: &str, query: &str| {
            if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
        };
        let prefix = self.call.vendor.routes.prefix();
        let inner = path.strip_prefix(prefix).unwrap_or(path);
        let host = self.call.came.header("host").unwrap_or_default();
        let (none, all): (&[(String, String)], _) = (&[], query);
        let says = [
            (inner.to_owned(), all, format!("the path without `{prefix}`, which the server has in front")),
            (path.to_owned(), none, "the path without the query".to_owned()),
            (with(path, &plain), none, "the query as it came and not sorted by name".to_owned()),
            (with(path, &written(&encoded)), none, "the query percent-encoded".to_owned()),
            (decoded(path, Plus::IsPlus), all, "the path without percent-encoding".to_owned()),
            (format!("http://{host}{path}"), all, "the whole URL and not the path".to_owned()),
            (format!("https://{host}{path}"), all, "the whole URL and not the path".to_owned()),
            (format!("{path}/"), all, "a path with `/` at its end".to_owned()),
            (path.trim_start_matches('/').to_owned(), all, "a path without `/` in front".to_owned()),
        ];
        let fits = |path: &str, query| self.fits_came(Came { path, query, ..self.call.came });
        says.into_iter().find(|(path, query, _)| fits(path, query)).map(|(_, _, text)| text)
    }

    /// Other values of the headers that all calls of the API have: that of the pages, and none.
    fn headers(&self) -> Option<String> {
        self.call.vendor.table.api.headers.iter().find_map(|header| {
            let name = header.name;
            let text = |part: &Part| if let Part::Text(text) = part { *text } else { "" };
            let usual: String = header.value.iter().map(text).collect();
            let sent = if self.call.came.header(name).is_some() { "another one" } else { "none" };
            let says = [
                (usual, format!("the header `{name}` as the pages have it, but {sent} was sent")),
                (String::new(), format!("a text to sign in which the header `{name}` is empty")),
            ];
            let is_other = |(other, _): &&(String, String)| !other.eq_ignore_ascii_case(name);
            let others = || self.call.came.headers.iter().filter(is_other).cloned();
            says.into_iter().find_map(|(value, text)| {
                let headers: Vec<_> = others().chain([(name.to_owned(), value)]).collect();
                self.fits_came(Came { headers: &headers, ..self.call.came }).then_some(text)
            })
        })
    }

    fn token_or_nonce(&self) -> Option<String> {
        let told = self.call.told;
        let fits = |told: Told<'_>| self.fits(&Try { told, ..self.as_it_came() });
        if let Some((header, Some(_))) = told.token {
            let tokens: Vec<_> = self.call.vendor.memory().tokens().take(TOKENS).cloned().collect();
            if tokens.iter().any(|token| fits(Told { token: Some((header, Some(token))), ..told })) {
                return Some(format!("another token than the one in the header `{header}`: was it renewed?"));
            }
            if fits(Told { token: Some((header, None)), ..told }) {
                return Some("a text to sign without the token".to_owned());
            }
        }
        let (header, _) = told.nonce?;
        let is_without = fits(Told { nonce: Some((header, None)), ..told });
        is_without.then(|| "a text to sign in which the nonce is empty".to_owned())
    }

    /// Secrets that are close to the right ones. Any other cannot be known.
    fn secret(&self) -> Option<String> {
        let names = self.call.vendor.table.api.credentials;
        let known: Vec<_> = exposed(&self.call.vendor.credentials).collect();
        let fits = |at: usize, value: &str| {
            let value =
                |(index, known): (usize, &&str)| Secret::from(if index == at { value } else { known });
            let credentials = CredentialValues::new(known.iter().enumerate().map(value));
            self.fits(&Try { credentials: &credentials, ..self.as_it_came() })
        };
        known.iter().zip(names).enumerate().find_map(|(at, (value, name))| {
            if fits(at, "") {
                return Some(format!("an empty `{name}`: was it read from where it stands?"));
            }
            if [format!("{value}\n"), format!("{value}\r\n"), format!("{value} ")]
                .iter()
                .any(|value| fits(at, value))
            {
                return Some(format!("the `{name}` with a blank or a line feed at its end"));
            }
            let others = known.iter().zip(names).find(|(other, _)| *other != value && fits(at, other));
            others.map(|(_, other)| format!("the `{other}` in place of the `{name}`"))
        })
    }

    /// Another recipe.
    fn recipe(&self) -> Option<String> {
        let twists = twists::of(self.call.vendor.table.api, self.call.signing);
        let fits = |signing| self.fits(&Try { signing, ..self.as_it_came() });
        twists.iter().find(|twist| fits(twist.signing)).map(|twist| twist.text.clone())
    }
}

/// Text with percent-encoding.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests;
