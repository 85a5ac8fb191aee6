//! Writes models as JSON: one loop over their tables, on top of `serde_json`.
//!
//! In: a model and the API's encryptors. Out: the bytes of the body, in the order of the table. Members that are
//! to be encrypted leave as ciphertext or not at all.

mod text;

pub(crate) use text::{fixed_text, text};

use crate::open_enum::Wire;
use crate::seal::{Encryptor, Sealed};
use crate::shape::{Field, Form, Place, field};
use crate::value::{Model, Value, View};
use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;
use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

/// The encryptors of a client, by the index of the API's encryption.
pub(crate) type Encryptors = [Option<Arc<dyn Encryptor>>];

/// Why a request could not be written.
#[derive(Debug)]
pub(crate) struct EncodeError {
    pub(crate) wire: &'static str,
    pub(crate) reason: String,
    pub(crate) encryption: bool,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.wire, self.reason)
    }
}

impl EncodeError {
    fn new(field: &'static Field, reason: impl Into<String>) -> Self {
        Self { wire: field.wire, reason: reason.into(), encryption: false }
    }

    fn not_encrypted(field: &'static Field) -> Self {
        Self { encryption: true, ..Self::new(field, "it must be encrypted and is not") }
    }
}

/// The model as a JSON object.
pub(crate) fn encode(model: &dyn Model, encryptors: &Encryptors) -> Result<Vec<u8>, EncodeError> {
    static BODY: Field = field("body", "body");
    json(View::Model(model), &BODY, encryptors)
}

/// Any value as JSON. What must be encrypted cannot be written.
pub(crate) fn encode_value(value: &dyn Value) -> Result<Vec<u8>, EncodeError> {
    static VALUE: Field = field("value", "value");
    json(value.view(), &VALUE, &[])
}

/// The value of a field as JSON, whatever form it travels in.
fn json(view: View<'_>, field: &'static Field, encryptors: &Encryptors) -> Result<Vec<u8>, EncodeError> {
    let mut bytes = Vec::with_capacity(256);
    let room = Room { encryptors, fault: RefCell::new(None) };
    let member = Member { view, field, room: &room };
    match member.serialize(&mut serde_json::Serializer::new(&mut bytes)) {
        Ok(()) => Ok(bytes),
        Err(_) => Err(room
            .fault
            .into_inner()
            .unwrap_or_else(|| EncodeError::new(field, "the request could not be written"))),
    }
}

fn ciphertext(
    sealed: &Sealed,
    field: &'static Field,
    encryptors: &Encryptors,
) -> Result<String, EncodeError> {
    let encryptor = field.encrypted.and_then(|index| encryptors.get(usize::from(index))?.as_deref());
    match sealed.seal(encryptor) {
        Ok(text) => Ok(text.as_str().to_owned()),
        Err(error) => Err(EncodeError { encryption: true, ..EncodeError::new(field, error.to_string()) }),
    }
}

/// What all values of one request share.
struct Room<'a> {
    encryptors: &'a Encryptors,
    fault: RefCell<Option<EncodeError>>,
}

impl Room<'_> {
    fn fail<E: serde_core::ser::Error>(&self, error: EncodeError) -> E {
        *self.fault.borrow_mut() = Some(error);
        E::custom("refused")
    }
}

struct Object<'a> {
    model: &'a dyn Model,
    room: &'a Room<'a>,
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        let fields = self.model.shape().fields.iter().enumerate();
        for (index, field) in fields.filter(|(_, field)| field.place == Place::Body) {
            if let Some(fixed) = field.fixed {
                object.serialize_entry(field.wire, &Raw { json: fixed, field, room: self.room })?;
                continue;
            }
            let view = match self.model.get(index).view() {
                View::Absent if field.null_when_absent => View::Null,
                View::Absent => continue,
                view => view,
            };
            if field.form.is_text() {
                let text = text(view, field, self.room.encryptors).map_err(|error| self.room.fail(error))?;
                object.serialize_entry(field.wire, &text)?;
            } else {
                object.serialize_entry(field.wire, &Member { view, field, room: self.room })?;
            }
        }
        object.end()
    }
}

/// JSON that is written already.
struct Raw<'a> {
    json: &'a str,
    field: &'static Field,
    room: &'a Room<'a>,
}

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serde_json::from_str::<&RawValue>(self.json) {
            Ok(raw) => raw.serialize(serializer),
            Err(_) => Err(self.room.fail(EncodeError::new(self.field, "it is not JSON"))),
        }
    }
}

struct Member<'a> {
    view: View<'a>,
    field: &'static Field,
    room: &'a Room<'a>,
}

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.view {
            View::Absent | View::Null => serializer.serialize_unit(),
            View::List(list) => {
                let mut output = serializer.serialize_seq(None)?;
                for value in (0..).map_while(|index| list.at(index)) {
                    output.serialize_element(&Member { view: value.view(), ..*self })?;
                }
                output.end()
            }
            View::Sealed(sealed) => match ciphertext(sealed, self.field, self.room.encryptors) {
                Ok(text) => serializer.serialize_str(&text),
                Err(error) => Err(self.room.fail(error)),
            },
            _ if self.field.encrypted.is_some() => {
                Err(self.room.fail(EncodeError::not_encrypted(self.field)))
            }
            View::Text(text) | View::Enum(Wire::Text(text)) => serializer.serialize_str(text),
            View::Secret(text) => serializer.serialize_str(text.expose()),
            View::Integer(number) | View::Enum(Wire::Integer(number)) => serializer.serialize_i64(number),
            View::Id(id) => serializer.serialize_u64(id),
            View::Decimal(decimal) if self.field.form == Form::Digits => {
                serializer.serialize_str(decimal.as_str())
            }
            View::Decimal(decimal) => self.raw(&decimal.number(), serializer),
            View::Json(json) => self.raw(json.text(), serializer),
            View::Boolean(value) => serializer.serialize_bool(value),
            View::File(_) => {
                Err(self.room.fail(EncodeError::new(self.field, "a file can only be a part of a form")))
            }
            View::Model(model) => Object { model, room: self.room }.serialize(serializer),
        }
    }
}

impl Member<'_> {
    fn raw<S: Serializer>(&self, json: &str, serializer: S) -> Result<S::Ok, S::Error> {
        Raw { json, field: self.field, room: self.room }.serialize(serializer)
    }
}

#[cfg(test)]
mod tests;
