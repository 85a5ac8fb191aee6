//! Finds one text deep in an answer, for recipes that name a place and no model.
//!
//! In: bytes and a path of wire names. Out: the text there, numbers in decimal; nothing where there is none.

use super::{DecodeError, Document, Kept, ScalarSeed, exact};
use serde_core::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// The text at this place.
pub(crate) fn find_text(bytes: &[u8], path: &[&str]) -> Result<Option<String>, DecodeError> {
    let found = exact(&Document::from(bytes), |deserializer, _| PathSeed { path }.deserialize(deserializer))?;
    Ok(found.and_then(Kept::into_text).map(Cow::into_owned))
}

struct PathSeed<'p> {
    path: &'p [&'p str],
}

impl<'de> DeserializeSeed<'de> for PathSeed<'_> {
    type Value = Option<Kept<'static>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Kept<'static>>, D::Error> {
        if self.path.is_empty() {
            ScalarSeed.deserialize(deserializer)
        } else {
            deserializer.deserialize_any(self)
        }
    }
}

impl<'de> Visitor<'de> for PathSeed<'_> {
    type Value = Option<Kept<'static>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Option<Kept<'static>>, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Option<Kept<'static>>, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Option<Kept<'static>>, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Option<Kept<'static>>, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Option<Kept<'static>>, E> {
        Ok(None)
    }

    fn visit_str<E>(self, _: &str) -> Result<Option<Kept<'static>>, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Option<Kept<'static>>, A::Error> {
        while sequence.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<Kept<'static>>, A::Error> {
        let mut found = None;
        let (first, rest) = self.path.split_first().unwrap_or((&"", &[]));
        while let Some(key) = map.next_key::<String>()? {
            if key == *first {
                found = map.next_value_seed(PathSeed { path: rest })?.or(found);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: Option<&str>) {
        let found = find_text(json.as_bytes(), &["data", "token"]).expect("the test gives JSON");
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn a_text_is_found_by_its_path() {
        check(r#"{"x":{"token":"no"},"data":{"a":[1],"token":"t"}}"#, Some("t"));
        check(r#"{"data":{"token":12}}"#, Some("12"));
        check(r#"{"data":{"token":"t","token":null},"data":null}"#, Some("t"));
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for json in
            [r#"{"data":null}"#, r#"{"data":{"token":null}}"#, "[]", r#"{"data":"token"}"#, "7", "true"]
        {
            check(json, None);
        }
    }

    #[test]
    fn half_a_document_is_an_error() {
        assert!(find_text(br#"{"data":{"token":"t"}"#, &["data", "token"]).is_err());
    }
}
