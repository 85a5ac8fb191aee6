//! Work that goes on after a call, and lists in pages.

use super::Kind;
use super::spot::Spot;
use super::state::{Diff, Turns};
use crate::model::{Operation, Progress};
use crate::wording::{paging_facts, poll_facts, progress_facts};

const WORK: Turns = Turns { added: Kind::WorkAdded, removed: Kind::WorkRemoved, changed: Kind::WorkChanged };
const PAGES: Turns =
    Turns { added: Kind::PagesAdded, removed: Kind::PagesRemoved, changed: Kind::PagesChanged };

/// What both calls say of work and pages.
pub(super) fn diff_work(to: &mut Diff<'_>, top: &Spot<'_>, old: &Operation, new: &Operation) {
    let key = |name: &'static str| top.key(name, old.keys.of(name), new.keys.of(name));
    let poll = |operation: &Operation| operation.poll.as_ref().map(poll_facts);
    to.option(&WORK, &key("poll"), poll(old), poll(new));
    let progress = |operation: &Operation| operation.progress.as_ref().map(unpaced);
    let spot = key("progress");
    to.option(&WORK, &spot, progress(old), progress(new));
    if let (Some(before), Some(after)) = (&old.progress, &new.progress) {
        to.value(Kind::WorkPace, &spot, pace(before), pace(after));
        to.text("why", &spot, Some(&before.why), Some(&after.why));
    }
    let pages = |operation: &Operation| operation.paging.as_ref().map(paging_facts);
    to.option(&PAGES, &key("pages"), pages(old), pages(new));
}

fn pace(progress: &Progress) -> String {
    format!("every {} s for {} s", progress.every_seconds, progress.limit_seconds)
}

/// The facts without the pace.
fn unpaced(progress: &Progress) -> String {
    let facts = progress_facts(progress);
    facts.trim_end_matches(&pace(progress)).trim_end_matches("; ").to_owned()
}
