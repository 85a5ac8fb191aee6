//! Members of structs: from what the wire holds to a type of Rust.
//!
//! In come fields, out go types. Requests and answers differ, so there is one function for each.

use crate::ir;
use crate::model::{Field, Type};

/// How a request leaves a member out or sends it as null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// It must be set.
    Required,
    /// It may be left out.
    Optional,
    /// It may be left out or null.
    OptionalOrNull,
    /// It must be set, to a value or to null.
    RequiredOrNull,
}

/// How a request treats this member. An object that is filled like the request is always there.
pub(super) fn presence(field: &Field) -> Presence {
    match (field.required || field.inline, field.nullable) {
        (true, false) => Presence::Required,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalOrNull,
        (true, true) => Presence::RequiredOrNull,
    }
}

/// The type in itself, as an argument or an item of a list has it.
pub(super) fn bare(ty: &Type) -> ir::Type {
    match ty {
        Type::String => ir::Type::String,
        Type::Boolean => ir::Type::Bool,
        Type::I32 => ir::Type::I32,
        Type::I64 => ir::Type::I64,
        Type::Id => ir::Type::Runtime("Id"),
        Type::Decimal | Type::DecimalText => ir::Type::Runtime("Decimal"),
        Type::Any => ir::Type::Runtime("Json"),
        Type::File => ir::Type::Runtime("Upload"),
        Type::Enum { name, .. } => ir::Type::Enum(name.pascal().to_owned()),
        Type::Object(object) => ir::Type::Object(object.name.pascal().to_owned()),
        Type::Shared(name) => ir::Type::Object(name.pascal().to_owned()),
        Type::OneOf(of) => ir::Type::Object(of.name.pascal().to_owned()),
        Type::List(item) => ir::Type::Vec(Box::new(bare(item))),
    }
}

/// The type of a member that is there.
pub(super) fn held(field: &Field) -> ir::Type {
    match (&field.ty, field.encrypt) {
        (Type::String, Some(_)) => ir::Type::Runtime("Sealed"),
        (_, Some(_)) => unreachable!("resolve guarantees that only texts are encrypted"),
        (Type::String, None) if field.sensitive => ir::Type::Runtime("Secret"),
        (ty, None) => bare(ty),
    }
}

/// The type of a request's member.
pub(super) fn in_request(field: &Field) -> ir::Type {
    match presence(field) {
        Presence::Required => held(field),
        Presence::Optional | Presence::RequiredOrNull => held(field).option(),
        Presence::OptionalOrNull => ir::Type::Nullable(Box::new(held(field))),
    }
}

/// The type of an answer's member.
pub(super) fn in_answer(field: &Field) -> ir::Type {
    if field.always_present { held(field) } else { held(field).option() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::field;

    #[test]
    fn a_request_has_four_kinds_of_presence() {
        let text = ir::Type::String;
        let base = || field("x", Type::String);
        assert_eq!(in_request(&base().required().done()), text);
        assert_eq!(in_request(&base().done()), text.clone().option());
        assert_eq!(in_request(&base().nullable().done()), ir::Type::Nullable(Box::new(text.clone())));
        assert_eq!(in_request(&base().required().nullable().done()), text.option());
    }

    #[test]
    fn sensitive_texts_are_secrets_and_encrypted_ones_sealed() {
        assert_eq!(held(&field("x", Type::String).sensitive().done()), ir::Type::Runtime("Secret"));
        assert_eq!(held(&field("x", Type::String).encrypted().done()), ir::Type::Runtime("Sealed"));
        assert_eq!(held(&field("x", Type::Id).sensitive().done()), ir::Type::Runtime("Id"));
    }

    #[test]
    fn only_what_is_always_present_is_bare_in_answers() {
        assert_eq!(in_answer(&field("x", Type::I32).required().done()), ir::Type::I32.option());
        assert_eq!(in_answer(&field("x", Type::I32).always_present().done()), ir::Type::I32);
    }

    #[test]
    fn exact_numbers_and_any_json_are_types_of_the_runtime() {
        assert_eq!(bare(&Type::DecimalText), ir::Type::Runtime("Decimal"));
        assert_eq!(bare(&Type::Any), ir::Type::Runtime("Json"));
    }
}
