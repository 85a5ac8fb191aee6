//! Setters: their arguments, what they store, and those that stand on an object itself.
//!
//! In comes a setter, out go the tokens that builders and objects have in common. Nothing here knows states.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Argument, Setter, Setters, Store, Stored};

use super::docs::render_docs;
use super::paths::{Uses, ident};
use super::ty::render_argument_type;

/// Setters on an object that needs no builder, and how it begins.
pub(super) fn render_setters(from: &Setters, uses: &Uses) -> Vec<TokenStream> {
    let name = ident(&from.object);
    uses.name("Blank");
    let methods = from.setters.iter().map(|setter| {
        let (docs, method, argument) = signature(setter, uses);
        let (member, value) = (member(setter), value(setter, uses));
        quote! {
            #docs
            #[inline]
            pub fn #method(mut self #argument) -> Self {
                self.#member = #value;
                self
            }
        }
    });
    vec![
        quote! {
            impl #name {
                /// With nothing set.
                #[inline]
                pub fn new() -> Self {
                    Self::blank()
                }
                #(#methods)*
            }
        },
        quote! {
            impl Default for #name {
                #[inline]
                fn default() -> Self {
                    Self::blank()
                }
            }
        },
    ]
}

/// Docs, name and argument of a setter.
pub(super) fn signature(setter: &Setter, uses: &Uses) -> (TokenStream, Ident, TokenStream) {
    let argument = match &setter.stored {
        Stored::Plain(argument) | Stored::ToSeal(argument) | Stored::Encrypted(argument) => {
            let (name, ty) = (argument_name(setter), render_argument_type(argument, uses));
            quote!(, #name: #ty)
        }
        Stored::Null => TokenStream::new(),
    };
    (render_docs(&setter.docs), ident(&setter.name), argument)
}

/// The member that a setter fills: `name`, or `data.name`.
pub(super) fn member(setter: &Setter) -> TokenStream {
    let path = setter.member.iter().map(|part| ident(part));
    quote!(#(#path).*)
}

/// The argument is called like the member.
fn argument_name(setter: &Setter) -> Ident {
    match setter.member.last() {
        Some(name) => ident(name),
        None => unreachable!("lower guarantees that a setter has a member"),
    }
}

/// What a setter stores.
pub(super) fn value(setter: &Setter, uses: &Uses) -> TokenStream {
    let given = argument_name(setter);
    let bare = match &setter.stored {
        Stored::Plain(Argument::Into(_)) => quote!(#given.into()),
        Stored::Plain(Argument::Exactly(_)) => quote!(#given),
        Stored::ToSeal(_) => {
            let sealed = uses.name("Sealed");
            quote!(#sealed::plain(#given))
        }
        Stored::Encrypted(_) => {
            let sealed = uses.name("Sealed");
            quote!(#sealed::encrypted(#given))
        }
        Stored::Null if setter.store == Store::Option => return quote!(None),
        Stored::Null => {
            let nullable = uses.name("Nullable");
            return quote!(#nullable::Null);
        }
    };
    match setter.store {
        Store::Bare => bare,
        Store::Option => quote!(Some(#bare)),
        Store::Nullable => {
            let nullable = uses.name("Nullable");
            quote!(#nullable::Value(#bare))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Docs, Type};

    fn setter(stored: Stored, store: Store, gives: Option<usize>) -> Setter {
        Setter { name: "pin".into(), docs: Docs::default(), member: vec!["pin".into()], stored, store, gives }
    }

    #[test]
    fn members_further_in_are_reached_by_a_path() {
        let mut setter = setter(Stored::Null, Store::Option, None);
        setter.member.insert(0, "data".into());
        assert_eq!(member(&setter).to_string(), "data . pin");
        assert_eq!(argument_name(&setter).to_string(), "pin");
    }

    #[track_caller]
    fn check(stored: Stored, store: Store, expected: &str) {
        let value = value(&setter(stored, store, None), &Uses::default());
        assert_eq!(value.to_string().replace(' ', ""), expected);
    }

    #[test]
    fn values_are_wrapped_as_they_are_kept() {
        let into = || Argument::Into(Type::String);
        check(Stored::Plain(into()), Store::Bare, "pin.into()");
        check(Stored::Plain(Argument::Exactly(Type::Bool)), Store::Option, "Some(pin)");
        check(Stored::ToSeal(into()), Store::Nullable, "Nullable::Value(Sealed::plain(pin))");
        check(Stored::Null, Store::Option, "None");
        check(Stored::Null, Store::Nullable, "Nullable::Null");
    }
}
