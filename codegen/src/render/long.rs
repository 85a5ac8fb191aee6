//! The ends of builders whose call takes more than one answer: `send_and_wait` and `send_pages`.
//!
//! In come their descriptions, out go methods beside `send`. What they do stands in the runtime and in the statics
//! `ASK`, `PROGRESS` and `PAGING` of the same file.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{AtOnce, Builder, Pages, State, Type, Work, WorkBy};

use super::docs::render_docs;
use super::paths::{Uses, ident};
use super::ty::render_type;

/// `send_and_wait`
pub(super) fn render_work(work: &Work, answer: &Type, builder: &Builder, uses: &Uses) -> TokenStream {
    let bounds = bounds(builder, |_| true);
    let (name, docs, state) = (uses.name("Work"), render_docs(&work.docs), render_type(&work.state, uses));
    let made = match &work.by {
        WorkBy::Ask => quote!(#name::ask(self.client, &PROGRESS, self.request)),
        WorkBy::Start(at_once) => {
            let (call, answer) = (uses.name("Call"), render_type(answer, uses));
            let at_once = at_once.as_ref().map_or_else(|| quote!(Err), render_at_once);
            quote! {
                let call = #call::<#answer>::new(self.client, &OPERATION, &self.request);
                #name::start(self.client, call, &self.request, &ASK, #at_once)
            }
        }
    };
    quote! {
        #docs
        #[inline]
        pub fn send_and_wait(self) -> #name<#state> #bounds {
            #made
        }
    }
}

/// `where A: needs::UserName, …` for the states that are to be given, or nothing.
fn bounds(builder: &Builder, wanted: impl Fn(usize) -> bool) -> TokenStream {
    let module = ident(&builder.needs);
    let states = builder.states.iter().enumerate().filter(|(at, _)| wanted(*at));
    let bounds: Vec<TokenStream> = states
        .map(|(_, State { letter, need, .. })| {
            let (letter, need) = (ident(letter), ident(need));
            quote!(#letter: #module::#need)
        })
        .collect();
    if bounds.is_empty() { TokenStream::new() } else { quote!(where #(#bounds),*) }
}

/// Tells the result from an answer that says that the work goes on.
fn render_at_once(at_once: &AtOnce) -> TokenStream {
    let (of, shape) = (ident(&at_once.of), ident(&at_once.shape));
    let result = if at_once.optional { quote!(Some(#of::#shape(done))) } else { quote!(#of::#shape(done)) };
    quote! {
        |answer| match answer {
            #result => Ok(*done),
            answer => Err(answer)
        }
    }
}

/// `send_pages`
pub(super) fn render_pages(pages: &Pages, builder: &Builder, uses: &Uses) -> TokenStream {
    let (name, docs) = (uses.name("Pages"), render_docs(&pages.docs));
    let (page, row) = (render_type(&pages.page, uses), render_type(&pages.row, uses));
    let bounds = bounds(builder, |at| Some(at) != pages.without);
    let rows = render_rows(&pages.rows);
    quote! {
        #docs
        #[inline]
        pub fn send_pages(self) -> #name<#page, #row> #bounds {
            #name::new(self.client, &OPERATION, &PAGING, self.request, #rows)
        }
    }
}

/// From a page to its rows: `|page| page.page?.list`.
fn render_rows(members: &[(String, bool)]) -> TokenStream {
    let Some(((last, may_be_missing), outer)) = members.split_last() else { return quote!(Some) };
    let outer = outer.iter().map(|(name, may_be_missing)| {
        let name = ident(name);
        if *may_be_missing { quote!(.#name?) } else { quote!(.#name) }
    });
    let last = ident(last);
    let rows = quote!(page #(#outer)* .#last);
    if *may_be_missing { quote!(|page| #rows) } else { quote!(|page| Some(#rows)) }
}

#[cfg(test)]
mod tests {
    use super::super::builder::tests::builder;
    use super::*;
    use crate::ir::{Docs, End};

    #[track_caller]
    fn check_rows(members: &[(&str, bool)], expected: &str) {
        let members: Vec<_> = members.iter().map(|(name, missing)| ((*name).to_owned(), *missing)).collect();
        assert_eq!(render_rows(&members).to_string().replace(' ', ""), expected);
    }

    #[test]
    fn rows_are_taken_out_of_what_may_be_missing() {
        check_rows(&[], "Some");
        check_rows(&[("list", true)], "|page|page.list");
        check_rows(&[("list", false)], "|page|Some(page.list)");
        check_rows(&[("data", true), ("list", true)], "|page|page.data?.list");
        check_rows(&[("data", true), ("list", false)], "|page|Some(page.data?.list)");
    }

    #[track_caller]
    fn check_work(by: WorkBy, expected: &str) {
        let work = Work { docs: Docs::default(), state: Type::Object("Task".into()), by };
        let text = render_work(&work, &Type::Bool, &builder(0, End::Build), &Uses::default()).to_string();
        assert!(text.replace(' ', "").contains(expected), "{text}");
    }

    #[test]
    fn work_is_started_or_asked_for() {
        check_work(WorkBy::Ask, "->Work<Task>{Work::ask(self.client,&PROGRESS,self.request)}");
        check_work(WorkBy::Start(None), "Work::start(self.client,call,&self.request,&ASK,Err)");
        let at_once = |optional| AtOnce { of: "Started".into(), shape: "Done".into(), optional };
        check_work(
            WorkBy::Start(Some(at_once(true))),
            "|answer|matchanswer{Some(Started::Done(done))=>Ok(*done),answer=>Err(answer)}",
        );
        check_work(WorkBy::Start(Some(at_once(false))), "matchanswer{Started::Done(done)=>Ok(*done),");
    }

    #[test]
    fn the_number_of_the_page_need_not_be_set() {
        let pages = Pages {
            docs: Docs::default(),
            page: Type::Object("Page".into()),
            row: Type::I64,
            rows: Vec::new(),
            without: Some(0),
        };
        let text = render_pages(&pages, &builder(2, End::Build), &Uses::default()).to_string();
        let text = text.replace(' ', "");
        assert!(text.contains("->Pages<Page,i64>whereB:needs::Pin{Pages::new("), "{text}");
    }
}
