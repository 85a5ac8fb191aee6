//! Setters: behind the member that they fill, in the words of the runtime's macros.
//!
//! In come the members of an object and its setters, out go its lines. What a setter is as a method, the macros know.

use crate::ir::{Argument, Builder, Member, Object, Setter, Setters, State, Store, Stored};

use super::constant::quoted;
use super::declared::Lines;
use super::object::field;
use super::paths::Uses;
use super::ty::type_text;

/// An object with setters of its own.
pub(super) fn render_setters(from: &Setters, uses: &Uses) -> String {
    Lines::declared("settable", uses, |lines| {
        let object = &from.object;
        lines.docs(&object.docs);
        lines.block(&format!("pub struct {}", object.name), |lines| {
            push_members(object, &Set { setters: &from.setters, of: "", states: &[] }, uses, lines);
        });
    })
}

/// What sets the members of an object.
pub(super) struct Set<'i> {
    setters: &'i [Setter],
    /// What messages call the object.
    of: &'i str,
    states: &'i [State],
}

impl<'i> Set<'i> {
    /// By a builder.
    pub(super) fn by(builder: &'i Builder) -> Self {
        Self { setters: &builder.setters, of: &builder.of, states: &builder.states }
    }

    /// The setters of a member or of those further in, and whether the first is the member's own by name.
    fn of_member(&self, member: &Member) -> (Option<&'i Setter>, &'i [Setter]) {
        let begins = |setter: &&Setter| setter.member.first() == Some(&member.name);
        let start = self.setters.iter().position(|setter| begins(&setter)).unwrap_or(self.setters.len());
        let count = self.setters[start..].iter().take_while(begins).count();
        match &self.setters[start..start + count] {
            [own, others @ ..] if own.name == member.name && own.member.len() == 1 => (Some(own), others),
            others => (None, others),
        }
    }
}

/// The members, each with its docs, its row, its type and its setters.
pub(super) fn push_members(object: &Object, by: &Set<'_>, uses: &Uses, lines: &mut Lines) {
    // A state belongs to the first setter that gives it.
    let mut stated = 0;
    for (row, member) in object.members.iter().enumerate() {
        let (own, others) = by.of_member(member);
        if let Some(own) = own {
            lines.docs(&own.docs);
        }
        lines.line(&field(row, member, uses));
        let mut start = format!("{}: {}", member.name, type_text(&member.ty, uses));
        if let Some(own) = own {
            push_need(own, by, &mut stated, lines);
            start.push_str(&format!(" = {}", stored(own, by, uses)));
        }
        if others.is_empty() {
            lines.line(&format!("{start},"));
            continue;
        }
        lines.block_to(&start, "},", |lines| {
            for setter in others {
                lines.docs(&setter.docs);
                push_need(setter, by, &mut stated, lines);
                lines.line(&format!("{} = {},", method(setter), stored(setter, by, uses)));
            }
        });
    }
}

/// `#[needs(A: UserName, "the required field `user_name` …", "call `.user_name(..)` before this")]`, or nothing.
fn push_need(setter: &Setter, by: &Set<'_>, stated: &mut usize, lines: &mut Lines) {
    if setter.gives != Some(*stated) {
        return;
    }
    let State { letter, need, setter, label } = &by.states[*stated];
    *stated += 1;
    let label = label.as_ref().map(|label| format!(" ({label})")).unwrap_or_default();
    let message = format!("the required field `{setter}`{label} of `{}` was not set", by.of);
    let help = format!("call `.{setter}(..)` before this");
    lines.line(&format!(
        "#[needs({letter}: {need}, {}, {})]",
        quoted(&escape_format(&message)),
        quoted(&help)
    ));
}

/// The compiler reads messages as format strings.
fn escape_format(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// `number_null(number)`, or `number(number of data)` for a member further in.
fn method(setter: &Setter) -> String {
    match setter.member.split_last() {
        Some((last, [])) => format!("{}({last})", setter.name),
        Some((last, outer)) => format!("{}({last} of {})", setter.name, outer.join(".")),
        None => unreachable!("lower guarantees that a setter has a member"),
    }
}

/// `Some(into Id)`, with the states of the builder afterwards: `(into Id) -> [Given, B]`.
fn stored(setter: &Setter, by: &Set<'_>, uses: &Uses) -> String {
    let value = value(setter, uses);
    let Some(given) = setter.gives else { return value };
    let state = |(at, state): (usize, &State)| {
        if at == given { uses.word("Given").to_owned() } else { state.letter.clone() }
    };
    let states: Vec<_> = by.states.iter().enumerate().map(state).collect();
    format!("{value} -> [{}]", states.join(", "))
}

fn value(setter: &Setter, uses: &Uses) -> String {
    let nullable = |variant: &str| format!("{}::{variant}", uses.word("Nullable"));
    let given = match &setter.stored {
        Stored::Plain(Argument::Into(ty)) => format!("into {}", type_text(ty, uses)),
        Stored::Plain(Argument::Exactly(ty)) => type_text(ty, uses),
        Stored::ToSeal(_) => "seal".to_owned(),
        Stored::Encrypted(_) => "sealed".to_owned(),
        Stored::Null if setter.store == Store::Option => return "null(None)".to_owned(),
        Stored::Null => return format!("null({})", nullable("Null")),
    };
    let store = match setter.store {
        Store::Bare => String::new(),
        Store::Option => "Some".to_owned(),
        Store::Nullable => nullable("Value"),
    };
    format!("{store}({given})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Direction, Docs, Type};

    fn setter(name: &str, member: &[&str], stored: Stored, store: Store, gives: Option<usize>) -> Setter {
        let member = member.iter().map(|part| (*part).to_owned()).collect();
        Setter { name: name.into(), docs: Docs::default(), member, stored, store, gives }
    }

    #[track_caller]
    fn check(stored: Stored, store: Store, expected: &str) {
        assert_eq!(value(&setter("pin", &["pin"], stored, store, None), &Uses::default()), expected);
    }

    #[test]
    fn values_are_wrapped_as_they_are_kept() {
        let into = || Argument::Into(Type::String);
        check(Stored::Plain(into()), Store::Bare, "(into String)");
        check(Stored::Plain(Argument::Exactly(Type::Bool)), Store::Option, "Some(bool)");
        check(Stored::ToSeal(into()), Store::Nullable, "Nullable::Value(seal)");
        check(Stored::Encrypted(into()), Store::Option, "Some(sealed)");
        check(Stored::Null, Store::Option, "null(None)");
        check(Stored::Null, Store::Nullable, "null(Nullable::Null)");
    }

    fn members(setters: &[Setter], states: &[State]) -> String {
        let member = |name: &str, ty: Type| Member {
            name: name.into(),
            wire: name.to_uppercase(),
            flags: Vec::new(),
            docs: Docs::default(),
            ty,
        };
        let object = Object {
            name: "Request".into(),
            docs: Docs::default(),
            direction: Direction::Request,
            members: vec![
                member("id", Type::I64.option()),
                member("kind", Type::Unit),
                member("data", Type::Object("Data".into())),
            ],
            inside: Vec::new(),
            checks: None,
        };
        let uses = Uses::default();
        let set = Set { setters, of: "account.{update}", states };
        Lines::declared("call", &uses, |lines| push_members(&object, &set, &uses, lines))
    }

    #[test]
    fn each_member_has_its_setters_and_a_state_is_named_once() {
        let state = |letter: &str, need: &str, setter: &str| State {
            letter: letter.into(),
            need: need.into(),
            setter: setter.into(),
            label: (letter == "A").then(|| "序号".into()),
        };
        let number = || Stored::Plain(Argument::Exactly(Type::I64));
        let setters = [
            setter("id", &["id"], number(), Store::Option, Some(0)),
            setter("id_null", &["id"], Stored::Null, Store::Option, Some(0)),
            setter("data", &["data", "data"], number(), Store::Bare, Some(1)),
        ];
        let states = [state("A", "Id", "id"), state("B", "Data", "data")];
        assert_eq!(
            members(&setters, &states),
            "call! {\n    #[field(0, \"ID\")]\n    \
             #[needs(A: Id, \"the required field `id` (序号) of `account.{{update}}` was not set\", \
             \"call `.id(..)` before this\")]\n    \
             id: Option<i64> = Some(i64) -> [Given, B] {\n        id_null(id) = null(None) -> [Given, B],\n    },\n    \
             #[field(1, \"KIND\")]\n    kind: (),\n    #[field(2, \"DATA\")]\n    data: Data {\n        \
             #[needs(B: Data, \"the required field `data` of `account.{{update}}` was not set\", \
             \"call `.data(..)` before this\")]\n        \
             data(data of data) = (i64) -> [A, Given],\n    },\n}\n"
        );
    }
}
