//! Types of members and arguments.

use proc_macro2::TokenStream;

use crate::ir::Type;

use super::paths::{Uses, tokens};

/// `Option<Id>`
pub(super) fn type_text(ty: &Type, uses: &Uses) -> String {
    let around = |name: &str, of: &Type| format!("{name}<{}>", type_text(of, uses));
    match ty {
        Type::Unit => "()".to_owned(),
        Type::String => "String".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::Runtime(name) => uses.word(name).to_owned(),
        Type::Enum(name) | Type::Object(name) => name.clone(),
        Type::Beside(module, name) => format!("super::{module}::{name}"),
        Type::Option(of) => around("Option", of),
        Type::Nullable(of) => around(uses.word("Nullable"), of),
        Type::Vec(of) => around("Vec", of),
        Type::Boxed(of) => around("Box", of),
    }
}

/// The same as tokens.
pub(super) fn render_type(ty: &Type, uses: &Uses) -> TokenStream {
    tokens(&type_text(ty, uses))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ty: Type, expected: &str) {
        assert_eq!(type_text(&ty, &Uses::default()), expected);
    }

    #[test]
    fn types_are_spelt_as_rust_has_them() {
        check(Type::String, "String");
        check(Type::Vec(Box::new(Type::Object("Seal".into()))), "Vec<Seal>");
        check(Type::Runtime("Id"), "Id");
        check(Type::Nullable(Box::new(Type::I32)), "Nullable<i32>");
        check(Type::Beside("get_state".into(), "Task".into()), "super::get_state::Task");
        check(Type::Enum("Mode".into()).option(), "Option<Mode>");
        check(Type::Boxed(Box::new(Type::Object("Row".into()))), "Box<Row>");
    }

    #[test]
    fn a_type_of_the_runtime_is_imported() {
        let uses = Uses::default();
        render_type(&Type::Runtime("Id"), &uses);
        assert!(uses.lines().to_string().contains("Id"));
    }
}
