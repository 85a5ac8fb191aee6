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

/// Keys without which a call, a field, a word or a code is none.
const MANDATORY: &[&str] = &[
    "operation",
    "callback",
    "label",
    "about",
    "http",
    "evidence",
    "type",
    "name",
    "means",
    "wire",
    "page",
    "title",
    "from",
    "ask",
    "fill",
    "state",
    "every",
    "for_at_most",
    "items",
    "id",
    "keep",
];

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
        fits: |site| site.has_word_of_language() && MANDATORY.contains(&site.name()),
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
