//! Reads JSON into models: one loop over their tables, on top of `serde_json`.
//!
//! In: bytes and a [`Slot`]. Out: the slot filled, or the place of the first member that does not fit. Unknown
//! members are skipped; of a member that comes twice the last one counts that is not null, its own name before
//! others. Nothing of what was read stands in an error.

mod fault;
mod find;
mod mend;
mod scalar;
mod seen;

pub(crate) use fault::{DecodeError, Fault, What};
pub(crate) use find::find_text;
pub(crate) use mend::mended;
pub(crate) use scalar::{Kept, ScalarSeed};

use crate::envelope::EmptyText;
use crate::shape::{Field, Inside};
use crate::value::{DecodeModel, Grow, Null, Slot, Target};
use scalar::{NUMBER, Scalar, fraction, number, put};
use seen::Seen;
use serde_core::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Reads a whole document.
pub(crate) fn decode(bytes: &[u8], slot: &mut dyn Slot) -> Result<(), DecodeError> {
    run(bytes, |deserializer, fault| {
        let seed = Seed::new(slot, &mut *fault);
        match seed.deserialize(deserializer)? {
            Came::Value | Came::Null => Ok(()),
            Came::Refused(expected) => Err(fault.raise(What::Mismatch { expected, found: "null" })),
        }
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
pub(crate) enum Came {
    /// A value, which is in its slot.
    Value,
    /// Null, or what stands for it, and the slot took it.
    Null,
    /// Null where the slot wants this.
    Refused(&'static str),
}

/// Reads one value into one slot.
pub(crate) struct Seed<'s, 'f> {
    pub(crate) slot: &'s mut dyn Slot,
    pub(crate) fault: &'f mut Fault,
    pub(crate) empty: EmptyText,
    pub(crate) before: Before,
    pub(crate) others: Option<Others<'f>>,
}

/// What the slot holds.
#[derive(Clone, Copy)]
pub(crate) enum Before {
    /// Nothing that was read.
    Nothing,
    /// A value that was read under this name or another. Null leaves it there.
    Value,
}

/// What an object gathers for the object around it.
pub(crate) struct Others<'f> {
    inside: &'static [Inside],
    within: usize,
    found: &'f mut Vec<Found>,
}

/// A scalar of a sibling object.
struct Found {
    within: usize,
    wire: &'static str,
    value: Kept,
}

impl<'s, 'f> Seed<'s, 'f> {
    /// For a slot that nothing is known about.
    fn new(slot: &'s mut dyn Slot, fault: &'f mut Fault) -> Self {
        Self { slot, fault, empty: EmptyText::IsText, before: Before::Nothing, others: None }
    }

    fn null(self) -> Came {
        if let Before::Value = self.before {
            return Came::Value;
        }
        match self.slot.target(Null::Yes) {
            Target::Refused => Came::Refused(self.slot.target(Null::No).expected()),
            _ => Came::Null,
        }
    }

    fn put<E: serde_core::de::Error>(self, scalar: Scalar<'_>) -> Result<Came, E> {
        match put(self.slot, scalar) {
            Ok(()) => Ok(Came::Value),
            Err(what) => Err(self.fault.raise(what)),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = Came;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Came, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_, '_> {
    type Value = Came;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: serde_core::de::Error>(self) -> Result<Came, E> {
        Ok(self.null())
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
        match self.empty {
            EmptyText::IsNothing if value.is_empty() => Ok(self.null()),
            EmptyText::IsNothing | EmptyText::IsText => self.put(Scalar::Text(value)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Came, A::Error> {
        match self.slot.target(Null::No) {
            Target::List(list) => elements(list, self.fault, sequence),
            Target::Anything => {
                while sequence.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Came::Value)
            }
            target => Err(self.fault.raise(What::Mismatch { expected: target.expected(), found: "a list" })),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Came, A::Error> {
        match self.slot.target(Null::No) {
            Target::Model(model) => object(model, self.fault, self.others, map).map(|()| Came::Value),
            Target::Anything => {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Came::Value)
            }
            target => {
                let what = What::Mismatch { expected: target.expected(), found: "an object" };
                // What numbers look like when any crate of the program asks `serde_json` for arbitrary precision.
                match map.next_key::<String>()? {
                    Some(key) if key == NUMBER => self.put(number(&map.next_value::<String>()?)),
                    _ => Err(self.fault.raise(what)),
                }
            }
        }
    }
}

fn elements<'de, A>(list: &mut dyn Grow, fault: &mut Fault, mut sequence: A) -> Result<Came, A::Error>
where
    A: SeqAccess<'de>,
{
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
        let seed = Seed::new(self.list.add(), &mut *self.fault);
        match seed.deserialize(deserializer)? {
            Came::Value | Came::Null => Ok(()),
            Came::Refused(expected) => Err(self.fault.raise(What::Mismatch { expected, found: "null" })),
        }
    }
}

/// The field and the sibling's member that a name belongs to.
struct Key {
    own: Option<usize>,
    /// The name is one of the field's other names.
    is_alias: bool,
    other: Option<&'static str>,
}

struct KeySeed {
    fields: &'static [Field],
    next: usize,
    others: Option<(&'static [Inside], usize)>,
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        // Vendors answer in the order of the table: try the next field first.
        let own = match self.fields.get(self.next) {
            Some(field) if field.wire == name => Some(self.next),
            _ => self.fields.iter().position(|field| field.answers_to(name)),
        };
        let other = self.others.and_then(|(inside, within)| {
            let here = inside.iter().find(|entry| entry.within == within && entry.wire == name);
            here.map(|entry| entry.wire)
        });
        let is_alias = own.is_some_and(|index| self.fields[index].wire != name);
        Ok(Key { own, is_alias, other })
    }
}

/// Reads an object. `others` is for the object around it.
fn object<'de, A: MapAccess<'de>>(
    model: &mut dyn DecodeModel,
    fault: &mut Fault,
    mut others: Option<Others<'_>>,
    mut map: A,
) -> Result<(), A::Error> {
    let fields = model.shape().fields;
    let (mut seen, mut next, mut found) = (Seen::default(), 0, Vec::new());
    let wanted = others.as_ref().map(|others| (others.inside, others.within));
    while let Some(key) = map.next_key_seed(KeySeed { fields, next, others: wanted })? {
        // Another name never overrules the field's own.
        let own = key.own.filter(|index| !(key.is_alias && seen.has(*index)));
        let kept = match (own, key.other) {
            (Some(index), other) => {
                next = index + 1;
                // A null for a required field may yet be made good by a sibling.
                let before = if seen.has(index) { Before::Value } else { Before::Nothing };
                seen.set(index, member((&mut *model, index), before, fault, &mut found, &mut map)?);
                other.and_then(|_| Kept::of(model.get(index).view()))
            }
            (None, Some(_)) => map.next_value_seed(ScalarSeed)?,
            (None, None) => {
                map.next_value::<IgnoredAny>()?;
                None
            }
        };
        if let (Some(others), Some(wire), Some(value)) = (&mut others, key.other, kept) {
            others.found.push(Found { within: others.within, wire, value });
        }
    }
    complete(model, &mut seen, &found).map_err(|(path, what)| {
        path.into_iter().for_each(|name| fault.at_name(name));
        fault.raise(what)
    })
}

/// Reads one member into its field, and says whether it had a value.
fn member<'de, A: MapAccess<'de>>(
    (model, index): (&mut dyn DecodeModel, usize),
    before: Before,
    fault: &mut Fault,
    found: &mut Vec<Found>,
    map: &mut A,
) -> Result<bool, A::Error> {
    let shape = model.shape();
    let field = &shape.fields[index];
    let others = field.holds_others.then_some(Others { inside: shape.inside, within: index, found });
    let seed = Seed { before, others, ..Seed::new(model.slot(index), &mut *fault) };
    match map.next_value_seed(seed) {
        Ok(came) => Ok(matches!(came, Came::Value)),
        Err(error) => {
            fault.at_name(field.wire);
            Err(error)
        }
    }
}

/// Fills what siblings hold, and sees that nothing required is missing. The path is from the inside out.
fn complete(
    model: &mut dyn DecodeModel,
    seen: &mut Seen,
    found: &[Found],
) -> Result<(), (Vec<&'static str>, What)> {
    let shape = model.shape();
    for inside in shape.inside {
        let here = |found: &&Found| found.within == inside.within && found.wire == inside.wire;
        if let (false, Some(found)) = (seen.has(inside.field), found.iter().rev().find(here)) {
            put(model.slot(inside.field), found.value.scalar())
                .map_err(|what| (vec![inside.wire, shape.fields[inside.within].wire], what))?;
            seen.set(inside.field, true);
        }
    }
    for (index, field) in shape.fields.iter().enumerate() {
        if field.required && !seen.has(index) {
            let expected = model.slot(index).target(Null::No).expected();
            return Err((vec![field.wire], What::Missing { expected }));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
