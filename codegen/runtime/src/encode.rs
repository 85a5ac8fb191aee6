//! Writes models as JSON: one loop over their tables, on top of `serde_json`.
//!
//! In: a model and the API's encryptors. Out: the bytes of the body, in the order of the table. Members that are
//! to be encrypted leave as ciphertext or not at all.

mod text;

pub(crate) use text::{fixed_text, text};

use crate::open_enum::Wire;
use crate::plain::is_plain;
use crate::seal::{Encryptor, Sealed};
use crate::shape::{Field, Form, Place, field};
use crate::value::{List, Model, Value, View};
use serde_core::ser::Serialize;
use serde_json::value::RawValue;
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
    #[cold]
    fn new(field: &'static Field, reason: impl Into<String>) -> Self {
        Self { wire: field.wire, reason: reason.into(), encryption: false }
    }

    #[cold]
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
    let mut writer = Writer { bytes: Vec::with_capacity(256), encryptors };
    writer.value(view, field).map_err(|error| *error)?;
    Ok(writer.bytes)
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

/// What went wrong lies elsewhere, so that going right costs little.
type Written = Result<(), Box<EncodeError>>;

/// One document. Objects and lists are put together here, single values are `serde_json`'s.
struct Writer<'e> {
    bytes: Vec<u8>,
    encryptors: &'e Encryptors,
}

impl Writer<'_> {
    fn object(&mut self, model: &dyn Model) -> Written {
        let mut between = b'{';
        for (index, field) in model.shape().fields.iter().enumerate() {
            if field.place != Place::Body {
                continue;
            }
            let view = match field.fixed {
                Some(_) => View::Null,
                None => model.get(index).view(),
            };
            if matches!(view, View::Absent) && !field.null_when_absent {
                continue;
            }
            self.name(between, field)?;
            between = b',';
            match field.fixed {
                Some(fixed) => self.raw(fixed, field)?,
                None if field.form.is_text() => self.text(view, field)?,
                None => self.value(view, field)?,
            }
        }
        if between == b'{' {
            self.bytes.push(b'{');
        }
        self.bytes.push(b'}');
        Ok(())
    }

    /// What is between two members, and the name of the second one.
    #[inline]
    fn name(&mut self, between: u8, field: &'static Field) -> Written {
        if !field.escaped {
            debug_assert!(is_plain(field.wire), "it stands in JSON as it is");
            self.bytes.reserve(field.wire.len() + 4);
            self.bytes.extend_from_slice(&[between, b'"']);
            self.bytes.extend_from_slice(field.wire.as_bytes());
            self.bytes.extend_from_slice(b"\":");
            return Ok(());
        }
        self.bytes.push(between);
        self.single(field.wire, field)?;
        self.bytes.push(b':');
        Ok(())
    }

    fn list(&mut self, list: &dyn List, field: &'static Field) -> Written {
        self.bytes.push(b'[');
        for (index, value) in (0..).map_while(|index| Some((index, list.at(index)?))) {
            if index > 0 {
                self.bytes.push(b',');
            }
            self.value(value.view(), field)?;
        }
        self.bytes.push(b']');
        Ok(())
    }

    fn value(&mut self, view: View<'_>, field: &'static Field) -> Written {
        match view {
            View::Absent | View::Null => self.single((), field),
            View::List(list) => self.list(list, field),
            View::Sealed(sealed) => self.quoted(&ciphertext(sealed, field, self.encryptors)?, field),
            _ if field.encrypted.is_some() => Err(EncodeError::not_encrypted(field).into()),
            View::Text(text) | View::Enum(Wire::Text(text)) => self.quoted(text, field),
            View::Secret(text) => self.quoted(text.expose(), field),
            View::Integer(number) | View::Enum(Wire::Integer(number)) => self.single(number, field),
            View::Id(id) => self.single(id, field),
            View::Decimal(decimal) if field.form == Form::Digits => self.quoted(decimal.as_str(), field),
            View::Decimal(decimal) => self.raw(&decimal.number(), field),
            View::Json(json) => self.raw(json.text(), field),
            View::Boolean(value) => self.single(value, field),
            View::File(_) => Err(EncodeError::new(field, "a file can only be a part of a form").into()),
            View::Model(model) => self.object(model),
        }
    }

    /// A value that travels as text, whatever it is.
    fn text(&mut self, view: View<'_>, field: &'static Field) -> Written {
        match text(view, field, self.encryptors)? {
            Some(text) => self.quoted(&text, field),
            None => self.single((), field),
        }
    }

    /// JSON that is written already.
    fn raw(&mut self, json: &str, field: &'static Field) -> Written {
        match serde_json::from_str::<&RawValue>(json) {
            Ok(raw) => {
                self.bytes.extend_from_slice(raw.get().as_bytes());
                Ok(())
            }
            Err(_) => Err(EncodeError::new(field, "it is not JSON").into()),
        }
    }

    fn quoted(&mut self, text: &str, field: &'static Field) -> Written {
        if !is_plain(text) {
            return self.single(text, field);
        }
        self.bytes.reserve(text.len() + 2);
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(b'"');
        Ok(())
    }

    /// A text, a number, a boolean or null.
    fn single(&mut self, value: impl Serialize, field: &'static Field) -> Written {
        let written = value.serialize(&mut serde_json::Serializer::new(&mut self.bytes));
        written.map_err(|_| EncodeError::new(field, "the request could not be written").into())
    }
}

#[cfg(test)]
mod tests;
