//! Members of the body that a vendor posts, for recipes that sign them one by one.
//!
//! In: the body. Out: names and texts, or the body with members added to it. A name that stands twice is refused:
//! what was checked could be one of the two and what is read the other.

use crate::decode::members;
use crate::recipe::Member;
use std::fmt::Write as _;

/// Why a body has no members to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// It is no JSON object.
    NoObject,
    /// A member stands in it twice.
    Twice,
}

impl Flaw {
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::NoObject => "the body is no JSON object",
            Self::Twice => "a member stands twice in the body",
        }
    }
}

/// The members with their texts: of a string its content, of null nothing, of anything else the JSON as it came.
pub(super) fn texts(body: &[u8]) -> Result<Vec<(String, String)>, Flaw> {
    let mut texts: Vec<(String, String)> = Vec::new();
    for (name, raw) in read(body)? {
        if texts.iter().any(|(known, _)| *known == name) {
            return Err(Flaw::Twice);
        }
        let text = match raw.as_bytes().first() {
            Some(b'"') => serde_json::from_str::<String>(raw).map_err(|_| Flaw::NoObject)?,
            _ if raw == "null" => String::new(),
            _ => raw.to_owned(),
        };
        texts.push((name, text));
    }
    Ok(texts)
}

/// The body with these members at its end, as texts; others of their names are taken out.
pub(super) fn with(body: &[u8], added: &[(&Member, String)]) -> Result<Vec<u8>, Flaw> {
    let mut text = String::from("{");
    let mut add = |name: &str, value: &str| {
        let _ = write!(text, "{}{}:{value}", if text.len() > 1 { "," } else { "" }, quoted(name));
    };
    for (name, raw) in read(body)? {
        if !added.iter().any(|(member, _)| member.wire == name) {
            add(&name, raw);
        }
    }
    for (member, value) in added {
        add(member.wire, &quoted(value));
    }
    text.push('}');
    Ok(text.into_bytes())
}

fn read(body: &[u8]) -> Result<Vec<(String, &str)>, Flaw> {
    let text = std::str::from_utf8(body).map_err(|_| Flaw::NoObject)?;
    members(text).map(|members| members.0).map_err(|_| Flaw::NoObject)
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: Result<&[(&str, &str)], Flaw>) {
        let found = texts(body.as_bytes());
        let expected = expected.map(|all| {
            all.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect::<Vec<_>>()
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn members_are_texts() {
        check(
            r#"{"a":"x\u0022","b":1.50,"c":null,"d":{"e": [1]}}"#,
            Ok(&[("a", "x\""), ("b", "1.50"), ("c", ""), ("d", r#"{"e": [1]}"#)]),
        );
    }

    #[test]
    fn a_name_stands_once() {
        check(r#"{"a":1,"b":2,"\u0061":3}"#, Err(Flaw::Twice));
        check("[1]", Err(Flaw::NoObject));
        check("{\"a\":1", Err(Flaw::NoObject));
    }

    #[test]
    fn members_are_added_at_the_end() {
        let sign = Member { wire: "sign", value: &[] };
        let made = with(br#"{"sign":"old","a":{"b": 1}}"#, &[(&sign, "x\"y".to_owned())]);
        assert_eq!(made.as_deref(), Ok(&br#"{"a":{"b": 1},"sign":"x\"y"}"#[..]));
    }
}
