//! `rules`: what holds between members of a request.
//!
//! In comes the list, out go [`Rule`]s whose members were found; they may stand in inline objects. Examples
//! are compared with them here as well.

use super::examples::mismatch;
use super::read::{Map, items, strings};
use super::types::Local;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::RULE;
use crate::model::{Field, Rule, RuleKind, Type};
use crate::names::Name;
use crate::source::{Entry, Node, Span, Value};

const KINDS: [(&str, RuleKind); 3] = [
    ("exactly_one_of", RuleKind::ExactlyOneOf),
    ("at_least_one_of", RuleKind::AtLeastOneOf),
    ("together", RuleKind::Together),
];

/// Reads the rules of an operation.
pub(super) fn resolve_rules(
    map: &Map<'_>,
    request: &[Field],
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Rule> {
    let nodes = map.get("rules").map_or(&[][..], |node| items(node, "rules", diagnostics));
    nodes.iter().filter_map(|node| resolve_rule(node, request, local, diagnostics)).collect()
}

fn resolve_rule(
    node: &Node,
    request: &[Field],
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Rule> {
    let map = Map::read(node, node.span, &RULE, diagnostics).filter(Map::is_whole)?;
    let why = map.text("why", diagnostics);
    let said: Vec<(&Entry, RuleKind)> =
        KINDS.iter().filter_map(|(key, kind)| Some((map.entry(key)?, *kind))).collect();
    let [(entry, kind)] = said[..] else {
        diagnostics.push(
            Diagnostic::new(Code::Contradiction, node.span, "a rule says one thing")
                .label("exactly one of `exactly_one_of`, `at_least_one_of` and `together`"),
        );
        return None;
    };
    let named = strings(&entry.value, "a member of the request", diagnostics);
    if named.len() < 2 && matches!(entry.value.value, Value::List(_) | Value::Scalar(_)) {
        diagnostics.push(
            Diagnostic::new(Code::EmptyValue, entry.key_span, "a rule needs at least two members")
                .label("too few"),
        );
    }
    let mut members: Vec<Vec<Name>> = Vec::new();
    for (path, span) in &named {
        let Some((names, field)) = find_path(path, *span, request, local, diagnostics) else { continue };
        if let Some(fault) = fault_of(field) {
            diagnostics.push(
                Diagnostic::new(Code::Contradiction, *span, format!("`{path}` cannot stand in a rule"))
                    .label(fault),
            );
        }
        if members.contains(&names) {
            diagnostics.push(
                Diagnostic::new(Code::Contradiction, *span, format!("`{path}` stands in the rule twice"))
                    .label("once is enough"),
            );
        }
        members.push(names);
    }
    (members.len() == named.len()).then_some(Rule { kind, members, why })
}

/// The field at a path, and the names from the request inwards; only inline objects are gone through.
pub(super) fn find_path<'f>(
    path: &str,
    span: Span,
    request: &'f [Field],
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<(Vec<Name>, &'f Field)> {
    let mut names = Vec::new();
    let (mut fields, mut rest) = (request, path);
    let field = loop {
        if let Some(field) = fields.iter().find(|field| field.name.wire == rest) {
            names.push(field.name.clone());
            break field;
        }
        let step = fields.iter().find_map(|field| {
            let rest = rest.strip_prefix(field.name.wire.as_str())?.strip_prefix('.')?;
            Some((field, rest))
        });
        match step {
            Some((Field { name, ty: Type::Object(object), inline: true, .. }, inner)) => {
                names.push(name.clone());
                (fields, rest) = (&object.fields, inner);
            }
            Some((field, _)) => {
                let wire = &field.name.wire;
                diagnostics.push(
                    Diagnostic::new(Code::UnresolvedPath, span, format!("`{wire}` is no inline object"))
                        .label("a path goes through inline objects only"),
                );
                return None;
            }
            None => {
                report_unknown(path, rest, span, fields, local, diagnostics);
                return None;
            }
        }
    };
    Some((names, field))
}

fn report_unknown(
    path: &str,
    rest: &str,
    span: Span,
    fields: &[Field],
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) {
    let first = rest.split('.').next().unwrap_or(rest);
    if local.unread.contains(rest) || local.unread.contains(first) || local.lost.get() {
        return;
    }
    diagnostics.push(
        Diagnostic::new(Code::UnresolvedName, span, format!("the request has no member `{path}`"))
            .label("a member of the request, or of an inline object as `data.taskId`")
            .nearest(first, fields.iter().map(|field| field.name.wire.as_str())),
    );
}

fn fault_of(field: &Field) -> Option<&'static str> {
    if field.required {
        Some("it is required always")
    } else if field.fixed.is_some() || field.inline {
        Some("it is sent always")
    } else {
        None
    }
}

/// Reports the rules that the request of an example breaks.
pub(super) fn check_rules(rules: &[Rule], request: &Node, diagnostics: &mut Diagnostics) {
    for rule in rules {
        let set = rule.members.iter().filter(|path| is_set(request, path)).count();
        let (holds, wanted) = match rule.kind {
            RuleKind::ExactlyOneOf => (set == 1, "exactly one"),
            RuleKind::AtLeastOneOf => (set > 0, "at least one"),
            RuleKind::Together => (set == 0 || set == rule.members.len(), "all or none"),
        };
        if !holds {
            let names: Vec<String> = rule.members.iter().map(|path| format!("`{}`", wire(path))).collect();
            mismatch(request, format!("{wanted} of {} must be there", names.join(", ")), diagnostics);
        }
    }
}

fn wire(path: &[Name]) -> String {
    path.iter().map(|name| name.wire.as_str()).collect::<Vec<_>>().join(".")
}

/// Whether an example has the member; null is nothing.
fn is_set(node: &Node, path: &[Name]) -> bool {
    match (path, &node.value) {
        ([], Value::Scalar(value)) => !(value.plain && ["null", ""].contains(&value.text.as_str())),
        ([], _) => true,
        ([first, rest @ ..], Value::Map(members)) => {
            members.iter().any(|member| member.key == first.wire && is_set(&member.value, rest))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::OPERATION;
    use crate::resolve::fields::{Side, resolve_fields};
    use crate::resolve::samples::{messages, node};
    use crate::resolve::scope::{Ground, Scope};

    const REQUEST: &str = "request: { a: { type: id }, b: { type: id }, c: { type: id, required: true }, data: { type: object, inline: true, fields: { d: { type: id } } } }\n";

    #[track_caller]
    fn check(rules: &str, example: &str, expected: &[&str]) {
        let root = node(&format!("{REQUEST}rules: {rules}\nexamples: {example}\n"));
        let (scope, ground) = (Scope { complete: true, ..Scope::default() }, Ground::default());
        let ground = Ground { complete: true, ..ground };
        let mut local = Local::new(&scope, &ground);
        let mut diagnostics = Diagnostics::default();
        let map = Map::of_file(&root, &OPERATION, &mut diagnostics).expect("a map");
        let all = crate::resolve::sets::members_of(&map, "request", &local, &mut diagnostics);
        let request =
            resolve_fields(&all, Side::Request(crate::model::Place::Body), &mut local, &mut diagnostics);
        let rules = resolve_rules(&map, &request, &local, &mut diagnostics);
        check_rules(&rules, map.get("examples").expect("an example"), &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn members_of_a_rule_exist_and_are_optional() {
        check("[{ together: [a, data.d] }]", "{}", &[]);
        check("[{ together: [a, e] }]", "{}", &["the request has no member `e`"]);
        check("[{ together: [a, data.e] }]", "{}", &["the request has no member `data.e`"]);
        check("[{ together: [a, c] }]", "{}", &["`c` cannot stand in a rule"]);
        check("[{ together: [a, data] }]", "{}", &["`data` cannot stand in a rule"]);
        check("[{ together: [a, b.c] }]", "{}", &["`b` is no inline object"]);
        check("[{ together: [a, a] }]", "{}", &["`a` stands in the rule twice"]);
        check("[{ together: [a] }]", "{}", &["a rule needs at least two members"]);
        check("[{ why: So. }]", "{}", &["a rule says one thing"]);
    }

    #[test]
    fn examples_keep_the_rules() {
        check("[{ exactly_one_of: [a, b] }]", "{ a: 1 }", &[]);
        check("[{ exactly_one_of: [a, b] }]", "{ a: 1, b: 2 }", &["exactly one of `a`, `b` must be there"]);
        check("[{ at_least_one_of: [a, data.d] }]", "{ data: { d: 1 } }", &[]);
        check(
            "[{ at_least_one_of: [a, data.d] }]",
            "{ a: null }",
            &["at least one of `a`, `data.d` must be there"],
        );
        check("[{ together: [a, b] }]", "{ b: 2 }", &["all or none of `a`, `b` must be there"]);
    }
}
