//! The crate's root: the runtime's public items under the crate's own name.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::{PUBLIC, ident};

/// `pub use jiekou_runtime::{…};`
pub(super) fn render_surface() -> Vec<TokenStream> {
    let names = PUBLIC.iter().map(|name| ident(name));
    vec![quote! {
        pub use jiekou_runtime::{#(#names),*};
        pub use jiekou_runtime::{bytes, http};
        #[cfg(feature = "hyper")]
        pub use jiekou_runtime::HyperTransport;
        #[cfg(feature = "examples")]
        #[doc(hidden)]
        pub use jiekou_runtime::example;
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_transport_is_there_with_its_feature() {
        let text = render_surface()[0].to_string();
        assert!(text.contains("feature = \"hyper\")] pub use jiekou_runtime :: HyperTransport ;"), "{text}");
    }
}
