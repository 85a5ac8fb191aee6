//! What a mock server needs: lines behind the feature `mock`, tables, and the program.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Docs, Endpoint, Mock, MockProgram};

use super::constant::{quoted, render_constant, text_literal};
use super::docs::render_docs;
use super::paths::{Uses, ident};
use super::ty::type_text;

/// `jiekou_mock::endpoint!("托管账号修改", bool);`
pub(super) fn render_endpoint(of: &Endpoint, uses: &Uses) -> String {
    let answer = of.answer.as_ref().map_or_else(|| "file".to_owned(), |answer| type_text(answer, uses));
    format!("#[cfg(feature = \"mock\")]\njiekou_mock::endpoint!({}, {answer});\n", quoted(&of.label))
}

/// `jiekou_mock::endpoints!(create, update);`
pub(super) fn render_endpoints(names: &[String]) -> Vec<TokenStream> {
    let names = names.iter().map(|name| ident(name));
    vec![quote!(#[cfg(feature = "mock")] jiekou_mock::endpoints!(#(#names),*);)]
}

/// `pub type MockServer = …`
pub(super) fn render_server(docs: &Docs) -> Vec<TokenStream> {
    let docs = render_docs(docs);
    vec![quote! {
        #docs
        #[cfg(feature = "mock")]
        pub type MockServer = jiekou_mock::MockServer<Client>;
    }]
}

/// The tables of an API, and whose they are.
pub(super) fn render_mock(mock: &Mock, uses: &Uses) -> Vec<TokenStream> {
    let label = text_literal(&mock.label);
    let group = |(module, feature): &(String, String)| {
        let module = ident(module);
        quote!(#[cfg(feature = #feature)] super::#module::ENDPOINTS)
    };
    let groups = mock.groups.iter().map(group);
    let list = |has: bool, name: &str| {
        let name = ident(name);
        if has { quote!(super::examples::#name) } else { quote!(&[]) }
    };
    let (examples, notifications) =
        (list(mock.has_examples, "EXAMPLES"), list(mock.has_notifications, "NOTIFICATIONS"));
    let [api, mocked, rules] = ["MockApi", "Mocked", "Rules"].map(|name| uses.name(name));
    let rules = match &mock.rules {
        Some(rules) => render_constant(rules, uses),
        None => quote!(#rules::NONE),
    };
    vec![
        quote! {
            /// All that the server knows.
            pub static MOCK: #api = #api {
                api: &super::recipe::API,
                label: #label,
                operations: &[#(#groups),*],
                examples: #examples,
                notifications: #notifications,
                rules: &#rules,
            };
        },
        quote! {
            impl #mocked for super::Client {
                const MOCK: &'static #api = &MOCK;
            }
        },
    ]
}

/// `fn main`
pub(super) fn render_program(program: &MockProgram) -> Vec<TokenStream> {
    let row = |(module, feature): &(String, String)| {
        let module = ident(module);
        quote!(#[cfg(feature = #feature)] &jiekou::#module::mock::MOCK)
    };
    let rows = program.apis.iter().map(row);
    vec![quote! {
        fn main() -> std::process::ExitCode {
            jiekou::mock::program::run(&[#(#rows),*])
        }
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Type;

    #[track_caller]
    fn check(items: Vec<TokenStream>, expected: &str) {
        let text: Vec<_> = items.iter().map(|item| item.to_string().replace(' ', "")).collect();
        assert_eq!(text.join("\n"), expected.replace(' ', ""));
    }

    #[test]
    fn an_endpoint_is_a_line() {
        let of = |answer| Endpoint { label: "a".into(), answer };
        let uses = Uses::default();
        assert_eq!(
            render_endpoint(&of(Some(Type::Unit)), &uses),
            "#[cfg(feature = \"mock\")]\njiekou_mock::endpoint!(\"a\", ());\n"
        );
        assert!(render_endpoint(&of(None), &uses).ends_with("(\"a\", file);\n"));
        check(
            render_endpoints(&["a".into(), "b".into()]),
            "#[cfg(feature=\"mock\")]jiekou_mock::endpoints!(a,b);",
        );
    }

    #[test]
    fn tables_know_what_there_is() {
        let mock = Mock {
            label: "a".into(),
            groups: Vec::new(),
            has_examples: false,
            has_notifications: true,
            rules: None,
        };
        let uses = Uses::default();
        let text = render_mock(&mock, &uses)[0].to_string();
        assert!(
            text.contains("examples : & []") && text.contains("super :: examples :: NOTIFICATIONS"),
            "{text}"
        );
        assert!(text.contains("rules : & Rules :: NONE"), "{text}");
        assert_eq!(uses.lines().to_string(), "use jiekou_mock :: private :: { MockApi , Mocked , Rules } ;");
    }
}
