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
    pub(crate) own_headers: &'a [Pair<'a>],
    /// Headers that the user added.
    pub(crate) extra_headers: Vec<Pair<'a>>,
}

type Bytes = Zeroizing<Vec<u8>>;

/// A value on its way into another one. One that was made here is wiped.
enum Piece<'a> {
    Lent(&'a [u8]),
    Made(Bytes),
}

impl Piece<'_> {
    fn made(text: String) -> Self {
        Self::Made(Bytes::new(text.into_bytes()))
    }

    fn as_slice(&self) -> &[u8] {
        match self {
            Self::Lent(slice) => slice,
            Self::Made(bytes) => bytes,
        }
    }
}

/// The pieces in one. Its length is known before: to grow would leave copies that nobody wipes.
fn joined<'p>(pieces: impl IntoIterator<Item = Piece<'p>>) -> Bytes {
    let pieces: Vec<_> = pieces.into_iter().collect();
    let length = pieces.iter().map(|piece| piece.as_slice().len()).sum();
    let mut value = Bytes::new(Vec::with_capacity(length));
    pieces.iter().for_each(|piece| value.extend_from_slice(piece.as_slice()));
    value
}

/// Names and texts of the members that a vendor posted.
pub(crate) type PostedMembers = [(String, String)];

/// The values of a recipe's steps.
pub(crate) struct Evaluated<'a> {
    given: &'a Given<'a>,
    members: &'a PostedMembers,
    steps: &'static [Step],
    values: Vec<Bytes>,
}

/// Evaluates all steps, in their order.
pub(crate) fn evaluate<'a>(given: &'a Given<'a>, steps: &'static [Step]) -> Evaluated<'a> {
    evaluate_posted(given, &[], steps)
}

/// The same for what a vendor posts, whose members a recipe may name.
pub(crate) fn evaluate_posted<'a>(
    given: &'a Given<'a>,
    members: &'a PostedMembers,
    steps: &'static [Step],
) -> Evaluated<'a> {
    let mut evaluated = Evaluated { given, members, steps, values: Vec::with_capacity(steps.len()) };
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
        joined(parts.iter().map(|part| match part {
            Part::Text(text) => Piece::Lent(text.as_bytes()),
            Part::Value(source) => self.source(*source),
        }))
    }

    fn expression(&self, expression: &Expression) -> Bytes {
        match expression {
            Expression::Pipeline(source, transforms) => self.pipeline(*source, transforms),
            Expression::Join(separator, of) => joined(of.iter().enumerate().flat_map(|(index, source)| {
                let between = if index == 0 { "" } else { separator };
                [Piece::Lent(between.as_bytes()), self.source(*source)]
            })),
            Expression::Lines(of) => {
                joined(of.iter().flat_map(|source| [self.source(*source), Piece::Lent(b"\n")]))
            }
            Expression::HeaderLines { of, extra } => {
                joined(self.line_names(of, *extra).into_iter().flat_map(|name| {
                    let name_and_colon = [Piece::Lent(name.as_bytes()), Piece::Lent(b":")];
                    name_and_colon.into_iter().chain([self.header(name), Piece::Lent(b"\n")])
                }))
            }
        }
    }

    fn pipeline(&self, source: Source, transforms: &[Transform]) -> Bytes {
        let mut value = joined([self.source(source)]);
        for transform in transforms {
            value = Bytes::new(match transform {
                Transform::Md5 => md5::Md5::digest(&*value).to_vec(),
                Transform::Sha256 => Sha256::digest(&*value).to_vec(),
                Transform::HmacSha256(key) => hmac_sha256(self.source(*key).as_slice(), &value),
                Transform::Hex => hex(&value).into_bytes(),
                Transform::Base64 => STANDARD.encode(&*value).into_bytes(),
                Transform::UnlessEmpty if value.is_empty() => return value,
                Transform::UnlessEmpty => continue,
                #[cfg(feature = "mock")]
                Transform::Upper => value.to_ascii_uppercase(),
            });
        }
        value
    }

    fn source(&self, source: Source) -> Piece<'_> {
        let given = self.given;
        match source {
            Source::Body => Piece::Lent(given.body),
            Source::BodyUnlessForm if self.sends_form() => Piece::Lent(&[]),
            Source::BodyUnlessForm => Piece::Lent(given.body),
            Source::Step(index) => Piece::Lent(self.values.get(index).map_or(&[], |value| value)),
            Source::Header(name) => self.header(name),
            Source::Method => Piece::Lent(given.method.as_str().as_bytes()),
            #[cfg(feature = "mock")]
            Source::LowerMethod => Piece::made(given.method.as_str().to_ascii_lowercase()),
            Source::Path => Piece::Lent(given.path.as_bytes()),
            Source::PathAndSortedQuery => Piece::made(path_and_sorted_query(given)),
            Source::NowMs => Piece::made(given.now_ms.to_string()),
            Source::NowS => Piece::made(given.now_ms.div_euclid(1000).to_string()),
            Source::Nonce => Piece::Lent(given.nonce.as_bytes()),
            Source::Token => Piece::Lent(given.token.as_bytes()),
            Source::SignedHeaderNames => Piece::made(self.signed_header_names()),
            Source::Credential(index) => Piece::Lent(given.credentials.at(index).as_bytes()),
            Source::Member(name) => {
                let found = self.members.iter().find(|(known, _)| known == name);
                Piece::Lent(found.map_or(&[], |(_, text)| text.as_bytes()))
            }
            Source::Text(text) => Piece::Lent(text.as_bytes()),
        }
    }

    /// Whether the body is a form, with files or without.
    fn sends_form(&self) -> bool {
        let content_type = self.header("Content-Type");
        let essence = content_type.as_slice().split(|byte| *byte == b';').next().unwrap_or_default();
        let is = |known: &str| essence.trim_ascii().eq_ignore_ascii_case(known.as_bytes());
        is("application/x-www-form-urlencoded") || is("multipart/form-data")
    }

    /// The value of a header of this request; empty where it has none. That of the body comes before the API's.
    fn header(&self, name: &str) -> Piece<'_> {
        let given = self.given;
        let is_named = |(other, _): &&Pair<'_>| other.eq_ignore_ascii_case(name);
        if let Some((_, value)) = given.own_headers.iter().find(is_named) {
            return Piece::Lent(value.as_bytes());
        }
        let recipe = given.recipe_headers.into_iter().flatten();
        if let Some(header) = recipe.into_iter().find(|header| header.name.eq_ignore_ascii_case(name)) {
            return Piece::Made(self.template(header.value));
        }
        let found = given.extra_headers.iter().find(is_named);
        Piece::Lent(found.map_or(&[], |(_, value)| value.as_bytes()))
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

/// Two digits of one byte, in lower case.
pub(crate) fn push_hex(text: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    text.push(char::from(DIGITS[usize::from(byte >> 4)]));
    text.push(char::from(DIGITS[usize::from(byte & 15)]));
}

/// Two digits a byte, in lower case.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    bytes.iter().for_each(|byte| push_hex(&mut text, *byte));
    text
}

#[cfg(test)]
mod tests;
