//! Defaults that the field itself refuses, and values of an enum that share one title.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::lint::Questions;
use crate::lint::members::Member;
use crate::lint::scene::Scene;
use crate::lint::subjects::Sort;
use crate::model::{Enum, Home, Type, WireValue};
use crate::source::{Node, Span};

/// Asks about each of them.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    for member in &scene.members {
        let Some(fault) = fault(scene, member) else { continue };
        let Some(node) = member.entry.value.get("default") else { continue };
        let asked = Diagnostic::new(
            Code::WrongDefault,
            node.span,
            format!("the default of `{}` is {fault}", member.field.name.wire),
        )
        .label("the field does not take it")
        .help("where a default is told in words, write a sentence");
        questions.ask(member.entry.value.span, asked);
    }
    for subject in scene.subjects.iter().filter(|subject| subject.sort == Sort::Enum) {
        ask_labels(subject.node, subject.name, questions);
    }
}

/// Why the default is none. A default with blanks is told in words.
fn fault(scene: &Scene<'_>, member: &Member<'_>) -> Option<String> {
    let field = member.field;
    let default = &*field.default.as_ref()?.0;
    if default.contains(char::is_whitespace) {
        return None;
    }
    let is_whole = || default.parse::<i64>().ok();
    let digits = || default.bytes().all(|byte| byte.is_ascii_digit());
    match &field.ty {
        Type::Boolean if default != "true" && default != "false" => {
            Some("neither `true` nor `false`".to_owned())
        }
        Type::I32 if default.parse::<i32>().is_err() => Some("no whole number of 32 bits".to_owned()),
        Type::I64 if is_whole().is_none() => Some("no whole number".to_owned()),
        Type::I32 | Type::I64 if field.max.is_some_and(|max| is_whole().is_some_and(|it| it > max)) => {
            Some("above `max`".to_owned())
        }
        Type::Id if !digits() || default.len() > 20 => Some("no id".to_owned()),
        Type::String if field.max_chars.is_some_and(|most| default.chars().count() > most as usize) => {
            Some("longer than `max_chars`".to_owned())
        }
        Type::String if !field.digits.is_empty() => {
            let fits = digits() && field.digits.iter().any(|count| usize::from(*count) == default.len());
            (!fits).then(|| "not in the form that `digits` wants".to_owned())
        }
        Type::Enum { .. } => {
            let known = enum_of(scene, member)?;
            let has = known.values.iter().any(|value| match &value.wire {
                WireValue::Text(text) => text == default,
                WireValue::Integer(number) => number.to_string() == *default,
            });
            (!has).then(|| format!("no value of `{}`", known.name.pascal()))
        }
        _ => None,
    }
}

fn enum_of<'a>(scene: &Scene<'a>, member: &Member<'a>) -> Option<&'a Enum> {
    let Type::Enum { name, home } = &member.field.ty else { return None };
    let of_call = || {
        let call = member.call?;
        let operation = member.group.operations.iter().find(|one| one.spec == call);
        let callback = member.group.callbacks.iter().find(|one| one.spec == call);
        operation.map(|one| &one.enums).or(callback.map(|one| &one.enums))
    };
    let all = match home {
        Home::Api => &scene.api.enums,
        Home::Group => &member.group.enums,
        Home::Call => of_call()?,
    };
    all.iter().find(|one| one.name == *name)
}

fn ask_labels(node: &Node, name: &str, questions: &mut Questions) {
    let mut known: BTreeMap<&str, (&str, Span)> = BTreeMap::new();
    for value in node.get("values").map_or(&[][..], Node::entries) {
        let Some(label) = value.value.get("label") else { continue };
        let Some(text) = label.text() else { continue };
        match known.get(text) {
            None => {
                known.insert(text, (&value.key, label.span));
            }
            Some((first, place)) => {
                let message = format!("`{}` and `{first}` of `{name}` have one label", value.key);
                let asked = Diagnostic::new(Code::OneLabelTwice, label.span, message)
                    .label("the same again")
                    .also(*place, "first here");
                questions.ask(node.span, asked);
            }
        }
    }
}
