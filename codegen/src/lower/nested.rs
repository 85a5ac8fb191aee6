//! What stands beside a struct because a member holds it, and what a file takes from its neighbours.
//!
//! In come types, out go the objects and shapes below them, each before those inside it, and imports.

use crate::ir::Import;
use crate::model::{Field, Home, Object, OneOf, Type};

/// A type that is declared where it is used.
#[derive(Clone, Copy, Debug)]
pub(super) enum Nested<'m> {
    /// An object.
    Object(&'m Object),
    /// An object that is filled like the request that holds it.
    Inline(&'m Object),
    /// A value of several shapes.
    OneOf(&'m OneOf),
    /// The same, never to be shown.
    SensitiveOneOf(&'m OneOf),
}

/// The types below these fields.
pub(super) fn nested(fields: &[Field]) -> Vec<Nested<'_>> {
    let mut found = Vec::new();
    for field in fields {
        match (&field.ty, field.sensitive) {
            (Type::Object(object), _) if field.inline => {
                found.push(Nested::Inline(object));
                found.extend(nested(&object.fields));
            }
            (Type::OneOf(of), true) => {
                found.push(Nested::SensitiveOneOf(of));
                found.extend(of.shapes.iter().flat_map(|shape| nested_in(&shape.ty)));
            }
            (ty, _) => found.extend(nested_in(ty)),
        }
    }
    found
}

/// A type, if it is declared where it is used, and the types below it.
pub(super) fn nested_in(ty: &Type) -> Vec<Nested<'_>> {
    let mut found = Vec::new();
    match ty {
        Type::Object(object) => {
            found.push(Nested::Object(object));
            found.extend(nested(&object.fields));
        }
        Type::OneOf(of) => {
            found.push(Nested::OneOf(of));
            found.extend(of.shapes.iter().flat_map(|shape| nested_in(&shape.ty)));
        }
        Type::List(item) => return nested_in(item),
        _ => {}
    }
    found
}

/// What a file inside a group takes from the files of the group and of the API.
pub(super) fn imports<'m>(types: impl IntoIterator<Item = &'m Type>) -> Vec<Import> {
    let mut found = Vec::new();
    types.into_iter().for_each(|ty| collect(ty, &mut found));
    found.sort();
    found.dedup();
    found
}

/// The types of fields that have a member in Rust.
pub(super) fn types(fields: &[Field]) -> impl Iterator<Item = &Type> {
    fields.iter().filter(|field| field.fixed.is_none()).map(|field| &field.ty)
}

fn collect(ty: &Type, found: &mut Vec<Import>) {
    let mut add = |module: &[&'static str], name: &crate::names::Ident| {
        found.push(Import { module: module.to_vec(), name: name.pascal().to_owned() });
    };
    match ty {
        Type::Enum { name, home: Home::Api } => add(&["super", "super", "enums"], name),
        Type::Enum { name, home: Home::Group } => add(&["super", "enums"], name),
        Type::Shared(name) => add(&["super", "objects"], name),
        Type::Object(object) => types(&object.fields).for_each(|ty| collect(ty, found)),
        Type::OneOf(of) => of.shapes.iter().for_each(|shape| collect(&shape.ty, found)),
        Type::List(item) => collect(item, found),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Fixed;
    use crate::model::samples::{enum_of, field, list_of, object};
    use crate::names::Ident;

    #[track_caller]
    fn check(fields: &[Field], expected: &[&str]) {
        let imports = imports(types(fields));
        let paths: Vec<_> =
            imports.iter().map(|import| format!("{}::{}", import.module.join("::"), import.name)).collect();
        assert_eq!(paths, expected);
    }

    #[test]
    fn enums_are_found_in_lists_and_objects_and_imported_once() {
        let inner = object("Inner", [field("mode", list_of(enum_of("LoginMode")))]);
        check(
            &[field("a", enum_of("LoginMode")).done(), field("b", inner).done()],
            &["super::super::enums::LoginMode"],
        );
    }

    #[test]
    fn what_the_group_shares_comes_from_its_own_files() {
        let name = |name| Ident::from_pascal(name).expect("a name in PascalCase");
        let row = list_of(Type::Shared(name("InvoiceRow")));
        let kind = Type::Enum { name: name("InvoiceType"), home: Home::Group };
        check(
            &[field("rows", row).done(), field("fplx", kind).done()],
            &["super::enums::InvoiceType", "super::objects::InvoiceRow"],
        );
    }

    #[test]
    fn a_fixed_member_needs_no_type() {
        let mut fixed = field("mode", enum_of("LoginMode")).done();
        fixed.fixed = Some(Fixed::Integer(9));
        check(&[fixed], &[]);
    }

    #[test]
    fn objects_come_before_those_inside_them() {
        let inner = object("Inner", [field("a", Type::String)]);
        let mut outer = field("data", object("Outer", [field("inner", list_of(inner))])).done();
        outer.inline = true;
        let fields = [outer];
        let found = nested(&fields);
        assert!(matches!(
            found.as_slice(),
            [Nested::Inline(outer), Nested::Object(inner)]
                if outer.name.pascal() == "Outer" && inner.name.pascal() == "Inner"
        ));
    }
}
