//! What fields of one object say of each other: conditions, other names, other places.

use super::form::find_value;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Fix};
use crate::model::{Condition, Field, Inside, Type};
use crate::names::Name;
use crate::resolve::read::{entries, strings};
use crate::resolve::types::Local;
use crate::source::{Entry, Node, Span, Value};

/// Fills `required_when` and `also_inside`, and checks `also`. `all` holds the entries of fields that could
/// not be read as well, so that nobody is told that they do not exist.
pub(super) fn resolve_relations(
    read: &mut [(&Entry, Field)],
    all: &[&Entry],
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) {
    let fields: Vec<Field> = read.iter().map(|(_, field)| field.clone()).collect();
    for (entry, field) in read {
        if let Some(node) = key(entry, "required_when") {
            field.required_when = resolve_conditions(node, &fields, all, local, diagnostics);
        }
        if let Some(node) = key(entry, "also_inside") {
            field.inside = resolve_inside(node, field, &fields, all, local, diagnostics);
        }
        if let Some(node) = key(entry, "also") {
            check_also(node, field, &fields, diagnostics);
        }
    }
}

fn key<'a>(entry: &'a Entry, key: &str) -> Option<&'a Node> {
    match &entry.value.value {
        Value::Map(entries) => entries.iter().find(|found| found.key == key).map(|found| &found.value),
        _ => None,
    }
}

fn resolve_conditions(
    node: &Node,
    fields: &[Field],
    all: &[&Entry],
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for entry in entries(node, "values of other fields", diagnostics).unwrap_or(&[]) {
        let other = find_sibling(&entry.key, entry.key_span, fields, all, local, diagnostics);
        for (value, span) in strings(&entry.value, "a value", diagnostics) {
            if let Some(other) = other {
                conditions.push(resolve_condition(other, value, span, local, diagnostics));
            }
        }
    }
    conditions
}

fn resolve_condition(
    other: &Field,
    is: &str,
    span: Span,
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Condition {
    let name = Name { wire: other.name.wire.clone(), rust: other.name.rust.clone() };
    let mut variant = None;
    if let Some(known) = local.enum_of(&other.ty) {
        variant = find_value(known, is, span, &other.name.wire, diagnostics);
    } else if matches!(other.ty, Type::Boolean) && !["true", "false"].contains(&is) {
        diagnostics.push(
            Diagnostic::new(Code::NotOneOf, span, format!("`{is}` is no value of `{}`", other.name.wire))
                .label("`true` or `false`"),
        );
    }
    Condition { field: name, is: is.to_owned(), variant }
}

fn find_sibling<'f>(
    wire: &str,
    span: Span,
    fields: &'f [Field],
    all: &[&Entry],
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<&'f Field> {
    let found = fields.iter().find(|field| field.name.wire == wire);
    if found.is_none() && !local.lost.get() && !all.iter().any(|entry| entry.key == wire) {
        diagnostics.push(
            Diagnostic::new(
                Code::UnresolvedName,
                span,
                format!("there is no field `{wire}` beside this one"),
            )
            .label("not a field of the same object")
            .nearest(wire, fields.iter().map(|field| field.name.wire.as_str())),
        );
    }
    found
}

fn resolve_inside(
    node: &Node,
    field: &Field,
    fields: &[Field],
    all: &[&Entry],
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Inside> {
    if is_structured(&field.ty) {
        diagnostics.push(
            Diagnostic::new(Code::Contradiction, node.span, "`also_inside` needs one plain value")
                .label("not here"),
        );
    }
    let mut inside = Vec::new();
    for (path, span) in strings(node, "a path", diagnostics) {
        let Some((within, wire)) = path.split_once('.') else {
            diagnostics.push(
                Diagnostic::new(Code::UnresolvedPath, span, format!("`{path}` is no path"))
                    .label("write `<field beside this one>.<member>`"),
            );
            continue;
        };
        let here = Inside { within: within.to_owned(), wire: wire.to_owned() };
        let Some(sibling) = find_sibling(within, span, fields, all, local, diagnostics) else {
            // Examples may hold it there all the same.
            inside.push(here);
            continue;
        };
        match members(&sibling.ty, local) {
            Some(own) if own.contains(&wire) => diagnostics.push(
                Diagnostic::new(
                    Code::Contradiction,
                    span,
                    format!("`{within}` has a field `{wire}` of its own"),
                )
                .label("it cannot be this one too"),
            ),
            Some(_) => inside.push(here),
            None => diagnostics.push(
                Diagnostic::new(Code::UnresolvedPath, span, format!("`{within}` is no object"))
                    .label("nothing can stand inside it"),
            ),
        }
    }
    inside
}

/// Whether a type is more than one plain value.
pub(in crate::resolve) fn is_structured(ty: &Type) -> bool {
    matches!(ty, Type::Object(_) | Type::Shared(_) | Type::OneOf(_) | Type::Any | Type::List(_))
}

/// The wire names of an object's members.
fn members<'t>(ty: &'t Type, local: &Local<'t>) -> Option<Vec<&'t str>> {
    match ty {
        Type::Object(object) => Some(object.fields.iter().map(|field| field.name.wire.as_str()).collect()),
        Type::Shared(name) => {
            let members = local.ground.objects.members(name.pascal(), local).unwrap_or_default();
            Some(members.into_iter().map(|entry| entry.key.as_str()).collect())
        }
        _ => None,
    }
}

fn check_also(node: &Node, field: &Field, fields: &[Field], diagnostics: &mut Diagnostics) {
    let before = fields.split(|other| other.name == field.name).next().unwrap_or_default();
    for (name, span) in strings(node, "a wire name", diagnostics) {
        if name == field.name.wire {
            diagnostics.push(
                Diagnostic::new(Code::NeedlessCorrection, span, format!("`{name}` is its name anyway"))
                    .label("changes nothing")
                    .fix(Fix::Remove(span)),
            );
        } else if let Some(other) = fields.iter().find(|other| other.name.wire == name) {
            diagnostics.push(
                Diagnostic::new(Code::Contradiction, span, format!("`{name}` is a field of its own"))
                    .label(format!("the one that Rust calls `{}`", other.name.rust.snake())),
            );
        } else if let Some(other) = before.iter().find(|other| other.also.iter().any(|also| also == name)) {
            diagnostics.push(
                Diagnostic::new(Code::Contradiction, span, format!("`{name}` is another name of two fields"))
                    .label(format!("of `{}` as well", other.name.wire)),
            );
        }
    }
}
