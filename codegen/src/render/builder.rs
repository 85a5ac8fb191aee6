//! Builders, declared together with what they fill.
//!
//! In comes a builder, out goes the item that the runtime's macro makes struct, states, setters and ends of. What a
//! call may end with beside sending once stands in a block of its own.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Builder, Docs, End};

use super::constant::quoted;
use super::declared::Lines;
use super::long::{render_pages, render_work};
use super::object::push_checks;
use super::paths::{Uses, ident};
use super::setter::{Set, push_members};
use super::ty::type_text;

/// `call! { … }` or `built! { … }`
pub(super) fn render_builder(builder: &Builder, uses: &Uses) -> String {
    match &builder.end {
        End::Build => render_built(builder, uses),
        End::Send { answer, docs, .. } => {
            render_call(builder, docs, &format!("-> {}", type_text(answer, uses)), uses)
        }
        End::Download { types, docs } => {
            let types: Vec<_> = types.iter().map(|ty| quoted(ty)).collect();
            render_call(builder, docs, &format!("file [{}]", types.join(", ")), uses)
        }
    }
}

fn render_call(builder: &Builder, send_docs: &Docs, end: &str, uses: &Uses) -> String {
    Lines::declared("call", uses, |lines| {
        lines.docs(&builder.docs);
        push_checks(&builder.object, lines);
        lines.block(&format!("pub struct {} in {}", builder.name, builder.needs), |lines| {
            push_members(&builder.object, &Set::by(builder), uses, lines);
        });
        lines.docs(send_docs);
        lines.line(&format!("send {end};"));
    })
}

fn render_built(builder: &Builder, uses: &Uses) -> String {
    let object = &builder.object;
    Lines::declared("built", uses, |lines| {
        lines.docs(&object.docs);
        lines.block(&format!("pub struct {}", object.name), |lines| {
            push_members(object, &Set::by(builder), uses, lines);
        });
        lines.docs(&builder.docs);
        lines.line(&format!("pub struct {} in {};", builder.name, builder.needs));
    })
}

/// `send_and_wait` and `send_pages`, where the call has them.
pub(super) fn render_long(builder: &Builder, uses: &Uses) -> Option<TokenStream> {
    let End::Send { answer, work, pages, .. } = &builder.end else { return None };
    if work.is_none() && pages.is_none() {
        return None;
    }
    let work = work.as_ref().map(|work| render_work(work, answer, builder, uses));
    let pages = pages.as_ref().map(|pages| render_pages(pages, builder, uses));
    let (name, letters) = (ident(&builder.name), builder.states.iter().map(|state| ident(&state.letter)));
    let generics = quote!(<'c, #(#letters),*>);
    Some(quote! {
        impl #generics #name #generics {
            #work
            #pages
        }
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::ir::{Argument, Direction, Object, Setter, State, Store, Stored, Type};

    /// With `A: needs::Pin` and `B: needs::Pin`, or the first of them.
    pub(in crate::render) fn builder(states: usize, end: End) -> Builder {
        let state = |at: usize| State {
            letter: ["A", "B"][at].into(),
            need: "Pin".into(),
            setter: "pin".into(),
            label: None,
        };
        let setter = Setter {
            name: "pin".into(),
            docs: Docs::default(),
            member: vec!["pin".into()],
            stored: Stored::Plain(Argument::Exactly(Type::Bool)),
            store: Store::Bare,
            gives: (states > 0).then_some(0),
        };
        let member = crate::ir::Member {
            name: "pin".into(),
            wire: "PIN".into(),
            flags: Vec::new(),
            docs: Docs::default(),
            ty: Type::Bool,
        };
        Builder {
            name: "Builder".into(),
            docs: Docs::ours("A call."),
            object: Object {
                name: "Request".into(),
                docs: Docs::ours("An object."),
                direction: Direction::Request,
                members: vec![member],
                inside: Vec::new(),
                checks: Some(Vec::new()),
            },
            needs: "needs".into(),
            of: "a.b".into(),
            states: (0..states).map(state).collect(),
            setters: vec![setter],
            end,
        }
    }

    #[track_caller]
    fn check(builder: &Builder, expected: &str) {
        assert_eq!(render_builder(builder, &Uses::default()), expected);
    }

    #[test]
    fn a_call_has_its_members_and_its_end() {
        let send = End::Send { answer: Type::Bool, docs: Docs::ours("Sends."), work: None, pages: None };
        check(
            &builder(0, send),
            "call! {\n    /// A call.\n    #[checked]\n    pub struct Builder in needs {\n        \
             #[field(0, \"PIN\")]\n        pin: bool = (bool),\n    }\n    /// Sends.\n    send -> bool;\n}\n",
        );
    }

    #[test]
    fn a_call_may_end_with_a_file() {
        let end = End::Download { types: vec!["image/*".into()], docs: Docs::default() };
        let text = render_builder(&builder(0, end), &Uses::default());
        assert!(text.ends_with("    }\n    send file [\"image/*\"];\n}\n"), "{text}");
    }

    #[test]
    fn an_object_is_followed_by_its_builder() {
        let text = render_builder(&builder(2, End::Build), &Uses::default());
        assert!(text.starts_with("built! {\n    /// An object.\n    pub struct Request {\n"), "{text}");
        assert!(text.contains("pin: bool = (bool) -> [Given, B],\n"), "{text}");
        assert!(text.ends_with("    /// A call.\n    pub struct Builder in needs;\n}\n"), "{text}");
    }
}
