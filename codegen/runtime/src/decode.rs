//! Reads JSON into models: one loop over their tables, on top of `serde_json`.
//!
//! In: bytes and a [`Slot`]. Out: the slot filled, or the place of the first member that does not fit. Values that
//! differ in harmless ways are taken (see `scalar`); an empty list where an object is expected is nothing, and one
//! value where a list is expected is a list of one. Nothing of what was read stands in an error.

mod choose;
mod fault;
mod find;
mod kept;
mod members;
mod mend;
mod object;
mod raw;
mod scalar;
mod seen;

pub(crate) use fault::{DecodeError, Fault, What};
pub(crate) use find::find_text;
pub(crate) use kept::{Kept, ScalarSeed};
#[cfg(feature = "mock")]
pub(crate) use members::Members;
pub(crate) use members::members;
pub(crate) use mend::mended;
pub(crate) use raw::is_blank;

use crate::envelope::EmptyText;
use crate::value::{Grow, Null, Slot, Target};
use object::{Others, object};
use scalar::{NUMBER, Scalar, fraction, null, number, put};
use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// Reads a whole document.
pub(crate) fn decode(bytes: &[u8], slot: &mut dyn Slot) -> Result<(), DecodeError> {
    run(bytes, |deserializer, fault| {
        let came = Seed::new(slot, &mut *fault).deserialize(deserializer)?;
        came.or_raise(fault)
    })
}

type Reader<'de> = serde_json::Deserializer<serde_json::de::SliceRead<'de>>;

/// Runs a seed over a whole document and says what went wrong.
pub(crate) fn run<'de, T>(
    bytes: &'de [u8],
    read: impl FnOnce(&mut Reader<'de>, &mut Fault) -> Result<T, serde_json::Error>,
) -> Result<T, DecodeError> {
    // A mark of the byte order is no part of the document.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut fault = Fault::default();
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let result = read(&mut deserializer, &mut fault).and_then(|value| deserializer.end().map(|()| value));
    result.map_err(|error| fault.finish(&error, bytes))
}

/// What a seed met.
#[derive(Clone, Copy)]
pub(crate) enum Came {
    /// A value, which is in its slot.
    Value,
    /// Null, or what stands for it, and the slot took it.
    Null,
    /// Null, or what stands for it, and the slot wants a value.
    Refused {
        /// What the slot wants.
        expected: &'static str,
        /// What was there.
        found: &'static str,
    },
}

impl Came {
    /// For places where nothing could make good what is missing.
    pub(crate) fn or_raise<E: serde_core::de::Error>(self, fault: &mut Fault) -> Result<(), E> {
        match self {
            Self::Value | Self::Null => Ok(()),
            Self::Refused { expected, found } => Err(fault.raise(What::Mismatch { expected, found })),
        }
    }
}

/// Reads one value into one slot.
pub(crate) struct Seed<'s, 'f> {
    slot: &'s mut dyn Slot,
    fault: &'f mut Fault,
    empty: EmptyText,
    others: Option<Others<'f>>,
}

impl<'s, 'f> Seed<'s, 'f> {
    /// For any slot.
    pub(crate) fn new(slot: &'s mut dyn Slot, fault: &'f mut Fault) -> Self {
        Self { slot, fault, empty: EmptyText::IsText, others: None }
    }

    /// With an empty text that stands for this.
    pub(crate) fn empty(self, empty: EmptyText) -> Self {
        Self { empty, ..self }
    }

    fn put<E: serde_core::de::Error>(self, scalar: Scalar<'_>) -> Result<Came, E> {
        match scalar {
            Scalar::Text("") if self.empty == EmptyText::IsNothing => Ok(null(self.slot, "an empty string")),
            scalar => put(self.slot, scalar).map_err(|what| self.fault.raise(what)),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = Came;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Came, D::Error> {
        if self.slot.wants_raw() {
            let raw = <&RawValue>::deserialize(deserializer)?;
            return self.raw(raw.get());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_, '_> {
    type Value = Came;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: serde_core::de::Error>(self) -> Result<Came, E> {
        Ok(null(self.slot, "null"))
    }

    fn visit_bool<E: serde_core::de::Error>(self, value: bool) -> Result<Came, E> {
        self.put(Scalar::Boolean(value))
    }

    fn visit_i64<E: serde_core::de::Error>(self, value: i64) -> Result<Came, E> {
        self.put(Scalar::Integer(value))
    }

    fn visit_u64<E: serde_core::de::Error>(self, value: u64) -> Result<Came, E> {
        self.put(i64::try_from(value).map_or(Scalar::Large(value), Scalar::Integer))
    }

    fn visit_f64<E: serde_core::de::Error>(self, value: f64) -> Result<Came, E> {
        self.put(fraction(value))
    }

    fn visit_str<E: serde_core::de::Error>(self, value: &str) -> Result<Came, E> {
        self.put(Scalar::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Came, A::Error> {
        let target = self.slot.target(Null::No);
        let what = What::Mismatch { expected: target.expected(), found: "a list" };
        match target {
            Target::List(list) => elements(list, self.fault, sequence),
            Target::Anything => {
                while sequence.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Came::Value)
            }
            // What some servers write for an object without members.
            Target::Model(_) if sequence.next_element::<IgnoredAny>()?.is_none() => {
                Ok(null(self.slot, "an empty list"))
            }
            _ => Err(self.fault.raise(what)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Came, A::Error> {
        let Self { slot, fault, others, .. } = self;
        match slot.target(Null::No) {
            Target::Model(model) => object(model, fault, others, map),
            Target::Anything => {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Came::Value)
            }
            // A list of one.
            Target::List(list) => Seed::new(list.add(), fault).visit_map(map),
            target => {
                let expected = target.expected();
                lone_number(slot, fault, What::Mismatch { expected, found: "an object" }, map)
            }
        }
    }
}

/// What numbers look like when any crate of the program asks `serde_json` for arbitrary precision.
fn lone_number<'de, A>(
    slot: &mut dyn Slot,
    fault: &mut Fault,
    otherwise: What,
    mut map: A,
) -> Result<Came, A::Error>
where
    A: MapAccess<'de>,
{
    match map.next_key::<String>()? {
        Some(key) if key == NUMBER => {
            let text = map.next_value::<String>()?;
            put(slot, number(&text)).map_err(|what| fault.raise(what))
        }
        _ => Err(fault.raise(otherwise)),
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
        let came = Seed::new(self.list.add(), &mut *self.fault).deserialize(deserializer)?;
        came.or_raise(self.fault)
    }
}

#[cfg(test)]
mod tests;
