//! Evaluates recipes: the steps, and the headers made from them.
//!
//! In: a recipe's tables and what one request is made of. Out: bytes of each step, text of each header. It asks
//! neither clock nor chance nor disk; the same input gives the same output. Steps may hold secrets and are wiped.

use crate::CredentialValues;
use crate::operation::Method;
use crate::recipe::{Expression, Extra, Header, Part, Source, Step, Transform};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use secrecy::zeroize::Zeroizing;
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::fmt::Write as _;

/// A name and a value.
pub(crate) type Pair<'a> = (&'a str, &'a str);

/// What one request is made of.
pub(crate) struct Given<'a> {
    pub(crate) method: Method,
    /// With the server's own path in front, percent-encoded.
    pub(crate) path: &'a str,
    /// Not encoded.
    pub(crate) query: Vec<Pair<'a>>,
    pub(crate) body: &'a [u8],
    pub(crate) now_ms: i64,
    pub(crate) nonce: &'a str,
    pub(crate) token: &'a str,
    pub(crate) credentials: &'a CredentialValues,
    /// The API's headers, then those of its signing recipe.
    pub(crate) recipe_headers: [&'static [Header]; 2],
    /// Headers that the operation's fields make.
    pub(crate) own_headers: Vec<Pair<'a>>,
    /// Headers that the user added.
    pub(crate) extra_headers: Vec<Pair<'a>>,
}

type Bytes = Zeroizing<Vec<u8>>;

/// The values of a recipe's steps.
pub(crate) struct Evaluated<'a> {
    given: &'a Given<'a>,
    steps: &'static [Step],
    values: Vec<Bytes>,
}

/// Evaluates all steps, in their order.
pub(crate) fn evaluate<'a>(given: &'a Given<'a>, steps: &'static [Step]) -> Evaluated<'a> {
    let mut evaluated = Evaluated { given, steps, values: Vec::with_capacity(steps.len()) };
    for step in steps {
        let value = evaluated.expression(&step.value);
        evaluated.values.push(value);
    }
    evaluated
}

impl<'a> Evaluated<'a> {
    /// The value of the step with this name.
    pub(crate) fn step(&self, name: &str) -> Option<&[u8]> {
        let index = self.steps.iter().position(|step| step.name == name)?;
        self.values.get(index).map(|value| value.as_slice())
    }

    /// The value of a template.
    pub(crate) fn template(&self, parts: &[Part]) -> Bytes {
        let mut value = Bytes::default();
        for part in parts {
            match part {
                Part::Text(text) => value.extend_from_slice(text.as_bytes()),
                Part::Value(source) => value.extend_from_slice(&self.source(*source)),
            }
        }
        value
    }

    fn expression(&self, expression: &Expression) -> Bytes {
        let mut value = Bytes::default();
        match expression {
            Expression::Pipeline(source, transforms) => return self.pipeline(*source, transforms),
            Expression::Join(separator, of) => {
                for (index, source) in of.iter().enumerate() {
                    let between = if index == 0 { "" } else { separator };
                    value.extend_from_slice(between.as_bytes());
                    value.extend_from_slice(&self.source(*source));
                }
            }
            Expression::Lines(of) => {
                for source in *of {
                    value.extend_from_slice(&self.source(*source));
                    value.push(b'\n');
                }
            }
            Expression::HeaderLines { of, extra } => {
                for name in self.line_names(of, *extra) {
                    value.extend_from_slice(name.as_bytes());
                    value.push(b':');
                    value.extend_from_slice(&self.header(name));
                    value.push(b'\n');
                }
            }
        }
        value
    }

    fn pipeline(&self, source: Source, transforms: &[Transform]) -> Bytes {
        let mut value = Bytes::new(self.source(source).into_owned());
        for transform in transforms {
            value = Bytes::new(match transform {
                Transform::Md5 => md5::Md5::digest(&*value).to_vec(),
                Transform::Sha256 => Sha256::digest(&*value).to_vec(),
                Transform::HmacSha256(key) => hmac_sha256(&self.source(*key), &value),
                Transform::Hex => hex(&value).into_bytes(),
                Transform::Base64 => STANDARD.encode(&*value).into_bytes(),
                Transform::UnlessEmpty if value.is_empty() => return value,
                Transform::UnlessEmpty => continue,
            });
        }
        value
    }

    fn source(&self, source: Source) -> Cow<'_, [u8]> {
        let given = self.given;
        let text: Cow<'_, str> = match source {
            Source::Body => return Cow::Borrowed(given.body),
            Source::Step(index) => {
                return Cow::Borrowed(self.values.get(index).map_or(&[], |value| value.as_slice()));
            }
            Source::Header(name) => return self.header(name),
            Source::Method => given.method.as_str().into(),
            Source::Path => given.path.into(),
            Source::PathAndSortedQuery => path_and_sorted_query(given).into(),
            Source::NowMs => given.now_ms.to_string().into(),
            Source::NowS => given.now_ms.div_euclid(1000).to_string().into(),
            Source::Nonce => given.nonce.into(),
            Source::Token => given.token.into(),
            Source::SignedHeaderNames => self.signed_header_names().into(),
            Source::Credential(index) => given.credentials.at(index).into(),
            Source::Text(text) => text.into(),
        };
        match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }
    }

    /// The value of a header of this request; empty where it has none.
    fn header(&self, name: &str) -> Cow<'_, [u8]> {
        let given = self.given;
        let recipe = given.recipe_headers.into_iter().flatten();
        if let Some(header) = recipe.into_iter().find(|header| header.name.eq_ignore_ascii_case(name)) {
            return Cow::Owned(self.template(header.value).to_vec());
        }
        let mut others = given.own_headers.iter().chain(&given.extra_headers);
        let found = others.find(|(other, _)| other.eq_ignore_ascii_case(name));
        Cow::Borrowed(found.map_or(&[], |(_, value)| value.as_bytes()))
    }

    fn line_names(&self, of: &[&'a str], extra: Extra) -> Vec<&'a str> {
        let mut names = of.to_vec();
        if extra == Extra::Signed {
            names.extend(self.given.extra_headers.iter().map(|(name, _)| *name));
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    fn signed_header_names(&self) -> String {
        let lines = self.steps.iter().find_map(|step| match step.value {
            Expression::HeaderLines { of, extra } => Some(self.line_names(of, extra)),
            _ => None,
        });
        lines.unwrap_or_default().join(",")
    }
}

fn path_and_sorted_query(given: &Given<'_>) -> String {
    let mut pairs = given.query.clone();
    // Stable: of a repeated key the first stays first.
    pairs.sort_by_key(|(key, _)| *key);
    pairs.dedup_by_key(|(key, _)| *key);
    let mut text = given.path.to_owned();
    for (index, (key, value)) in pairs.into_iter().enumerate() {
        text.push(if index == 0 { '?' } else { '&' });
        text.push_str(key);
        if !value.is_empty() {
            text.extend(["=", value]);
        }
    }
    text
}

fn hmac_sha256(key: &[u8], value: &[u8]) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        unreachable!("HMAC takes keys of any length")
    };
    mac.update(value);
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests;
