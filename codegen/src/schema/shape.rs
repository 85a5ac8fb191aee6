//! The schema of a value.
//!
//! YAML gives plain words types: a text may come as a number or a boolean, since specs take any plain value as text.
//! `null` and nothing are no texts.

use super::json::{Value, object, texts};
use super::name_of;
use crate::diagnostics::Code;
use crate::language::{Form, PLAIN, Shape, Word};

/// Types of the language beside those that are one value on the wire.
const OTHER_TYPES: [Word; 3] = [
    ("object", "An object with `fields`, or with sets named by `with`."),
    ("one_of", "One of several `shapes`; in answers only."),
    ("file", "A part with a file name; in requests with `body: multipart` only."),
];

/// The schema of a shape.
pub(super) fn schema_of(shape: &'static Shape) -> Value {
    match shape {
        Shape::Text => plain("\\S", "Expected a text that is not blank."),
        Shape::Line => line(),
        // Other types would be offered beside the words.
        Shape::Offered(words) => {
            any_of([of_words(words.iter().copied()), [("type", "string".into())].into()])
        }
        Shape::Form(form) => of_form(form),
        Shape::Scalar => [("type", scalar())].into(),
        Shape::Flag => [("type", "boolean".into())].into(),
        Shape::Number(least, most) => number(*least, *most),
        Shape::Word(words) => of_words(words.iter().copied()),
        Shape::Rule => of_words(rules()),
        Shape::Type => of_type(),
        Shape::Nothing => [("enum", Value::List(vec![Value::Null, "".into()]))].into(),
        Shape::Any => Value::Object(Vec::new()),
        Shape::List(least, of) => list(*least, schema_of(of)),
        Shape::Several(least, of) => {
            let one = (*least <= 1).then(|| schema_of(of));
            any_of(one.into_iter().chain([list(*least, schema_of(of))]))
        }
        Shape::Row(first, rest) => Value::from([
            ("type", "array".into()),
            ("minItems", Value::Number(1)),
            ("items", Value::List(vec![schema_of(first)])),
            ("additionalItems", schema_of(rest)),
        ]),
        Shape::Free(least, key, of) => free(*least, key, of),
        Shape::Map(kind) => [("$ref", format!("#/definitions/{}", name_of(kind)).as_str().into())].into(),
        Shape::Either(shapes) => any_of(shapes.iter().map(schema_of)),
    }
}

/// Types that a text may have.
fn scalar() -> Value {
    texts(["string", "number", "boolean"])
}

/// A text, and what to say of one that is none. The pattern is asked of texts only.
fn plain(pattern: &str, wrong: &str) -> Value {
    [("type", scalar()), ("pattern", pattern.into()), ("patternErrorMessage", wrong.into())].into()
}

fn line() -> Value {
    plain("^[^\\n]+$", "Expected a text on one line.")
}

fn of_form(form: &Form) -> Value {
    let types = if form.digits { texts(["string", "number"]) } else { "string".into() };
    let wrong = format!("Expected {}.", form.what);
    [("type", types), ("pattern", form.pattern.into()), ("patternErrorMessage", wrong.as_str().into())].into()
}

fn number(least: i64, most: i64) -> Value {
    let mut members = object([("type", "integer".into())]);
    if least != i64::MIN {
        members.extend(object([("minimum", Value::Number(least))]));
    }
    if most != i64::MAX {
        members.extend(object([("maximum", Value::Number(most))]));
    }
    Value::Object(members)
}

fn of_words(words: impl Iterator<Item = Word> + Clone) -> Value {
    let abouts = words.clone().map(|(_, about)| about);
    [("enum", texts(words.map(|(word, _)| word))), ("markdownEnumDescriptions", texts(abouts))].into()
}

/// Rules that a spec may let stand.
fn rules() -> impl Iterator<Item = Word> + Clone {
    let allowable = Code::ALL.iter().filter(|code| code.may_be_allowed());
    allowable.map(|code| (code.number(), code.title()))
}

/// The name of a type, or a list of one. Types of the API's own begin with a capital.
fn of_type() -> Value {
    let words = PLAIN.iter().map(|(word, about, _)| (*word, *about)).chain(OTHER_TYPES);
    let own = Value::from([
        ("type", "string".into()),
        ("pattern", "^[A-Z]".into()),
        (
            "patternErrorMessage",
            "Expected a type of the language, or the name of an enum or an object.".into(),
        ),
    ]);
    let one = any_of([of_words(words), own]);
    let list = Value::from([
        ("type", "array".into()),
        ("minItems", Value::Number(1)),
        ("maxItems", Value::Number(1)),
        ("items", one.clone()),
    ]);
    let mut all: Vec<Value> = one.into_members().into_iter().flat_map(|(_, value)| items(value)).collect();
    all.push(list);
    any_of(all)
}

fn items(value: Value) -> Vec<Value> {
    match value {
        Value::List(items) => items,
        other => vec![other],
    }
}

fn list(least: usize, of: Value) -> Value {
    let mut members = object([("type", "array".into())]);
    if least > 0 {
        members.extend(object([("minItems", Value::Number(least as i64))]));
    }
    members.extend(object([("items", of)]));
    Value::Object(members)
}

fn free(least: usize, key: &'static Shape, of: &'static Shape) -> Value {
    let mut members = object([("type", "object".into())]);
    if least > 0 {
        members.extend(object([("minProperties", Value::Number(least as i64))]));
    }
    match key {
        Shape::Word(words) => {
            let property = |(word, about): &Word| {
                let mut schema = super::described(about);
                schema.extend(schema_of(of).into_members());
                ((*word).to_owned(), Value::Object(schema))
            };
            let all = words.iter().map(property).collect();
            members
                .extend(object([("properties", Value::Object(all)), ("additionalProperties", false.into())]));
        }
        Shape::Form(form) => {
            let wrong = format!("Expected {}.", form.what);
            let names =
                [("pattern", form.pattern.into()), ("patternErrorMessage", wrong.as_str().into())].into();
            members.extend(object([("propertyNames", names), ("additionalProperties", schema_of(of))]));
        }
        _ => members.extend(object([("additionalProperties", schema_of(of))])),
    }
    Value::Object(members)
}

fn any_of(all: impl IntoIterator<Item = Value>) -> Value {
    let mut all: Vec<Value> = all.into_iter().collect();
    if all.len() == 1 { all.remove(0) } else { [("anyOf", Value::List(all))].into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(shape: &'static Shape, expected: &str) {
        assert_eq!(serde_json::to_string(&schema_of(shape)).expect("JSON"), expected);
    }

    #[test]
    fn plain_values() {
        check(&Shape::Flag, r#"{"type":"boolean"}"#);
        check(&Shape::Scalar, r#"{"type":["string","number","boolean"]}"#);
        check(&Shape::Number(1, i64::MAX), r#"{"type":"integer","minimum":1}"#);
        check(&Shape::Number(i64::MIN, 9), r#"{"type":"integer","maximum":9}"#);
        check(&Shape::Nothing, r#"{"enum":[null,""]}"#);
        check(&Shape::Any, "{}");
        check(
            &Shape::Word(&[("safe", "It is.")]),
            r#"{"enum":["safe"],"markdownEnumDescriptions":["It is."]}"#,
        );
    }

    #[test]
    fn lists_and_maps() {
        check(&Shape::List(1, &Shape::Flag), r#"{"type":"array","minItems":1,"items":{"type":"boolean"}}"#);
        check(
            &Shape::Several(0, &Shape::Flag),
            r#"{"anyOf":[{"type":"boolean"},{"type":"array","items":{"type":"boolean"}}]}"#,
        );
        check(
            &Shape::Several(2, &Shape::Flag),
            r#"{"type":"array","minItems":2,"items":{"type":"boolean"}}"#,
        );
        check(
            &Shape::Free(1, &Shape::Line, &Shape::Flag),
            r#"{"type":"object","minProperties":1,"additionalProperties":{"type":"boolean"}}"#,
        );
        check(
            &Shape::Free(0, &Shape::Word(&[("a", "It is.")]), &Shape::Flag),
            r#"{"type":"object","properties":{"a":{"description":"It is.","markdownDescription":"It is.","type":"boolean"}},"additionalProperties":false}"#,
        );
        check(
            &Shape::Row(&Shape::Flag, &Shape::Any),
            r#"{"type":"array","minItems":1,"items":[{"type":"boolean"}],"additionalItems":{}}"#,
        );
    }

    #[test]
    fn rules_are_those_that_may_be_allowed() {
        assert!(rules().all(|(number, _)| number.starts_with('L')) && rules().count() > 20);
    }
}
