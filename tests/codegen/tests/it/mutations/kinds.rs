//! The kinds of slips, one file per thing that an author writes.
//!
//! A kind says at which sites it can happen and makes one mutant of a site. Nothing here judges.

mod api;
mod call;
mod examples;
mod fields;
mod keys;
mod layout;
mod names;
mod typing;
mod values;

use super::dice::Dice;
use super::mutant::Mutant;
use super::site::{Site, range};
use std::ops::Range;

/// A kind of slip.
pub(crate) struct Kind {
    /// What the author did, in a few words.
    pub(crate) name: &'static str,
    /// Where it can happen.
    pub(crate) fits: fn(&Site<'_>) -> bool,
    /// What becomes of the file; nothing where it cannot happen after all.
    pub(crate) make: fn(&Site<'_>, &mut Dice, &[Vec<Site<'_>>]) -> Option<Mutant>,
}

/// All kinds, in the order of the table.
pub(crate) fn all() -> impl Iterator<Item = &'static Kind> {
    let parts = [
        layout::KINDS,
        typing::KINDS,
        keys::KINDS,
        values::KINDS,
        fields::KINDS,
        names::KINDS,
        call::KINDS,
        examples::KINDS,
        api::KINDS,
    ];
    parts.into_iter().flatten()
}

/// The site with another value.
fn revalued(site: &Site<'_>, text: impl Into<String>) -> Mutant {
    let text = text.into();
    let plain = text.trim_matches('"').to_owned();
    Mutant::one(site, range(site.node.span), text).or_says(plain)
}

/// The site with a typo in its value; a reference to what is not there any more is at the right place too.
fn mistyped(site: &Site<'_>, dice: &mut Dice) -> Option<Mutant> {
    let typed = dice.typo(site.text())?;
    Some(revalued(site, site.raw().replacen(site.text(), &typed, 1)).without(site.text()))
}

/// The site with another key.
fn rekeyed(site: &Site<'_>, key: &str) -> Option<Mutant> {
    let old = &site.file.text[range(site.key?)];
    let quote = if old.starts_with('"') { "\"" } else { "" };
    let new = Mutant::one(site, range(site.key?), format!("{quote}{key}{quote}"));
    Some(new.without(old.trim_matches('"')).or_says(key))
}

/// The file without an entry, and a finding at what held it is at the right place.
fn without(site: &Site<'_>) -> Option<Mutant> {
    let holder = site.holder()?;
    let first = site.siblings().iter().map(|entry| entry.key_span).find(|key| Some(*key) != site.key)?;
    let lost = Mutant::one(site, entry_range(site)?, "");
    Some(lost.or_at(holder.key).or_at(Some(first)).or_says(site.name()))
}

/// The bytes of an entry with what parts it from its neighbours; nothing where it stands alone or behind a dash.
fn entry_range(site: &Site<'_>) -> Option<Range<usize>> {
    let key = site.key?.start as usize;
    let text = &site.file.text;
    let siblings = site.siblings();
    if siblings.len() < 2 {
        return None;
    }
    let in_braces = text[site.holder()?.node.span.start as usize..].starts_with('{');
    if !in_braces {
        let is_alone = text[site.line_start()..key].trim().is_empty();
        return is_alone.then(|| site.line_start()..site.line_end());
    }
    let at = siblings.iter().position(|entry| Some(entry.key_span) == site.key)?;
    Some(match siblings.get(at + 1) {
        Some(next) => key..next.key_span.start as usize,
        None => siblings[at - 1].value.span.end as usize..site.node.span.end as usize,
    })
}
