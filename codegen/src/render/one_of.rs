//! Enums of shapes, and what the runtime asks of them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Kind, OneOf, Shape, Type};

use super::constant::{number_literal, text_literal};
use super::docs::render_docs;
use super::paths::{Uses, ident, whole};
use super::ty::{render_blank as blank, render_type as ty};

/// The enum, the table of its shapes, and its implementations.
pub(super) fn render_one_of(of: &OneOf, uses: &Uses) -> Vec<TokenStream> {
    vec![
        render_type(of, uses),
        render_table(of, uses),
        render_choice(of, uses),
        render_value(of, uses),
        render_slot(of, uses),
        render_blank(of, uses),
    ]
}

fn render_type(of: &OneOf, uses: &Uses) -> TokenStream {
    let (name, docs, json) = (ident(&of.name), render_docs(&of.docs), uses.name("Json"));
    let variants = of.shapes.iter().map(|shape| {
        let (name, docs, ty) = (ident(&shape.name), render_docs(&shape.docs), ty(&shape.ty, uses));
        quote!(#docs #name(#ty))
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A shape that was not documented, kept as it came.
            Unknown(#json),
        }
    }
}

/// `static STARTED: &[Choice] = &[choice(Kind::Object).has(&["taskId"]), …];`
fn render_table(of: &OneOf, uses: &Uses) -> TokenStream {
    let (table, choice) = (ident(&of.table), uses.name("Choice"));
    let rows = of.shapes.iter().map(|shape| render_row(shape, uses));
    quote!(static #table: &[#choice] = &[#(#rows),*];)
}

fn render_row(shape: &Shape, uses: &Uses) -> TokenStream {
    // An enum of the specs may well be called `Kind`.
    let (choice, kind) = (uses.name("choice"), whole("Kind"));
    let which = ident(match shape.kind {
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
        quote!(.has(#members))
    });
    let when = (!shape.when.is_empty()).then(|| {
        let pairs = shape.when.iter().map(|(member, values)| {
            let (member, values) = (text_literal(member), texts(values));
            quote!((#member, #values))
        });
        quote!(.when(&[#(#pairs),*]))
    });
    quote!(#choice(#kind::#which) #has #when)
}

fn render_choice(of: &OneOf, uses: &Uses) -> TokenStream {
    let (name, table) = (ident(&of.name), ident(&of.table));
    let (one_of, choice) = (uses.name("OneOf"), uses.name("Choice"));
    let (slot, json) = (uses.name("Slot"), uses.name("Json"));
    let blanks = of.shapes.iter().zip((0..).map(number_literal)).map(|(shape, at)| {
        let (variant, value) = (ident(&shape.name), blank(&shape.ty, uses));
        quote!(#at => Self::#variant(#value))
    });
    let slots = of.shapes.iter().map(|shape| {
        let variant = ident(&shape.name);
        match shape.ty {
            Type::Boxed(_) => quote!(Self::#variant(value) => value.as_mut()),
            _ => quote!(Self::#variant(value) => value),
        }
    });
    quote! {
        impl #one_of for #name {
            #[inline]
            fn choices(&self) -> &'static [#choice] {
                #table
            }
            #[inline]
            fn choose(&mut self, index: usize) -> &mut dyn #slot {
                *self = match index { #(#blanks,)* _ => Self::Unknown(#json::blank()) };
                match self { #(#slots,)* Self::Unknown(value) => value }
            }
            #[inline]
            fn other(&mut self, json: #json) {
                *self = Self::Unknown(json);
            }
        }
    }
}

fn render_value(of: &OneOf, uses: &Uses) -> TokenStream {
    let (name, value, view) = (ident(&of.name), uses.name("Value"), uses.name("View"));
    let variants: Vec<Ident> = of.shapes.iter().map(|shape| ident(&shape.name)).collect();
    quote! {
        impl #value for #name {
            #[inline]
            fn view(&self) -> #view<'_> {
                match self { #(Self::#variants(value) => value.view(),)* Self::Unknown(value) => value.view() }
            }
        }
    }
}

fn render_slot(of: &OneOf, uses: &Uses) -> TokenStream {
    let name = ident(&of.name);
    let (slot, null, target) = (uses.name("Slot"), uses.name("Null"), uses.name("Target"));
    quote! {
        impl #slot for #name {
            #[inline]
            fn target(&mut self, null: #null) -> #target<'_> {
                #target::one_of(self, null)
            }
            #[inline]
            fn wants_raw(&self) -> bool {
                true
            }
        }
    }
}

fn render_blank(of: &OneOf, uses: &Uses) -> TokenStream {
    let (name, blank, json) = (ident(&of.name), uses.name("Blank"), uses.name("Json"));
    quote! {
        impl #blank for #name {
            #[inline]
            fn blank() -> Self {
                Self::Unknown(#json::blank())
            }
            #[inline]
            fn is_raw() -> bool {
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Docs;

    fn shape(name: &str, ty: Type, kind: Kind) -> Shape {
        Shape { name: name.into(), docs: Docs::default(), ty, kind, has: Vec::new(), when: Vec::new() }
    }

    fn started() -> OneOf {
        let row = Type::Boxed(Box::new(Type::Object("Row".into())));
        let mut row = shape("Row", row, Kind::Object);
        row.has.push("taskId".into());
        row.when.push(("fplx".into(), vec!["01".into(), "04".into()]));
        OneOf {
            name: "Started".into(),
            table: "STARTED".into(),
            docs: Docs::ours("What came."),
            shapes: vec![row, shape("TaskId", Type::Runtime("Id"), Kind::Single)],
        }
    }

    #[track_caller]
    fn check(item: TokenStream, expected: &[&str]) {
        let text = item.to_string().replace(' ', "");
        for part in expected {
            assert!(text.contains(&part.replace(' ', "")), "`{part}` is missing in {text}");
        }
    }

    #[test]
    fn the_table_has_a_row_for_each_shape() {
        check(
            render_table(&started(), &Uses::default()),
            &[
                "&[choice(jiekou_runtime::private::Kind::Object).has(&[\"taskId\"]).when(&[(\"fplx\", &[\"01\", \"04\"])]), choice(jiekou_runtime::private::Kind::Single)]",
            ],
        );
    }

    #[test]
    fn objects_are_boxed() {
        check(
            render_choice(&started(), &Uses::default()),
            &[
                "0 => Self::Row(Box::new(Row::blank()))",
                "1 => Self::TaskId(Id::blank())",
                "Self::Row(value) => value.as_mut()",
                "Self::TaskId(value) => value,",
            ],
        );
        check(render_type(&started(), &Uses::default()), &["Row(Box<Row>)", "Unknown(Json)"]);
    }
}
