//! Requests and answers as they may be shown: in records for support tickets.
//!
//! In: models with their tables, headers. Out: JSON, a URL and header values in which all that a table calls sensitive
//! or encrypted, every [`Secret`](crate::Secret) and everything of which nobody knows what it holds is `[redacted]`.
//! What is not known to be harmless is not shown; nothing here reads the bytes that go over the wire.

mod header;
mod target;

pub(crate) use header::shown_headers;
pub(crate) use target::shown_target;

use crate::Json;
use crate::open_enum::Wire;
use crate::shape::{Field, Place, field};
use crate::value::{Model, Value, View};
use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

/// What stands where a value is not shown.
pub(crate) const REDACTED: &str = "[redacted]";

/// The body of a request.
pub(crate) fn shown_body(model: &dyn Model) -> Json {
    json(&Object(model))
}

/// The data of an answer.
pub(crate) fn shown_data(value: &dyn Value) -> Json {
    static DATA: Field = field("data", "data");
    json(&Member { view: value.view(), field: &DATA })
}

fn json(value: &impl Serialize) -> Json {
    match serde_json::to_string(value) {
        Ok(text) => Json::from_raw(&text),
        Err(_) => Json::from_static("\"[redacted]\""),
    }
}

/// Whether a table says that a field is never shown.
pub(crate) fn is_hidden(field: &Field) -> bool {
    field.sensitive || field.encrypted.is_some()
}

struct Object<'a>(&'a dyn Model);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        let fields = self.0.shape().fields.iter().enumerate();
        for (index, field) in fields.filter(|(_, field)| field.place == Place::Body) {
            if let Some(fixed) = field.fixed {
                object.serialize_entry(field.wire, &Raw(fixed))?;
                continue;
            }
            match self.0.get(index).view() {
                View::Absent => {}
                view => object.serialize_entry(field.wire, &Member { view, field })?,
            }
        }
        object.end()
    }
}

/// JSON that is written already.
struct Raw<'a>(&'a str);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serde_json::from_str::<&RawValue>(self.0) {
            Ok(raw) => raw.serialize(serializer),
            Err(_) => serializer.serialize_str(REDACTED),
        }
    }
}

struct Member<'a> {
    view: View<'a>,
    field: &'static Field,
}

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.view {
            View::Absent | View::Null => serializer.serialize_unit(),
            _ if is_hidden(self.field) => serializer.serialize_str(REDACTED),
            // Of JSON of any form and of files nobody said what they hold.
            View::Secret(_) | View::Sealed(_) | View::Json(_) | View::File(_) => {
                serializer.serialize_str(REDACTED)
            }
            View::Text(text) | View::Enum(Wire::Text(text)) => serializer.serialize_str(text),
            View::Integer(number) | View::Enum(Wire::Integer(number)) => serializer.serialize_i64(number),
            View::Id(id) => serializer.serialize_u64(id),
            View::Decimal(decimal) => Raw(&decimal.number()).serialize(serializer),
            View::Boolean(value) => serializer.serialize_bool(value),
            View::Model(model) => Object(model).serialize(serializer),
            View::List(list) => {
                let mut output = serializer.serialize_seq(None)?;
                for value in (0..).map_while(|index| list.at(index)) {
                    output.serialize_element(&Member { view: value.view(), ..*self })?;
                }
                output.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::{Fixed, Forms, Part1, Request, Response};
    use crate::private::*;

    #[test]
    fn what_a_table_calls_sensitive_or_encrypted_is_not_shown() {
        let mut request = Request::new();
        request.password = Some(Sealed::plain("hunter2"));
        request.mobile = Some(Secret::from("hunter2"));
        request.flow = Nullable::Null;
        request.parts = Some(vec![Part1 { price: 1, name: Some("n".to_owned()) }]);
        assert_eq!(
            shown_body(&request).text(),
            r#"{"accountId":7,"pass":"[redacted]","mobile":"[redacted]","flow":null,"note":"n","parts":[{"price":1,"name":"n"}]}"#
        );
        request.password = Some(Sealed::encrypted(Ciphertext::new("hunter2")));
        assert!(!shown_body(&request).text().contains("hunter2"));
    }

    #[test]
    fn fixed_members_are_shown_and_documents_in_texts_as_what_they_hold() {
        assert_eq!(shown_body(&Fixed::blank()).text(), r#"{"kind":"a\"b","version":2}"#);
        let mut forms = Forms::blank();
        forms.amount = Some(Decimal::from_static("1.50"));
        forms.any = Some(Json::from_static(r#"{"pin":"hunter2"}"#));
        forms.numbers = Some(vec![1, 2]);
        forms.part = Some(Part1 { price: 1, name: None });
        assert_eq!(
            shown_body(&forms).text(),
            r#"{"amount":1.50,"any":"[redacted]","numbers":[1,2],"part":{"price":1}}"#
        );
    }

    #[test]
    fn answers_are_shown_by_their_tables() {
        let mut response = Response::blank();
        response.secret = Some(Secret::from("hunter2"));
        response.tags = Some(vec!["a".to_owned()]);
        assert_eq!(
            shown_data(&Some(response)).text(),
            r#"{"accountId":0,"items":[],"secret":"[redacted]","tags":["a"]}"#
        );
        assert_eq!(shown_data(&None::<Response>).text(), "null");
        assert_eq!(shown_data(&Secret::from("hunter2")).text(), r#""[redacted]""#);
    }
}
