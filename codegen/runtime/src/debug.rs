//! Debug of models, from their tables.
//!
//! In: a model. Out: what `derive(Debug)` would print, but `Some(x)` as `x` and sensitive fields as
//! `[redacted]`. A field whose table says sensitive, a [`Secret`](crate::Secret) and anything that is encrypted
//! are never shown.

use crate::open_enum::Wire;
use crate::value::{Model, Value, View};
use std::fmt;

/// Prints a model.
///
/// # Errors
///
/// As the formatter has them.
pub fn debug_model(model: &dyn Model, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shape = model.shape();
    let mut output = f.debug_struct(shape.name);
    // A fixed member has no field.
    let fields = shape.fields.iter().enumerate().filter(|(_, field)| field.fixed.is_none());
    for (index, field) in fields {
        match model.get(index).view() {
            View::Absent => output.field(field.rust, &format_args!("None")),
            _ if field.sensitive || field.encrypted.is_some() => {
                output.field(field.rust, &format_args!("[redacted]"))
            }
            view => output.field(field.rust, &Shown(view)),
        };
    }
    output.finish()
}

struct Shown<'a>(View<'a>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            View::Absent => f.write_str("None"),
            View::Null => f.write_str("Null"),
            View::Text(text) | View::Enum(Wire::Text(text)) => text.fmt(f),
            View::Secret(_) | View::Sealed(_) => f.write_str("[redacted]"),
            View::Integer(number) | View::Enum(Wire::Integer(number)) => number.fmt(f),
            View::Id(id) => id.fmt(f),
            View::Decimal(decimal) => decimal.fmt(f),
            View::Json(json) => json.fmt(f),
            View::Boolean(value) => value.fmt(f),
            View::File(upload) => upload.fmt(f),
            View::Model(model) => debug_model(model, f),
            View::List(list) => {
                let elements = (0..).map_while(|index| list.at(index)).map(Value::view).map(Shown);
                f.debug_list().entries(elements).finish()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::pretend::{Part1, Request};
    use crate::private::*;

    #[test]
    fn sensitive_fields_are_not_shown() {
        let mut request = Request::new();
        request.password = Some(Sealed::plain("hunter2"));
        request.mobile = Some(Secret::from("hunter2"));
        request.flow = Nullable::Null;
        request.parts = Some(vec![Part1 { price: 1, name: None }]);
        assert_eq!(
            format!("{request:?}"),
            "Request { org_id: \"o 1\", page: None, trace: None, account_id: 7, password: [redacted], \
             mobile: [redacted], flow: Null, mode: None, note: \"n\", parts: [Part1 { price: 1, name: None }] }"
        );
    }
}
