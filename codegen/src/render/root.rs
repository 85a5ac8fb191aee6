//! A crate's root: the runtime's public items under the crate's own name, and crates of APIs as modules.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Shown, Surface};

use super::paths::ident;

/// `pub use jiekou_runtime::public::*;`
pub(super) fn render_surface(surface: Surface) -> Vec<TokenStream> {
    vec![match surface {
        Surface::Whole => quote! {
            #[doc(inline)]
            pub use jiekou_runtime::public::*;
            #[cfg(feature = "examples")]
            pub use jiekou_runtime::example;
            #[cfg(feature = "mock")]
            #[doc(inline)]
            pub use jiekou_mock as mock;
        },
        Surface::BehindApi => quote! {
            #[doc(no_inline)]
            pub use jiekou_runtime::public::*;
            #[cfg(feature = "mock")]
            pub use jiekou_mock;
        },
    }]
}

/// `pub use jiekou_pretend as pretend;`
pub(super) fn render_shown(all: &[Shown]) -> TokenStream {
    let shown = |Shown { krate, name, feature }: &Shown| {
        let (krate, name) = (ident(krate), ident(name));
        quote!(#[cfg(feature = #feature)] pub use #krate as #name;)
    };
    all.iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_there_with_their_feature() {
        let text = render_surface(Surface::Whole)[0].to_string();
        assert!(text.contains("feature = \"examples\")] pub use jiekou_runtime :: example ;"), "{text}");
    }

    #[test]
    fn a_crate_of_an_api_takes_no_name_that_a_group_may_have() {
        let text = render_surface(Surface::BehindApi)[0].to_string();
        let named: Vec<_> =
            text.split("pub use ").skip(1).filter_map(|rest| rest.split(" ;").next()).collect();
        assert_eq!(named, ["jiekou_runtime :: public :: *", "jiekou_mock"]);
    }

    #[test]
    fn an_api_is_shown_with_its_feature() {
        let shown = Shown { krate: "jiekou_a".into(), name: "a".into(), feature: "a-core".into() };
        assert_eq!(
            render_shown(&[shown]).to_string(),
            "# [cfg (feature = \"a-core\")] pub use jiekou_a as a ;"
        );
    }
}
