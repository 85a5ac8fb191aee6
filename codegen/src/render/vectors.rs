//! Tests of a recipe against known answers.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{VectorTest, VectorTests};

use super::constant::{render_constant, text_literal};
use super::paths::{Uses, ident};

/// One test function for each vector.
pub(super) fn render_vectors(tests: &VectorTests, uses: &Uses) -> Vec<TokenStream> {
    tests.0.iter().map(|test| render_vector(test, uses)).collect()
}

fn render_vector(test: &VectorTest, uses: &Uses) -> TokenStream {
    let (name, sign) = (ident(&test.name), uses.name(test.by));
    let of = test.of.iter().map(|part| ident(part));
    let input = render_constant(&test.input, uses);
    let checks = test.expect.iter().map(|(of, value)| {
        let (of, value) = (text_literal(of), text_literal(value));
        quote!(assert_eq!(signed.get(#of), Some(#value));)
    });
    quote! {
        #[test]
        fn #name() {
            let signed = #sign(&#(#of)::*, &#input);
            #(#checks)*
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Constant;

    #[test]
    fn each_expectation_is_an_assertion() {
        let test = VectorTest {
            name: "a_body".into(),
            by: "sign_vector",
            of: vec!["API".into()],
            input: Constant::Struct("VectorInput", vec![]),
            expect: vec![("X-Sign".into(), "V1".into()), ("step".into(), "x".into())],
        };
        let text = render_vector(&test, &Uses::default()).to_string();
        assert_eq!(text.matches("assert_eq !").count(), 2);
        assert!(text.contains("sign_vector (& API , & VectorInput { })"), "{text}");
    }
}
