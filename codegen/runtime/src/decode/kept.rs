//! Single values that are kept for later, where no model says what they should be.
//!
//! In: any value. Out: the value if it is a text, a whole number or a boolean; nothing otherwise.

use super::scalar::{NUMBER, Scalar, fraction, number};
use serde_core::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// A single value, which may be a part of the document.
pub(crate) enum Kept<'d> {
    Text(Cow<'d, str>),
    Integer(i64),
    Large(u64),
    Boolean(bool),
}

impl<'d> Kept<'d> {
    pub(super) fn of_scalar(scalar: Scalar<'_>) -> Option<Self> {
        Some(match scalar {
            Scalar::Text(text) | Scalar::Number(text) => Self::Text(text.to_owned().into()),
            Scalar::Integer(number) => Self::Integer(number),
            Scalar::Large(number) => Self::Large(number),
            Scalar::Boolean(value) => Self::Boolean(value),
            Scalar::Fraction => return None,
        })
    }

    /// Text as it is, numbers in decimal.
    pub(crate) fn into_text(self) -> Option<Cow<'d, str>> {
        match self {
            Self::Text(text) => Some(text),
            // The code of most vendors.
            Self::Integer(0) => Some(Cow::Borrowed("0")),
            Self::Integer(number) => Some(number.to_string().into()),
            Self::Large(number) => Some(number.to_string().into()),
            Self::Boolean(_) => None,
        }
    }

    /// True and false, as text too.
    pub(crate) fn into_boolean(self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(value),
            Self::Text(text) => text.parse().ok(),
            Self::Integer(_) | Self::Large(_) => None,
        }
    }
}

/// Reads any value, and keeps it if it is a scalar.
pub(crate) struct ScalarSeed;

impl<'de> DeserializeSeed<'de> for ScalarSeed {
    type Value = Option<Kept<'static>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Kept<'static>>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ScalarSeed {
    type Value = Option<Kept<'static>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Option<Kept<'static>>, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Option<Kept<'static>>, E> {
        Ok(Some(Kept::Boolean(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Option<Kept<'static>>, E> {
        Ok(Some(Kept::Integer(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Option<Kept<'static>>, E> {
        Ok(Some(Kept::Large(value)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Option<Kept<'static>>, E> {
        Ok(Kept::of_scalar(fraction(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Option<Kept<'static>>, E> {
        Ok(Some(Kept::Text(value.to_owned().into())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Option<Kept<'static>>, A::Error> {
        while sequence.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<Kept<'static>>, A::Error> {
        let mut kept = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == NUMBER {
                kept = Kept::of_scalar(number(&map.next_value::<String>()?));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: Option<&str>) {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let kept = ScalarSeed.deserialize(&mut deserializer).expect("the test gives JSON");
        assert_eq!(kept.and_then(Kept::into_text).as_deref(), expected);
    }

    #[test]
    fn a_boolean_may_be_a_text() {
        let boolean = |json: &str| {
            let mut deserializer = serde_json::Deserializer::from_str(json);
            ScalarSeed
                .deserialize(&mut deserializer)
                .expect("the test gives JSON")
                .and_then(Kept::into_boolean)
        };
        assert_eq!(
            [boolean("true"), boolean("\"false\""), boolean("\"\""), boolean("1")],
            [Some(true), Some(false), None, None]
        );
    }

    #[test]
    fn texts_and_whole_numbers_are_text() {
        check(r#""a""#, Some("a"));
        check("2000", Some("2000"));
        check("-1", Some("-1"));
        check("18446744073709551615", Some("18446744073709551615"));
    }

    #[test]
    fn a_whole_number_may_be_written_as_a_fraction() {
        check("2000.0", Some("2000"));
        check("1e3", Some("1000"));
        check("-0", Some("0"));
        check("999999999999999.0", Some("999999999999999"));
        check(r#"{"$serde_json::private::Number":"-1.0"}"#, Some("-1"));
        for json in ["1000000000000000.0", "1e20", "1e-1"] {
            check(json, None);
        }
    }

    #[test]
    fn other_values_are_passed_over() {
        for json in ["null", "true", "1.5", "[1,[2]]", r#"{"a":{"b":1}}"#] {
            check(json, None);
        }
    }

    #[test]
    fn numbers_of_arbitrary_precision_are_numbers() {
        check(r#"{"$serde_json::private::Number":"17"}"#, Some("17"));
        check(r#"{"$serde_json::private::Number":"1.5"}"#, None);
    }
}
