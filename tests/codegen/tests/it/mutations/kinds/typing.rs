//! Slips of an input method for Chinese: full-width signs where YAML wants ASCII.

use super::super::mutant::Mutant;
use super::super::site::{Site, range};
use super::Kind;

/// A sign that YAML does not know glues a line to its neighbour, where it is noticed at the latest.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "full-width colon after a key",
        fits: |site| site.has_line() && site.node.text().is_some(),
        make: |site, _, _| {
            let key = range(site.key?).end;
            Some(Mutant::one(site, key..site.node.span.start as usize, "：").near())
        },
    },
    Kind {
        name: "full-width colon in braces",
        fits: |site| is_in_brackets(site) && site.key.is_some(),
        make: |site, _, _| {
            let key = range(site.key?).end;
            Some(Mutant::one(site, key..site.node.span.start as usize, "："))
        },
    },
    Kind {
        name: "full-width comma in brackets",
        fits: |site| is_in_brackets(site) && comma(site).is_some(),
        make: |site, _, _| {
            let comma = comma(site)?;
            Some(Mutant::one(site, comma..comma + 2, "，").or_says("，"))
        },
    },
    Kind {
        name: "full-width quotes",
        fits: |site| site.is_quoted() && !site.is_in("partial"),
        make: |site, _, _| {
            let place = range(site.node.span);
            let ends = [place.start..place.start + 1, place.end - 1..place.end];
            let edits = ends.into_iter().zip(["“".to_owned(), "”".to_owned()]).collect();
            Some(Mutant::new(site, edits).or_says("“"))
        },
    },
    Kind {
        name: "full-width comma in a sentence",
        fits: |site| !site.is_data() && site.raw().contains(", ") && is_prose(site),
        make: |site, _, _| {
            let comma = site.node.span.start as usize + site.raw().find(", ")?;
            Some(Mutant::one(site, comma..comma + 2, "，").or_says("，"))
        },
    },
    Kind {
        name: "full-width full stop",
        fits: |site| !site.is_data() && site.text().ends_with('.') && is_prose(site),
        make: |site, _, _| {
            let stop = site.node.span.start as usize + site.raw().rfind('.')?;
            Some(Mutant::one(site, stop..stop + 1, "。").or_says("。"))
        },
    },
    Kind {
        name: "full-width brackets",
        fits: |site| !site.is_data() && site.raw().starts_with('[') && site.raw().ends_with(']'),
        make: |site, _, _| {
            let place = range(site.node.span);
            let ends = [place.start..place.start + 1, place.end - 1..place.end];
            let edits = ends.into_iter().zip(["【".to_owned(), "】".to_owned()]).collect();
            Some(Mutant::new(site, edits))
        },
    },
];

fn is_in_brackets(site: &Site<'_>) -> bool {
    let holder = site.holder().map(|holder| &site.file.text[range(holder.node.span)]);
    holder.is_some_and(|raw| raw.starts_with(['{', '[']))
}

/// The comma behind an entry or an item.
fn comma(site: &Site<'_>) -> Option<usize> {
    let end = site.node.span.end as usize;
    site.file.text[end..].starts_with(", ").then_some(end)
}

fn is_prose(site: &Site<'_>) -> bool {
    matches!(site.name(), "about" | "means" | "remedy" | "so") || site.up(1) == "notes"
}
