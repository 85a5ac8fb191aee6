//! Reads objects: one loop over the members, with the model's table at hand.
//!
//! In: a model and the members. Out: the model filled. Unknown members are skipped; of a member that comes twice the
//! last one counts that is not blank (null, `""`, `[]`), its own name before others.

use super::raw::{is_blank, is_single};
use super::seen::Seen;
use super::{Came, Fault, Seed, What};
use crate::shape::{Field, Inside};
use crate::value::{DecodeModel, Null};
use serde_core::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// What an object gathers for the object around it.
pub(super) struct Others<'f> {
    inside: &'static [Inside],
    within: usize,
    found: &'f mut Vec<Found>,
}

/// A single value of a sibling object, as JSON.
struct Found {
    within: usize,
    wire: &'static str,
    raw: String,
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
pub(super) fn object<'de, A: MapAccess<'de>>(
    model: &mut dyn DecodeModel,
    fault: &mut Fault,
    mut others: Option<Others<'_>>,
    mut map: A,
) -> Result<Came, A::Error> {
    fault.enter()?;
    let fields = model.shape().fields;
    let (mut seen, mut next, mut found) = (Seen::default(), 0, Vec::new());
    let wanted = others.as_ref().map(|others| (others.inside, others.within));
    while let Some(key) = map.next_key_seed(KeySeed { fields, next, others: wanted })? {
        // Another name never overrules the field's own.
        let own = key.own.filter(|index| !(key.is_alias && seen.has(*index)));
        let is_raw = own.is_some_and(|index| seen.has(index) || fields[index].form.is_text());
        let value = match (own, key.other) {
            (None, None) => {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            (Some(_), None) if !is_raw => Member::Next(&mut map),
            _ => Member::Raw(captured(own.map(|index| &fields[index]), fault, &mut map)?),
        };
        if let (Some(others), Some(wire), Member::Raw(raw)) = (&mut others, key.other, &value)
            && is_single(raw)
        {
            others.found.push(Found { within: others.within, wire, raw: (*raw).to_owned() });
        }
        if let Some(index) = own {
            next = index + 1;
            // A null for a required field may yet be made good by a sibling.
            let has_value = member(Place { model: &mut *model, index }, &seen, value, fault, &mut found)?;
            seen.set(index, has_value);
        }
    }
    complete(model, fault, &mut seen, &found)?;
    fault.leave();
    Ok(Came::Value)
}

/// The value of a member, as JSON.
fn captured<'de, A: MapAccess<'de>>(
    field: Option<&Field>,
    fault: &mut Fault,
    map: &mut A,
) -> Result<&'de str, A::Error> {
    let raw = map.next_value::<&RawValue>();
    raw.map(RawValue::get).inspect_err(|_| {
        if let Some(field) = field {
            fault.at_name(field.wire);
        }
    })
}

/// A field of a model.
struct Place<'m> {
    model: &'m mut dyn DecodeModel,
    index: usize,
}

/// A member whose name was read.
enum Member<'a, 'de, A> {
    /// Its value comes next.
    Next(&'a mut A),
    /// Its value, as JSON.
    Raw(&'de str),
}

/// Reads one member into its field, and says whether the field has a value now.
fn member<'de, A: MapAccess<'de>>(
    Place { model, index }: Place<'_>,
    seen: &Seen,
    value: Member<'_, 'de, A>,
    fault: &mut Fault,
    found: &mut Vec<Found>,
) -> Result<bool, A::Error> {
    let shape = model.shape();
    let field = &shape.fields[index];
    let others = field.holds_others.then_some(Others { inside: shape.inside, within: index, found });
    let came = match value {
        Member::Raw(raw) if seen.has(index) && is_blank(raw) => return Ok(true),
        Member::Raw(raw) => {
            Seed { others, ..Seed::new(model.slot(index), &mut *fault) }.form(field.form, raw)
        }
        Member::Next(map) => {
            map.next_value_seed(Seed { others, ..Seed::new(model.slot(index), &mut *fault) })
        }
    };
    came.map(|came| matches!(came, Came::Value)).inspect_err(|_| fault.at_name(field.wire))
}

/// Fills what siblings hold, and sees that nothing required is missing.
fn complete<E: serde_core::de::Error>(
    model: &mut dyn DecodeModel,
    fault: &mut Fault,
    seen: &mut Seen,
    found: &[Found],
) -> Result<(), E> {
    let shape = model.shape();
    for inside in shape.inside {
        let here = |found: &&Found| found.within == inside.within && found.wire == inside.wire;
        if let (false, Some(found)) = (seen.has(inside.field), found.iter().rev().find(here)) {
            let form = shape.fields[inside.field].form;
            let came = Seed::new(model.slot(inside.field), &mut *fault).form(form, &found.raw);
            let came = came.inspect_err(|_| {
                fault.at_name(inside.wire);
                fault.at_name(shape.fields[inside.within].wire);
            })?;
            seen.set(inside.field, matches!(came, Came::Value));
        }
    }
    for (index, field) in shape.fields.iter().enumerate() {
        if field.required && !seen.has(index) {
            let expected = model.slot(index).target(Null::No).expected();
            fault.at_name(field.wire);
            return Err(fault.raise(What::Missing { expected }));
        }
    }
    Ok(())
}
