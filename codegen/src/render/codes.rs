//! Codes as constants.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{CallCodes, CodeItem, CodeKind};

use super::constant::text_literal;
use super::docs::render_docs;
use super::paths::{Uses, ident};

/// `pub const ACCESS_DENIED: Code<'static> = Code::new("5006");`
pub(super) fn render_code(item: &CodeItem, uses: &Uses) -> TokenStream {
    let (name, docs, text) = (ident(&item.name), render_docs(&item.docs), text_literal(&item.text));
    match item.kind {
        CodeKind::Exact => {
            let code = uses.name("Code");
            quote!(#docs pub const #name: #code<'static> = #code::new(#text);)
        }
        CodeKind::Class => {
            let class = uses.name("CodeClass");
            quote!(#docs pub const #name: #class = #class::new(#text);)
        }
    }
}

/// `pub use super::super::codes::*;`
pub(super) fn render_reexport(module: &[&'static str]) -> TokenStream {
    let path = module.iter().map(|part| ident(part));
    quote!(pub use #(#path)::*::*;)
}

/// `pub mod codes { … }` of a call, with imports of its own.
pub(super) fn render_call_codes(of: &CallCodes) -> TokenStream {
    let uses = Uses::default();
    let shared = of.shared.as_ref().map(|module| render_reexport(module));
    let own: Vec<_> = of.own.iter().map(|item| render_code(item, &uses)).collect();
    let imports = uses.lines();
    quote! {
        /// Codes that this call may answer with.
        pub mod codes {
            #shared
            #imports
            #(#own)*
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Docs;

    #[test]
    fn only_own_codes_need_an_import() {
        let path = vec!["super", "super", "super", "codes"];
        let text = |own| render_call_codes(&CallCodes { shared: Some(path.clone()), own }).to_string();
        assert!(text(vec![]).ends_with("pub mod codes { pub use super :: super :: super :: codes :: * ; }"));
        let class = CodeItem {
            name: "LOGIN".into(),
            docs: Docs::default(),
            text: "4xxx".into(),
            kind: CodeKind::Class,
        };
        assert!(text(vec![class]).contains("use jiekou_runtime :: CodeClass ;"));
    }
}
