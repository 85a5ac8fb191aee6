//! Answers: the structs that hold them, and the type that a call gives.
//!
//! In come operations, callbacks and objects, out go items. What the vendor posts is read as an answer is.

use crate::ir::{Direction, Docs, Item, Member, Object, Type};
use crate::model::{self, Field, Operation};

use super::docs::{about_or, answer_field};
use super::field::{bare, in_answer};
use super::nested::{Nested, nested, nested_in};
use super::one_of::{Shown, lower_one_of};
use super::shape::{answer_flags, lower_inside};

/// The type that the call gives.
pub(super) fn answer_type(operation: &Operation) -> Type {
    match &operation.response {
        None => Type::Unit,
        Some(response) if response.always_present => bare(&response.ty),
        Some(response) => bare(&response.ty).option(),
    }
}

/// The types of the answer, each before those inside it.
pub(super) fn lower_answer(operation: &Operation) -> Vec<Item> {
    let Some(response) = &operation.response else {
        return Vec::new();
    };
    let about = response.about.as_ref();
    let all = nested_in(&response.ty);
    let lower = |(at, one): (usize, &Nested<'_>)| lower_nested(*one, about.filter(|_| at == 0));
    all.iter().enumerate().map(lower).collect()
}

/// An object of an answer, and the types inside it.
pub(super) fn lower_answer_object(object: &model::Object) -> Vec<Item> {
    let about = about_or(object.about.as_ref(), "What the vendor answers.".to_owned());
    lower_fields(&object.name, about, &object.fields)
}

/// A struct with these members, and the types inside it.
pub(super) fn lower_fields(name: &crate::names::Ident, docs: Docs, fields: &[Field]) -> Vec<Item> {
    let mut items = vec![lower_struct(name, docs, fields)];
    items.extend(nested(fields).into_iter().map(|one| lower_nested(one, None)));
    items
}

/// One type; `about` is said where it says nothing itself.
fn lower_nested(one: Nested<'_>, about: Option<&model::Text>) -> Item {
    match one {
        Nested::Object(object) => {
            let about = object.about.as_ref().or(about);
            let docs = about_or(about, "What the vendor answers.".to_owned());
            lower_struct(&object.name, docs, &object.fields)
        }
        Nested::OneOf(of) => lower_one_of(of, Shown::Freely),
        Nested::SensitiveOneOf(of) => lower_one_of(of, Shown::Never),
        Nested::Inline(_) => unreachable!("resolve guarantees that only requests have inline objects"),
    }
}

fn lower_struct(name: &crate::names::Ident, docs: Docs, fields: &[Field]) -> Item {
    let member = |field: &Field| Member {
        name: field.name.rust.snake().to_owned(),
        wire: field.name.wire.clone(),
        flags: answer_flags(field, fields),
        docs: answer_field(field),
        ty: in_answer(field),
    };
    Item::Object(Object {
        checks: None,
        name: name.pascal().to_owned(),
        docs,
        direction: Direction::Answer,
        members: fields.iter().map(member).collect(),
        inside: lower_inside(fields),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OneOf;
    use crate::model::samples::{field, ident, list_of, object, operation};

    #[test]
    fn a_call_gives_an_option_unless_the_answer_is_known_to_be_there() {
        assert_eq!(answer_type(&operation("x").done()), Type::Unit);
        assert_eq!(answer_type(&operation("x").gives(model::Type::Boolean).done()), Type::Bool.option());
        assert_eq!(answer_type(&operation("x").always_gives(model::Type::Boolean).done()), Type::Bool);
    }

    #[track_caller]
    fn check(response: model::Type, expected: &[&str]) {
        let names: Vec<_> = lower_answer(&operation("x").gives(response).done())
            .into_iter()
            .map(|item| match item {
                Item::Object(object) => object.name,
                Item::OneOf(of) => of.name,
                other => panic!("no type: {other:?}"),
            })
            .collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn types_come_from_the_outside_in() {
        let inner = object("Seal", [field("id", model::Type::Id)]);
        let outer = object("Response", [field("seals", list_of(inner))]);
        check(outer, &["Response", "Seal"]);
    }

    #[test]
    fn shapes_are_followed_by_their_objects() {
        let shape = model::OneOfShape {
            name: ident("row"),
            about: None,
            ty: object("Row", [field("id", model::Type::Id)]),
            has: Vec::new(),
            when: Vec::new(),
            at: Default::default(),
        };
        let of = OneOf { name: ident("started"), about: None, shapes: vec![shape] };
        check(model::Type::OneOf(Box::new(of)), &["Started", "Row"]);
    }
}
