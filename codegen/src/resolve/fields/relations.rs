//! What fields of one object say of each other: conditions, other names, other places.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Condition, EnumValue, Field, Inside, Type, WireValue};
use crate::names::Name;
use crate::resolve::read::{entries, strings};
use crate::resolve::types::Local;
use crate::source::{Entry, Node, Span, Value};

/// Fills `required_when` and `also_inside`, and checks `also`. `all` holds the entries of fields that could
/// not be read as well, so that nobody is told that they do not exist.
pub(super) fn resolve_relations(
    read: &mut [(&Entry, Field)],
    all: &[Entry],
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) {
    let fields: Vec<Field> = read.iter().map(|(_, field)| field.clone()).collect();
    for (entry, field) in read {
        if let Some(node) = key(entry, "required_when") {
            field.required_when = resolve_conditions(node, &fields, all, local, diagnostics);
        }
        if let Some(node) = key(entry, "also_inside") {
            field.inside = resolve_inside(node, field, &fields, all, diagnostics);
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
    all: &[Entry],
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for entry in entries(node, "values of other fields", diagnostics).unwrap_or(&[]) {
        let other = find_sibling(&entry.key, entry.key_span, fields, all, diagnostics);
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
    // An enum without values could not be read.
    if let Some(values) = local.enum_of(&other.ty).map(|found| &found.values).filter(|all| !all.is_empty()) {
        variant = values.iter().find(|value| wire_text(value) == is).map(|value| value.name.clone());
        if variant.is_none() {
            let known: Vec<String> = values.iter().map(wire_text).collect();
            diagnostics.push(
                Diagnostic::new(Code::NotOneOf, span, format!("`{is}` is no value of `{}`", other.name.wire))
                    .label("this condition can never hold")
                    .nearest(is, known.iter().map(String::as_str)),
            );
        }
    } else if matches!(other.ty, Type::Boolean) && !["true", "false"].contains(&is) {
        diagnostics.push(
            Diagnostic::new(Code::NotOneOf, span, format!("`{is}` is no value of `{}`", other.name.wire))
                .label("`true` or `false`"),
        );
    }
    Condition { field: name, is: is.to_owned(), variant }
}

/// A value of an enum as text.
fn wire_text(value: &EnumValue) -> String {
    match &value.wire {
        WireValue::Text(text) => text.clone(),
        WireValue::Integer(number) => number.to_string(),
    }
}

fn find_sibling<'f>(
    wire: &str,
    span: Span,
    fields: &'f [Field],
    all: &[Entry],
    diagnostics: &mut Diagnostics,
) -> Option<&'f Field> {
    let found = fields.iter().find(|field| field.name.wire == wire);
    if found.is_none() && !all.iter().any(|entry| entry.key == wire) {
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
    all: &[Entry],
    diagnostics: &mut Diagnostics,
) -> Vec<Inside> {
    if matches!(field.ty, Type::Object(_) | Type::List(_)) {
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
        let Some(sibling) = find_sibling(within, span, fields, all, diagnostics) else {
            // Examples may hold it there all the same.
            inside.push(here);
            continue;
        };
        match &sibling.ty {
            Type::Object(object) if object.fields.iter().any(|own| own.name.wire == wire) => diagnostics
                .push(
                    Diagnostic::new(
                        Code::Contradiction,
                        span,
                        format!("`{within}` has a field `{wire}` of its own"),
                    )
                    .label("it cannot be this one too"),
                ),
            Type::Object(_) => inside.push(here),
            _ => diagnostics.push(
                Diagnostic::new(Code::UnresolvedPath, span, format!("`{within}` is no object"))
                    .label("nothing can stand inside it"),
            ),
        }
    }
    inside
}

fn check_also(node: &Node, field: &Field, fields: &[Field], diagnostics: &mut Diagnostics) {
    let before = fields.split(|other| other.name == field.name).next().unwrap_or_default();
    for (name, span) in strings(node, "a wire name", diagnostics) {
        if name == field.name.wire {
            diagnostics.push(
                Diagnostic::new(Code::NeedlessCorrection, span, format!("`{name}` is its name anyway"))
                    .label("changes nothing"),
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
