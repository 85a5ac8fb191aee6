//! Constant expressions and the statics that hold them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Constant, Sharing, Static, StaticType};

use super::paths::{Uses, ident};

/// `static NAME: Type = value;`
pub(super) fn render_static(from: &Static, uses: &Uses) -> TokenStream {
    let (name, value) = (ident(&from.name), render_constant(&from.value, uses));
    let ty = match from.ty {
        StaticType::One(ty) => {
            let ty = uses.name(ty);
            quote!(#ty)
        }
        StaticType::List(ty) => {
            let ty = uses.name(ty);
            quote!(&[#ty])
        }
    };
    match from.sharing {
        Sharing::File => quote!(static #name: #ty = #value;),
        Sharing::Above => quote!(pub(super) static #name: #ty = #value;),
    }
}

/// A constant expression.
pub(super) fn render_constant(constant: &Constant, uses: &Uses) -> TokenStream {
    match constant {
        Constant::Text(text) => text_literal(text),
        Constant::Number(number) => number_literal(*number),
        Constant::Flag(true) => quote!(true),
        Constant::Flag(false) => quote!(false),
        Constant::None => quote!(None),
        Constant::Some(value) => {
            let value = render_constant(value, uses);
            quote!(Some(#value))
        }
        Constant::List(values) => {
            let values = all(values, uses);
            quote!(&[#(#values),*])
        }
        Constant::Tuple(values) => {
            let values = all(values, uses);
            quote!((#(#values),*))
        }
        Constant::Item(path) => {
            let path = path.iter().map(|part| ident(part));
            quote!(#(#path)::*)
        }
        Constant::Ref(path) => {
            let path = path.iter().map(|part| ident(part));
            quote!(&#(#path)::*)
        }
        Constant::Function(name, ty) => {
            let (name, ty) = (uses.name(name), ident(ty));
            quote!(#name::<#ty>)
        }
        Constant::Variant(of, name) => {
            let (of, name) = (uses.name(of), ident(name));
            quote!(#of::#name)
        }
        Constant::VariantOf(of, name, values) => {
            let (of, name, values) = (uses.name(of), ident(name), all(values, uses));
            quote!(#of::#name(#(#values),*))
        }
        Constant::VariantWith(of, name, fields) => {
            let (of, name, fields) = (uses.name(of), ident(name), named(fields, uses));
            quote!(#of::#name { #(#fields),* })
        }
        Constant::Struct(name, fields) => {
            let (name, fields) = (uses.name(name), named(fields, uses));
            quote!(#name { #(#fields),* })
        }
        Constant::Made { by, from, with } => {
            let (by, from) = (uses.name(by), all(from, uses));
            let with = with.iter().map(|(method, values)| {
                let (method, values) = (ident(method), all(values, uses));
                quote!(.#method(#(#values),*))
            });
            quote!(#by(#(#from),*) #(#with)*)
        }
    }
}

/// A text as a literal.
pub(super) fn text_literal(text: &str) -> TokenStream {
    let literal = Literal::string(text);
    quote!(#literal)
}

/// A number as a literal without a type; the sign is a token of its own.
pub(super) fn number_literal(number: i64) -> TokenStream {
    let literal = Literal::u64_unsuffixed(number.unsigned_abs());
    if number < 0 { quote!(-#literal) } else { quote!(#literal) }
}

fn all(values: &[Constant], uses: &Uses) -> Vec<TokenStream> {
    values.iter().map(|value| render_constant(value, uses)).collect()
}

fn named(fields: &[(&'static str, Constant)], uses: &Uses) -> Vec<TokenStream> {
    let field = |(name, value): &(&'static str, Constant)| {
        let (name, value) = (ident(name), render_constant(value, uses));
        quote!(#name: #value)
    };
    fields.iter().map(field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(constant: &Constant, expected: &str) {
        assert_eq!(render_constant(constant, &Uses::default()).to_string().replace(' ', ""), expected);
    }

    #[test]
    fn rows_are_chains() {
        let row = Constant::Made {
            by: "field",
            from: vec![Constant::text("aggOrgId"), Constant::text("enterprise_id")],
            with: vec![("required", vec![]), ("encrypted", vec![Constant::Number(0)])],
        };
        check(&row, "field(\"aggOrgId\",\"enterprise_id\").required().encrypted(0)");
    }

    #[test]
    fn texts_are_escaped() {
        check(&Constant::text("a\"b\\c"), "\"a\\\"b\\\\c\"");
    }

    #[test]
    fn numbers_keep_their_sign() {
        check(&Constant::Number(-7), "-7");
        check(&Constant::Number(i64::MIN), "-9223372036854775808");
    }

    #[test]
    fn variants_have_their_content() {
        let step = Constant::VariantOf("Source", "Step", vec![Constant::Number(0)]);
        check(&step, "Source::Step(0)");
        let data =
            Constant::VariantWith("Data", "Member", vec![("names", Constant::Variant("Data", "Beside"))]);
        check(&data, "Data::Member{names:Data::Beside}");
    }

    #[test]
    fn items_are_named_by_their_paths() {
        let path = ["super", "get_state", "PROGRESS"].map(str::to_owned).to_vec();
        check(&Constant::Ref(path), "&super::get_state::PROGRESS");
        check(&Constant::Function("blank_request", "Request"), "blank_request::<Request>");
    }

    #[test]
    fn a_list_has_items_of_one_type() {
        let value = Constant::Item(vec!["super", "codes", "CODES"]);
        let ty = StaticType::List("KnownCode");
        let item = Static { name: "ALL".into(), ty, sharing: Sharing::Above, value };
        assert_eq!(
            render_static(&item, &Uses::default()).to_string(),
            "pub (super) static ALL : & [KnownCode] = super :: codes :: CODES ;"
        );
    }
}
