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

/// What the objects in an object gather for it.
pub(super) struct Others {
    inside: &'static [Inside],
    /// The index of the object that is read.
    within: usize,
    found: Vec<Found>,
}

/// A single value of a sibling object, as JSON.
struct Found {
    within: usize,
    wire: &'static str,
    raw: String,
}

/// What a name stands for.
enum Key {
    /// The field that has this name.
    Own(usize),
    Other(OtherKey),
}

/// The field and the sibling's member that a name belongs to. The name is one of the field's other names, or there is
/// a sibling's member, or there is nothing at all.
struct OtherKey {
    own: Option<usize>,
    is_alias: bool,
    other: Option<&'static str>,
}

struct KeySeed<'o> {
    fields: &'static [Field],
    next: usize,
    others: Option<&'o Others>,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        // Vendors answer in the order of the table: try the next field first.
        match self.fields.get(self.next) {
            Some(field) if field.wire == name && self.others.is_none() => Ok(Key::Own(self.next)),
            _ => Ok(self.find(name)),
        }
    }
}

impl KeySeed<'_> {
    #[inline(never)]
    fn find(&self, name: &str) -> Key {
        // What has no value is left out, so that the field is likely one of those that follow.
        let (before, after) = self.fields.split_at(self.next);
        let at = |fields: &[Field]| fields.iter().position(|field| field.wire == name);
        let own = at(after).map(|index| index + self.next).or_else(|| at(before));
        match (own, self.others) {
            (Some(index), None) => Key::Own(index),
            (own, others) => Key::Other(self.other(own, others, name)),
        }
    }

    fn other(&self, own: Option<usize>, others: Option<&Others>, name: &str) -> OtherKey {
        let is_alias = own.is_none();
        let own = own.or_else(|| self.fields.iter().position(|field| field.answers_to(name)));
        let other = others.and_then(|Others { inside, within, .. }| {
            let here = inside.iter().find(|entry| entry.within == *within && entry.wire == name);
            here.map(|entry| entry.wire)
        });
        OtherKey { own, is_alias, other }
    }
}

/// Reads an object. `others` is for the object around it.
pub(super) fn object<'de, A: MapAccess<'de>>(
    model: &mut dyn DecodeModel,
    fault: &mut Fault,
    mut others: Option<&mut Others>,
    mut map: A,
) -> Result<Came, A::Error> {
    fault.enter()?;
    let shape = model.shape();
    let mut object = Object {
        model,
        fields: shape.fields,
        seen: Seen::default(),
        next: 0,
        others: Others { inside: shape.inside, within: 0, found: Vec::new() },
    };
    loop {
        let seed = KeySeed { fields: shape.fields, next: object.next, others: others.as_deref() };
        let Some(key) = map.next_key_seed(seed)? else { break };
        match key {
            Key::Own(index) if !object.is_raw(index) => {
                object.member(index, fault, |seed| map.next_value_seed(seed))?;
            }
            Key::Own(index) => {
                object.other(
                    OtherKey { own: Some(index), is_alias: false, other: None },
                    fault,
                    None,
                    &mut map,
                )?;
            }
            Key::Other(key) => object.other(key, fault, others.as_deref_mut(), &mut map)?,
        }
    }
    object.complete(fault)?;
    fault.leave();
    Ok(Came::Value)
}

/// An object that is read.
struct Object<'m> {
    model: &'m mut dyn DecodeModel,
    fields: &'static [Field],
    /// Which fields have a value.
    seen: Seen,
    /// The field behind the last one.
    next: usize,
    others: Others,
}

impl Object<'_> {
    /// Whether its value is looked at before it is read.
    fn is_raw(&self, index: usize) -> bool {
        self.seen.has(index) || self.fields[index].form.is_text()
    }

    /// Reads one member into its field.
    #[inline]
    fn member<E>(
        &mut self,
        index: usize,
        fault: &mut Fault,
        read: impl FnOnce(Seed<'_, '_>) -> Result<Came, E>,
    ) -> Result<(), E> {
        let field = &self.fields[index];
        let mut seed = Seed::new(self.model.slot(index), &mut *fault);
        if field.holds_others {
            self.others.within = index;
            seed.others = Some(&mut self.others);
        }
        match read(seed) {
            Ok(came) => {
                self.next = index + 1;
                // A null for a required field may yet be made good by a sibling.
                self.seen.set(index, matches!(came, Came::Value));
                Ok(())
            }
            Err(error) => {
                fault.at_name(field.wire);
                Err(error)
            }
        }
    }

    /// Reads a member that comes again, has another name or another form, or is wanted elsewhere too; skips one that
    /// nobody knows.
    #[inline(never)]
    fn other<'de, A: MapAccess<'de>>(
        &mut self,
        OtherKey { own, is_alias, other }: OtherKey,
        fault: &mut Fault,
        others: Option<&mut Others>,
        map: &mut A,
    ) -> Result<(), A::Error> {
        // Another name never overrules the field's own.
        let own = own.filter(|index| !(is_alias && self.seen.has(*index)));
        let raw = match (own, other) {
            (None, None) => return map.next_value::<IgnoredAny>().map(drop),
            (Some(index), None) if !self.is_raw(index) => {
                return self.member(index, fault, |seed| map.next_value_seed(seed));
            }
            _ => captured(own.map(|index| &self.fields[index]), fault, map)?,
        };
        if let (Some(others), Some(wire)) = (others, other)
            && is_single(raw)
        {
            others.found.push(Found { within: others.within, wire, raw: raw.to_owned() });
        }
        let Some(index) = own else { return Ok(()) };
        let is_again = self.seen.has(index);
        if is_again && is_blank(raw) {
            self.next = index + 1;
            return Ok(());
        }
        if is_again {
            // It replaces what was there as a whole.
            self.model.slot(index).target(Null::Yes);
        }
        let form = self.fields[index].form;
        self.member(index, fault, |seed| seed.form(form, raw))
    }

    /// Fills what siblings hold, and sees that nothing required is missing.
    fn complete<E: serde_core::de::Error>(&mut self, fault: &mut Fault) -> Result<(), E> {
        for inside in self.others.inside {
            let here = |found: &&Found| found.within == inside.within && found.wire == inside.wire;
            let Some(found) = self.others.found.iter().rev().find(here) else { continue };
            if self.seen.has(inside.field) {
                continue;
            }
            let form = self.fields[inside.field].form;
            let came = Seed::new(self.model.slot(inside.field), &mut *fault).form(form, &found.raw);
            let came = came.inspect_err(|_| {
                fault.at_name(inside.wire);
                fault.at_name(self.fields[inside.within].wire);
            })?;
            self.seen.set(inside.field, matches!(came, Came::Value));
        }
        for (index, field) in self.fields.iter().enumerate() {
            if field.required && !self.seen.has(index) {
                let expected = self.model.slot(index).target(Null::No).expected();
                fault.at_name(field.wire);
                return Err(fault.raise(What::Missing { expected }));
            }
        }
        Ok(())
    }
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
