//! Slips of blanks, dashes and brackets: what a careless hand or a clumsy editor does to YAML.

use super::super::mutant::Mutant;
use super::super::site::{Site, range};
use super::Kind;

/// A line that reads well may stand one line from where the reader notices it.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "line indented too far",
        fits: |site| site.has_line(),
        make: |site, dice, _| {
            let start = site.line_start();
            Some(Mutant::one(site, start..start, " ".repeat(1 + dice.below(2))).near())
        },
    },
    Kind {
        name: "line indented too little",
        fits: |site| site.has_line() && indent(site) >= 2,
        make: |site, dice, _| {
            let start = site.line_start();
            let lost = Mutant::one(site, start..start + 1 + dice.below(2), "").near();
            Some(lost.or_at(site.holder()?.key))
        },
    },
    Kind {
        name: "tab for blanks",
        fits: |site| site.has_line() && indent(site) >= 2,
        make: |site, _, _| {
            let start = site.line_start();
            Some(Mutant::one(site, start..start + indent(site), "\t"))
        },
    },
    Kind {
        name: "blank after a colon lost",
        fits: |site| site.has_line() && site.node.text().is_some(),
        make: |site, _, _| {
            let key = range(site.key?).end;
            Some(Mutant::one(site, key + 1..site.node.span.start as usize, "").near())
        },
    },
    Kind {
        name: "dash lost",
        fits: |site| has_dash(site),
        make: |site, _, _| {
            let dash = dash(site)?;
            let lost = Mutant::one(site, dash..dash + 1, " ").near().or_at(site.holder()?.key);
            Some(lost.or_says(beginning(site)))
        },
    },
    Kind {
        name: "blank after a dash lost",
        fits: |site| has_dash(site),
        make: |site, _, _| {
            let dash = dash(site)?;
            let lost = Mutant::one(site, dash + 1..dash + 2, "").near().or_at(site.holder()?.key);
            Some(lost.or_says(beginning(site)))
        },
    },
    Kind {
        name: "line twice",
        fits: |site| site.has_line(),
        make: |site, _, _| {
            let (start, end) = (site.line_start(), site.line_end());
            Some(Mutant::one(site, end..end, &site.file.text[start..end]))
        },
    },
    Kind {
        name: "closing quote lost",
        fits: |site| site.is_quoted(),
        make: |site, _, _| {
            let end = site.node.span.end as usize;
            Some(Mutant::one(site, end - 1..end, "").near())
        },
    },
    Kind {
        name: "closing bracket lost",
        fits: |site| site.raw().ends_with(['}', ']']) && site.raw().starts_with(['{', '[']),
        make: |site, _, _| {
            let end = site.node.span.end as usize;
            Some(Mutant::one(site, end - 1..end, "").near())
        },
    },
    Kind {
        name: "stray character at the end of a line",
        // A value of an example may be any text.
        fits: |site| site.has_line() && !site.is_data(),
        make: |site, dice, _| {
            let end = site.node.span.end as usize;
            let stray = dice.one_of(&[",", ";", "}", "]", "\"", "."]);
            let said = format!("{}{stray}", site.text());
            Some(Mutant::one(site, end..end, stray).near().or_says(said))
        },
    },
];

fn indent(site: &Site<'_>) -> usize {
    let line = &site.file.text[site.line_start()..];
    line.len() - line.trim_start_matches(' ').len()
}

fn has_dash(site: &Site<'_>) -> bool {
    site.key.is_none() && !site.way.is_empty() && dash(site).is_some()
}

/// The first characters of a text, by which a sheet speaks of it.
fn beginning(site: &Site<'_>) -> String {
    site.text().chars().take(12).collect()
}

/// The dash in front of an item of a block list.
fn dash(site: &Site<'_>) -> Option<usize> {
    let before = &site.file.text[..site.node.span.start as usize];
    let dash = before.strip_suffix("- ")?;
    dash.rsplit('\n').next()?.trim().is_empty().then_some(dash.len())
}
