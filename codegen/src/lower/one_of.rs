//! Values that come in one of several shapes.

use crate::ir::{self, Docs, Item, Kind};
use crate::model::{OneOf, OneOfShape, Type};

use super::docs::about_or;
use super::field::bare;

/// Whether a text in one of the shapes may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// It may.
    Freely,
    /// Never.
    Never,
}

/// The enum of the shapes.
pub(super) fn lower_one_of(of: &OneOf, shown: Shown) -> Item {
    Item::OneOf(ir::OneOf {
        name: of.name.pascal().to_owned(),
        docs: about_or(of.about.as_ref(), "What the vendor answers: one of several shapes.".to_owned()),
        shapes: of.shapes.iter().map(|shape| lower_shape(shape, shown)).collect(),
    })
}

fn lower_shape(shape: &OneOfShape, shown: Shown) -> ir::Shape {
    let (kind, ty) = match &shape.ty {
        Type::String if shown == Shown::Never => (Kind::Single, ir::Type::Runtime("Secret")),
        Type::Boolean => (Kind::Boolean, ir::Type::Bool),
        ty @ (Type::Object(_) | Type::Shared(_)) => (Kind::Object, ir::Type::Boxed(Box::new(bare(ty)))),
        ty @ Type::List(_) => (Kind::List, bare(ty)),
        Type::Any | Type::File | Type::OneOf(_) => {
            unreachable!("resolve guarantees shapes that can be told apart")
        }
        ty => (Kind::Single, bare(ty)),
    };
    let docs: Docs = about_or(shape.about.as_ref(), format!("The shape `{}`.", shape.name.snake()));
    ir::Shape {
        name: shape.name.pascal().to_owned(),
        docs,
        ty,
        kind,
        has: shape.has.clone(),
        when: shape.when.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{ident, list_of, object};

    #[track_caller]
    fn check(ty: Type, shown: Shown, kind: Kind, expected: ir::Type) {
        let shape = OneOfShape {
            name: ident("done"),
            about: None,
            ty,
            has: Vec::new(),
            when: Vec::new(),
            at: Default::default(),
        };
        let lowered = lower_shape(&shape, shown);
        assert_eq!((lowered.kind, lowered.ty), (kind, expected));
    }

    #[test]
    fn the_type_tells_what_stands_on_the_wire() {
        check(Type::Id, Shown::Freely, Kind::Single, ir::Type::Runtime("Id"));
        check(Type::Boolean, Shown::Freely, Kind::Boolean, ir::Type::Bool);
        check(list_of(Type::Id), Shown::Freely, Kind::List, ir::Type::Vec(Box::new(ir::Type::Runtime("Id"))));
        let boxed = ir::Type::Boxed(Box::new(ir::Type::Object("Row".into())));
        check(object("Row", []), Shown::Freely, Kind::Object, boxed);
    }

    #[test]
    fn a_text_that_is_never_shown_is_a_secret() {
        check(Type::String, Shown::Never, Kind::Single, ir::Type::Runtime("Secret"));
        check(Type::String, Shown::Freely, Kind::Single, ir::Type::String);
    }
}
