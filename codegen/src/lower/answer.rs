//! Answers: the structs that hold them, and the type that a call gives.

use crate::ir::{Direction, Item, Member, Object, Type};
use crate::model::{self, Field, Operation};

use super::docs::{about_or, answer_field};
use super::field::{bare, in_answer, object_of, objects};
use super::shape::lower_answer_shape;

/// The type that the call gives.
pub(super) fn answer_type(operation: &Operation) -> Type {
    match &operation.response {
        None => Type::Unit,
        Some(response) if response.always_present => bare(&response.ty),
        Some(response) => bare(&response.ty).option(),
    }
}

/// The structs of the answer, each before those inside it.
pub(super) fn lower_answer(operation: &Operation) -> Vec<Item> {
    let Some(top) = operation.response.as_ref().and_then(|response| object_of(&response.ty)) else {
        return Vec::new();
    };
    let about = operation.response.as_ref().and_then(|response| response.about.as_ref());
    let mut items = vec![lower_object(top, top.about.as_ref().or(about))];
    items.extend(objects(&top.fields).into_iter().map(|object| lower_object(object, object.about.as_ref())));
    items
}

fn lower_object(object: &model::Object, about: Option<&model::Text>) -> Item {
    let name = object.name.pascal();
    let member = |field: &Field| Member {
        name: field.name.rust.snake().to_owned(),
        docs: answer_field(field),
        ty: in_answer(field),
    };
    Item::Object(Object {
        name: name.to_owned(),
        table: object.name.screaming().to_owned(),
        docs: about_or(about, "What the vendor answers.".to_owned()),
        direction: Direction::Answer,
        members: object.fields.iter().map(member).collect(),
        shape: lower_answer_shape(name, &object.fields),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{field, list_of, object, operation};

    #[test]
    fn a_call_gives_an_option_unless_the_answer_is_known_to_be_there() {
        assert_eq!(answer_type(&operation("x").done()), Type::Unit);
        assert_eq!(answer_type(&operation("x").gives(model::Type::Boolean).done()), Type::Bool.option());
        assert_eq!(answer_type(&operation("x").always_gives(model::Type::Boolean).done()), Type::Bool);
    }

    #[test]
    fn objects_come_from_the_outside_in() {
        let inner = object("Seal", [field("id", model::Type::Id)]);
        let outer = object("Response", [field("seals", list_of(inner))]);
        let names: Vec<_> = lower_answer(&operation("x").gives(outer).done())
            .into_iter()
            .map(|item| match item {
                Item::Object(object) => object.name,
                other => panic!("no object: {other:?}"),
            })
            .collect();
        assert_eq!(names, ["Response", "Seal"]);
    }
}
