//! Types of members and arguments.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Argument, Type};

use super::paths::{Uses, ident};

/// `Option<Id>`
pub(super) fn render_type(ty: &Type, uses: &Uses) -> TokenStream {
    match ty {
        Type::Unit => quote!(()),
        Type::String => quote!(String),
        Type::Bool => quote!(bool),
        Type::I32 => quote!(i32),
        Type::I64 => quote!(i64),
        Type::Runtime(name) => {
            let name = uses.name(name);
            quote!(#name)
        }
        Type::Enum(name) | Type::Object(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Type::Beside(module, name) => {
            let (module, name) = (ident(module), ident(name));
            quote!(super::#module::#name)
        }
        Type::Option(of) => {
            let of = render_type(of, uses);
            quote!(Option<#of>)
        }
        Type::Nullable(of) => {
            let (nullable, of) = (uses.name("Nullable"), render_type(of, uses));
            quote!(#nullable<#of>)
        }
        Type::Vec(of) => {
            let of = render_type(of, uses);
            quote!(Vec<#of>)
        }
        Type::Boxed(of) => {
            let of = render_type(of, uses);
            quote!(Box<#of>)
        }
    }
}

/// `impl Into<Id>`
pub(super) fn render_argument_type(argument: &Argument, uses: &Uses) -> TokenStream {
    match argument {
        Argument::Into(ty) => {
            let ty = render_type(ty, uses);
            quote!(impl Into<#ty>)
        }
        Argument::Exactly(ty) => render_type(ty, uses),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ty: Type, expected: &str) {
        assert_eq!(render_type(&ty, &Uses::default()).to_string().replace(' ', ""), expected);
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
