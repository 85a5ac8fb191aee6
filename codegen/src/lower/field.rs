//! Members of structs: from what the wire holds to a type of Rust.
//!
//! In come fields, out go types. Requests and answers differ, so there is one function for each.

use crate::ir;
use crate::model::{Field, Object, Operation, Type};

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

/// How a request treats this member.
pub(super) fn presence(field: &Field) -> Presence {
    match (field.required, field.nullable) {
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
        Type::Enum { name, .. } => ir::Type::Enum(name.pascal().to_owned()),
        Type::Object(object) => ir::Type::Object(object.name.pascal().to_owned()),
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

/// The objects under these fields, each before those inside it.
pub(super) fn objects(fields: &[Field]) -> Vec<&Object> {
    let mut found = Vec::new();
    for field in fields {
        if let Some(object) = object_of(&field.ty) {
            found.push(object);
            found.extend(objects(&object.fields));
        }
    }
    found
}

/// The object that a type holds, itself or as an item.
pub(super) fn object_of(ty: &Type) -> Option<&Object> {
    match ty {
        Type::Object(object) => Some(object),
        Type::List(item) => object_of(item),
        _ => None,
    }
}

/// The API's enums that a call uses, as imports from its module.
pub(super) fn shared_enums(operation: &Operation) -> Vec<ir::Import> {
    let mut names = Vec::new();
    for field in &operation.request {
        collect_enums(&field.ty, &mut names);
    }
    if let Some(response) = &operation.response {
        collect_enums(&response.ty, &mut names);
    }
    names.sort();
    names.dedup();
    let import = |name| ir::Import { module: vec!["super", "super", "enums"], name };
    names.into_iter().map(import).collect()
}

fn collect_enums(ty: &Type, names: &mut Vec<String>) {
    match ty {
        Type::Enum { name, shared: true } => names.push(name.pascal().to_owned()),
        Type::Object(object) => object.fields.iter().for_each(|field| collect_enums(&field.ty, names)),
        Type::List(item) => collect_enums(item, names),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{enum_of, field, list_of, object, operation};

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
    fn enums_are_found_in_lists_and_objects_and_imported_once() {
        let inner = object("Inner", [field("mode", list_of(enum_of("LoginMode")))]);
        let call = operation("update").request([field("a", enum_of("LoginMode")), field("b", inner)]).done();
        let imports = shared_enums(&call);
        assert_eq!(imports.len(), 1);
        assert_eq!(
            (imports[0].module.join("::"), imports[0].name.as_str()),
            ("super::super::enums".into(), "LoginMode")
        );
    }
}
