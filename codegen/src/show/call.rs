//! All that the spec of a call says.
//!
//! In comes an operation, out go the sections of its page but for the Rust.

use crate::model::{Api, Disagreement, Evidence, Field, Group, Operation, Text, Type};
use crate::wording::{
    download, paging_facts, path, poll_facts, progress_facts, retry, rule, source, text_fact, type_name,
};

use super::codes::show_codes;
use super::members::{Side, show_fields, show_members};
use super::page::Page;
use super::values::show_values;

/// The page of a call.
pub(super) fn show_call(api: &Api, group: &Group, call: &Operation, page: &mut Page) {
    page.title(&format!("{}  {}", call.id, call.label));
    page.paragraph(&format!("{} {}", call.method.as_str(), path(&call.path)));
    page.paragraph(&call.spec);
    page.paragraph("");
    page.paragraph(&call.about.to_string());
    show_sending(api, call, page);
    show_request(api, group, call, page);
    show_answer(api, group, call, page);
    let answer = call.response.as_ref().map(|response| &response.ty);
    let types = types_of(&call.request).chain(answer);
    show_values(api, group, &call.enums, types, page);
    show_codes(api, group, &call.codes, page);
    show_sources(&call.evidence, &call.disagreements, page);
    show_remarks(&call.partial, &call.deprecated, &call.notes, page);
}

fn show_sending(api: &Api, call: &Operation, page: &mut Page) {
    page.section("sending");
    let auth = match (call.signed, api.token.is_some(), api.signing.is_some()) {
        (false, ..) => "nothing proves who calls",
        (true, true, true) => "with a token and a signature",
        (true, true, false) => "with a token",
        (true, false, true) => "with a signature",
        (true, false, false) => "the API asks for no proof",
    };
    page.item("auth   ", auth);
    page.item("retry  ", &retry(&call.retry));
    call.poll.iter().for_each(|poll| page.item("poll   ", &poll_facts(poll)));
    call.progress.iter().for_each(|of| page.item("work   ", &format!("{} ({})", progress_facts(of), of.why)));
    call.paging.iter().for_each(|paging| page.item("pages  ", &paging_facts(paging)));
}

fn show_request(api: &Api, group: &Group, call: &Operation, page: &mut Page) {
    page.section(if call.request.is_empty() { "request  nothing" } else { "request" });
    show_fields(api, group, &call.request, Side::Sent, page);
    call.rules.iter().for_each(|one| page.item("rule  ", &rule(one)));
}

fn show_answer(api: &Api, group: &Group, call: &Operation, page: &mut Page) {
    let Some(response) = call.response.as_ref().filter(|_| call.download.is_none()) else {
        let what = call.download.as_ref().map_or("nothing".to_owned(), |types| download(types));
        return page.section(&format!("answer  {what}"));
    };
    let always = if response.always_present { "always present" } else { "may be missing" };
    let text = response.text_of.as_ref().map(|of| format!(", {}", text_fact(of))).unwrap_or_default();
    page.section(&format!("answer  {}, {always}{text}", type_name(&response.ty)));
    response.about.iter().for_each(|about| page.item("", &about.to_string()));
    show_members(api, group, &response.ty, Side::Received, page);
}

/// Where the facts come from, and where they disagree.
pub(super) fn show_sources(evidence: &[Evidence], disagreements: &[Disagreement], page: &mut Page) {
    page.section("evidence");
    evidence.iter().for_each(|one| page.item("", &source(one)));
    for (at, Disagreement { what, page: of_page, example, so }) in disagreements.iter().enumerate() {
        if at == 0 {
            page.section("disagrees");
        }
        page.item("", &what.to_string());
        let sides = [("  page     ", of_page), ("  example  ", example), ("  so       ", so)];
        sides.iter().for_each(|(word, text)| page.item(word, &text.to_string()));
    }
}

/// What is not known, what is out of use, what is to be known.
pub(super) fn show_remarks(
    partial: &Option<Text>,
    deprecated: &Option<Text>,
    notes: &[Text],
    page: &mut Page,
) {
    let remarks = partial.iter().map(|text| ("partial     ", text));
    let remarks = remarks.chain(deprecated.iter().map(|text| ("deprecated  ", text)));
    let remarks = remarks.chain(notes.iter().map(|text| ("- ", text)));
    for (at, (word, text)) in remarks.enumerate() {
        if at == 0 {
            page.section("notes");
        }
        page.item(word, &text.to_string());
    }
}

/// The types that a page is about.
pub(super) fn types_of(fields: &[Field]) -> impl Iterator<Item = &Type> {
    fields.iter().map(|field| &field.ty)
}
