//! Structs with a table, and what leads from one to the other.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Direction, Member, Object, Sharing};

use super::constant::render_constant;
use super::docs::render_docs;
use super::paths::{Uses, ident};
use super::ty::{render_blank, render_type};

/// The struct, its table, and its implementations.
pub(super) fn render_object(object: &Object, uses: &Uses) -> Vec<TokenStream> {
    let mut items = vec![render_struct(object, uses), render_table(object, uses), render_model(object, uses)];
    if object.direction == Direction::Answer {
        items.push(render_decode(object, uses));
    }
    items.push(render_blank_impl(object, uses));
    if object.direction != Direction::Request {
        items.push(render_debug(object, uses));
    }
    items
}

fn render_struct(object: &Object, uses: &Uses) -> TokenStream {
    let (name, docs) = (ident(&object.name), render_docs(&object.docs));
    let members = object.members.iter().map(|member| {
        let (name, ty, docs) =
            (ident(&member.name), render_type(&member.ty, uses), render_docs(&member.docs));
        match object.direction {
            Direction::Answer => quote!(#docs pub #name: #ty),
            Direction::Request | Direction::InRequest => quote!(#name: #ty),
        }
    });
    match object.direction {
        Direction::Request => quote!(struct #name { #(#members),* }),
        Direction::InRequest => quote!(#docs #[derive(Clone)] pub struct #name { #(#members),* }),
        Direction::Answer => {
            quote!(#docs #[derive(Clone)] #[non_exhaustive] pub struct #name { #(#members),* })
        }
    }
}

fn render_table(object: &Object, uses: &Uses) -> TokenStream {
    let (table, shape) = (ident(&object.table), uses.name("Shape"));
    let value = render_constant(&object.shape, uses);
    quote!(static #table: #shape = #value;)
}

/// `impl Model for …`
fn render_model(object: &Object, uses: &Uses) -> TokenStream {
    let (name, table) = (ident(&object.name), ident(&object.table));
    let (model, shape, value) = (uses.name("Model"), uses.name("Shape"), uses.name("Value"));
    let (index, choice) = choose(object, &quote!(&));
    quote! {
        impl #model for #name {
            #[inline]
            fn shape(&self) -> &'static #shape {
                &#table
            }
            #[inline]
            fn get(&self, #index: usize) -> &dyn #value {
                #choice
            }
        }
    }
}

/// `impl DecodeModel for …`
fn render_decode(object: &Object, uses: &Uses) -> TokenStream {
    let name = ident(&object.name);
    let (decode, slot) = (uses.name("DecodeModel"), uses.name("Slot"));
    let (index, choice) = choose(object, &quote!(&mut));
    quote! {
        impl #decode for #name {
            #[inline]
            fn slot(&mut self, #index: usize) -> &mut dyn #slot {
                #choice
            }
        }
    }
}

/// The argument's name and the member for each index; the last stands for all further ones, so that there
/// is no case without a member.
fn choose(object: &Object, borrow: &TokenStream) -> (TokenStream, TokenStream) {
    let member = |member: &Member| {
        let name = ident(&member.name);
        quote!(#borrow self.#name)
    };
    match object.members.as_slice() {
        [] => (quote!(_index), quote!(#borrow ())),
        [only] => (quote!(_index), member(only)),
        [others @ .., last] => {
            let arms = others.iter().map(|other| {
                let (row, member) = (Literal::usize_unsuffixed(other.row), member(other));
                quote!(#row => #member)
            });
            let last = member(last);
            (quote!(index), quote!(match index { #(#arms,)* _ => #last }))
        }
    }
}

/// The value before anything is set: for all who read answers, and for builders of requests alone.
fn render_blank_impl(object: &Object, uses: &Uses) -> TokenStream {
    let name = ident(&object.name);
    let members = object.members.iter().map(|member| {
        let (name, value) = (ident(&member.name), render_blank(&member.ty, uses));
        quote!(#name: #value)
    });
    let blank = (object.direction == Direction::Answer).then(|| uses.name("Blank")).into_iter();
    let sharing = match object.sharing {
        Sharing::File => TokenStream::new(),
        Sharing::Above => quote!(pub(super)),
    };
    quote! {
        impl #(#blank for)* #name {
            #[inline]
            #sharing fn blank() -> Self {
                Self { #(#members),* }
            }
        }
    }
}

fn render_debug(object: &Object, uses: &Uses) -> TokenStream {
    let (name, fmt, debug) = (ident(&object.name), uses.name("fmt"), uses.name("debug_model"));
    quote! {
        impl #fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                #debug(self, f)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Constant, Docs, Type};

    fn object(direction: Direction, names: &[&str]) -> Object {
        let member = |(row, name): (usize, &&str)| Member {
            name: (*name).into(),
            row,
            docs: Docs::default(),
            ty: Type::Bool,
        };
        Object {
            name: "Thing".into(),
            table: "THING".into(),
            docs: Docs::ours("A thing."),
            direction,
            sharing: Sharing::File,
            members: names.iter().enumerate().map(member).collect(),
            shape: Constant::Struct("Shape", vec![]),
        }
    }

    #[track_caller]
    fn check_choice(names: &[&str], expected: &str) {
        let (_, choice) = choose(&object(Direction::Request, names), &quote!(&));
        assert_eq!(choice.to_string(), expected);
    }

    #[test]
    fn the_last_member_stands_for_all_further_indices() {
        check_choice(&["a", "b"], "match index { 0 => & self . a , _ => & self . b }");
        check_choice(&["a"], "& self . a");
        check_choice(&[], "& ()");
    }

    #[test]
    fn members_go_by_the_rows_of_the_table() {
        let mut object = object(Direction::Request, &["a", "b"]);
        object.members.iter_mut().for_each(|member| member.row += 3);
        assert_eq!(
            choose(&object, &quote!(&)).1.to_string(),
            "match index { 3 => & self . a , _ => & self . b }"
        );
    }

    #[test]
    fn only_answers_are_decoded_and_only_seen_objects_printed() {
        let count = |direction| render_object(&object(direction, &["a"]), &Uses::default()).len();
        assert_eq!(count(Direction::Request), 4);
        assert_eq!(count(Direction::InRequest), 5);
        assert_eq!(count(Direction::Answer), 6);
    }
}
