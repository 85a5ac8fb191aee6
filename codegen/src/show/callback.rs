//! All that the spec of a callback says.
//!
//! In comes a callback, out go the sections of its page but for the Rust.

use crate::model::{Api, Callback, Group};
use crate::wording::{expression, json, probed, repeated, sent_as, template, verified};

use super::call::{show_remarks, show_sources, types_of};
use super::members::{Side, show_fields};
use super::page::Page;
use super::table::{Kind, Table};
use super::values::show_values;

/// The page of a callback.
pub(super) fn show_callback(api: &Api, group: &Group, callback: &Callback, page: &mut Page) {
    page.title(&format!("{}  {}", callback.id, callback.label));
    page.paragraph("a callback: the vendor posts it");
    page.paragraph(&callback.spec);
    page.paragraph("");
    page.paragraph(&callback.about.to_string());
    page.section("posting");
    page.item("verify   ", &verified(api, callback.verify.as_ref()));
    callback.probe.iter().for_each(|probe| page.item("probe    ", &probed(probe, &callback.replies)));
    callback.repeats.iter().for_each(|repeats| page.item("repeats  ", &repeated(repeats)));
    show_verify(api, callback, page);
    page.section("body");
    show_fields(api, group, &callback.body, Side::Received, page);
    show_values(api, group, &callback.enums, types_of(&callback.body), page);
    show_replies(callback, page);
    show_sources(&callback.evidence, &callback.disagreements, page);
    show_remarks(&callback.partial, &callback.deprecated, &callback.notes, page);
}

fn show_verify(api: &Api, callback: &Callback, page: &mut Page) {
    let Some(verify) = &callback.verify else { return };
    let steps = &verify.recipe.steps;
    let rows = steps.iter().map(|step| ("step", step.name.clone(), expression(api, steps, &step.value)));
    let headers = verify.recipe.headers.iter().map(|one| ("header", one));
    let members = verify.members.iter().map(|one| ("member", one));
    let made =
        headers.chain(members).map(|(kind, one)| (kind, one.name.clone(), template(api, steps, &one.value)));
    let mut table = Table::new([(Kind::Names, "signature"), (Kind::Names, "name"), (Kind::Prose, "is")]);
    rows.chain(made).for_each(|(kind, name, value)| table.row(0, vec![kind.to_owned(), name, value]));
    page.table(&table);
}

fn show_replies(callback: &Callback, page: &mut Page) {
    if callback.replies.is_empty() {
        return page.section("replies  not known");
    }
    page.section("replies");
    let mut table = Table::new([
        (Kind::Names, "Rust"),
        (Kind::Names, "sent as"),
        (Kind::Prose, "body"),
        (Kind::Prose, "when"),
    ]);
    for reply in &callback.replies {
        let name = reply.name.screaming().to_owned();
        table.row(0, vec![name, sent_as(reply), json(&reply.body), reply.about.to_string()]);
    }
    page.table(&table);
}
