//! A token as bytes, for stores that keep it outside the process.
//!
//! In: a token, or bytes that anybody may have changed. Out: JSON, or the token that it holds. Buffers are wiped on
//! drop, and what is wrong with bytes is told without any of them.

use super::{StoreError, StoredToken};
use crate::Secret;
use secrecy::zeroize::Zeroizing;
use serde_core::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_core::ser::{SerializeMap, Serializer};
use std::fmt;

/// The most bytes that a record may have. Tokens have a few hundred.
pub(super) const LONGEST: usize = 65_536;

/// What a record looks like: `{"token":"…","fetched_ms":1,"until_ms":2}`.
pub(super) fn write(token: &StoredToken) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let text = token.value.expose();
    // Room for a text of escapes alone: to grow would leave a copy behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(6 * text.len() + 128));
    let mut serializer = serde_json::Serializer::new(&mut *bytes);
    let written = (&mut serializer).serialize_map(None).and_then(|mut object| {
        object.serialize_entry("token", text)?;
        object.serialize_entry("fetched_ms", &token.fetched_ms)?;
        object.serialize_entry("until_ms", &token.until_ms)?;
        object.end()
    });
    match written {
        Ok(()) if bytes.len() <= LONGEST => Ok(bytes),
        _ => Err(StoreError::new(format!("the token is longer than a record of {LONGEST} bytes"))),
    }
}

/// The token in a record. Members that a later version added are passed over.
pub(super) fn read(bytes: &[u8]) -> Result<StoredToken, StoreError> {
    let token = if bytes.len() <= LONGEST { serde_json::from_slice::<Record>(bytes).ok() } else { None };
    token.map(|Record(token)| token).ok_or_else(|| StoreError::new("what is kept there is no token"))
}

struct Record(StoredToken);

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a token")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let (mut value, mut fetched_ms, mut until_ms) = (None, None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "token" => value = Some(map.next_value::<Text>()?.0),
                "fetched_ms" => fetched_ms = Some(map.next_value()?),
                "until_ms" => until_ms = Some(map.next_value()?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        match (value, fetched_ms, until_ms) {
            (Some(value), Some(fetched_ms), Some(until_ms)) => {
                Ok(Record(StoredToken { value, fetched_ms, until_ms }))
            }
            _ => Err(A::Error::custom("a member is missing")),
        }
    }
}

/// A text that goes from the bytes into a secret, with no `String` between.
struct Text(Secret);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text(Secret::from("")))
    }
}

impl Visitor<'_> for Text {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self, E> {
        Ok(Self(Secret::from(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, i64, i64)>) {
        let read = read(text.as_bytes());
        let seen = read.as_ref().ok().map(|token| (token.value.expose(), token.fetched_ms, token.until_ms));
        assert_eq!(seen, expected, "{text}");
        if let Err(error) = read {
            assert_eq!(error.to_string(), "the token store failed: what is kept there is no token");
        }
    }

    #[test]
    fn a_token_comes_back_as_it_was_written() {
        for text in ["t1", "", "\"\\\n\u{1}企\u{10ffff}"] {
            let bytes = write(&StoredToken::new(text, -1, i64::MAX)).expect("a record");
            check(std::str::from_utf8(&bytes).expect("text"), Some((text, -1, i64::MAX)));
            assert!(bytes.len() <= bytes.capacity() && bytes.capacity() == 6 * text.len() + 128, "grown");
        }
        let bytes = write(&StoredToken::new("t1", 1, 2)).expect("a record");
        assert_eq!(*bytes, br#"{"token":"t1","fetched_ms":1,"until_ms":2}"#);
    }

    #[test]
    fn what_is_no_record_is_refused_without_a_word_of_it() {
        check(r#"{"new":[{}],"until_ms":2,"token":"t","fetched_ms":1}"#, Some(("t", 1, 2)));
        check(r#"{"token":"hunter2","fetched_ms":1}"#, None);
        check(r#"{"token":7,"fetched_ms":1,"until_ms":2}"#, None);
        check(r#"{"token":"t","fetched_ms":1,"until_ms":"hunter2"}"#, None);
        check(r#"{"token":"t","fetched_ms":1,"until_ms":2}hunter2"#, None);
        check(&format!(r#"{{"token":"t","fetched_ms":1,"until_ms":2}}{}"#, " ".repeat(LONGEST)), None);
        for text in ["", "null", "[]", "hunter2", "{", "\u{0}"] {
            check(text, None);
        }
        assert!(read(b"\xff\xfe").is_err());
        assert!(write(&StoredToken::new("x".repeat(LONGEST), 1, 2)).is_err());
    }
}
