//! Slips in glossaries and enums: words, values and their names.

use super::super::mutant::Mutant;
use super::super::site::{Site, range};
use super::{Kind, mistyped, rekeyed, without};
use jiekou_codegen::source::{Entry, Span};

/// A word without a field is idle; a field without a word shows in the sheets of the calls that have it.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "typo in the wire name of a word",
        fits: |site| site.is_word() && is_shared(site),
        make: |site, dice, _| rekeyed(site, &dice.typo(site.name())?),
    },
    Kind {
        name: "word forgotten",
        fits: |site| site.is_word() && is_shared(site),
        make: |site, _, all| {
            let is_same =
                |one: &&Site<'_>| one.is_word() && one.name() == site.name() && name_of(one) == name_of(site);
            // A word of a group may have the name of the API's, for another label; sheets have no labels of fields.
            let is_again = all.iter().flatten().filter(is_same).count() > 1;
            without(site).filter(|_| !is_again).map(|lost| lost.without(site.name()))
        },
    },
    Kind {
        name: "typo in the Rust name of a word",
        fits: |site| site.name() == "name" && site.way.len() == 3 && site.is_in("fields") && is_shared(site),
        make: |site, dice, _| mistyped(site, dice),
    },
    Kind {
        name: "one Rust name for two words",
        fits: |site| site.is_word() && is_shared(site) && named(site).len() > 1,
        make: |site, _, _| {
            let all = named(site);
            let at = all.iter().position(|(key, _)| Some(*key) == site.key)?;
            let (other, own) = (all[(at + 1) % all.len()], all[at].1);
            let copied = Mutant::one(site, range(own), &site.file.text[range(other.1)]);
            let key = &site.file.text[range(other.0)];
            Some(
                copied
                    .without(&site.file.text[range(own)])
                    .without(site.name())
                    .without(key.trim_matches('"')),
            )
        },
    },
    Kind {
        name: "typo in a value of an enum",
        fits: is_value,
        make: |site, dice, _| rekeyed(site, &dice.typo(site.name())?),
    },
    Kind {
        name: "names of two values of an enum exchanged",
        fits: |site| is_value(site) && exchanged(site).is_some(),
        make: |site, _, _| exchanged(site),
    },
    Kind {
        name: "typo in the name of an enum or an object",
        fits: |site| matches!(site.up(1), "enums" | "objects") && site.way.len() == 2,
        make: |site, dice, _| rekeyed(site, &dice.typo(site.name())?),
    },
    Kind {
        name: "quotes of a value or a code lost that begins with a zero",
        fits: |site| {
            let is_key = (is_value(site) || site.up(1) == "codes") && !site.is_data();
            is_key && site.key.is_some_and(|key| site.file.text[range(key)].starts_with("\"0"))
        },
        make: |site, _, _| Some(Mutant::one(site, range(site.key?), site.name())),
    },
];

fn name_of<'a>(site: &Site<'a>) -> Option<&'a str> {
    site.node.get("name")?.text()
}

fn is_shared(site: &Site<'_>) -> bool {
    site.is_of("glossary.yaml") || site.is_of("group.yaml")
}

fn is_value(site: &Site<'_>) -> bool {
    site.up(1) == "values" && site.up(3) == "enums" && !site.is_data()
}

/// The keys of the words beside it, and where their names stand.
fn named(site: &Site<'_>) -> Vec<(Span, Span)> {
    let name = |entry: &Entry| Some((entry.key_span, entry.value.get("name")?.span));
    site.siblings().iter().filter_map(name).collect()
}

/// The names of this value and the next one in each other's place.
fn exchanged(site: &Site<'_>) -> Option<Mutant> {
    let all = named(site);
    let at = all.iter().position(|(key, _)| Some(*key) == site.key)?;
    let (one, other) = (range(all[at].1), range(all.get(at + 1)?.1));
    let texts = (site.file.text[one.clone()].to_owned(), site.file.text[other.clone()].to_owned());
    Some(Mutant::new(site, vec![(one, texts.1), (other, texts.0)]))
}
