//! Slips in examples: values that the fields do not take, and members that are missing or misspelt.

use super::super::mutant::Mutant;
use super::super::site::{Site, range};
use super::{Kind, rekeyed, revalued, without};

/// An example that does not fit is told at the example.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "typo in a member of an example",
        fits: |site| is_member(site) && site.key.is_some(),
        make: |site, dice, _| rekeyed(site, &dice.typo(site.name())?),
    },
    Kind {
        name: "member of a request forgotten in an example",
        fits: |site| is_member(site) && site.is_request() && site.way.len() == 4 && is_required(site),
        make: |site, _, _| {
            let alone = site.siblings().len() == 1;
            let holder = site.holder()?;
            let all = || Mutant::one(site, range(holder.node.span), "{}").or_at(holder.key);
            if alone && site.file.text[range(holder.node.span)].starts_with('{') {
                Some(all())
            } else {
                without(site)
            }
        },
    },
    Kind {
        name: "quotes of digits lost in a request",
        fits: |site| is_member(site) && site.is_request() && site.is_quoted() && is_number(site.text()),
        make: |site, _, _| Some(revalued(site, site.text())),
    },
    Kind {
        name: "quotes of digits lost that begin with a zero",
        fits: |site| {
            site.is_quoted()
                && site.text().len() > 1
                && site.text().starts_with('0')
                && is_number(site.text())
        },
        make: |site, _, _| Some(revalued(site, site.text())),
    },
    Kind {
        name: "number in quotes in a request",
        fits: |site| is_member(site) && site.is_request() && !site.is_quoted() && is_number(site.text()),
        make: |site, _, _| Some(revalued(site, format!("\"{}\"", site.text()))),
    },
    Kind {
        name: "text for a number in an answer",
        fits: |site| {
            let is_number = !site.is_quoted() && is_number(site.text());
            is_member(site) && !site.is_request() && is_number && !is_code(site)
        },
        make: |site, _, _| Some(revalued(site, "unknown")),
    },
    Kind {
        name: "typo in a word of a request",
        fits: |site| is_member(site) && site.is_request() && is_word(site.text()),
        make: |site, dice, _| Some(revalued(site, dice.typo(site.text())?)),
    },
    Kind {
        name: "name of an example forgotten",
        fits: |site| site.way.len() == 3 && site.is_in("examples") && site.name() == "name",
        make: |site, _, _| {
            let text = &site.file.text;
            let (start, next) = (site.key?.start as usize, site.siblings().get(1)?.key_span);
            let lost = Mutant::one(site, start..next.start as usize, "");
            text[..start].ends_with("- ").then(|| lost.or_at(Some(next)))
        },
    },
    Kind {
        name: "code of an answer misspelt",
        fits: |site| {
            site.way.len() == 4 && site.is_in("examples") && site.way[2] == "response" && is_code(site)
        },
        make: |site, dice, all| {
            // Where no page lists codes, any code is right.
            all.iter().flatten().find(|one| one.is_in("codes"))?;
            let digit = dice.one_of(&["1", "7", "9"]);
            Some(revalued(site, site.raw().replacen(site.text(), &format!("{}{digit}", site.text()), 1)))
        },
    },
];

impl Site<'_> {
    /// Whether it stands in the request of an example.
    fn is_request(&self) -> bool {
        self.way.get(2).is_some_and(|part| part == "request")
    }
}

/// Whether it is something inside a request or an answer of an example.
fn is_member(site: &Site<'_>) -> bool {
    site.is_in("examples") && site.way.len() > 3
}

/// Whether the call says itself that the member is required.
fn is_required(site: &Site<'_>) -> bool {
    let field = site.above.first().and_then(|top| top.node.get("request")?.get(site.name()));
    field.and_then(|field| field.get("required")?.text()) == Some("true")
}

fn is_code(site: &Site<'_>) -> bool {
    matches!(site.name(), "code" | "errCode") && !site.text().is_empty()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text looks like a value of an enum.
fn is_word(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_uppercase() || byte == b'_';
    text.len() > 2 && text.bytes().all(is_letter)
}
