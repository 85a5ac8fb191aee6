//! Codes as constants.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{CallCodes, CodeItem, CodeKind};

use super::constant::{constant_text, text_literal};
use super::declared::Lines;
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

/// `codes! { … }` of a call.
pub(super) fn render_call_codes(of: &CallCodes, uses: &Uses) -> String {
    Lines::declared("codes", uses, |lines| {
        if let Some(module) = &of.shared {
            lines.line(&format!("use {};", module.join("::")));
        }
        for CodeItem { name, docs, kind, row, .. } in &of.own {
            let kind = match kind {
                CodeKind::Exact => "Code",
                CodeKind::Class => "CodeClass",
            };
            lines.docs(docs);
            lines.line(&format!("{name}: {kind} = {},", constant_text(row, uses)));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Constant, Docs};

    #[test]
    fn own_codes_are_rows_behind_those_of_others() {
        let path = vec!["super", "super", "super", "codes"];
        let text = |own| render_call_codes(&CallCodes { shared: Some(path.clone()), own }, &Uses::default());
        assert_eq!(text(vec![]), "codes! {\n    use super::super::super::codes;\n}\n");
        let texts = ["4xx", "login", "Log in."].map(Constant::text).to_vec();
        let class = CodeItem {
            name: "LOGIN".into(),
            docs: Docs::ours("Logging in."),
            text: "4xx".into(),
            kind: CodeKind::Class,
            row: Constant::Made { by: "code", from: texts, with: vec![("class", vec![])] },
        };
        assert_eq!(
            text(vec![class]).lines().skip(2).collect::<Vec<_>>(),
            [
                "    /// Logging in.",
                "    LOGIN: CodeClass = code(\"4xx\", \"login\", \"Log in.\").class(),",
                "}"
            ]
        );
    }
}
