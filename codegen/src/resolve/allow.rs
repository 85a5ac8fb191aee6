//! `allow`: what an author lets stand though a rule asks about it, and why.
//!
//! In comes the list beside a subject; what is wrong with its form is reported. Whether it silences anything is
//! for `lint` to say, which reads the same list.

use super::read::{Map, items, scalar};
use crate::date::Date;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::ALLOWED;
use crate::source::Node;

/// The key of the list.
pub(super) const ALLOW: &str = "allow";

/// Reports what is wrong with the list.
pub(super) fn check_allow(node: &Node, diagnostics: &mut Diagnostics) {
    let before = diagnostics.len();
    let all = items(node, "rules that are allowed", diagnostics);
    if all.is_empty() && diagnostics.len() == before {
        diagnostics.push(
            Diagnostic::new(Code::EmptyValue, node.span, "nothing is allowed here")
                .label("leave `allow` out"),
        );
    }
    let mut known = Vec::new();
    for item in all {
        let Some(map) = Map::read(item, item.span, &ALLOWED, diagnostics) else { continue };
        map.need_text("why", diagnostics);
        check_until(&map, diagnostics);
        let Some(rule) = map.need("rule", diagnostics) else { continue };
        let Some(code) = rule_of(&rule.value, diagnostics) else { continue };
        if known.contains(&code) {
            let message = format!("`{}` is allowed here twice", code.number());
            diagnostics
                .push(Diagnostic::new(Code::DuplicateKey, rule.value.span, message).label("a second time"));
        }
        known.push(code);
    }
}

fn rule_of(node: &Node, diagnostics: &mut Diagnostics) -> Option<Code> {
    let written = scalar(node, "the number of a rule", diagnostics)?;
    let allowable = || Code::ALL.iter().copied().filter(|code| code.may_be_allowed());
    let found = allowable().find(|code| code.number() == written.text);
    if found.is_none() {
        let exists = Code::ALL.iter().any(|code| code.number() == written.text);
        let label = if exists { "nobody may allow this one" } else { "there is no such rule" };
        diagnostics.push(
            Diagnostic::new(
                Code::NotOneOf,
                node.span,
                format!("`{}` is no rule that may be allowed", written.text),
            )
            .label(label)
            .help("`cargo xtask explain` lists all rules; those that begin with `L` may be allowed"),
        );
    }
    found
}

fn check_until(map: &Map<'_>, diagnostics: &mut Diagnostics) {
    let Some(node) = map.get("until") else { return };
    let Some(day) = scalar(node, "a day", diagnostics) else { return };
    if Date::parse(&day.text).is_none() {
        diagnostics.push(
            Diagnostic::new(Code::WrongType, node.span, format!("`{}` is no day", day.text))
                .label("not a day")
                .help("write `until: 2027-03-31`"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::samples::{messages, node};

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) {
        let mut diagnostics = Diagnostics::default();
        check_allow(&node(yaml), &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn a_rule_is_allowed_with_a_reason() {
        check("- { rule: L0501, why: It is public. }\n", &[]);
        check("- { rule: L0501, why: It is public., until: 2027-03-31 }\n", &[]);
        check("- { rule: L0501 }\n", &["the key `why` is missing"]);
        check("- { why: It is public. }\n", &["the key `rule` is missing"]);
        check("- L0501\n", &["expected an entry of `allow`, which is a map, found `L0501`"]);
        check("[]\n", &["nothing is allowed here"]);
        check("{ rule: L0501 }\n", &["expected a list of rules that are allowed, found a map"]);
    }

    #[test]
    fn mistakes_and_the_rules_about_allow_itself_cannot_be_allowed() {
        for number in ["S0107", "L0102", "L0103", "L9999", "l0501"] {
            check(
                &format!("- {{ rule: {number}, why: It is so. }}\n"),
                &[&format!("`{number}` is no rule that may be allowed")],
            );
        }
    }

    #[test]
    fn one_rule_is_allowed_once_and_until_a_day() {
        check(
            "- { rule: L0501, why: One. }\n- { rule: L0501, why: Two. }\n",
            &["`L0501` is allowed here twice"],
        );
        check("- { rule: L0501, why: One., until: soon }\n", &["`soon` is no day"]);
    }
}
