//! Enums that keep values nobody documented.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Enum, Variant, Wire};

use super::constant::{number_literal, text_literal};
use super::docs::render_docs;
use super::paths::{Uses, ident};

/// The enum and what the runtime asks of it.
pub(super) fn render_enum(from: &Enum, uses: &Uses) -> Vec<TokenStream> {
    vec![
        render_type(from, uses),
        render_open(from, uses),
        render_value(from, uses),
        render_slot(from, uses),
        render_blank(from, uses),
    ]
}

fn render_type(from: &Enum, uses: &Uses) -> TokenStream {
    let (name, docs, unknown) = (ident(&from.name), render_docs(&from.docs), uses.name("UnknownValue"));
    let variants = from.variants.iter().map(|variant| {
        let (name, docs) = (ident(&variant.name), render_docs(&variant.docs));
        quote!(#docs #name)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that was not documented, kept as it came.
            Unknown(#unknown),
        }
    }
}

fn render_open(from: &Enum, uses: &Uses) -> TokenStream {
    let (name, open) = (ident(&from.name), uses.name("OpenEnum"));
    let (wire, unknown) = (uses.name("Wire"), uses.name("UnknownValue"));
    let arm = |variant: &Variant| {
        let (name, value) = (ident(&variant.name), render_wire(&variant.wire, uses));
        (quote!(#value => Some(Self::#name)), quote!(Self::#name => #value))
    };
    let (known, back): (Vec<_>, Vec<_>) = from.variants.iter().map(arm).unzip();
    quote! {
        impl #open for #name {
            #[inline]
            fn known(value: #wire<'_>) -> Option<Self> {
                match value { #(#known,)* _ => None }
            }
            #[inline]
            fn unknown(value: #unknown) -> Self {
                Self::Unknown(value)
            }
            #[inline]
            fn wire(&self) -> #wire<'_> {
                match self { #(#back,)* Self::Unknown(value) => value.wire() }
            }
        }
    }
}

/// `Wire::Integer(9)`
fn render_wire(value: &Wire, uses: &Uses) -> TokenStream {
    let wire = uses.name("Wire");
    match value {
        Wire::Text(text) => {
            let text = text_literal(text);
            quote!(#wire::Text(#text))
        }
        Wire::Integer(number) => {
            let number = number_literal(*number);
            quote!(#wire::Integer(#number))
        }
    }
}

fn render_value(from: &Enum, uses: &Uses) -> TokenStream {
    let (name, value, view) = (ident(&from.name), uses.name("Value"), uses.name("View"));
    quote! {
        impl #value for #name {
            #[inline]
            fn view(&self) -> #view<'_> {
                #view::of_enum(self)
            }
        }
    }
}

fn render_slot(from: &Enum, uses: &Uses) -> TokenStream {
    let name = ident(&from.name);
    let (slot, null, target) = (uses.name("Slot"), uses.name("Null"), uses.name("Target"));
    quote! {
        impl #slot for #name {
            #[inline]
            fn target(&mut self, null: #null) -> #target<'_> {
                #target::of_enum(self, null)
            }
        }
    }
}

fn render_blank(from: &Enum, uses: &Uses) -> TokenStream {
    let (name, blank, unknown) = (ident(&from.name), uses.name("Blank"), uses.name("UnknownValue"));
    quote! {
        impl #blank for #name {
            #[inline]
            fn blank() -> Self {
                Self::Unknown(#unknown::default())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Docs;

    #[test]
    fn values_lead_to_variants_and_back() {
        let variant = |name: &str, wire| Variant { name: name.into(), docs: Docs::default(), wire };
        let from = Enum {
            name: "Mode".into(),
            docs: Docs::ours("Modes."),
            variants: vec![variant("Low", Wire::Integer(-1)), variant("High", Wire::Text("H".into()))],
        };
        let text = render_open(&from, &Uses::default()).to_string();
        assert!(text.contains("Wire :: Integer (- 1) => Some (Self :: Low)"), "{text}");
        assert!(text.contains("Self :: High => Wire :: Text (\"H\")"), "{text}");
    }
}
