//! The crate's root: the runtime's public items under the crate's own name.

use proc_macro2::TokenStream;
use quote::quote;

/// `pub use jiekou_runtime::public::*;`
pub(super) fn render_surface() -> Vec<TokenStream> {
    vec![quote! {
        #[doc(inline)]
        pub use jiekou_runtime::public::*;
        #[cfg(feature = "examples")]
        pub use jiekou_runtime::example;
        #[cfg(feature = "mock")]
        #[doc(inline)]
        pub use jiekou_mock as mock;
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_there_with_their_feature() {
        let text = render_surface()[0].to_string();
        assert!(text.contains("feature = \"examples\")] pub use jiekou_runtime :: example ;"), "{text}");
    }
}
