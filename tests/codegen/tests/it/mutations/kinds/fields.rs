//! Slips in tables of fields: names on the wire and what is said of them.

use super::super::mutant::Mutant;
use super::super::site::{Site, range};
use super::{Kind, rekeyed};
use jiekou_codegen::source::Entry;

/// What is wrong with a field is told there, or at the example that names what is no longer there.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "typo in the wire name of a field",
        fits: |site| site.is_field(),
        make: |site, dice, _| rekeyed(site, &dice.typo(site.name())?),
    },
    Kind {
        name: "capital in the wire name of a field",
        fits: |site| site.is_field() && site.name().bytes().any(|byte| byte.is_ascii_uppercase()),
        make: |site, _, _| rekeyed(site, &site.name().to_ascii_lowercase()),
    },
    Kind {
        name: "wire names of two fields exchanged",
        fits: |site| site.is_field() && next(site).is_some(),
        make: |site, _, _| {
            let (other, name) = next(site)?;
            let keys = (range(site.key?), range(other.key_span));
            let texts =
                (site.file.text[keys.0.clone()].to_owned(), site.file.text[keys.1.clone()].to_owned());
            let exchanged = Mutant::new(site, vec![(keys.0, texts.1), (keys.1, texts.0)]);
            Some(exchanged.without(site.name()).without(name).or_says(name))
        },
    },
    Kind {
        name: "definitions of two fields exchanged",
        fits: |site| site.is_field() && next(site).is_some(),
        make: |site, _, _| {
            let (other, name) = next(site)?;
            let values = (range(site.node.span), range(other.value.span));
            let texts = (&site.file.text[values.0.clone()], &site.file.text[values.1.clone()]);
            // What fields mean is said to readers of the client; sheets have the rest.
            if site.node.get("type")?.text() == other.value.get("type")?.text() {
                return None;
            }
            let edits = vec![(values.0, texts.1.to_owned()), (values.1, texts.0.to_owned())];
            Some(Mutant::new(site, edits).without(site.name()).without(name).or_says(name))
        },
    },
    Kind {
        name: "field forgotten",
        fits: |site| site.is_field(),
        make: |site, _, _| super::without(site).map(|lost| lost.without(site.name())),
    },
    Kind {
        name: "field twice",
        fits: |site| site.is_field() && next(site).is_some(),
        make: |site, _, _| {
            let (other, name) = next(site)?;
            let key = site.file.text[range(site.key?)].to_owned();
            Some(Mutant::one(site, range(other.key_span), key).without(name).or_at(site.key))
        },
    },
];

/// The next field beside it.
fn next<'a>(site: &Site<'a>) -> Option<(&'a Entry, &'a str)> {
    let mut beside = site.siblings().iter().skip_while(|entry| Some(entry.key_span) != site.key);
    let other = beside.nth(1)?;
    Some((other, &other.key))
}
