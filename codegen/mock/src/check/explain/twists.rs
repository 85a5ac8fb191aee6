//! Recipes that differ from an API's by one mistake.
//!
//! In: a signing recipe. Out: others, each with words that follow "it fits". Recipes are constants, so that these are
//! made once for each API, at its first wrong signature, and kept.

use jiekou_runtime::mock::{Api, Expression, Extra, Signing, Source, Step, Transform};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// A recipe with a mistake.
#[derive(Debug)]
pub(super) struct Twist {
    pub(super) signing: &'static Signing,
    pub(super) text: String,
}

/// A step's expression with a mistake, and how it is told.
type Other = (Expression, String);

/// The recipes that are close to one.
pub(super) fn of(api: &'static Api, signing: &'static Signing) -> &'static [Twist] {
    static MADE: Mutex<BTreeMap<usize, &'static [Twist]>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(std::ptr::from_ref(signing).addr()).or_insert_with(|| lasting(twists(api, signing)))
}

/// Made once, and never thrown away.
fn lasting<T>(made: Vec<T>) -> &'static [T] {
    Box::leak(made.into_boxed_slice())
}

fn twists(api: &'static Api, signing: &'static Signing) -> Vec<Twist> {
    let names = Names { api, signing };
    let steps = signing.steps.iter().enumerate();
    let others = steps.flat_map(|(index, step)| {
        names.others(step).into_iter().map(move |(value, text)| {
            let mut steps = signing.steps.to_vec();
            steps[index] = Step { name: step.name, value };
            let signing = Signing { steps: lasting(steps), headers: signing.headers };
            Twist { signing: &lasting(vec![signing])[0], text }
        })
    });
    others.collect()
}

/// What sources are called.
struct Names {
    api: &'static Api,
    signing: &'static Signing,
}

impl Names {
    fn others(&self, step: &Step) -> Vec<Other> {
        match step.value {
            Expression::Pipeline(source, transforms) => pipelines(step.name, source, transforms),
            Expression::Join(separator, of) => {
                let mut others = self.lists(of, &|of| Expression::Join(separator, of));
                if !separator.is_empty() {
                    let text = format!("values without `{separator}` between them");
                    others.push((Expression::Join("", of), text));
                }
                others
            }
            Expression::Lines(of) => {
                let mut others = self.lists(of, &Expression::Lines);
                let text = format!("no line feed at the end of `{}`", step.name);
                others.push((Expression::Join("\n", of), text));
                others
            }
            Expression::HeaderLines { of, extra } => header_lines(of, extra),
        }
    }

    /// Values left out, empty, swapped or in another unit.
    fn lists(&self, of: &'static [Source], make: &dyn Fn(&'static [Source]) -> Expression) -> Vec<Other> {
        let mut others = Vec::new();
        let mut push = |of: Vec<Source>, text: String| others.push((make(lasting(of)), text));
        for (index, source) in of.iter().enumerate() {
            let name = self.name(*source);
            let with = |other: Source| {
                let mut of = of.to_vec();
                of[index] = other;
                of
            };
            let mut without = of.to_vec();
            without.remove(index);
            push(without, format!("a text to sign without {name}"));
            if *source != Source::Text("") {
                push(with(Source::Text("")), format!("a text to sign in which {name} is empty"));
            }
            match source {
                Source::Method => push(with(Source::LowerMethod), "the method in lower case".to_owned()),
                Source::NowMs => {
                    push(with(Source::NowS), "the time in seconds and not in milliseconds".to_owned());
                }
                Source::NowS => {
                    push(with(Source::NowMs), "the time in milliseconds and not in seconds".to_owned());
                }
                _ => {}
            }
            if let Some(next) = of.get(index + 1) {
                let mut swapped = of.to_vec();
                swapped.swap(index, index + 1);
                push(swapped, format!("{name} behind {}", self.name(*next)));
            }
        }
        others
    }

    fn name(&self, source: Source) -> String {
        let step = |index: usize| self.signing.steps.get(index).map_or("", |step| step.name);
        match source {
            Source::Method | Source::LowerMethod => "the method".to_owned(),
            Source::Path => "the path".to_owned(),
            Source::PathAndSortedQuery => "path and query".to_owned(),
            Source::Body | Source::BodyUnlessForm => "the body".to_owned(),
            Source::NowMs | Source::NowS => "the time".to_owned(),
            Source::Nonce => "the nonce".to_owned(),
            Source::Token => "the token".to_owned(),
            Source::SignedHeaderNames => "the names of the signed headers".to_owned(),
            Source::Credential(index) => {
                format!("the `{}`", self.api.credentials.get(index).copied().unwrap_or_default())
            }
            Source::Step(index) => format!("`{}`", step(index)),
            Source::Header(name) => format!("the header `{name}`"),
            Source::Member(name) => format!("the member `{name}`"),
            Source::Text("") => "its empty line".to_owned(),
            Source::Text(text) => format!("`{text}`"),
        }
    }
}

/// Hex for Base64 and the like.
fn pipelines(name: &str, source: Source, transforms: &'static [Transform]) -> Vec<Other> {
    use Transform::{Base64, Hex, HmacSha256, Sha256, Upper};
    let mut others = Vec::new();
    let mut push = |head: &[Transform], tail: &[Transform], text: String| {
        let transforms = lasting([head, tail].concat());
        others.push((Expression::Pipeline(source, transforms), text));
    };
    if let Some(at) = transforms.iter().position(|transform| *transform == Hex) {
        let text = format!("`{name}` with its hex text in upper case");
        push(&transforms[..=at], &[&[Upper], &transforms[at + 1..]].concat(), text);
    }
    match transforms {
        [head @ .., Hex, Base64] => {
            push(head, &[Base64], format!("`{name}` as Base64 of the bytes and not of their hex text"));
            push(head, &[Hex], format!("`{name}` as hex text and not as Base64 of it"));
        }
        [head @ .., Base64] => {
            push(head, &[Hex, Base64], format!("`{name}` as Base64 of the hex text and not of the bytes"));
            push(head, &[Hex], format!("`{name}` as hex text and not as Base64"));
        }
        [head @ .., Hex] => {
            push(head, &[Base64], format!("`{name}` as Base64 and not as hex text"));
            push(head, &[Hex, Base64], format!("`{name}` as Base64 of the hex text"));
        }
        _ => {}
    }
    if let Some(at) = transforms.iter().position(|transform| matches!(transform, HmacSha256(_))) {
        let text = format!("`{name}` as a plain SHA-256 without a key");
        push(&transforms[..at], &[&[Sha256], &transforms[at + 1..]].concat(), text);
    }
    others
}

/// Header lines left out, in another order, in lower case.
fn header_lines(of: &'static [&'static str], extra: Extra) -> Vec<Other> {
    let mut others = vec![(Expression::Lines(&[]), "a text to sign without its header lines".to_owned())];
    if of.is_empty() {
        return others;
    }
    let with = |names: Vec<&'static str>| Expression::HeaderLines { of: lasting(names), extra };
    for left in of {
        let names = of.iter().copied().filter(|name| name != left).collect();
        others.push((with(names), format!("a text to sign without the line of the header `{left}`")));
    }
    let mut sorted = of.to_vec();
    sorted.sort_unstable();
    let lines = |names: &[&'static str], spelt: fn(&str) -> String| {
        let line = |name: &&'static str| {
            let head: &'static str = Box::leak(format!("{}:", spelt(name)).into_boxed_str());
            [Source::Text(head), Source::Header(name), Source::Text("\n")]
        };
        names.iter().flat_map(line).collect::<Vec<_>>()
    };
    let joined = |of: Vec<Source>| Expression::Join("", lasting(of));
    let lower = joined(lines(&sorted, str::to_ascii_lowercase));
    others.push((lower, "header lines whose names are in lower case".to_owned()));
    let mut without_end = lines(&sorted, str::to_owned);
    without_end.pop();
    others.push((joined(without_end), "no line feed behind the last header line".to_owned()));
    for order in orders(&sorted).into_iter().filter(|order| *order != sorted) {
        let text = format!("header lines in the order {}, which is not sorted", order.join(", "));
        others.push((joined(lines(&order, str::to_owned)), text));
    }
    others
}

/// All orders of a few names; of many none but the reverse.
fn orders(names: &[&'static str]) -> Vec<Vec<&'static str>> {
    match names {
        [] => vec![Vec::new()],
        _ if names.len() > 4 => vec![names.iter().rev().copied().collect()],
        _ => {
            let with_first = |first: usize| {
                let mut rest = names.to_vec();
                let name = rest.remove(first);
                orders(&rest).into_iter().map(move |order| [&[name], &*order].concat())
            };
            (0..names.len()).flat_map(with_first).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::gateway;
    use crate::pretend;

    #[track_caller]
    fn check(api: &'static Api, expected: &[&str]) {
        let signing = api.signing.as_ref().expect("it signs");
        let texts: Vec<_> = of(api, signing).iter().map(|twist| twist.text.as_str()).collect();
        for text in expected {
            assert!(texts.contains(text), "`{text}` is not among {texts:#?}");
        }
    }

    #[test]
    fn each_place_of_a_recipe_can_be_mistaken() {
        let expected = [
            "`body_md5` with its hex text in upper case",
            "a text to sign without the token",
            "the time in seconds and not in milliseconds",
            "values without `_` between them",
            "`signature` as Base64 of the bytes and not of their hex text",
        ];
        check(&pretend::API, &expected);
        let expected = [
            "a text to sign without its empty line",
            "header lines in the order X-Time, X-Nonce, X-Key, which is not sorted",
            "`signature` as a plain SHA-256 without a key",
            "`content_md5` as Base64 of the hex text and not of the bytes",
        ];
        check(&gateway::API, &expected);
    }

    #[test]
    fn recipes_are_made_once() {
        let signing = pretend::API.signing.as_ref().expect("it signs");
        assert!(std::ptr::eq(of(&pretend::API, signing), of(&pretend::API, signing)));
    }

    #[test]
    fn orders_are_all_there_are() {
        assert_eq!(orders(&["a", "b", "c"]).len(), 6);
        assert_eq!(orders(&["a", "b", "c", "d", "e"]), [["e", "d", "c", "b", "a"]]);
    }
}
