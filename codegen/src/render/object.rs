//! Structs that a macro of the runtime makes models of: each member has its row of the table above it.

use crate::ir::{Check, Direction, Inside, Member, Object};

use super::constant::{constant_text, quoted};
use super::declared::Lines;
use super::paths::Uses;
use super::ty::type_text;

/// The struct, declared by the macro for its direction.
pub(super) fn render_object(object: &Object, uses: &Uses) -> String {
    let (by, visible, member_visible) = match object.direction {
        Direction::Request => ("request", "", ""),
        Direction::InRequest => ("part", "pub ", ""),
        Direction::Answer => ("answer", "pub ", "pub "),
    };
    Lines::declared(by, uses, |lines| {
        push_inside(&object.inside, lines);
        push_checks(object, lines);
        lines.docs(&object.docs);
        lines.block(&format!("{visible}struct {}", object.name), |lines| {
            for (row, member) in object.members.iter().enumerate() {
                lines.docs(&member.docs);
                lines.line(&field(row, member, uses));
                lines.line(&format!("{member_visible}{}: {},", member.name, type_text(&member.ty, uses)));
            }
        });
    })
}

/// `#[field(0, "aggOrgId", required)]`
pub(super) fn field(row: usize, member: &Member, uses: &Uses) -> String {
    let mut text = format!("#[field({row}, {}", quoted(&member.wire));
    for (flag, values) in &member.flags {
        let values: Vec<_> = values.iter().map(|value| constant_text(value, uses)).collect();
        text.push_str(", ");
        text.push_str(flag);
        if !values.is_empty() {
            text.push_str(&format!("({})", values.join(", ")));
        }
    }
    text + ")]"
}

/// `#[inside((1, 0, "accountId"))]`, or nothing.
fn push_inside(inside: &[Inside], lines: &mut Lines) {
    if inside.is_empty() {
        return;
    }
    let places = inside
        .iter()
        .map(|Inside { member, within, wire }| format!("({member}, {within}, {})", quoted(wire)));
    lines.line(&format!("#[inside({})]", places.collect::<Vec<_>>().join(", ")));
}

/// `#[checked(exactly_one_of("a", "b.c"))]`, `#[checked]`, or nothing.
pub(super) fn push_checks(object: &Object, lines: &mut Lines) {
    match object.checks.as_deref() {
        None => {}
        Some([]) => lines.line("#[checked]"),
        Some(rules) => {
            let rule = |(rule, members): &Check| {
                let members: Vec<_> = members.iter().map(|member| quoted(member)).collect();
                format!("{rule}({})", members.join(", "))
            };
            let rules: Vec<_> = rules.iter().map(rule).collect();
            lines.line(&format!("#[checked({})]", rules.join(", ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Constant, Docs, Flag, Type};

    fn member(name: &str, flags: Vec<Flag>) -> Member {
        Member { name: name.into(), wire: name.to_uppercase(), flags, docs: Docs::default(), ty: Type::Bool }
    }

    fn object(direction: Direction) -> Object {
        let members = vec![
            member("a", vec![]),
            member("b", vec![("required", vec![]), ("joined", vec![Constant::text(",")])]),
        ];
        let (docs, inside) = (Docs::default(), Vec::new());
        Object { name: "Thing".into(), docs, direction, members, inside, checks: None }
    }

    #[track_caller]
    fn check(object: &Object, expected: &str) {
        assert_eq!(render_object(object, &Uses::default()), expected);
    }

    #[test]
    fn the_direction_chooses_the_macro() {
        check(
            &object(Direction::Request),
            "request! {\n    struct Thing {\n        #[field(0, \"A\")]\n        a: bool,\n        \
             #[field(1, \"B\", required, joined(\",\"))]\n        b: bool,\n    }\n}\n",
        );
        check(
            &Object { docs: Docs::ours("A thing."), members: Vec::new(), ..object(Direction::InRequest) },
            "part! {\n    /// A thing.\n    pub struct Thing {\n    }\n}\n",
        );
    }

    #[test]
    fn rules_stand_above_the_request() {
        let check = |rules: Option<Vec<Check>>, expected: &str| {
            let object = Object { checks: rules, ..object(Direction::Request) };
            let text = render_object(&object, &Uses::default());
            assert_eq!(text.lines().nth(1), Some(expected));
        };
        check(None, "    struct Thing {");
        check(Some(vec![]), "    #[checked]");
        let members = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        check(
            Some(vec![("together", members(&["a", "b.c"])), ("exactly_one_of", members(&["a", "d"]))]),
            "    #[checked(together(\"a\", \"b.c\"), exactly_one_of(\"a\", \"d\"))]",
        );
    }

    #[test]
    fn members_that_a_sibling_holds_stand_above_the_struct() {
        let inside = vec![Inside { member: 1, within: 0, wire: "b".into() }];
        check(
            &Object { inside, members: vec![member("a", vec![])], ..object(Direction::Answer) },
            "answer! {\n    #[inside((1, 0, \"b\"))]\n    pub struct Thing {\n        #[field(0, \"A\")]\n        \
             pub a: bool,\n    }\n}\n",
        );
    }
}
