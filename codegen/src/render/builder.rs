//! Builders.
//!
//! A builder of a call holds the client and the request; a builder of an object holds the object. Both
//! remember in their type which required members were set.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Builder, End, Setter, State, Type};

use super::docs::render_docs;
use super::long::{render_pages, render_work};
use super::paths::{Uses, ident};
use super::setter::{member, signature, value};
use super::ty::render_type;

/// The builder with its methods and its `Debug`.
pub(super) fn render_builder(builder: &Builder, uses: &Uses) -> Vec<TokenStream> {
    let parts = Parts::new(builder, uses);
    let mut items = vec![render_struct(builder, &parts, uses), render_start(builder, &parts, uses)];
    items.push(render_methods(builder, &parts, uses));
    items.push(render_debug(builder, &parts, uses));
    items
}

/// What the pieces of a builder have in common.
struct Parts {
    /// The struct's name.
    name: Ident,
    /// The member that holds what is filled.
    held: Ident,
    /// Its type.
    object: Ident,
    /// The parameters of the states.
    letters: Vec<Ident>,
    /// `'c,` where the builder holds a client.
    lifetime: TokenStream,
    /// The members that go over unchanged when a state changes.
    client: TokenStream,
    /// The member for the states, where there are some.
    state: TokenStream,
}

impl Parts {
    fn new(builder: &Builder, uses: &Uses) -> Self {
        let calls = is_call(&builder.end);
        let state = if builder.states.is_empty() {
            TokenStream::new()
        } else {
            let phantom = uses.name("PhantomData");
            quote!(state: #phantom,)
        };
        Self {
            name: ident(&builder.name),
            held: ident(if calls { "request" } else { "value" }),
            object: ident(&builder.object),
            letters: builder.states.iter().map(|state| ident(&state.letter)).collect(),
            lifetime: if calls { quote!('c,) } else { TokenStream::new() },
            client: if calls { quote!(client: self.client,) } else { TokenStream::new() },
            state,
        }
    }

    /// `<'c, A, B>`, or nothing.
    fn generics(&self) -> TokenStream {
        let (lifetime, letters) = (&self.lifetime, &self.letters);
        angled(&quote!(#lifetime #(#letters,)*))
    }

    /// `<'c>`, or nothing.
    fn only_lifetime(&self) -> TokenStream {
        angled(&self.lifetime)
    }
}

/// Whether it ends with a call, for which it holds a client.
fn is_call(end: &End) -> bool {
    matches!(end, End::Send { .. } | End::Download { .. })
}

fn angled(inside: &TokenStream) -> TokenStream {
    if inside.is_empty() { TokenStream::new() } else { quote!(<#inside>) }
}

fn render_struct(builder: &Builder, parts: &Parts, uses: &Uses) -> TokenStream {
    let docs = render_docs(&builder.docs);
    let Parts { name, held, object, letters, lifetime, .. } = parts;
    let (must_use, client) = match builder.end {
        End::Send { .. } | End::Download { .. } => {
            let client = uses.name("Client");
            ("nothing is sent before `.send()`", quote!(client: &'c #client,))
        }
        End::Build => ("nothing is built before `.build()`", TokenStream::new()),
    };
    let parameters = if letters.is_empty() {
        angled(lifetime)
    } else {
        let unset = uses.name("Unset");
        angled(&quote!(#lifetime #(#letters = #unset),*))
    };
    let state = match letters.as_slice() {
        [] => TokenStream::new(),
        [one] => {
            let phantom = uses.name("PhantomData");
            quote!(state: #phantom<#one>,)
        }
        many => {
            let phantom = uses.name("PhantomData");
            quote!(state: #phantom<(#(#many),*)>,)
        }
    };
    quote! {
        #docs
        #[must_use = #must_use]
        pub struct #name #parameters { #client #held: #object, #state }
    }
}

/// How a builder begins.
fn render_start(builder: &Builder, parts: &Parts, uses: &Uses) -> TokenStream {
    let Parts { name, held, object, state, .. } = parts;
    let only_lifetime = parts.only_lifetime();
    uses.name("Blank");
    match builder.end {
        End::Send { .. } | End::Download { .. } => {
            let client = uses.name("Client");
            quote! {
                impl #only_lifetime #name #only_lifetime {
                    #[inline]
                    pub(super) fn new(client: &'c #client) -> Self {
                        Self { client, #held: #object::blank(), #state }
                    }
                }
            }
        }
        End::Build => quote! {
            impl #object {
                /// With nothing set.
                #[inline]
                pub fn builder() -> #name {
                    #name { #held: Self::blank(), #state }
                }
            }
        },
    }
}

fn render_methods(builder: &Builder, parts: &Parts, uses: &Uses) -> TokenStream {
    let (name, generics) = (&parts.name, parts.generics());
    let setters = builder.setters.iter().map(|setter| render_setter(setter, parts, uses));
    let ends = match &builder.end {
        End::Send { answer, docs, work, pages } => {
            let bounded = bounds(&builder.states);
            let mut ends = render_send(answer, &render_docs(docs), &builder.states, uses);
            ends.extend(work.as_ref().map(|work| render_work(work, answer, &bounded, uses)));
            ends.extend(pages.as_ref().map(|pages| render_pages(pages, &builder.states, uses)));
            ends
        }
        End::Download { types, docs } => {
            render_download(types, &render_docs(docs), &bounds(&builder.states), uses)
        }
        End::Build => render_build(parts, &bounds(&builder.states)),
    };
    quote! {
        impl #generics #name #generics {
            #(#setters)*
            #ends
        }
    }
}

fn render_setter(setter: &Setter, parts: &Parts, uses: &Uses) -> TokenStream {
    let (docs, method, argument) = signature(setter, uses);
    let (member, value) = (member(setter), value(setter, uses));
    let Parts { name, held, letters, lifetime, client, state, .. } = parts;
    let Some(given) = setter.gives else {
        return quote! {
            #docs
            #[inline]
            pub fn #method(mut self #argument) -> Self {
                self.#held.#member = #value;
                self
            }
        };
    };
    let states = letters
        .iter()
        .enumerate()
        .map(|(at, letter)| if at == given { uses.name("Given") } else { letter.clone() });
    quote! {
        #docs
        #[inline]
        pub fn #method(mut self #argument) -> #name<#lifetime #(#states),*> {
            self.#held.#member = #value;
            #name { #client #held: self.#held, #state }
        }
    }
}

/// What must be set, in the words of the macro.
fn met(states: &[State]) -> TokenStream {
    if states.is_empty() {
        return TokenStream::new();
    }
    let met = states.iter().map(|state| {
        let (letter, module, need) = (ident(&state.letter), ident(&state.module), ident(&state.need));
        quote!(#letter is #module::#need)
    });
    quote!(where #(#met),*)
}

/// `where A: needs::UserName, …`, or nothing.
pub(super) fn bounds<'s>(states: impl IntoIterator<Item = &'s State>) -> TokenStream {
    let bounds: Vec<TokenStream> = states
        .into_iter()
        .map(|state| {
            let (letter, module, need) = (ident(&state.letter), ident(&state.module), ident(&state.need));
            quote!(#letter: #module::#need)
        })
        .collect();
    if bounds.is_empty() { TokenStream::new() } else { quote!(where #(#bounds),*) }
}

/// `send`, `send_full` and `prepare`.
fn render_send(answer: &Type, docs: &TokenStream, states: &[State], uses: &Uses) -> TokenStream {
    let answer = render_type(answer, uses);
    let (call, full, blocking) = (uses.name("Call"), uses.name("FullCall"), uses.name("send_blocking"));
    let (bounds, met) = (bounds(states), met(states));
    let prepare = render_prepare(&bounds, uses);
    quote! {
        #docs
        #[inline]
        pub fn send(self) -> #call<#answer> #bounds {
            #call::new(self.client, &OPERATION, &self.request)
        }
        /// As [`send`](Self::send), with code, message, request id and the raw answer.
        #[inline]
        pub fn send_full(self) -> #full<#answer> #bounds {
            #full::new(self.client, &OPERATION, &self.request)
        }
        #blocking!(#answer #met);
        #prepare
    }
}

/// `send` to a file, and `prepare`.
fn render_download(types: &[String], docs: &TokenStream, bounds: &TokenStream, uses: &Uses) -> TokenStream {
    let call = uses.name("DownloadCall");
    let prepare = render_prepare(bounds, uses);
    quote! {
        #docs
        #[inline]
        pub fn send(self) -> #call #bounds {
            #call::new(self.client, &OPERATION, &self.request, &[#(#types),*])
        }
        #prepare
    }
}

fn render_prepare(bounds: &TokenStream, uses: &Uses) -> TokenStream {
    let (prepared, result) = (uses.name("Prepared"), uses.name("Result"));
    quote! {
        /// Makes the request as it would be sent, signed, without sending it.
        ///
        /// # Errors
        ///
        /// When the request cannot be made of what was set.
        #[inline]
        pub fn prepare(self) -> #result<#prepared> #bounds {
            self.client.prepare(&OPERATION, &self.request)
        }
    }
}

/// `build`.
fn render_build(parts: &Parts, bounds: &TokenStream) -> TokenStream {
    let Parts { object, held, .. } = parts;
    quote! {
        /// The object, once everything required was set.
        #[inline]
        pub fn build(self) -> #object #bounds {
            self.#held
        }
    }
}

fn render_debug(builder: &Builder, parts: &Parts, uses: &Uses) -> TokenStream {
    let (fmt, debug) = (uses.name("fmt"), uses.name("debug_model"));
    let Parts { name, held, letters, .. } = parts;
    let elided = if is_call(&builder.end) { quote!('_,) } else { TokenStream::new() };
    let (declared, applied) = (angled(&quote!(#(#letters),*)), angled(&quote!(#elided #(#letters),*)));
    quote! {
        impl #declared #fmt::Debug for #name #applied {
            #[inline]
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                #debug(&self.#held, f)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Argument, Docs, Store, Stored};

    fn setter(stored: Stored, store: Store, gives: Option<usize>) -> Setter {
        Setter { name: "pin".into(), docs: Docs::default(), member: vec!["pin".into()], stored, store, gives }
    }

    fn builder(states: usize, end: End) -> Builder {
        let state = |at: usize| State {
            letter: ["A", "B"][at].into(),
            need: "Pin".into(),
            module: "needs".into(),
            setter: "pin".into(),
            label: None,
        };
        Builder {
            name: "Builder".into(),
            docs: Docs::ours("A call."),
            object: "Request".into(),
            states: (0..states).map(state).collect(),
            setters: vec![setter(
                Stored::Plain(Argument::Exactly(Type::Bool)),
                Store::Bare,
                (states > 0).then_some(0),
            )],
            end,
        }
    }

    #[track_caller]
    fn check_parts(builder: &Builder, expected: &[&str]) {
        let text: String = render_builder(builder, &Uses::default())
            .into_iter()
            .map(|item| prettyplease::unparse(&syn::parse2(item).expect("items parse")))
            .collect();
        for part in expected {
            assert!(text.contains(part), "`{part}` is missing in\n{text}");
        }
    }

    #[test]
    fn a_setter_of_a_required_member_changes_the_state() {
        let send = End::Send { answer: Type::Bool, docs: Docs::default(), work: None, pages: None };
        check_parts(
            &builder(2, send),
            &[
                "pub struct Builder<'c, A = Unset, B = Unset> {",
                "state: PhantomData<(A, B)>,",
                "pub fn pin(mut self, pin: bool) -> Builder<'c, Given, B> {",
                "A: needs::Pin,",
                "impl<A, B> fmt::Debug for Builder<'_, A, B> {",
            ],
        );
    }

    #[test]
    fn without_required_members_there_is_no_state() {
        let send = End::Send { answer: Type::Unit, docs: Docs::default(), work: None, pages: None };
        check_parts(
            &builder(0, send),
            &["pub struct Builder<'c> {", "pub fn pin(mut self, pin: bool) -> Self {", "-> Call<()> {"],
        );
    }

    #[test]
    fn a_call_may_end_with_a_file() {
        let end = End::Download { types: vec!["image/*".into()], docs: Docs::default() };
        check_parts(
            &builder(0, end),
            &[
                "pub struct Builder<'c> {",
                "pub fn send(self) -> DownloadCall {",
                "DownloadCall::new(self.client, &OPERATION, &self.request, &[\"image/*\"])",
                "pub fn prepare(self) -> Result<Prepared> {",
            ],
        );
    }

    #[test]
    fn a_builder_of_an_object_has_no_client() {
        check_parts(
            &builder(1, End::Build),
            &["pub struct Builder<A = Unset> {", "pub fn builder() -> Builder {", "state: PhantomData<A>,"],
        );
    }
}
