//! The exact run over an answer: its members and its data, whatever they are like.
//!
//! In: an envelope, and where members and data go. Out: the members as texts of their own, or what is wrong with the
//! answer.

use super::{Data, Envelope, Head, Part, Room, part};
use crate::decode::{Came, DecodeError, Document, Fault, ScalarSeed, Seed, exact, is_blank};
use crate::value::Null;
use serde_core::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// What the quick run does, and all else.
#[cold]
pub(super) fn exact_pass(
    envelope: &'static Envelope,
    document: &Document<'_>,
    room: Option<Room<'_>>,
    head: &mut Head<'_>,
) -> Result<Option<Came>, DecodeError> {
    let read =
        exact(document, |deserializer, fault| HeadSeed { envelope, room, fault }.deserialize(deserializer));
    read.map(|(found, came)| {
        *head = found;
        came
    })
}

type Passed = (Head<'static>, Option<Came>);

struct HeadSeed<'s, 'f> {
    envelope: &'static Envelope,
    room: Option<Room<'s>>,
    fault: &'f mut Fault,
}

impl<'de> DeserializeSeed<'de> for HeadSeed<'_, '_> {
    type Value = Passed;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Passed, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for HeadSeed<'_, '_> {
    type Value = Passed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Passed, A::Error> {
        let (mut head, mut came) = (Head::default(), None);
        while let Some(part) = map.next_key_seed(PartSeed(self.envelope))? {
            match part {
                Part::Data { is_alias: true } if matches!(came, Some(Came::Value)) => {
                    map.next_value::<IgnoredAny>()?;
                }
                Part::Data { .. } if head.succeeded(&self.envelope.success) != Some(false) => {
                    came = self.data(came, &mut map)?;
                }
                Part::Data { .. } | Part::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
                part => {
                    if let Some(kept) = map.next_value_seed(ScalarSeed)? {
                        head.set(part, kept);
                    }
                }
            }
        }
        Ok((head, came))
    }
}

impl HeadSeed<'_, '_> {
    fn data<'de, A: MapAccess<'de>>(
        &mut self,
        came: Option<Came>,
        map: &mut A,
    ) -> Result<Option<Came>, A::Error> {
        let (Some(room), Data::Member { names, empty_text }) = (&mut self.room, self.envelope.data) else {
            map.next_value::<IgnoredAny>()?;
            return Ok(None);
        };
        let had_value = matches!(came, Some(Came::Value));
        let is_raw = had_value || room.form.is_text();
        let raw = if is_raw { Some(map.next_value::<&RawValue>()) } else { None };
        if let Some(Ok(raw)) = raw
            && had_value
        {
            if is_blank(raw.get()) {
                return Ok(came);
            }
            // It replaces what was there as a whole.
            room.slot.target(Null::Yes);
        }
        let seed = Seed::new(&mut *room.slot, &mut *self.fault).empty(empty_text);
        let read = match raw {
            None => map.next_value_seed(seed),
            Some(Ok(raw)) => seed.form(room.form, raw.get()),
            Some(Err(error)) => Err(error),
        };
        read.map(Some).inspect_err(|_| self.fault.at_name(names.wire))
    }
}

struct PartSeed(&'static Envelope);

impl<'de> DeserializeSeed<'de> for PartSeed {
    type Value = Part;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Part, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for PartSeed {
    type Value = Part;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Part, E> {
        Ok(part(self.0, name))
    }
}
