//! Takes what the parser gives and puts it where it belongs.
//!
//! In: what a slot wants, and a value of any kind. Out: the slot filled, or null to be told to it. Text is taken as the
//! parser unescapes it; what the parser would lose is captured before.

use super::object::{Others, object};
use super::scalar::{NUMBER, Scalar, fill, fraction, number};
use super::{Came, Fault, Nothing, Seed, What};
use crate::envelope::EmptyText;
use crate::value::{Grow, Target};
use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Whether what comes must be captured as it stands, since its digits are kept or it is to be looked at twice.
#[inline]
pub(super) fn is_raw(target: &Target<'_>) -> bool {
    use Target::{Decimal, Json, List, OneOf, Secret, Text};
    matches!(target, Json(_) | OneOf(_) | Decimal(_) | Text(_) | Secret(_) | List(_))
}

/// Reads one value of which is known where it goes.
pub(super) struct Reading<'t, 'f> {
    pub(super) target: Target<'t>,
    pub(super) fault: &'f mut Fault,
    pub(super) empty: EmptyText,
    pub(super) others: Option<&'f mut Others>,
}

impl Reading<'_, '_> {
    fn scalar<E: Error>(&mut self, scalar: Scalar<'_>) -> Result<Came, E> {
        fill(&mut self.target, scalar).map_err(|what| self.fault.raise(what))
    }
}

// By reference, for the parser hands it on from function to function.
impl<'de> Visitor<'de> for &mut Reading<'_, '_> {
    type Value = Came;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Came, E> {
        Ok(Came::Null(Nothing::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Came, E> {
        self.scalar(Scalar::Boolean(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Came, E> {
        self.scalar(Scalar::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Came, E> {
        self.scalar(i64::try_from(value).map_or(Scalar::Large(value), Scalar::Integer))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Came, E> {
        self.scalar(fraction(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Came, E> {
        if value.is_empty() && self.empty == EmptyText::IsNothing {
            return Ok(Came::Null(Nothing::EmptyText));
        }
        self.scalar(Scalar::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Came, A::Error> {
        match &mut self.target {
            Target::List(list) => elements(*list, self.fault, sequence),
            Target::Anything => {
                while sequence.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Came::Value)
            }
            // What some servers write for an object without members.
            Target::Model(_) if sequence.next_element::<IgnoredAny>()?.is_none() => {
                Ok(Came::Null(Nothing::EmptyList))
            }
            target => {
                let expected = target.expected();
                Err(self.fault.raise(What::Mismatch { expected, found: "a list" }))
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Came, A::Error> {
        match &mut self.target {
            Target::Model(model) => object(*model, self.fault, self.others.as_deref_mut(), map),
            Target::Anything => {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Came::Value)
            }
            target => lone_number(target, self.fault, map),
        }
    }
}

/// What numbers look like when any crate of the program asks `serde_json` for arbitrary precision.
#[cold]
fn lone_number<'de, A>(target: &mut Target<'_>, fault: &mut Fault, mut map: A) -> Result<Came, A::Error>
where
    A: MapAccess<'de>,
{
    match map.next_key::<String>()? {
        Some(key) if key == NUMBER => {
            let text = map.next_value::<String>()?;
            fill(target, number(&text)).map_err(|what| fault.raise(what))
        }
        _ => Err(fault.raise(What::Mismatch { expected: target.expected(), found: "an object" })),
    }
}

fn elements<'de, A>(list: &mut dyn Grow, fault: &mut Fault, mut sequence: A) -> Result<Came, A::Error>
where
    A: SeqAccess<'de>,
{
    fault.enter()?;
    for index in 0.. {
        let element = Element { list: &mut *list, fault: &mut *fault };
        match sequence.next_element_seed(element) {
            Ok(Some(())) => {}
            Ok(None) => break,
            Err(error) => {
                fault.at_index(index);
                return Err(error);
            }
        }
    }
    fault.leave();
    Ok(Came::Value)
}

/// One more element of a list. It is made only when the list goes on.
struct Element<'s, 'f> {
    list: &'s mut dyn Grow,
    fault: &'f mut Fault,
}

impl<'de> DeserializeSeed<'de> for Element<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let slot = self.list.add();
        let came = Seed::new(&mut *slot, &mut *self.fault).deserialize(deserializer)?;
        came.or_raise(slot, self.fault)
    }
}
