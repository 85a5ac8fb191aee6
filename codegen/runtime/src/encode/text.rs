//! Values as one text: outside the body, and for members that hold a list or a document as text.
//!
//! In: a value and its field. Out: a text, or nothing where there is no value. What is to be encrypted is ciphertext
//! here too.

use super::{EncodeError, Encryptors, ciphertext, json};
use crate::open_enum::Wire;
use crate::shape::{Field, Form, TextOf};
use crate::value::{List, View};
use crate::xml;
use std::borrow::Cow;

/// The value as text; `None` where there is no value.
pub(crate) fn text<'v>(
    view: View<'v>,
    field: &'static Field,
    encryptors: &Encryptors,
) -> Result<Option<Cow<'v, str>>, EncodeError> {
    let fail = |reason: &str| Err(EncodeError::new(field, reason));
    Ok(Some(match (view, field.form) {
        (View::Absent | View::Null, _) => return Ok(None),
        (View::List(list), Form::Joined(separator)) => {
            Cow::Owned(joined(list, separator, field, encryptors)?)
        }
        (view, Form::TextOf(text_of)) => Cow::Owned(document(view, text_of, field, encryptors)?),
        (View::Sealed(sealed), _) => Cow::Owned(ciphertext(sealed, field, encryptors)?),
        _ if field.encrypted.is_some() => return fail("it must be encrypted and is not"),
        (View::Text(text) | View::Enum(Wire::Text(text)), _) => Cow::Borrowed(text),
        (View::Secret(text), _) => Cow::Borrowed(text.expose()),
        (View::Integer(number) | View::Enum(Wire::Integer(number)), _) => Cow::Owned(number.to_string()),
        (View::Id(id), _) => Cow::Owned(id.to_string()),
        (View::Decimal(decimal), _) => Cow::Borrowed(decimal.as_str()),
        (View::Json(json), _) => Cow::Borrowed(json.text()),
        (View::Boolean(value), _) => Cow::Borrowed(if value { "true" } else { "false" }),
        (View::File(_), _) => return fail("a file can only be a part of a form"),
        (View::Model(_) | View::List(_), _) => return fail("only a single value can stand outside the body"),
    }))
}

/// The text of a value that is always the same.
pub(crate) fn fixed_text(json: &'static str) -> Cow<'static, str> {
    // A text is unescaped, and anything else is its own text.
    serde_json::from_str::<String>(json).map_or(Cow::Borrowed(json), Cow::Owned)
}

/// One text with all values.
fn joined(
    list: &dyn List,
    separator: &str,
    field: &'static Field,
    encryptors: &Encryptors,
) -> Result<String, EncodeError> {
    let mut output = String::new();
    for (index, value) in (0..).map_while(|index| Some((index, list.at(index)?))) {
        let value = match value.view() {
            View::List(_) | View::Model(_) => None,
            view => text(view, field, encryptors)?,
        };
        let value = value.ok_or_else(|| EncodeError::new(field, "only single values can be joined"))?;
        // The vendor would read two values.
        if value.contains(separator) {
            let reason = format!("a value holds `{separator}`, which stands between values");
            return Err(EncodeError::new(field, reason));
        }
        if index > 0 {
            output.push_str(separator);
        }
        output.push_str(&value);
    }
    Ok(output)
}

/// The document with this value.
fn document(
    view: View<'_>,
    text_of: TextOf,
    field: &'static Field,
    encryptors: &Encryptors,
) -> Result<String, EncodeError> {
    let bytes = json(view, field, encryptors)?;
    let json = String::from_utf8(bytes).map_err(|_| EncodeError::new(field, "it is not Unicode"))?;
    match text_of {
        TextOf::Json => Ok(json),
        TextOf::Xml(root) => xml::from_json(&json, root).map_err(|reason| EncodeError::new(field, reason)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::private::*;

    static PLAIN: Field = field("x", "x");
    static JOINED: Field = Field { flags: &crate::shape::PLAIN.joined(","), ..field("x", "x") };
    static JSON: Field = Field { flags: &crate::shape::PLAIN.json_text(), ..field("x", "x") };

    #[track_caller]
    fn check(value: &dyn Value, field: &'static Field, expected: std::result::Result<Option<&str>, &str>) {
        let text = text(value.view(), field, &[]).map_err(|error| error.to_string());
        assert_eq!(text.as_ref().map(Option::as_deref).map_err(String::as_str), expected);
    }

    #[test]
    fn single_values_are_their_own_text() {
        check(&String::from("a"), &PLAIN, Ok(Some("a")));
        check(&Decimal::from_static("+1.50"), &PLAIN, Ok(Some("+1.50")));
        check(&Json::from_static("[1]"), &PLAIN, Ok(Some("[1]")));
        check(&true, &PLAIN, Ok(Some("true")));
        check(&None::<i32>, &PLAIN, Ok(None));
        check(&vec![1], &PLAIN, Err("`x`: only a single value can stand outside the body"));
    }

    #[test]
    fn values_are_joined() {
        check(&vec![1, 2], &JOINED, Ok(Some("1,2")));
        check(&Vec::<i32>::new(), &JOINED, Ok(Some("")));
        check(&None::<Vec<i32>>, &JOINED, Ok(None));
        let parts = vec!["a".to_owned(), "hunter,2".to_owned()];
        check(&parts, &JOINED, Err("`x`: a value holds `,`, which stands between values"));
        check(&vec![vec![1]], &JOINED, Err("`x`: only single values can be joined"));
    }

    #[test]
    fn a_document_is_a_text() {
        check(&vec!["a\"".to_owned()], &JSON, Ok(Some(r#"["a\""]"#)));
        check(&Nullable::<Vec<String>>::Null, &JSON, Ok(None));
    }

    #[test]
    fn a_fixed_value_is_its_text() {
        assert_eq!(["\"a\\\"b\"", "2", "true"].map(fixed_text), ["a\"b", "2", "true"]);
    }
}
