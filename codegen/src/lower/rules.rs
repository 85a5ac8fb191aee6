//! Rules between members of a request, as sentences for the docs of its builder.

use crate::ir::{Docs, Piece};
use crate::model::{Rule, RuleKind};
use crate::names::Name;

/// Adds a list of the rules. Members that have a setter are links to it.
pub(super) fn push_rules(rules: &[Rule], setters: &[String], docs: &mut Docs) {
    docs.list("Rules:", rules.iter().map(|rule| sentence(rule, setters)).collect());
}

fn sentence(rule: &Rule, setters: &[String]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = match rule.kind {
        RuleKind::ExactlyOneOf => vec![Piece::ours("Exactly one of ")],
        RuleKind::AtLeastOneOf => vec![Piece::ours("At least one of ")],
        RuleKind::Together => Vec::new(),
    };
    let last = rule.members.len().saturating_sub(1);
    for (at, member) in rule.members.iter().enumerate() {
        match at {
            0 => {}
            at if at == last => pieces.push(Piece::ours(" and ")),
            _ => pieces.push(Piece::ours(", ")),
        }
        pieces.push(shown(member, setters));
    }
    pieces.push(Piece::ours(match rule.kind {
        RuleKind::ExactlyOneOf | RuleKind::AtLeastOneOf => " must be set.",
        RuleKind::Together => " go together: all are set or none.",
    }));
    if let Some(why) = &rule.why {
        pieces.extend([Piece::ours(" "), Piece::spec(why)]);
    }
    pieces
}

fn shown(member: &[Name], setters: &[String]) -> Piece {
    let Some(name) = member.last().map(|name| name.rust.snake()) else {
        unreachable!("resolve guarantees that rules name members")
    };
    if setters.iter().any(|setter| setter == name) {
        Piece::link(name, format!("Self::{name}"))
    } else {
        Piece::code(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Type;
    use crate::model::samples::{field, text};

    #[track_caller]
    fn check(kind: RuleKind, members: &[&str], why: Option<&str>, expected: &str) {
        let name = |wire: &&str| vec![field(wire, Type::String).done().name];
        let rule = Rule { kind, members: members.iter().map(name).collect(), why: why.map(text) };
        let mut docs = Docs::default();
        push_rules(&[rule], &["task_id".to_owned()], &mut docs);
        assert_eq!(docs.plain().last().map(String::as_str), Some(expected));
    }

    #[test]
    fn rules_are_sentences() {
        check(
            RuleKind::ExactlyOneOf,
            &["taskId", "list"],
            None,
            "- Exactly one of [`task_id`] and `list` must be set.",
        );
        check(
            RuleKind::AtLeastOneOf,
            &["a", "b", "c"],
            None,
            "- At least one of `a`, `b` and `c` must be set.",
        );
        check(
            RuleKind::Together,
            &["zlqq", "zlqz"],
            Some("They make a period."),
            "- `zlqq` and `zlqz` go together: all are set or none. They make a period.",
        );
    }
}
