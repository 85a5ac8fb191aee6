//! Enums of shapes, declared by the runtime's macro: each shape has its row of the table above it.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Kind, OneOf, Shape};

use super::constant::{number_literal, text_literal};
use super::declared::declare;
use super::docs::render_docs;
use super::paths::{Uses, ident};
use super::ty::render_type as ty;

/// The enum; the macro adds the variant for all other shapes.
pub(super) fn render_one_of(of: &OneOf, uses: &Uses) -> TokenStream {
    let (name, docs) = (ident(&of.name), render_docs(&of.docs));
    let shapes = of.shapes.iter().zip(0..).map(|(shape, at)| render_shape(shape, at, uses));
    declare("one_of", &quote!(#docs pub enum #name { #(#shapes),* }), uses)
}

/// `#[shape(0, Object, has(&["taskId"]))] TurnedAsync(Box<TurnedAsync>)`
fn render_shape(shape: &Shape, at: i64, uses: &Uses) -> TokenStream {
    let (name, docs, ty) = (ident(&shape.name), render_docs(&shape.docs), ty(&shape.ty, uses));
    let at = number_literal(at);
    let kind = ident(match shape.kind {
        Kind::Single => "Single",
        Kind::Boolean => "Boolean",
        Kind::Object => "Object",
        Kind::List => "List",
    });
    let texts = |texts: &[String]| {
        let texts = texts.iter().map(|text| text_literal(text));
        quote!(&[#(#texts),*])
    };
    let has = (!shape.has.is_empty()).then(|| {
        let members = texts(&shape.has);
        quote!(, has(#members))
    });
    let when = (!shape.when.is_empty()).then(|| {
        let pairs = shape.when.iter().map(|(member, values)| {
            let (member, values) = (text_literal(member), texts(values));
            quote!((#member, #values))
        });
        quote!(, when(&[#(#pairs),*]))
    });
    quote!(#docs #[shape(#at, #kind #has #when)] #name(#ty))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Docs, Type};

    fn shape(name: &str, ty: Type, kind: Kind) -> Shape {
        Shape { name: name.into(), docs: Docs::default(), ty, kind, has: Vec::new(), when: Vec::new() }
    }

    #[test]
    fn each_shape_has_its_row_above_it_and_objects_are_boxed() {
        let row = Type::Boxed(Box::new(Type::Object("Row".into())));
        let mut row = shape("Row", row, Kind::Object);
        row.has.push("taskId".into());
        row.when.push(("fplx".into(), vec!["01".into(), "04".into()]));
        let of = OneOf {
            name: "Started".into(),
            docs: Docs::default(),
            shapes: vec![row, shape("TaskId", Type::Runtime("Id"), Kind::Single)],
        };
        let text = render_one_of(&of, &Uses::default()).to_string();
        let expected = "one_of!{pubenumStarted{\
            #[shape(0,Object,has(&[\"taskId\"]),when(&[(\"fplx\",&[\"01\",\"04\"])]))]Row(Box<Row>),\
            #[shape(1,Single)]TaskId(Id)}}";
        assert_eq!(text.replace(' ', ""), expected);
    }
}
