//! JSON as text: bodies of examples, replies, and values that are always sent.

use crate::model::{Fixed, Json};

/// The text, without blanks between its parts.
pub(super) fn json_text(json: &Json) -> String {
    let mut text = String::new();
    write(json, &mut text);
    text
}

/// The value of a member that is always sent.
pub(super) fn fixed_json(fixed: &Fixed) -> Json {
    match fixed {
        Fixed::Text(text) => Json::String(text.clone()),
        Fixed::Integer(number) => Json::Number(number.to_string()),
        Fixed::Boolean(value) => Json::Bool(*value),
    }
}

fn write(json: &Json, text: &mut String) {
    match json {
        Json::Null => text.push_str("null"),
        Json::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Json::Number(number) => text.push_str(number),
        Json::String(string) => write_string(string, text),
        Json::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        Json::Object(members) => {
            text.push('{');
            for (at, (name, value)) in members.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write_string(name, text);
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
    }
}

fn write_string(string: &str, text: &mut String) {
    text.push('"');
    for c in string.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            c if c < ' ' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => text.push(c),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: Json, expected: &str) {
        assert_eq!(json_text(&json), expected);
    }

    #[test]
    fn members_and_items_keep_their_order() {
        let list = Json::Array(vec![Json::Null, Json::Bool(true), Json::Number("1.50".into())]);
        check(
            Json::Object(vec![("b".into(), list), ("a".into(), Json::Array(vec![]))]),
            r#"{"b":[null,true,1.50],"a":[]}"#,
        );
    }

    #[test]
    fn texts_are_escaped() {
        check(Json::String("\"\\\n\u{1}税".into()), r#""\"\\\n\u0001税""#);
    }

    #[test]
    fn fixed_values_have_the_form_of_the_wire() {
        check(fixed_json(&Fixed::Text("01".into())), "\"01\"");
        check(fixed_json(&Fixed::Integer(-1)), "-1");
        check(fixed_json(&Fixed::Boolean(false)), "false");
    }
}
