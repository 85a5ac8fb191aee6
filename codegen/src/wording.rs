//! Facts of the model as short texts in the words of the spec language.
//!
//! In come pieces of the model, out goes text on one line, for whoever shows the model to people: the surface sheets,
//! the comparison of two models, the terminal. Nothing here knows where the text goes.

mod call;
mod field;
mod recipe;
mod work;

use crate::model::{Condition, Fixed, Json, PathPart, TextOf, Then, Type};
use crate::names::Name;

pub(crate) use call::{download, meaning, probed, repeated, retry, rule, sent_as, source, verified};
pub(crate) use field::{encryption, form_facts, other_places, place, shape_facts};
pub(crate) use recipe::{expression, template};
pub(crate) use work::{paging_facts, poll_facts, progress_facts};

/// A type as the spec says it.
pub(crate) fn type_name(ty: &Type) -> String {
    match ty {
        Type::String => "string".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::Id => "id".to_owned(),
        Type::Decimal => "decimal".to_owned(),
        Type::DecimalText => "decimal_text".to_owned(),
        Type::Any => "any".to_owned(),
        Type::File => "file".to_owned(),
        Type::Shared(name) | Type::Enum { name, .. } => name.pascal().to_owned(),
        Type::Object(object) => object.name.pascal().to_owned(),
        Type::OneOf(of) => of.name.pascal().to_owned(),
        Type::List(item) => format!("[{}]", type_name(item)),
    }
}

/// The document that a text holds.
pub(crate) fn text_fact(text_of: &TextOf) -> String {
    match text_of {
        TextOf::Json => "as text of JSON".to_owned(),
        TextOf::Xml { root } => format!("as text of XML, root {root}"),
    }
}

/// The value that is always sent.
pub(crate) fn fixed_text(fixed: &Fixed) -> String {
    match fixed {
        Fixed::Text(text) => format!("{text:?}"),
        Fixed::Integer(number) => number.to_string(),
        Fixed::Boolean(flag) => flag.to_string(),
    }
}

/// When a member must be set: `kind = L`.
pub(crate) fn condition(condition: &Condition) -> String {
    format!("{} = {}", condition.field.wire, condition.is)
}

/// What a code asks for.
pub(crate) fn then(then: Then) -> &'static str {
    match then {
        Then::Nothing => "nothing",
        Then::BackOff => "back_off",
        Then::RefreshToken => "refresh_token",
        Then::FixClock => "fix_clock",
        Then::FixInput => "fix_input",
        Then::AskVendor => "ask_vendor",
    }
}

/// A path with its parameters in braces.
pub(crate) fn path(parts: &[PathPart]) -> String {
    let part = |part: &PathPart| match part {
        PathPart::Literal(text) => text.clone(),
        PathPart::Parameter(wire) => format!("{{{wire}}}"),
    };
    parts.iter().map(part).collect()
}

/// The way to a member.
pub(crate) fn wire(path: &[Name]) -> String {
    path.iter().map(|name| name.wire.as_str()).collect::<Vec<_>>().join(".")
}

/// JSON on one line.
pub(crate) fn json(value: &Json) -> String {
    match value {
        Json::Null => "null".to_owned(),
        Json::Bool(flag) => flag.to_string(),
        Json::Number(digits) => digits.clone(),
        Json::String(text) => format!("{text:?}"),
        Json::Array(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
        Json::Object(members) => {
            let member = |(name, value): &(String, Json)| format!("{name:?}:{}", json(value));
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{list_of, object};

    #[test]
    fn types_are_spelt_as_in_a_spec() {
        assert_eq!(type_name(&list_of(Type::DecimalText)), "[decimal_text]");
        assert_eq!(type_name(&object("Row", [])), "Row");
    }

    #[test]
    fn values_stand_on_one_line() {
        let value =
            Json::Object(vec![("a".into(), Json::Array(vec![Json::Null, Json::String("x\ny".into())]))]);
        assert_eq!(json(&value), "{\"a\":[null,\"x\\ny\"]}");
        assert_eq!(path(&[PathPart::Literal("/x/".into()), PathPart::Parameter("id".into())]), "/x/{id}");
        assert_eq!(fixed_text(&Fixed::Text("01".into())), "\"01\"");
    }
}
