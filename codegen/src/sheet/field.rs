//! Members of requests and answers: one line each, those of objects and shapes below and further in.

use crate::model::{Field, OneOf, Type};
use crate::wording::{
    condition, encryption, fixed_text, form_facts, other_places, place, shape_facts, type_name,
};

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
        type_rows(&field.ty, level + 1, sheet);
    }
}

/// Lines for what an answer of a type has inside: members or shapes.
pub(super) fn type_rows(ty: &Type, level: usize, sheet: &mut Sheet) {
    match ty {
        Type::List(item) => type_rows(item, level, sheet),
        Type::OneOf(of) => shape_rows(of, level, sheet),
        other => answer_rows(members(other).unwrap_or(&[]), level, sheet),
    }
}

fn shape_rows(of: &OneOf, level: usize, sheet: &mut Sheet) {
    for shape in &of.shapes {
        let facts = shape_facts(shape).join(", ");
        sheet.row(level, &["shape", shape.name.pascal(), &type_name(&shape.ty), &facts]);
        type_rows(&shape.ty, level + 1, sheet);
    }
}

/// The members of the object that a type holds. Shared objects have sheets of their own.
fn members(ty: &Type) -> Option<&[Field]> {
    match ty {
        Type::Object(object) => Some(&object.fields),
        Type::List(item) => members(item),
        _ => None,
    }
}

fn row(field: &Field, facts: &[String], level: usize, sheet: &mut Sheet) {
    let ty = type_name(&field.ty);
    sheet.row(level, &[&field.name.wire, field.name.rust.snake(), &ty, &facts.join(", ")]);
}

fn request_facts(field: &Field, encryptions: &[String]) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(place(field.place).map(str::to_owned));
    if field.required {
        facts.push("required".to_owned());
    }
    facts.extend(encryption(field, encryptions));
    facts.extend(field.fixed.iter().map(|fixed| format!("always {}", fixed_text(fixed))));
    if field.inline {
        facts.push("inline".to_owned());
    }
    shared_facts(field, &mut facts);
    if let Some(default) = &field.default {
        facts.push(format!("default {default}"));
    }
    let needed = |when| format!("required when {}", condition(when));
    facts.extend(field.required_when.iter().map(needed));
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
    facts.extend(other_places(field));
    facts
}

fn shared_facts(field: &Field, facts: &mut Vec<String>) {
    let flags = [(field.nullable, "nullable"), (field.sensitive, "sensitive")];
    facts.extend(flags.into_iter().filter(|(is, _)| *is).map(|(_, fact)| fact.to_owned()));
    facts.extend(field.deprecated.iter().map(|_| "deprecated".to_owned()));
    facts.extend(form_facts(field));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{FieldSample, field, list_of, object, text};
    use crate::model::{Fixed, Inside, OneOfShape, Place, TextOf};
    use crate::names::Ident;

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
    fn what_a_member_looks_like_on_the_wire_is_told() {
        let with = |change: fn(&mut Field), expected: &str| {
            let mut sample = field("x", Type::String).done();
            change(&mut sample);
            assert_eq!(request_facts(&sample, &[]), [expected]);
        };
        with(|field| field.fixed = Some(Fixed::Text("01".into())), "always \"01\"");
        with(|field| field.fixed = Some(Fixed::Boolean(true)), "always true");
        with(|field| field.inline = true, "inline");
        with(|field| field.joined = Some(",".into()), "joined by \",\"");
        with(|field| field.text_of = Some(TextOf::Json), "as text of JSON");
        with(|field| field.digits = vec![8, 20], "8 or 20 digits");
        with(|field| field.max_items = Some(50), "max 50 elements");
        with(|field| field.max = Some(50), "at most 50");
        with(|field| field.format = Some(text("yyyyMM")), "format yyyyMM");
    }

    #[test]
    fn shapes_stand_below_what_has_them() {
        let shape = |name: &str, ty: Type| OneOfShape {
            name: Ident::from_pascal(name).expect("a name"),
            about: None,
            ty,
            has: vec!["a".into()],
            when: vec![("b".into(), vec!["01".into(), "04".into()])],
            at: Default::default(),
        };
        let shapes = vec![shape("Row", object("Row", [field("a", Type::Id)]))];
        let name = Ident::from_pascal("Started").expect("a name");
        let fields = [field("x", Type::OneOf(Box::new(OneOf { name, about: None, shapes }))).done()];
        let mut sheet = Sheet::default();
        answer_rows(&fields, 1, &mut sheet);
        let lines = [
            "  x                     x                     Started",
            "    shape               Row                   Row           has a, when b = 01 or 04",
            "      a                 a                     id",
        ];
        assert_eq!(sheet.done().lines().collect::<Vec<_>>(), lines);
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
