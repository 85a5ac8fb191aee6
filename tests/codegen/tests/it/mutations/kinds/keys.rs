//! Slips of keys: misspelt, forgotten, or taken from another language.

use super::super::site::Site;
use super::{Kind, rekeyed, without};

/// Keys that other languages have for ours.
const FOREIGN: &[(&str, &str)] = &[
    ("about", "description"),
    ("label", "title"),
    ("required", "mandatory"),
    ("nullable", "optional"),
    ("max_chars", "maxLength"),
    ("fields", "properties"),
    ("values", "enum"),
    ("response", "responses"),
    ("http", "path"),
    ("sensitive", "secret"),
    ("type", "schema"),
    ("default", "defaultValue"),
];

/// Keys of a file without which it is none.
const OF_FILES: &[&str] = &["operation", "callback", "label", "about", "http", "evidence", "group", "api"];

/// Other keys without which what has them is none: a field, a piece of evidence, a title, a code, a member.
const OF_OTHERS: &[&str] =
    &["type", "page", "title", "means", "wire", "ask", "fill", "state", "every", "for_at_most"];

/// What holds a mandatory key is told to lack it; what a wrong key meant to say may be missing as well.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "typo in a key",
        fits: |site| site.has_word_of_language(),
        make: |site, dice, _| {
            let typed = dice.typo(site.name())?;
            rekeyed(site, &typed)
        },
    },
    Kind {
        name: "key of another language",
        fits: |site| site.has_word_of_language() && foreign(site).is_some(),
        make: |site, _, _| rekeyed(site, foreign(site)?),
    },
    Kind {
        name: "mandatory key lost",
        fits: |site| {
            let of_file = site.way.len() == 1 && OF_FILES.contains(&site.name());
            let of_what = ["enums", "objects", "records"].contains(&site.up(2)) && site.name() == "about";
            let is_wire_of_enum = site.up(2) == "enums" && site.name() == "wire";
            let of_other = OF_OTHERS.contains(&site.name()) && site.way.len() > 1 && !is_wire_of_enum;
            site.has_word_of_language() && (of_file || of_what || of_other) && !site.is_of("inventory.yaml")
        },
        make: |site, _, _| without(site),
    },
    Kind {
        name: "`required` lost",
        fits: |site| site.is_of_field("required"),
        make: |site, _, _| without(site),
    },
    Kind {
        name: "`always_present` lost",
        fits: |site| site.name() == "always_present" && !site.is_data(),
        make: |site, _, _| without(site).map(|lost| lost.or_says("answer")),
    },
    Kind {
        name: "`nullable` lost",
        fits: |site| site.is_of_field("nullable"),
        make: |site, _, _| without(site),
    },
    Kind {
        name: "`encrypt` lost",
        fits: |site| site.is_of_field("encrypt"),
        make: |site, _, _| without(site),
    },
    Kind {
        name: "`sensitive` lost",
        fits: |site| site.name() == "sensitive" && !site.is_data(),
        make: |site, _, _| without(site),
    },
    Kind {
        name: "`also` lost",
        fits: |site| matches!(site.name(), "also" | "also_inside") && !site.is_data(),
        make: |site, _, _| {
            let names = site.node.items().iter().filter_map(|node| node.text());
            let lost = names.fold(without(site)?, |lost, name| lost.without(name).or_says(name));
            Some(lost.or_says(site.text()))
        },
    },
    Kind {
        name: "limit lost",
        fits: |site| {
            let limits =
                ["max_chars", "digits", "format", "max_items", "max", "required_when", "default", "fixed"];
            limits.iter().any(|key| site.is_of_field(key))
        },
        make: |site, _, _| without(site),
    },
    Kind {
        name: "`section` of evidence lost",
        fits: |site| {
            let has_sheet = site.is_of_call() || site.is_of("api.yaml");
            site.name() == "section" && site.is_in("evidence") && has_sheet
        },
        make: |site, _, _| without(site).map(|lost| lost.or_says(site.text())),
    },
    Kind {
        name: "`partial` or `deprecated` lost",
        fits: |site| matches!(site.name(), "partial" | "deprecated") && site.has_word_of_language(),
        make: |site, _, _| without(site),
    },
    Kind {
        name: "`auth`, `retry` or `then` lost",
        fits: |site| matches!(site.name(), "auth" | "retry" | "then") && site.has_word_of_language(),
        make: |site, _, _| without(site),
    },
    Kind {
        name: "`nullable` for `required`",
        fits: |site| site.is_of_field("required"),
        make: |site, _, _| rekeyed(site, "nullable"),
    },
];

fn foreign(site: &Site<'_>) -> Option<&'static str> {
    FOREIGN.iter().find(|(ours, _)| *ours == site.name()).map(|(_, theirs)| *theirs)
}
