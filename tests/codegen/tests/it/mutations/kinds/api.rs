//! Slips in what calls share: servers, signatures, tokens, envelopes, and what mock servers know.

use super::super::mutant::Mutant;
use super::super::site::{Site, range};
use super::{Kind, mistyped, rekeyed, revalued};

/// Recipes and servers show in the sheet of the API.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "typo in a server's address",
        fits: |site| is_address(site),
        make: |site, dice, _| {
            let (scheme, rest) = site.text().split_once("://")?;
            Some(revalued(site, format!("{scheme}://{}", dice.typo(rest)?)))
        },
    },
    Kind {
        name: "`http` for `https`, or a slash at the end",
        fits: |site| is_address(site),
        make: |site, dice, _| {
            let plain = site.text().replacen("https", "http", 1);
            Some(revalued(site, if dice.below(2) == 0 { plain } else { format!("{}/", site.text()) }))
        },
    },
    Kind {
        name: "another transform in a recipe",
        fits: |site| is_of_recipe(site) && transform(site.text()).is_some(),
        make: |site, _, _| Some(revalued(site, transform(site.text())?)),
    },
    Kind {
        name: "typo in a source of a recipe",
        fits: |site| is_of_recipe(site) && transform(site.text()).is_none() && site.text().len() > 3,
        make: |site, dice, _| mistyped(site, dice),
    },
    Kind {
        name: "typo in a template",
        fits: |site| !site.is_data() && site.is_of("api.yaml") && site.text().contains('{'),
        make: |site, dice, _| {
            let (before, rest) = site.text().split_once('{')?;
            let (name, after) = rest.split_once('}')?;
            let typed = dice.typo(name)?;
            Some(revalued(site, format!("\"{before}{{{typed}}}{after}\"")).without(name))
        },
    },
    Kind {
        name: "typo in a header of the signature",
        fits: |site| site.up(1) == "headers" && site.is_in("signing") && site.way.len() == 3,
        make: |site, dice, _| rekeyed(site, &dice.typo(site.name())?),
    },
    Kind {
        name: "typo in a credential",
        fits: |site| site.up(1) == "credentials" && site.way.len() == 2,
        make: |site, dice, _| rekeyed(site, &dice.typo(site.name())?),
    },
    Kind {
        name: "typo in a member of the envelope",
        fits: |site| site.is_in("envelope") && site.name() == "wire",
        make: |site, dice, _| Some(mistyped(site, dice)?.or_in(site.above.get(1)?.node.span)),
    },
    Kind {
        name: "digit of the code of success changed",
        fits: |site| site.is_in("envelope") && site.up(1) == "code" && site.up(2) == "success",
        make: |site, _, _| {
            let text = site.text();
            let other = if text.starts_with('7') { '3' } else { '7' };
            Some(revalued(site, format!("\"{other}{}\"", text.get(1..)?)).without(text))
        },
    },
    Kind {
        name: "another unit of time",
        fits: |site| {
            ["window", "keep", "every", "for_at_most"].contains(&site.name()) && duration(site).is_some()
        },
        make: |site, _, _| {
            let called = if site.name() == "window" { "clock" } else { "every" };
            Some(revalued(site, duration(site)?).or_says(called).or_says("keep"))
        },
    },
    Kind {
        name: "unit of time lost",
        fits: |site| {
            ["window", "keep", "every", "for_at_most"].contains(&site.name()) && duration(site).is_some()
        },
        make: |site, _, _| Some(revalued(site, site.text().trim_end_matches(char::is_alphabetic))),
    },
    Kind {
        name: "typo in what a mock server knows",
        fits: |site| {
            let said = ["about", "message", "window", "page", "section", "ids", "evidence"];
            let is_said = site.way.iter().any(|part| said.contains(&part.as_str()));
            site.is_of("mock.yaml") && site.way.len() > 1 && !is_said && site.text().len() > 2
        },
        make: |site, dice, _| mistyped(site, dice),
    },
    Kind {
        name: "another effect in a mock server",
        fits: |site| ["gets", "changes", "removes"].contains(&site.name()) && site.is_of("mock.yaml"),
        make: |site, _, _| {
            let other = if site.name() == "removes" { "changes" } else { "removes" };
            Some(Mutant::one(site, range(site.key?), other).or_says(other))
        },
    },
];

fn is_address(site: &Site<'_>) -> bool {
    site.is_in("servers") && site.text().starts_with("https://")
}

fn is_of_recipe(site: &Site<'_>) -> bool {
    let is_key = ["join", "text", "header", "extra"].contains(&site.name());
    site.way.iter().any(|part| part == "steps") && !site.is_data() && !is_key && !site.text().is_empty()
}

fn transform(text: &str) -> Option<&'static str> {
    Some(match text {
        "md5" => "sha256",
        "sha256" => "md5",
        "hex" => "base64",
        "base64" => "hex",
        _ => return None,
    })
}

/// The same number in another unit.
fn duration(site: &Site<'_>) -> Option<String> {
    let (number, unit) = site.text().split_at_checked(site.text().len().checked_sub(1)?)?;
    let is_one = number.bytes().all(|byte| byte.is_ascii_digit()) && ["s", "m", "h", "d"].contains(&unit);
    is_one.then(|| format!("{number}{}", if unit == "m" { "s" } else { "m" }))
}
