//! Types, and the values before anything is set.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Argument, Blank, Type};

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

/// `None`, `String::new()`, `Id::blank()`
pub(super) fn render_blank(ty: &Type, uses: &Uses) -> TokenStream {
    match ty.blank() {
        Blank::New if matches!(ty, Type::String) => quote!(String::new()),
        Blank::New => quote!(Vec::new()),
        Blank::False => quote!(false),
        Blank::Zero => quote!(0),
        Blank::None => quote!(None),
        Blank::Absent => {
            let nullable = uses.name("Nullable");
            quote!(#nullable::Absent)
        }
        Blank::Boxed => {
            let Type::Boxed(of) = ty else { unreachable!("only boxes begin as boxes") };
            let of = render_blank(of, uses);
            quote!(Box::new(#of))
        }
        Blank::Trait => {
            uses.name("Blank");
            let ty = render_type(ty, uses);
            quote!(#ty::blank())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ty: Type, name: &str, blank: &str) {
        let uses = Uses::default();
        assert_eq!(render_type(&ty, &uses).to_string().replace(' ', ""), name);
        assert_eq!(render_blank(&ty, &uses).to_string().replace(' ', ""), blank);
    }

    #[test]
    fn each_type_has_a_value_before_it_is_set() {
        check(Type::String, "String", "String::new()");
        check(Type::Vec(Box::new(Type::Object("Seal".into()))), "Vec<Seal>", "Vec::new()");
        check(Type::Runtime("Id"), "Id", "Id::blank()");
        check(Type::Nullable(Box::new(Type::I32)), "Nullable<i32>", "Nullable::Absent");
        check(Type::Enum("Mode".into()).option(), "Option<Mode>", "None");
        check(Type::Boxed(Box::new(Type::Object("Row".into()))), "Box<Row>", "Box::new(Row::blank())");
    }

    #[test]
    fn a_blank_value_by_the_trait_imports_the_trait() {
        let uses = Uses::default();
        render_blank(&Type::Runtime("Id"), &uses);
        assert!(uses.lines().to_string().contains("Blank"));
    }
}
