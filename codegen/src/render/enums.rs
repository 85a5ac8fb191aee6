//! Enums that keep values nobody documented, declared by the runtime's macro.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Enum, Variant, Wire};

use super::constant::{number_literal, text_literal};
use super::declared::declare;
use super::docs::render_docs;
use super::paths::{Uses, ident};

/// The enum; the macro adds the variant for all other values.
pub(super) fn render_enum(from: &Enum, uses: &Uses) -> TokenStream {
    let (name, docs) = (ident(&from.name), render_docs(&from.docs));
    let variants = from.variants.iter().map(render_variant);
    declare("open_enum", &quote!(#docs pub enum #name { #(#variants),* }), uses)
}

/// `VirtualNumber = Integer(9)`
fn render_variant(variant: &Variant) -> TokenStream {
    let (name, docs) = (ident(&variant.name), render_docs(&variant.docs));
    let value = match &variant.wire {
        Wire::Text(text) => {
            let text = text_literal(text);
            quote!(Text(#text))
        }
        Wire::Integer(number) => {
            let number = number_literal(*number);
            quote!(Integer(#number))
        }
    };
    quote!(#docs #name = #value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Docs;

    #[test]
    fn variants_stand_beside_their_values() {
        let variant = |name: &str, wire| Variant { name: name.into(), docs: Docs::default(), wire };
        let from = Enum {
            name: "Mode".into(),
            docs: Docs::default(),
            variants: vec![variant("Low", Wire::Integer(-1)), variant("High", Wire::Text("H".into()))],
        };
        let text = render_enum(&from, &Uses::default()).to_string();
        let expected = "open_enum!{pubenumMode{Low=Integer(-1),High=Text(\"H\")}}";
        assert_eq!(text.replace(' ', ""), expected);
    }
}
