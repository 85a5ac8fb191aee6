//! What the client checks before it sends: limits of fields, and rules between them.
//!
//! In come fields and rules, out go flags of rows and the mark of a request. One that has no limit anywhere has no mark,
//! and the client does not look at it.

use crate::ir::{Check, Constant, Flag};
use crate::model::{Condition, Field, Group, Object, Operation, RuleKind, Type};
use crate::names::Name;

/// Adds the flags for what the client checks of one member.
pub(super) fn push_limits(field: &Field, with: &mut Vec<Flag>) {
    if let Some(most) = field.max_chars {
        with.push(("max_chars", vec![Constant::Number(most.into())]));
    }
    if !field.digits.is_empty() {
        let counts = field.digits.iter().map(|count| Constant::Number((*count).into())).collect();
        with.push(("digits", vec![Constant::List(counts)]));
    }
    if let Some(format) = &field.format {
        with.push(("format", vec![Constant::text(format.to_string())]));
    }
    if let Some(most) = field.max_items {
        with.push(("max_items", vec![Constant::Number(most.into())]));
    }
    if let Some(most) = field.max {
        with.push(("max", vec![Constant::Number(most)]));
    }
    if !field.required_when.is_empty() {
        with.push(("required_when", vec![conditions(&field.required_when)]));
    }
}

/// One row for each sibling, in the order of the spec.
fn conditions(conditions: &[Condition]) -> Constant {
    let mut rows: Vec<(&str, Vec<&String>)> = Vec::new();
    for condition in conditions {
        let wire = condition.field.wire.as_str();
        match rows.iter_mut().find(|(known, _)| *known == wire) {
            Some((_, values)) => values.push(&condition.is),
            None => rows.push((wire, vec![&condition.is])),
        }
    }
    let row = |(wire, values): (&str, Vec<&String>)| {
        Constant::Tuple(vec![Constant::text(wire), Constant::texts(values)])
    };
    Constant::List(rows.into_iter().map(row).collect())
}

/// The mark of a request, if there is something to check: its rules, perhaps none.
pub(super) fn lower_checks(group: &Group, operation: &Operation) -> Option<Vec<Check>> {
    let mut seen = Vec::new();
    let is_checked = !operation.rules.is_empty() || have_limits(&operation.request, group, &mut seen);
    is_checked.then(|| operation.rules.iter().map(lower_rule).collect())
}

fn lower_rule(rule: &crate::model::Rule) -> Check {
    let name = match rule.kind {
        RuleKind::ExactlyOneOf => "exactly_one_of",
        RuleKind::AtLeastOneOf => "at_least_one_of",
        RuleKind::Together => "together",
    };
    (name, rule.members.iter().map(|path| wire_path(path)).collect())
}

/// `data.taskId`
pub(super) fn wire_path(path: &[Name]) -> String {
    path.iter().map(|name| name.wire.as_str()).collect::<Vec<_>>().join(".")
}

/// Whether a member or one further in has a limit. A shared object may hold itself; each is looked at once.
fn have_limits<'m>(fields: &'m [Field], group: &'m Group, seen: &mut Vec<&'m Object>) -> bool {
    fields.iter().filter(|field| field.fixed.is_none()).any(|field| {
        let mut flags = Vec::new();
        push_limits(field, &mut flags);
        !flags.is_empty() || has_limits(&field.ty, group, seen)
    })
}

fn has_limits<'m>(ty: &'m Type, group: &'m Group, seen: &mut Vec<&'m Object>) -> bool {
    match ty {
        Type::Object(object) => have_limits(&object.fields, group, seen),
        Type::List(item) => has_limits(item, group, seen),
        Type::Shared(name) => {
            let shared =
                group.objects.iter().map(|shared| &shared.object).find(|object| object.name == *name);
            let object = shared.filter(|object| !seen.iter().any(|known| known.name == object.name));
            object.is_some_and(|object| {
                seen.push(object);
                have_limits(&object.fields, group, seen)
            })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{FieldSample, api, field, list_of, object, operation, text};
    use crate::model::{Fixed, ObjectSide, Rule, SharedObject};
    use crate::names::Ident;

    fn limited(ty: Type) -> FieldSample {
        field("x", ty)
    }

    #[track_caller]
    fn check_flag(change: fn(&mut Field), expected: Flag) {
        let (mut sample, mut flags) = (limited(Type::String).done(), Vec::new());
        change(&mut sample);
        push_limits(&sample, &mut flags);
        assert_eq!(flags, [expected]);
    }

    #[test]
    fn each_limit_has_its_flag() {
        check_flag(|field| field.max_chars = Some(20), ("max_chars", vec![Constant::Number(20)]));
        check_flag(|field| field.max_items = Some(50), ("max_items", vec![Constant::Number(50)]));
        check_flag(|field| field.max = Some(-1), ("max", vec![Constant::Number(-1)]));
        check_flag(|field| field.format = Some(text("yyyy")), ("format", vec![Constant::text("yyyy")]));
        let counts = Constant::List(vec![Constant::Number(8), Constant::Number(20)]);
        let mut flags = Vec::new();
        let mut digits = limited(Type::String).done();
        digits.digits = vec![8, 20];
        push_limits(&digits, &mut flags);
        assert_eq!(flags, [("digits", vec![counts])]);
    }

    #[test]
    fn conditions_stand_by_sibling() {
        let field =
            limited(Type::String).required_when("a", "1").required_when("b", "2").required_when("a", "3");
        let mut flags = Vec::new();
        push_limits(&field.done(), &mut flags);
        let row = |wire: &str, values: &[&str]| {
            let values = values.iter().map(|value| Constant::text(*value)).collect();
            Constant::Tuple(vec![Constant::text(wire), Constant::List(values)])
        };
        let rows = Constant::List(vec![row("a", &["1", "3"]), row("b", &["2"])]);
        assert_eq!(flags, [("required_when", vec![rows])]);
    }

    #[track_caller]
    fn check(fields: Vec<Field>, rules: Vec<Rule>, expected: Option<Vec<Check>>) {
        let mut api = api().operation("account", operation("update")).done();
        let mut inner = limited(Type::String).done();
        inner.max_chars = Some(1);
        let name = || Ident::from_pascal("Row").expect("a name in PascalCase");
        let again = field("rows", list_of(Type::Shared(name()))).done();
        let object = Object { name: name(), about: None, fields: vec![again, inner] };
        api.first_group().objects.push(SharedObject {
            object,
            side: ObjectSide::Request,
            at: Default::default(),
        });
        let mut call = operation("update").done();
        (call.request, call.rules) = (fields, rules);
        assert_eq!(lower_checks(&api.groups[0], &call), expected);
    }

    #[test]
    fn a_request_is_marked_for_what_stands_anywhere_in_it() {
        let row = || list_of(Type::Shared(Ident::from_pascal("Row").expect("a name in PascalCase")));
        check(vec![limited(Type::String).done()], vec![], None);
        check(vec![limited(row()).done()], vec![], Some(vec![]));
        let sample = || limited(Type::String).required_when("a", "1");
        check(vec![limited(object("Data", [sample()])).done()], vec![], Some(vec![]));
        let mut fixed = sample().done();
        fixed.fixed = Some(Fixed::Text("1".into()));
        check(vec![fixed], vec![], None);
    }

    #[test]
    fn rules_name_members_by_their_way() {
        let (data, id) = (limited(Type::String).done().name, field("taskId", Type::Id).done().name);
        let members = vec![vec![data.clone(), id], vec![data]];
        let rule = Rule { kind: RuleKind::ExactlyOneOf, members, why: None };
        let expected = ("exactly_one_of", vec!["x.taskId".to_owned(), "x".to_owned()]);
        check(vec![], vec![rule], Some(vec![expected]));
    }
}
