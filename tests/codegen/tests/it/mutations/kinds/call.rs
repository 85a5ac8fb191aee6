//! Slips in what a call says of itself: its name, its address, its title, its codes, its place in the inventory.

use super::super::mutant::Mutant;
use super::super::site::{Site, range};
use super::{Kind, mistyped, revalued};

/// The address shows in the sheet of the call.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "another HTTP method",
        fits: is_http,
        make: |site, dice, _| {
            let (method, path) = site.text().split_once(' ')?;
            let others: Vec<&str> =
                ["GET", "POST", "PUT", "DELETE"].into_iter().filter(|one| *one != method).collect();
            let other = dice.one_of(&others);
            let told = revalued(site, format!("{other} {path}")).or_says(other);
            // By the method members go into the query or into the body.
            Some(match site.siblings().iter().find(|entry| entry.key == "request") {
                Some(request) => told.or_in(request.value.span),
                None => told,
            })
        },
    },
    Kind {
        name: "typo in a path",
        fits: is_http,
        make: |site, dice, _| {
            let (method, path) = site.text().split_once(' ')?;
            let parts: Vec<&str> =
                path.split('/').filter(|part| part.len() > 2 && !part.starts_with('{')).collect();
            let part = dice.one_of(&parts);
            let typed = path.replacen(part, &dice.typo(part)?, 1);
            Some(revalued(site, format!("{method} {typed}")).or_says(typed))
        },
    },
    Kind {
        name: "slash of a path lost or added",
        fits: is_http,
        make: |site, dice, _| {
            let (method, path) = site.text().split_once(' ')?;
            let typed = match dice.below(3) {
                0 => path[1..].to_owned(),
                1 => format!("{path}/"),
                _ => path.replacen('/', "//", 1),
            };
            Some(revalued(site, format!("{method} {typed}")))
        },
    },
    Kind {
        name: "path parameter lost or misspelt",
        fits: |site| is_http(site) && site.text().contains('{'),
        make: |site, dice, _| {
            let (before, rest) = site.text().split_once('{')?;
            let (name, after) = rest.split_once('}')?;
            let typed = dice.typo(name)?;
            let parameter = if dice.below(2) == 0 { name.to_owned() } else { format!("{{{typed}}}") };
            Some(revalued(site, format!("{before}{parameter}{after}")).without(name))
        },
    },
    Kind {
        name: "file's own name misspelt",
        fits: |site| {
            let own = ["operation", "callback", "group", "api", "glossary", "mock", "inventory"];
            site.way.len() == 1 && own.contains(&site.name()) && !site.text().is_empty()
        },
        make: |site, dice, _| mistyped(site, dice),
    },
    Kind {
        name: "label of another call pasted",
        fits: |site| site.way.len() == 1 && site.name() == "label" && site.is_of_call(),
        make: |site, dice, all| {
            let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
            let beside = all.iter().filter_map(|sites| {
                let label = sites.iter().find(|one| one.way == ["label"] && one.is_of_call())?;
                let is_beside = folder(&label.file.path) == folder(&site.file.path);
                (is_beside && label.text() != site.text()).then(|| label.raw())
            });
            let beside: Vec<&str> = beside.collect();
            (!beside.is_empty()).then(|| revalued(site, dice.one_of(&beside)))
        },
    },
    Kind {
        name: "digit of a code changed",
        fits: |site| is_code(site) && site.name().bytes().any(|byte| byte.is_ascii_digit()),
        make: |site, _, _| {
            let last = site.name().rfind(|one: char| one.is_ascii_digit())?;
            let other = if site.name()[last..].starts_with('7') { "1" } else { "7" };
            let (before, after) = (&site.name()[..last], &site.name()[last + 1..]);
            let changed = format!("{before}{other}{after}");
            // There may be such a code already.
            super::rekeyed(site, &changed).map(|mutant| mutant.without(changed))
        },
    },
    Kind {
        name: "one code for two meanings",
        fits: |site| is_code(site) && site.siblings().len() > 1,
        make: |site, _, _| {
            let other = site.siblings().iter().find(|entry| Some(entry.key_span) != site.key)?;
            let copied = Mutant::one(site, range(site.key?), &site.file.text[range(other.key_span)]);
            Some(copied.or_at(Some(other.key_span)).without(site.name()))
        },
    },
    Kind {
        name: "typo in a call of the inventory",
        fits: |site| site.is_of("inventory.yaml") && site.name() == "spec" && !site.text().is_empty(),
        make: |site, dice, _| mistyped(site, dice),
    },
    Kind {
        name: "title forgotten in the inventory",
        fits: |site| site.is_of("inventory.yaml") && site.way.len() == 2 && site.node.get("spec").is_some(),
        make: |site, _, _| {
            let start = site.file.text[..site.node.span.start as usize].rfind('\n')? + 1;
            let lost = Mutant::one(site, start..site.line_end(), "").or_says("inventory");
            let calls = site.node.get("spec")?;
            let named = std::iter::once(calls).chain(calls.items()).filter_map(|node| node.text());
            Some(named.fold(lost, |lost, name| lost.without(name)).or_at(site.holder()?.key))
        },
    },
];

fn is_http(site: &Site<'_>) -> bool {
    site.way == ["http"]
}

fn is_code(site: &Site<'_>) -> bool {
    site.way.len() == 2 && site.is_in("codes")
}
