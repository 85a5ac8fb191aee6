//! Marks in place of what must never be shown, for tests that look for them.
//!
//! In: a model or a value, by their tables. Out: a copy in which everything sensitive or encrypted, and any JSON, is
//! a mark of its own. Booleans and values of enums stay as they are: no mark fits there.

use crate::debug::debug_model;
use crate::encode::encode_value;
use crate::error::{Error, ErrorKind, Result};
use crate::mask::is_hidden;
use crate::open_enum::Wire;
use crate::operation::Operation;
use crate::seal::Sealed;
use crate::shape::{Field, Flags, Shape};
use crate::upload::Upload;
use crate::value::{Model, Value, View};
use crate::{Decimal, Json, Secret};
use std::fmt;

/// What every mark that is a text begins with.
pub const TEXT: &str = "zQ7xKv";
/// What every mark that is a number begins with. Nine digits fit a number of 32 bits.
pub const NUMBER: &str = "90715";

/// Makes copies of requests with marks in them.
pub type Marker = dyn Fn(&'static Operation, &dyn Model) -> Marked + Send + Sync;

/// Where marks are put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// In place of values.
    Present,
    /// Also where there is no value.
    Everywhere,
}

/// A mark and where it was put.
#[derive(Clone, Debug)]
pub struct Mark {
    /// `group.name`; empty for what belongs to none.
    pub operation: &'static str,
    /// The model's name in Rust.
    pub model: &'static str,
    /// The member's wire name.
    pub wire: &'static str,
    /// The mark.
    pub text: String,
}

/// Makes marks and knows where they are.
#[derive(Debug, Default)]
pub struct Marks {
    /// All so far.
    pub put: Vec<Mark>,
}

impl Marks {
    /// A mark for something that no model holds: a credential, a token, a ciphertext.
    pub fn other(&mut self, name: &'static str) -> String {
        static OTHER: Field = crate::shape::field("", "");
        self.mark(Spot { wire: name, ..Spot::new("", &OTHER, Where::Present) }, TEXT)
    }

    /// A copy of a request.
    pub fn request(&mut self, operation: &'static str, model: &dyn Model, places: Where) -> Marked {
        static BODY: Field = crate::shape::field("body", "body");
        self.object(model, Spot::new(operation, &BODY, places))
    }

    /// A copy of an answer's data, as JSON.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`] where it cannot be written.
    pub fn answer(&mut self, operation: &'static str, value: &dyn Value, places: Where) -> Result<Vec<u8>> {
        static DATA: Field = crate::shape::field("data", "data");
        let copy = self.copy(value.view(), Spot::new(operation, &DATA, places));
        encode_value(&copy).map_err(|error| Error::new(operation, ErrorKind::Input, error.to_string()))
    }

    /// The mark of a member; the same whenever it is asked for.
    fn mark(&mut self, spot: Spot, prefix: &str) -> String {
        let Spot { operation, model, wire, .. } = spot;
        let is_it = |mark: &&Mark| {
            (mark.operation, mark.model, mark.wire) == (operation, model, wire)
                && mark.text.starts_with(prefix)
        };
        if let Some(mark) = self.put.iter().find(is_it) {
            return mark.text.clone();
        }
        let text = format!("{prefix}{:04}", self.put.len() + 1);
        self.put.push(Mark { operation, model, wire, text: text.clone() });
        text
    }

    fn object(&mut self, model: &dyn Model, spot: Spot) -> Marked {
        let shape = model.shape();
        let values = shape.fields.iter().enumerate().map(|(index, field)| {
            let hidden = spot.hidden || is_hidden(field);
            if field.fixed.is_some() {
                return Copied::Absent;
            }
            self.copy(
                model.get(index).view(),
                Spot { model: shape.name, wire: field.wire, field, hidden, ..spot },
            )
        });
        Marked { shape, values: values.collect() }
    }

    fn copy(&mut self, view: View<'_>, spot: Spot) -> Copied {
        let number = |marks: &mut Self| marks.mark(spot, NUMBER);
        match view {
            View::Absent | View::Null if spot.hidden && spot.places == Where::Everywhere => {
                let text = self.mark(spot, TEXT);
                if spot.field.encrypted.is_some() {
                    Copied::Sealed(Sealed::plain(text))
                } else {
                    Copied::Secret(Secret::from(text))
                }
            }
            View::Sealed(_) => Copied::Sealed(Sealed::plain(self.mark(spot, TEXT))),
            View::Secret(text) => Copied::Secret(Secret::from(self.like(text.expose(), spot))),
            View::Text(text) if spot.hidden => Copied::Text(self.like(text, spot)),
            View::Integer(_) if spot.hidden => Copied::Integer(number(self).parse().unwrap_or_default()),
            View::Id(_) if spot.hidden => Copied::Id(number(self).parse().unwrap_or_default()),
            View::Decimal(_) if spot.hidden => {
                Copied::Decimal(number(self).parse::<i64>().unwrap_or_default().into())
            }
            View::Json(_) => Copied::Json(Json::from_raw(&format!("\"{}\"", self.mark(spot, TEXT)))),
            View::File(_) => Copied::File(Upload::from(self.mark(spot, TEXT))),
            View::Model(model) => Copied::Model(self.object(model, spot)),
            View::List(list) => {
                let values = (0..).map_while(|index| list.at(index));
                Copied::List(values.map(|value| self.copy(value.view(), spot)).collect())
            }
            view => plain(view),
        }
    }

    /// A mark in the form of a text: digits stay digits.
    fn like(&mut self, text: &str, spot: Spot) -> String {
        let digits = text.len() >= NUMBER.len() + 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let mark = self.mark(spot, if digits { NUMBER } else { TEXT });
        let filled = if digits { text.len().saturating_sub(mark.len()) } else { 0 };
        format!("{mark}{}", "0".repeat(filled))
    }
}

/// Where a value stands.
#[derive(Clone, Copy)]
struct Spot {
    operation: &'static str,
    model: &'static str,
    wire: &'static str,
    field: &'static Field,
    /// Whether it, or what it stands in, is never shown.
    hidden: bool,
    places: Where,
}

impl Spot {
    /// Outside any model.
    fn new(operation: &'static str, field: &'static Field, places: Where) -> Self {
        Self { operation, model: "", wire: field.wire, field, hidden: false, places }
    }
}

/// A value without marks.
fn plain(view: View<'_>) -> Copied {
    match view {
        View::Absent => Copied::Absent,
        View::Text(text) => Copied::Text(text.to_owned()),
        View::Integer(number) => Copied::Integer(number),
        View::Id(id) => Copied::Id(id),
        View::Decimal(decimal) => Copied::Decimal(decimal.clone()),
        View::Boolean(value) => Copied::Boolean(value),
        View::Enum(Wire::Text(text)) => Copied::Enum(Err(text.to_owned())),
        View::Enum(Wire::Integer(number)) => Copied::Enum(Ok(number)),
        _ => Copied::Null,
    }
}

/// A copy of a model with marks in it. Debug shows of it what it would show of the model.
pub struct Marked {
    shape: &'static Shape,
    values: Vec<Copied>,
}

impl Marked {
    /// The same with one member that its table no longer hides, to see that its mark is found then.
    #[must_use]
    pub fn bared(mut self, wire: &str) -> Self {
        let mut fields = self.shape.fields.to_vec();
        for (field, value) in fields.iter_mut().zip(&mut self.values).filter(|(field, _)| field.wire == wire)
        {
            field.flags = Box::leak(Box::new(Flags { sensitive: false, encrypted: None, ..*field.flags }));
            if let Copied::Secret(text) = value {
                *value = Copied::Text(text.expose().to_owned());
            }
        }
        let fields = Box::leak(fields.into_boxed_slice());
        let Shape { name, inside, filled, .. } = *self.shape;
        self.shape = Box::leak(Box::new(Shape { name, fields, inside, filled }));
        self
    }
}

impl Model for Marked {
    fn shape(&self) -> &'static Shape {
        self.shape
    }

    fn get(&self, index: usize) -> &dyn Value {
        match self.values.get(index) {
            Some(value) => value,
            None => &(),
        }
    }
}

impl fmt::Debug for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_model(self, f)
    }
}

enum Copied {
    Absent,
    Null,
    Text(String),
    Secret(Secret),
    Sealed(Sealed),
    Integer(i64),
    Id(u64),
    Decimal(Decimal),
    Boolean(bool),
    Enum(std::result::Result<i64, String>),
    Model(Marked),
    List(Vec<Self>),
    Json(Json),
    File(Upload),
}

impl Value for Copied {
    fn view(&self) -> View<'_> {
        match self {
            Self::Absent => View::Absent,
            Self::File(upload) => View::File(upload),
            Self::Null => View::Null,
            Self::Text(text) => View::Text(text),
            Self::Secret(text) => View::Secret(text),
            Self::Sealed(sealed) => View::Sealed(sealed),
            Self::Integer(number) => View::Integer(*number),
            Self::Id(id) => View::Id(*id),
            Self::Decimal(decimal) => View::Decimal(decimal),
            Self::Boolean(value) => View::Boolean(*value),
            Self::Enum(Ok(number)) => View::Enum(Wire::Integer(*number)),
            Self::Enum(Err(text)) => View::Enum(Wire::Text(text)),
            Self::Model(model) => View::Model(model),
            Self::List(list) => View::List(list),
            Self::Json(json) => View::Json(json),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::encode;
    use crate::mask::shown_body;
    use crate::pretend::{Part1, Request, Response};
    use crate::private::Blank;
    use crate::seal::{Ciphertext, EncryptError, Encryptor};
    use std::sync::Arc;

    struct Plain;
    impl Encryptor for Plain {
        fn encrypt(&self, plain: &Secret) -> std::result::Result<Ciphertext, EncryptError> {
            Ok(Ciphertext::new(plain.expose()))
        }
    }

    fn request(places: Where) -> String {
        let mut request = Request::new();
        request.mobile = Some(Secret::from("13800000000"));
        request.parts = Some(vec![Part1 { price: 1, name: None }]);
        let marked = Marks::default().request("a.b", &request, places);
        assert!(!shown_body(&marked).text().contains(TEXT), "marks stay hidden");
        let encryptors = [Some(Arc::new(Plain) as Arc<dyn Encryptor>)];
        String::from_utf8(encode(&marked, &encryptors).expect("it can be written")).expect("Unicode")
    }

    #[test]
    fn marks_stand_where_hidden_values_stood() {
        assert_eq!(
            request(Where::Present),
            r#"{"accountId":7,"mobile":"90715000100","note":"n","parts":[{"price":1}]}"#
        );
    }

    #[test]
    fn marks_stand_where_hidden_values_could_stand() {
        assert_eq!(
            request(Where::Everywhere),
            r#"{"accountId":7,"pass":"zQ7xKv0001","mobile":"90715000200","note":"n","parts":[{"price":1}]}"#
        );
    }

    #[test]
    fn a_member_can_be_bared() {
        let mut request = Request::new();
        request.mobile = Some(Secret::from("s"));
        let marked = Marks::default().request("a.b", &request, Where::Present).bared("mobile");
        assert!(shown_body(&marked).text().contains(r#""mobile":"zQ7xKv0001""#));
    }

    #[test]
    fn answers_are_marked_too() {
        let mut response = Response::blank();
        response.secret = Some(Secret::from("s"));
        let mut marks = Marks::default();
        let json = marks.answer("a.b", &Some(response), Where::Present).expect("it can be written");
        assert_eq!(
            String::from_utf8(json).as_deref(),
            Ok(r#"{"accountId":0,"items":[],"secret":"zQ7xKv0001"}"#)
        );
        assert_eq!((marks.put[0].model, marks.put[0].wire), ("Response", "secret"));
    }
}
