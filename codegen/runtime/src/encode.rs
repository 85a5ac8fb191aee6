//! Writes models as JSON: one loop over their tables, on top of `serde_json`.
//!
//! In: a model and the API's encryptors. Out: the bytes of the body, in the order of the table. Members that are
//! to be encrypted leave as ciphertext or not at all.

use crate::open_enum::Wire;
use crate::seal::{Encryptor, Sealed};
use crate::shape::{Field, Place};
use crate::value::{Model, View};
use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::borrow::Cow;
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

/// The model as a JSON object.
pub(crate) fn encode(model: &dyn Model, encryptors: &Encryptors) -> Result<Vec<u8>, EncodeError> {
    let mut bytes = Vec::with_capacity(256);
    let room = Room { encryptors, fault: RefCell::new(None) };
    let object = Object { model, room: &room };
    match object.serialize(&mut serde_json::Serializer::new(&mut bytes)) {
        Ok(()) => Ok(bytes),
        Err(_) => Err(room.fault.into_inner().unwrap_or_else(|| EncodeError {
            wire: "body",
            reason: "the request could not be written".to_owned(),
            encryption: false,
        })),
    }
}

/// A scalar as text, for path, query and header; `None` where there is no value.
pub(crate) fn text<'v>(
    view: View<'v>,
    field: &'static Field,
    encryptors: &Encryptors,
) -> Result<Option<Cow<'v, str>>, EncodeError> {
    let fail =
        |reason: &str| Err(EncodeError { wire: field.wire, reason: reason.to_owned(), encryption: false });
    Ok(Some(match view {
        View::Absent | View::Null => return Ok(None),
        View::Sealed(sealed) => Cow::Owned(ciphertext(sealed, field, encryptors)?),
        _ if field.encrypted.is_some() => return fail("it must be encrypted and is not"),
        View::Text(text) | View::Enum(Wire::Text(text)) => Cow::Borrowed(text),
        View::Secret(text) => Cow::Borrowed(text.expose()),
        View::Integer(number) | View::Enum(Wire::Integer(number)) => Cow::Owned(number.to_string()),
        View::Id(id) => Cow::Owned(id.to_string()),
        View::Boolean(value) => Cow::Borrowed(if value { "true" } else { "false" }),
        View::Model(_) | View::List(_) => return fail("only a single value can stand outside the body"),
    }))
}

fn ciphertext(
    sealed: &Sealed,
    field: &'static Field,
    encryptors: &Encryptors,
) -> Result<String, EncodeError> {
    let encryptor = field.encrypted.and_then(|index| encryptors.get(usize::from(index))?.as_deref());
    match sealed.seal(encryptor) {
        Ok(text) => Ok(text.as_str().to_owned()),
        Err(error) => Err(EncodeError { wire: field.wire, reason: error.to_string(), encryption: true }),
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
        for (index, field) in self.model.shape().fields.iter().enumerate() {
            let view = match self.model.get(index).view() {
                _ if field.place != Place::Body => continue,
                View::Absent if field.null_when_absent => View::Null,
                View::Absent => continue,
                view => view,
            };
            object.serialize_entry(field.wire, &Member { view, field, room: self.room })?;
        }
        object.end()
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
            _ if self.field.encrypted.is_some() => Err(self.room.fail(EncodeError {
                wire: self.field.wire,
                reason: "it must be encrypted and is not".to_owned(),
                encryption: true,
            })),
            View::Text(text) | View::Enum(Wire::Text(text)) => serializer.serialize_str(text),
            View::Secret(text) => serializer.serialize_str(text.expose()),
            View::Integer(number) | View::Enum(Wire::Integer(number)) => serializer.serialize_i64(number),
            View::Id(id) => serializer.serialize_u64(id),
            View::Boolean(value) => serializer.serialize_bool(value),
            View::Model(model) => Object { model, room: self.room }.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::{Mode, Nothing, Part1, Request};
    use crate::private::*;
    use crate::seal::EncryptError;

    struct Mark;
    impl Encryptor for Mark {
        fn encrypt(&self, plain: &Secret) -> std::result::Result<Ciphertext, EncryptError> {
            Ok(Ciphertext::new(format!("<{}>", plain.expose().len())))
        }
    }

    #[track_caller]
    fn check(request: &dyn Model, expected: &str) {
        let encryptors: [Option<Arc<dyn Encryptor>>; 1] = [Some(Arc::new(Mark))];
        let bytes = encode(request, &encryptors).expect("the request can be written");
        assert_eq!(String::from_utf8(bytes).expect("JSON is text"), expected);
    }

    #[test]
    fn only_the_body_in_the_order_of_the_table() {
        let mut request = Request::new();
        request.page = Some(1);
        request.trace = Some("x".to_owned());
        check(&request, r#"{"accountId":7,"note":"n"}"#);
        check(&Nothing, "{}");
    }

    #[test]
    fn every_kind_of_value() {
        let mut request = Request::new();
        request.account_id = Id::from(u64::MAX);
        request.password = Some(Sealed::plain("hunter2"));
        request.mobile = Some(Secret::from("1\"2"));
        request.flow = Nullable::Value("测".to_owned());
        request.mode = Some(Mode::Nine);
        request.note = None;
        request.parts =
            Some(vec![Part1 { price: -1, name: None }, Part1 { price: 2, name: Some(String::new()) }]);
        check(
            &request,
            r#"{"accountId":18446744073709551615,"pass":"<7>","mobile":"1\"2","flow":"测","mode":9,"note":null,"parts":[{"price":-1},{"price":2,"name":""}]}"#,
        );
        let mut request = Request::new();
        request.flow = Nullable::Null;
        request.mode = Some(Mode::from_wire(Wire::Text("new")));
        request.password = Some(Sealed::encrypted(Ciphertext::new("QUJD")));
        check(&request, r#"{"accountId":7,"pass":"QUJD","flow":null,"mode":"new","note":"n"}"#);
    }

    #[test]
    fn plain_text_is_never_written() {
        let mut request = Request::new();
        request.password = Some(Sealed::plain("hunter2"));
        let error = encode(&request, &[None]).expect_err("there is no key");
        assert_eq!(error.to_string(), "`pass`: there is no public key to encrypt it with");
        assert!(error.encryption);
    }

    static CARELESS: Shape =
        Shape { name: "Careless", fields: &[field("pass", "pass").encrypted(0)], inside: &[] };

    struct Careless(String);
    impl Model for Careless {
        fn shape(&self) -> &'static Shape {
            &CARELESS
        }
        fn get(&self, _: usize) -> &dyn Value {
            &self.0
        }
    }

    #[test]
    fn a_field_of_the_wrong_type_is_refused_too() {
        let error = encode(&Careless("hunter2".to_owned()), &[None]).expect_err("it is not encrypted");
        assert_eq!(error.to_string(), "`pass`: it must be encrypted and is not");
    }
}
