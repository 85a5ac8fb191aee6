//! `type`, `object` and `fields`: what a field or an answer holds.
//!
//! In comes a map that has these keys, out goes a [`Type`], with the objects inside it resolved too.

use super::fields::{Side, resolve_fields};
use super::named::{Sort, Taken, type_name_of};
use super::read::{Map, scalar};
use super::scope::Scope;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Enum, Object, Type};
use crate::names::Ident;
use crate::source::{Entry, Node, Span, Value};
use std::collections::BTreeSet;

const PLAIN: &[(&str, Type)] = &[
    ("string", Type::String),
    ("boolean", Type::Boolean),
    ("i32", Type::I32),
    ("i64", Type::I64),
    ("id", Type::Id),
];

/// What the fields of one operation may refer to, and the type names they have used up.
pub(super) struct Local<'s> {
    /// The API's common ground.
    pub(super) scope: &'s Scope,
    /// The operation's own enums.
    pub(super) enums: Vec<Enum>,
    /// Names of types in the operation's module.
    pub(super) types: Taken,
    /// Wire names of fields that could not be read, so that nobody is told that they do not exist.
    pub(super) unread: BTreeSet<String>,
    /// Whether all types that fields may name could be read.
    pub(super) complete: bool,
}

impl<'s> Local<'s> {
    /// Nothing of the operation is known yet.
    pub(super) fn new(scope: &'s Scope) -> Self {
        Self {
            scope,
            enums: Vec::new(),
            types: Taken::default(),
            unread: BTreeSet::new(),
            complete: scope.complete,
        }
    }

    /// The enum behind a type.
    pub(super) fn enum_of(&self, ty: &Type) -> Option<&Enum> {
        match ty {
            Type::Enum { name, shared: true } => self.scope.shared_enum(name.pascal()),
            Type::Enum { name, shared: false } => self.enums.iter().find(|own| own.name == *name),
            _ => None,
        }
    }
}

/// Reads the type of a field or an answer. `default` names an object that gives itself no name.
pub(super) fn resolve_type(
    map: &Map<'_>,
    default: Option<&str>,
    side: Side,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Type> {
    let entry = map.need("type", diagnostics)?;
    let (word, list) = match &entry.value.value {
        Value::List(items) if items.len() == 1 => (&items[0], true),
        Value::List(_) => {
            diagnostics.push(
                Diagnostic::new(Code::WrongType, entry.value.span, "a list has exactly one type")
                    .label("write `[string]`"),
            );
            return None;
        }
        _ => (&entry.value, false),
    };
    let name = scalar(word, "a type", diagnostics)?.text.as_str();
    let one = if name == "object" {
        Type::Object(Box::new(resolve_object(map, entry, default, side, local, diagnostics)?))
    } else {
        let found = resolve_type_name(name, word.span, local, diagnostics)?;
        refuse_object_keys(map, name, diagnostics);
        found
    };
    Some(if list { Type::List(Box::new(one)) } else { one })
}

fn resolve_type_name(
    name: &str,
    span: Span,
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Type> {
    if let Some((_, plain)) = PLAIN.iter().find(|(known, _)| *known == name) {
        return Some(plain.clone());
    }
    if let Some(own) = local.enums.iter().find(|own| own.name.pascal() == name) {
        return Some(Type::Enum { name: own.name.clone(), shared: false });
    }
    if let Some(shared) = local.scope.shared_enum(name) {
        return Some(Type::Enum { name: shared.name.clone(), shared: true });
    }
    if local.complete {
        let plain = PLAIN.iter().map(|(known, _)| *known).chain(["object"]);
        let enums = local.enums.iter().chain(&local.scope.enums).map(|known| known.name.pascal());
        let known: Vec<&str> = plain.chain(enums).collect();
        diagnostics.push(
            Diagnostic::new(Code::UnresolvedName, span, format!("unknown type `{name}`"))
                .label("neither a type of the language nor an enum of this API")
                .nearest(name, known),
        );
    }
    None
}

fn resolve_object(
    map: &Map<'_>,
    entry: &Entry,
    default: Option<&str>,
    side: Side,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Object> {
    let name = match map.get("object") {
        Some(node) => scalar(node, "a type name", diagnostics)
            .and_then(|given| claim_type(&given.text, node.span, local, diagnostics)),
        None => default.and_then(|pascal| claim_type(pascal, entry.key_span, local, diagnostics)),
    };
    let about = map.text("about", diagnostics);
    let fields = map.need("fields", diagnostics)?;
    refuse_empty(fields, diagnostics);
    let span = map.get("object").map_or(entry.key_span, |node| node.span);
    let fields = resolve_fields(&fields.value, side, local, diagnostics);
    if let Some(name) =
        name.as_ref().filter(|_| side != Side::Answer && fields.iter().any(|field| field.required))
    {
        claim(&format!("{}Builder", name.pascal()), name.pascal(), span, local, diagnostics);
    }
    Some(Object { name: name?, about, fields })
}

fn claim_type(
    pascal: &str,
    span: Span,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Ident> {
    let ident = type_name_of(pascal, span, Sort::Object, diagnostics)?;
    claim(pascal, pascal, span, local, diagnostics);
    Some(ident)
}

/// Claims the name of a type that is emitted for the object `written`.
fn claim(pascal: &str, written: &str, span: Span, local: &mut Local<'_>, diagnostics: &mut Diagnostics) {
    local.types.claim(pascal, written, span, diagnostics);
    if local.scope.shared_enum(pascal).is_some() {
        diagnostics.push(
            Diagnostic::new(Code::NameClash, span, format!("`{pascal}` is an enum of the glossary too"))
                .label("the same name again")
                .help("give the object another name with `object`"),
        );
    }
}

fn refuse_empty(fields: &Entry, diagnostics: &mut Diagnostics) {
    if matches!(&fields.value, Node { value: Value::Map(entries), .. } if entries.is_empty()) {
        diagnostics.push(
            Diagnostic::new(Code::EmptyValue, fields.key_span, "an object needs at least one field")
                .label("no fields"),
        );
    }
}

fn refuse_object_keys(map: &Map<'_>, name: &str, diagnostics: &mut Diagnostics) {
    for key in ["object", "fields"] {
        if let Some(entry) = map.entry(key) {
            diagnostics.push(
                Diagnostic::new(
                    Code::Contradiction,
                    entry.key_span,
                    format!("`{key}` goes with `type: object` only"),
                )
                .label(format!("the type is `{name}`")),
            );
        }
    }
}
