//! Whether a plain value of an example fits its type: exactly in requests, as leniently as the client in
//! answers.

use super::fit::Fit;
use crate::model::{Enum, Repr, Type, WireValue};
use crate::resolve::fields::DIGITS;
use crate::resolve::types::Local;
use crate::source::{Node, Scalar, Value};

/// Whether a plain scalar is a JSON number.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    let fine_start = whole == "0" || !whole.starts_with('0');
    fine_start
        && digits.starts_with(|first: char| first.is_ascii_digit())
        && text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// Whether a node is JSON's null.
pub(super) fn is_null(node: &Node) -> bool {
    matches!(&node.value, Value::Scalar(value) if value.plain && ["null", ""].contains(&value.text.as_str()))
}

/// Whether an answer that holds this, where the type was expected, holds nothing.
pub(super) fn is_nothing(node: &Node, ty: &Type) -> bool {
    match &node.value {
        Value::Scalar(value) => is_null(node) || (value.text.is_empty() && !takes_texts(ty)),
        Value::List(items) => items.is_empty() && matches!(ty, Type::Object(_) | Type::Shared(_)),
        Value::Map(_) => false,
    }
}

/// Whether any text is a value of the type.
fn takes_texts(ty: &Type) -> bool {
    match ty {
        Type::String | Type::Any => true,
        Type::OneOf(of) => of.shapes.iter().any(|shape| matches!(shape.ty, Type::String)),
        _ => false,
    }
}

/// Whether a scalar is a value of a plain type.
pub(super) fn scalar_fits(fit: Fit, value: &Scalar, ty: &Type, local: &Local<'_>) -> bool {
    let text = value.text.as_str();
    let number = value.plain && is_number(text);
    let lenient = fit == Fit::Answer;
    // A number, or digits in quotes where the client takes them.
    let digits = number || (lenient && !value.plain);
    match ty {
        Type::String | Type::File => lenient || !(number || is_word(value)),
        Type::Boolean => (value.plain || lenient) && (text == "true" || text == "false"),
        Type::I32 => digits && text.parse::<i32>().is_ok(),
        Type::I64 => digits && text.parse::<i64>().is_ok(),
        Type::Id => digits && text.parse::<u64>().is_ok(),
        Type::Decimal => digits && is_number(text),
        Type::DecimalText => (lenient || !value.plain) && is_number(text),
        Type::Any => true,
        Type::Enum { .. } => local.enum_of(ty).is_some_and(|known| is_one_of(fit, value, known)),
        Type::Object(_) | Type::Shared(_) | Type::OneOf(_) | Type::List(_) => false,
    }
}

/// Whether a scalar without quotes is a word of JSON.
fn is_word(value: &Scalar) -> bool {
    value.plain && ["true", "false", "null"].contains(&value.text.as_str())
}

/// Whether a value is one of an enum's; one without values could not be read, and takes any.
fn is_one_of(fit: Fit, value: &Scalar, known: &Enum) -> bool {
    let text = value.text.as_str();
    let is_number = value.plain && is_number(text);
    let fits = |wire: &WireValue| match wire {
        WireValue::Text(wire) => wire == text && (fit == Fit::Answer || !is_number),
        WireValue::Integer(wire) => (fit == Fit::Answer || is_number) && text.parse() == Ok(*wire),
    };
    known.values.is_empty() || known.values.iter().any(|candidate| fits(&candidate.wire))
}

/// Whether a text is written in a form such as `yyyy-MM-dd`; an empty one is.
pub(super) fn is_in_form(text: &str, form: &str) -> bool {
    let digit = |(form, letter): (char, char)| {
        if DIGITS.contains(form) { letter.is_ascii_digit() } else { form == letter }
    };
    text.is_empty()
        || (text.chars().count() == form.chars().count() && form.chars().zip(text.chars()).all(digit))
}

/// Whether a text is of so many digits; an empty one is.
pub(super) fn is_of_digits(text: &str, counts: &[u8]) -> bool {
    let is_one = |count: &u8| text.len() == usize::from(*count);
    text.is_empty() || (text.bytes().all(|byte| byte.is_ascii_digit()) && counts.iter().any(is_one))
}

/// What a value of a type looks like, as the end of a sentence.
pub(super) fn wanted(ty: &Type, local: &Local<'_>) -> String {
    match ty {
        Type::String => "a text: put it in quotes".to_owned(),
        Type::Boolean => "`true` or `false`".to_owned(),
        Type::I32 => "a whole number of 32 bits".to_owned(),
        Type::I64 => "a whole number of 64 bits".to_owned(),
        Type::Id => "a number of up to 20 digits".to_owned(),
        Type::Decimal => "a number".to_owned(),
        Type::DecimalText => "a number that travels as text: put it in quotes".to_owned(),
        Type::Any => "anything".to_owned(),
        Type::File => "the content of a file as text: put it in quotes".to_owned(),
        Type::Enum { name, .. } => {
            let quotes = match local.enum_of(ty).map(|known| known.repr) {
                Some(Repr::String) => ", which are texts",
                _ => "",
            };
            format!("one of the values of `{}`{quotes}", name.pascal())
        }
        Type::Object(object) => format!("an object, `{}`", object.name.pascal()),
        Type::Shared(name) => format!("an object, `{}`", name.pascal()),
        Type::OneOf(of) => format!("of one of the shapes of `{}`", of.name.pascal()),
        Type::List(_) => "a list".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::scope::{Ground, Scope};

    #[test]
    fn numbers_are_json_numbers() {
        for yes in ["0", "-1", "1.5", "1234567890123456789", "1e3"] {
            assert!(is_number(yes), "{yes}");
        }
        for no in ["007", "+1", ".5", "1x", "NaN", "", "-", "0x10"] {
            assert!(!is_number(no), "{no}");
        }
    }

    #[test]
    fn forms_are_digits_and_signs() {
        for yes in ["2026-07-01 09:30:00", ""] {
            assert!(is_in_form(yes, "yyyy-MM-dd HH:mm:ss"), "{yes}");
        }
        for no in ["2026-07-01", "2026/07/01 09:30:00", "2026-07-01 09:30:0x"] {
            assert!(!is_in_form(no, "yyyy-MM-dd HH:mm:ss"), "{no}");
        }
    }

    #[test]
    fn digits_are_counted() {
        assert!(is_of_digits("5100", &[2, 4]) && is_of_digits("", &[2]));
        assert!(!is_of_digits("510", &[2, 4]) && !is_of_digits("5x", &[2]) && !is_of_digits("１", &[3]));
    }

    #[track_caller]
    fn check(text: &str, quoted: &str, ty: Type, expected: [bool; 2]) {
        let (scope, ground) = (Scope::default(), Ground::default());
        let local = Local::new(&scope, &ground);
        let value = Scalar { text: text.to_owned(), plain: quoted.is_empty() };
        let found = [Fit::Request, Fit::Answer].map(|fit| scalar_fits(fit, &value, &ty, &local));
        assert_eq!(found, expected, "{quoted}{text}{quoted} as {ty:?}");
    }

    #[test]
    fn an_answer_is_read_leniently_and_a_request_is_not() {
        let strict = [false, true];
        check("12", "", Type::String, strict);
        check("true", "", Type::String, strict);
        check("12", "\"", Type::String, [true, true]);
        check("12", "\"", Type::I32, strict);
        check("12", "\"", Type::Id, strict);
        check("12.50", "", Type::Decimal, [true, true]);
        check("12.50", "\"", Type::Decimal, strict);
        check("12.50", "", Type::DecimalText, strict);
        check("12.50", "\"", Type::DecimalText, [true, true]);
        check("true", "\"", Type::Boolean, strict);
        check("yes", "\"", Type::Boolean, [false, false]);
        check("a", "\"", Type::I64, [false, false]);
        check("a", "", Type::Any, [true, true]);
    }
}
