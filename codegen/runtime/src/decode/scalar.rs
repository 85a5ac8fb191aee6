//! Single values: what the parser gives, and which of them fits which target.
//!
//! In: text, numbers and booleans. Out: a filled slot, or what was expected and what kind was found.

use super::fault::What;
use crate::open_enum::Wire;
use crate::value::{Null, Slot, Target, View};
use crate::{Id, Secret};
use serde_core::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The name under which `serde_json` hides numbers when it has arbitrary precision.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// A single value of the answer.
#[derive(Clone, Copy)]
pub(crate) enum Scalar<'a> {
    Text(&'a str),
    Integer(i64),
    /// Above the greatest `i64`.
    Large(u64),
    /// Not whole, or too large.
    Fraction,
    Boolean(bool),
}

impl Scalar<'_> {
    fn kind(self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::Integer(_) | Self::Large(_) => "a number",
            Self::Fraction => "a number that is not whole or too large",
            Self::Boolean(_) => "a boolean",
        }
    }
}

/// A number that came as text.
pub(super) fn number(text: &str) -> Scalar<'static> {
    let other = || text.parse().map_or(Scalar::Fraction, fraction);
    let large = || text.parse().map_or_else(|_| other(), Scalar::Large);
    text.parse().map_or_else(|_| large(), Scalar::Integer)
}

/// A number with a fraction or an exponent; `1.0` and `1e3` are whole. Of more than 15 digits the last ones could be
/// wrong, since the parser rounds.
pub(super) fn fraction(value: f64) -> Scalar<'static> {
    if value.fract() == 0.0 && value.abs() < 1e15 { Scalar::Integer(value as i64) } else { Scalar::Fraction }
}

impl Target<'_> {
    /// What it takes.
    pub(crate) fn expected(&self) -> &'static str {
        match self {
            Self::Done | Self::Refused | Self::Anything => "a value",
            Self::Text(_) | Self::Secret(_) => "a string",
            Self::I32(_) => "a whole number of 32 bits",
            Self::I64(_) => "a whole number of 64 bits",
            Self::Id(_) => "an id (digits, as a number or a string)",
            Self::Boolean(_) => "a boolean",
            Self::Enum(_) => "a string or a whole number",
            Self::Model(_) => "an object",
            Self::List(_) => "a list",
        }
    }
}

/// Puts a value where it belongs.
pub(super) fn put(slot: &mut dyn Slot, scalar: Scalar<'_>) -> Result<(), What> {
    let target = slot.target(Null::No);
    let what = What::Mismatch { expected: target.expected(), found: scalar.kind() };
    match (target, scalar) {
        (Target::Done | Target::Anything, _) => {}
        (Target::Text(to), Scalar::Text(text)) => text.clone_into(to),
        (Target::Secret(to), Scalar::Text(text)) => *to = Secret::from(text),
        (Target::I32(to), Scalar::Integer(number)) => *to = i32::try_from(number).map_err(|_| what)?,
        (Target::I64(to), Scalar::Integer(number)) => *to = number,
        (Target::Id(to), scalar) => *to = id(scalar).ok_or(what)?,
        (Target::Boolean(to), Scalar::Boolean(value)) => *to = value,
        (Target::Enum(to), Scalar::Text(text)) => to.set(Wire::Text(text)),
        (Target::Enum(to), Scalar::Integer(number)) => to.set(Wire::Integer(number)),
        _ => return Err(what),
    }
    Ok(())
}

fn id(scalar: Scalar<'_>) -> Option<Id> {
    match scalar {
        Scalar::Text(text) => text.parse().ok(),
        Scalar::Integer(number) => u64::try_from(number).ok().map(Id::from),
        Scalar::Large(number) => Some(Id::from(number)),
        Scalar::Fraction | Scalar::Boolean(_) => None,
    }
}

/// A scalar that outlives the parser's buffer.
#[derive(Clone)]
pub(crate) enum Kept {
    Text(String),
    Integer(i64),
    Large(u64),
    Boolean(bool),
}

impl Kept {
    fn of_scalar(scalar: Scalar<'_>) -> Option<Self> {
        Some(match scalar {
            Scalar::Text(text) => Self::Text(text.to_owned()),
            Scalar::Integer(number) => Self::Integer(number),
            Scalar::Large(number) => Self::Large(number),
            Scalar::Boolean(value) => Self::Boolean(value),
            Scalar::Fraction => return None,
        })
    }

    /// What a field that was just read holds.
    pub(super) fn of(view: View<'_>) -> Option<Self> {
        Some(match view {
            View::Text(text) | View::Enum(Wire::Text(text)) => Self::Text(text.to_owned()),
            View::Secret(text) => Self::Text(text.expose().to_owned()),
            View::Integer(number) | View::Enum(Wire::Integer(number)) => Self::Integer(number),
            View::Id(id) => Self::Large(id),
            View::Boolean(value) => Self::Boolean(value),
            View::Absent | View::Null | View::Sealed(_) | View::Model(_) | View::List(_) => return None,
        })
    }

    pub(super) fn scalar(&self) -> Scalar<'_> {
        match self {
            Self::Text(text) => Scalar::Text(text),
            Self::Integer(number) => Scalar::Integer(*number),
            Self::Large(number) => i64::try_from(*number).map_or(Scalar::Large(*number), Scalar::Integer),
            Self::Boolean(value) => Scalar::Boolean(*value),
        }
    }

    /// Text as it is, numbers in decimal.
    pub(crate) fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Integer(number) => Some(number.to_string()),
            Self::Large(number) => Some(number.to_string()),
            Self::Boolean(_) => None,
        }
    }
}

/// Reads any value, and keeps it if it is a scalar.
pub(crate) struct ScalarSeed;

impl<'de> DeserializeSeed<'de> for ScalarSeed {
    type Value = Option<Kept>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Kept>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ScalarSeed {
    type Value = Option<Kept>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Option<Kept>, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Option<Kept>, E> {
        Ok(Some(Kept::Boolean(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Option<Kept>, E> {
        Ok(Some(Kept::Integer(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Option<Kept>, E> {
        Ok(Some(Kept::Large(value)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Option<Kept>, E> {
        Ok(Kept::of_scalar(fraction(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Option<Kept>, E> {
        Ok(Some(Kept::Text(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Option<Kept>, A::Error> {
        while sequence.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<Kept>, A::Error> {
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
