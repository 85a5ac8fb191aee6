//! Members of requests and answers: one line each, those of objects below and further in.

use crate::model::{Condition, Field, Place, Type};

use super::table::Sheet;

/// Lines for the members of a request.
pub(super) fn request_rows(fields: &[Field], encryptions: &[String], level: usize, sheet: &mut Sheet) {
    for field in fields {
        row(field, &request_facts(field, encryptions), level, sheet);
        if let Some(inside) = members(&field.ty) {
            request_rows(inside, encryptions, level + 1, sheet);
        }
    }
}

/// Lines for the members of an answer.
pub(super) fn answer_rows(fields: &[Field], level: usize, sheet: &mut Sheet) {
    for field in fields {
        row(field, &answer_facts(field), level, sheet);
        if let Some(inside) = members(&field.ty) {
            answer_rows(inside, level + 1, sheet);
        }
    }
}

/// The members of the object that a type holds.
pub(super) fn members(ty: &Type) -> Option<&[Field]> {
    match ty {
        Type::Object(object) => Some(&object.fields),
        Type::List(item) => members(item),
        _ => None,
    }
}

/// A type as the spec says it.
pub(super) fn type_name(ty: &Type) -> String {
    match ty {
        Type::String => "string".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::Id => "id".to_owned(),
        Type::Enum { name, .. } => name.pascal().to_owned(),
        Type::Object(object) => object.name.pascal().to_owned(),
        Type::List(item) => format!("[{}]", type_name(item)),
    }
}

fn row(field: &Field, facts: &[String], level: usize, sheet: &mut Sheet) {
    let ty = type_name(&field.ty);
    sheet.row(level, &[&field.name.wire, field.name.rust.snake(), &ty, &facts.join(", ")]);
}

fn request_facts(field: &Field, encryptions: &[String]) -> Vec<String> {
    let mut facts = Vec::new();
    match field.place {
        Place::Body => {}
        Place::Query => facts.push("in query".to_owned()),
        Place::Path => facts.push("in path".to_owned()),
        Place::Header => facts.push("in header".to_owned()),
    }
    if field.required {
        facts.push("required".to_owned());
    }
    if let Some(index) = field.encrypt {
        facts.push(format!("encrypt {}", encryptions[index]));
    }
    shared_facts(field, &mut facts);
    if let Some(default) = &field.default {
        facts.push(format!("default {default}"));
    }
    facts.extend(field.required_when.iter().map(condition));
    facts
}

fn answer_facts(field: &Field) -> Vec<String> {
    let mut facts = Vec::new();
    if field.always_present {
        facts.push("always present".to_owned());
    }
    if field.required {
        facts.push("required by the table".to_owned());
    }
    shared_facts(field, &mut facts);
    facts.extend(field.also.iter().map(|also| format!("also {also}")));
    facts.extend(field.inside.iter().map(|inside| format!("also inside {}.{}", inside.within, inside.wire)));
    facts
}

fn shared_facts(field: &Field, facts: &mut Vec<String>) {
    let flags = [(field.nullable, "nullable"), (field.sensitive, "sensitive")];
    facts.extend(flags.into_iter().filter(|(is, _)| *is).map(|(_, fact)| fact.to_owned()));
    facts.extend(field.deprecated.iter().map(|_| "deprecated".to_owned()));
    facts.extend(field.max_chars.iter().map(|most| format!("max {most}")));
}

fn condition(condition: &Condition) -> String {
    format!("required when {} = {}", condition.field.wire, condition.is)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Inside;
    use crate::model::samples::{FieldSample, field, list_of, object};

    #[track_caller]
    fn check_request(sample: FieldSample, expected: &[&str]) {
        assert_eq!(request_facts(&sample.done(), &["rsa".to_owned()]), expected);
    }

    #[test]
    fn every_fact_about_a_member_is_told() {
        check_request(field("x", Type::String), &[]);
        check_request(field("x", Type::String).encrypted(), &["encrypt rsa", "sensitive"]);
        check_request(field("x", Type::String).required().nullable(), &["required", "nullable"]);
        check_request(field("x", Type::String).place(Place::Path).required(), &["in path", "required"]);
        check_request(
            field("x", Type::String).required_when("userType", "LEGAL"),
            &["required when userType = LEGAL"],
        );
    }

    #[test]
    fn an_answer_tells_promise_and_knowledge_apart() {
        let mut known = field("x", Type::Id).required().always_present().done();
        known.inside.push(Inside { within: "dppt".into(), wire: "y".into() });
        assert_eq!(answer_facts(&known), ["always present", "required by the table", "also inside dppt.y"]);
    }

    #[test]
    fn members_of_lists_stand_below() {
        let fields = [field("all", list_of(object("Item", [field("a", Type::Id)]))).done()];
        let mut sheet = Sheet::default();
        answer_rows(&fields, 1, &mut sheet);
        assert_eq!(
            sheet.done(),
            "  all                   all                   [Item]\n    a                   a                     id\n"
        );
    }
}
