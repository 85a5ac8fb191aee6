//! The data of an answer that failed, read when somebody asks for it.
//!
//! In: an answer and a slot. Out: the slot filled, or nothing where the answer holds no data. The code is not looked
//! at.

use super::{Data, Envelope, Names};
use crate::decode::{DecodeError, Document, Seed, decode, exact, is_blank};
use crate::shape::{Form, TextOf};
use crate::value::Slot;
use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// Reads the data; `None` where there is none, or no answer that could hold it.
pub(crate) fn read_data(
    envelope: &Envelope,
    text_of: Option<TextOf>,
    bytes: &[u8],
    slot: &mut dyn Slot,
) -> Option<Result<(), DecodeError>> {
    let document = Document::from(bytes);
    let Data::Member { names, .. } = envelope.data else {
        let is_object =
            exact(&document, |deserializer, _| MemberSeed(None).deserialize(deserializer)).is_ok();
        return is_object.then(|| decode(bytes, slot));
    };
    let found = exact(&document, |deserializer, _| MemberSeed(Some(names)).deserialize(deserializer));
    let raw = found.ok().flatten().filter(|raw| !is_empty(raw))?;
    let form = text_of.map_or(Form::Plain, Form::TextOf);
    Some(exact(&Document::from(raw), |deserializer, fault| {
        <&RawValue>::deserialize(deserializer)?;
        let came = Seed::new(&mut *slot, &mut *fault).form::<serde_json::Error>(form, raw);
        came.and_then(|came| came.or_raise(slot, fault)).inspect_err(|_| fault.at_name(names.wire))
    }))
}

/// Whether it holds nothing.
fn is_empty(raw: &str) -> bool {
    let inside = raw.strip_prefix('{').and_then(|raw| raw.strip_suffix('}'));
    is_blank(raw) || inside.is_some_and(|inside| inside.trim_ascii().is_empty())
}

/// Finds the member with these names, as it stands; sees at least that the answer is an object.
struct MemberSeed(Option<Names>);

impl<'de> DeserializeSeed<'de> for MemberSeed {
    type Value = Option<&'de str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<&'de str>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for MemberSeed {
    type Value = Option<&'de str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<&'de str>, A::Error> {
        let (mut own, mut other) = (None, None);
        while let Some(key) = map.next_key::<String>()? {
            let Some(names) = self.0.filter(|names| names.contain(&key)) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let place = if names.wire == key { &mut own } else { &mut other };
            let raw = map.next_value::<&RawValue>()?.get();
            *place = Some(raw).filter(|raw| !is_blank(raw)).or(*place);
        }
        Ok(own.or(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::{API, BARE, Part1};

    #[track_caller]
    fn check(json: &str, expected: Option<Result<i64, &str>>) {
        let mut data: Option<Part1> = None;
        let read = read_data(&API.envelope, None, json.as_bytes(), &mut data);
        let read = read.map(|read| read.map(|()| data.map_or(0, |data| data.price)));
        let read = read.map(|read| read.map_err(|error| error.to_string()));
        assert_eq!(read, expected.map(|expected| expected.map_err(str::to_owned)), "{json}");
    }

    #[test]
    fn data_is_found_by_all_its_names() {
        check(r#"{"code":"1","data":{"price":1}}"#, Some(Ok(1)));
        check(r#"{"data":null,"result":{"price":"2"}}"#, Some(Ok(2)));
        check(r#"{"result":{"price":2},"data":{"price":1}}"#, Some(Ok(1)));
        check(r#"{"data":{"price":1},"data":""}"#, Some(Ok(1)));
    }

    #[test]
    fn there_may_be_none() {
        for json in [
            r#"{"code":"1"}"#,
            r#"{"data":null}"#,
            r#"{"data":""}"#,
            r#"{"data":[ ]}"#,
            r#"{"data":{ }}"#,
            "",
            "<html>",
            "[]",
            "7",
            r#"{"data":{"price":1}"#,
        ] {
            check(json, None);
        }
    }

    #[test]
    fn data_that_does_not_fit_is_named() {
        check(
            r#"{"data":{"price":"hunter2"}}"#,
            Some(Err("`data.price`: expected a whole number of 64 bits, found a string")),
        );
    }

    #[test]
    fn data_may_be_a_text_or_stand_beside_the_code() {
        let mut data: Option<Part1> = None;
        let json = br#"{"data":"{\"price\":3}"}"#;
        assert!(matches!(read_data(&API.envelope, Some(TextOf::Json), json, &mut data), Some(Ok(()))));
        assert_eq!(data.take().map(|data| data.price), Some(3));
        let json = br#"{"code":1,"price":4}"#;
        assert!(matches!(read_data(&BARE.envelope, None, json, &mut data), Some(Ok(()))));
        assert_eq!(data.map(|data| data.price), Some(4));
        assert!(read_data(&BARE.envelope, None, b"<html>", &mut ()).is_none());
    }
}
