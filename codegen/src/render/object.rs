//! Structs that a macro of the runtime makes models of: each member has its row of the table above it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Check, Direction, Inside, Member, Object};

use super::constant::{render_constant, text_literal};
use super::declared::declare;
use super::docs::render_docs;
use super::paths::{Uses, ident};
use super::ty::render_type;

/// The struct, declared by the macro for its direction.
pub(super) fn render_object(object: &Object, uses: &Uses) -> TokenStream {
    let (name, docs) = (ident(&object.name), render_docs(&object.docs));
    let members = object.members.iter().enumerate().map(|(row, member)| {
        let (docs, field) = (render_docs(&member.docs), render_field(row, member, uses));
        let (name, ty) = (ident(&member.name), render_type(&member.ty, uses));
        match object.direction {
            Direction::Answer => quote!(#docs #field pub #name: #ty),
            Direction::Request | Direction::InRequest => quote!(#field #name: #ty),
        }
    });
    let inside = render_inside(&object.inside);
    let checks = object.checks.as_deref().map(render_checks);
    match object.direction {
        Direction::Request => declare("request", &quote!(#checks struct #name { #(#members),* }), uses),
        Direction::InRequest => declare("part", &quote!(#docs pub struct #name { #(#members),* }), uses),
        Direction::Answer => {
            declare("answer", &quote!(#inside #docs pub struct #name { #(#members),* }), uses)
        }
    }
}

/// `#[field(0, "aggOrgId", required)]`
fn render_field(row: usize, member: &Member, uses: &Uses) -> TokenStream {
    let (row, wire) = (Literal::usize_unsuffixed(row), text_literal(&member.wire));
    let flags = member.flags.iter().map(|(flag, values)| {
        let (flag, values) = (ident(flag), values.iter().map(|value| render_constant(value, uses)));
        if values.len() == 0 { quote!(#flag) } else { quote!(#flag(#(#values),*)) }
    });
    quote!(#[field(#row, #wire #(, #flags)*)])
}

/// `#[inside((1, 0, "accountId"))]`, or nothing.
fn render_inside(inside: &[Inside]) -> TokenStream {
    if inside.is_empty() {
        return TokenStream::new();
    }
    let places = inside.iter().map(|place| {
        let [member, within] = [place.member, place.within].map(Literal::usize_unsuffixed);
        let wire = text_literal(&place.wire);
        quote!((#member, #within, #wire))
    });
    quote!(#[inside(#(#places),*)])
}

/// `#[checked(exactly_one_of("a", "b.c"))]`, or `#[checked]`.
fn render_checks(rules: &[Check]) -> TokenStream {
    if rules.is_empty() {
        return quote!(#[checked]);
    }
    let rules = rules.iter().map(|(rule, members)| {
        let (rule, members) = (ident(rule), members.iter().map(|member| text_literal(member)));
        quote!(#rule(#(#members),*))
    });
    quote!(#[checked(#(#rules),*)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Constant, Docs, Flag, Type};

    fn member(name: &str, flags: Vec<Flag>) -> Member {
        Member { name: name.into(), wire: name.to_uppercase(), flags, docs: Docs::default(), ty: Type::Bool }
    }

    #[track_caller]
    fn check(direction: Direction, inside: Vec<Inside>, expected: &str) {
        let members = vec![
            member("a", vec![]),
            member("b", vec![("required", vec![]), ("joined", vec![Constant::text(",")])]),
        ];
        let object =
            Object { name: "Thing".into(), docs: Docs::default(), direction, members, inside, checks: None };
        let text = render_object(&object, &Uses::default()).to_string();
        assert_eq!(text.replace(' ', ""), expected.replace(' ', ""));
    }

    #[test]
    fn the_direction_chooses_the_macro() {
        check(
            Direction::Request,
            vec![],
            "request! { struct Thing { #[field(0, \"A\")] a: bool, #[field(1, \"B\", required, joined(\",\"))] b: bool } }",
        );
        check(
            Direction::InRequest,
            vec![],
            "part! { pub struct Thing { #[field(0, \"A\")] a: bool, #[field(1, \"B\", required, joined(\",\"))] b: bool } }",
        );
    }

    #[test]
    fn rules_stand_above_the_request() {
        let check = |rules: &[Check], expected: &str| {
            assert_eq!(render_checks(rules).to_string().replace(' ', ""), expected);
        };
        check(&[], "#[checked]");
        let members = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        check(
            &[("together", members(&["a", "b.c"])), ("exactly_one_of", members(&["a", "d"]))],
            "#[checked(together(\"a\",\"b.c\"),exactly_one_of(\"a\",\"d\"))]",
        );
    }

    #[test]
    fn members_that_a_sibling_holds_stand_above_the_struct() {
        check(
            Direction::Answer,
            vec![Inside { member: 1, within: 0, wire: "b".into() }],
            "answer! { #[inside((1, 0, \"b\"))] pub struct Thing { #[field(0, \"A\")] pub a: bool, \
             #[field(1, \"B\", required, joined(\",\"))] pub b: bool } }",
        );
    }
}
