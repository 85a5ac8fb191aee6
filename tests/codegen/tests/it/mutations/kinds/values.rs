//! Slips of values that the spec language knows: types, flags, references, words of a list.

use super::super::mutant::Mutant;
use super::super::site::{Site, range};
use super::{Kind, mistyped, revalued};

/// Types that the language has.
const TYPES: &[&str] =
    &["string", "boolean", "i32", "i64", "id", "decimal", "decimal_text", "any", "file", "object", "one_of"];

/// What is wrong is told where it stands.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "typo in a type of the language",
        fits: |site| is_type(site) && TYPES.contains(&site.text()),
        make: |site, dice, _| mistyped(site, dice),
    },
    Kind {
        name: "typo in the name of a type",
        fits: |site| is_type(site) && site.text().starts_with(|one: char| one.is_ascii_uppercase()),
        make: |site, dice, _| mistyped(site, dice),
    },
    Kind {
        name: "type of another language",
        fits: |site| is_type(site) && ["i32", "boolean", "string"].contains(&site.text()),
        make: |site, _, _| {
            let other = match site.text() {
                "i32" => "int",
                "boolean" => "bool",
                _ => "String",
            };
            Some(revalued(site, other))
        },
    },
    Kind {
        name: "text and number exchanged",
        fits: |site| is_type(site) && ["string", "i64", "id"].contains(&site.text()),
        make: |site, _, _| {
            let field = site.above.get(site.above.len().checked_sub(1)?)?;
            let other = if site.text() == "string" { "i64" } else { "string" };
            Some(revalued(site, other).or_at(field.key).without(site.up(1)).or_says("answer"))
        },
    },
    Kind {
        name: "list for a single value, or the other way",
        fits: |site| site.name() == "type" && is_type_holder(site),
        make: |site, _, _| {
            let raw = site.raw();
            let single = raw.strip_prefix('[').and_then(|raw| raw.strip_suffix(']'));
            let other = single.map_or_else(|| format!("[{raw}]"), str::to_owned);
            Some(revalued(site, other).or_at(site.holder()?.key).without(site.up(1)).or_says("answer"))
        },
    },
    Kind {
        name: "`True`, `yes` or `on` for `true`",
        fits: |site| site.raw() == "true" && !site.is_data(),
        make: |site, dice, _| Some(revalued(site, dice.one_of(&["True", "yes", "on", "TRUE", "1"]))),
    },
    Kind {
        name: "flag in quotes",
        fits: |site| site.raw() == "true" && !site.is_data(),
        make: |site, _, _| Some(revalued(site, "\"true\"")),
    },
    Kind {
        name: "typo in the name of a set",
        fits: |site| {
            (site.name() == "with" || site.up(1) == "with") && !site.text().is_empty() && !site.is_data()
        },
        make: |site, dice, _| mistyped(site, dice),
    },
    Kind {
        name: "typo in the name of an encryption",
        fits: |site| site.is_of_field("encrypt"),
        make: |site, dice, _| mistyped(site, dice),
    },
    Kind {
        name: "typo in a word of the language",
        fits: |site| {
            ["auth", "retry", "then", "in", "body", "wire"].contains(&site.name()) && is_of_language(site)
        },
        make: |site, dice, _| mistyped(site, dice),
    },
    Kind {
        name: "typo in a reference of `poll`, `progress`, `pages` or `rules`",
        fits: |site| {
            let tops = ["poll", "progress", "pages", "rules"];
            let said = ["every", "for_at_most", "why", "done", "failed", "at_once"];
            let is_said = site.way.iter().any(|part| said.contains(&part.as_str()));
            tops.iter().any(|top| site.is_in(top)) && !is_said && !site.text().is_empty()
        },
        make: |site, dice, _| mistyped(site, dice),
    },
    Kind {
        name: "brackets of a list forgotten",
        // The language takes one name of a set, of a state or a code for a list of one.
        fits: |site| {
            let takes_one = [
                "with", "done", "failed", "from", "by", "stale", "code", "also", "keys", "keep", "states",
                "spec",
            ];
            let is_list = site.node.items().len() == 1 && site.raw().starts_with('[');
            is_list && !site.is_data() && !takes_one.contains(&site.name())
        },
        make: |site, _, _| {
            let item = &site.file.text[range(site.node.items()[0].span)];
            let bare = Mutant::one(site, range(site.node.span), item).or_says(item.trim_matches('"'));
            Some(bare.without(site.called()))
        },
    },
];

fn is_type_holder(site: &Site<'_>) -> bool {
    site.is_of_field("type") || (site.way.len() == 2 && site.is_in("response") && site.name() == "type")
}

/// The word of a type, alone or in the brackets of a list.
fn is_type(site: &Site<'_>) -> bool {
    let in_list = site.up(1) == "type" && site.key.is_none() && !site.is_data();
    !site.text().is_empty() && (in_list || is_type_holder(site))
}

/// Whether it is a key of the language; `wire` is a word in enums alone, and a name in envelopes.
fn is_of_language(site: &Site<'_>) -> bool {
    site.has_word_of_language() && !site.is_in("envelope") && !site.text().is_empty()
}
