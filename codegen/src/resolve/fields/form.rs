//! `fixed`, `joined`, `text_of` with `root`, and `format`: what a value looks like on the wire.

use super::xml::is_xml_name;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::ITEMS_OF_TEXT;
use crate::model::{Enum, EnumValue, Field, Fixed, Repr, Text, TextOf, Type, WireValue};
use crate::names::Ident;
use crate::resolve::read::{Map, scalar, text, wrong_type};
use crate::resolve::types::Local;
use crate::source::{Node, Scalar, Span, Value};

/// Letters of `format` that stand for a digit.
pub(in crate::resolve) const DIGITS: &str = "yMdHmsS";

/// Fills in what the keys say, as far as the type is known and allows it.
pub(super) fn resolve_form(
    map: &Map<'_>,
    ty: Option<&Type>,
    field: &mut Field,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) {
    field.format = map.get("format").and_then(|node| resolve_format(node, diagnostics));
    field.joined = map.get("joined").and_then(|node| resolve_joined(node, diagnostics));
    let Some(ty) = ty else { return };
    field.text_of = resolve_text_of(map, ty, local, diagnostics);
    field.fixed = map.get("fixed").and_then(|node| resolve_fixed(node, ty, local, diagnostics));
    let is_plain_list =
        |of: &Type| matches!(of, Type::String | Type::I32 | Type::I64 | Type::Id | Type::Enum { .. });
    if !matches!(ty, Type::List(of) if is_plain_list(of)) {
        refuse(map, "joined", "`joined` needs a list of texts, whole numbers, ids or values", diagnostics);
    }
    if !matches!(ty, Type::String) {
        refuse(map, "format", "`format` needs `type: string`", diagnostics);
    }
}

/// Reads `text_of` and `root`, for a field or an answer.
pub(in crate::resolve) fn resolve_text_of(
    map: &Map<'_>,
    ty: &Type,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<TextOf> {
    let is_xml = map.word("text_of", &ITEMS_OF_TEXT, diagnostics);
    if is_xml == Some(true) {
        let root = map.need("root", diagnostics)?;
        let name = scalar(&root.value, "the name of an element", diagnostics)?;
        if !is_xml_name(&name.text) {
            diagnostics.push(
                Diagnostic::new(
                    Code::NotForXml,
                    root.value.span,
                    format!("`{}` is no name of an element", name.text),
                )
                .label("letters, digits and `-_.` only"),
            );
        }
        if !matches!(ty, Type::Object(_) | Type::Shared(_)) {
            refuse(map, "text_of", "an XML document is an object", diagnostics);
        } else if let Some(entry) = map.entry("text_of") {
            local.xml.push((entry.value.span, ty.clone()));
        }
        return Some(TextOf::Xml { root: name.text.clone() });
    }
    if !map.is_misspelt("text_of") {
        refuse(map, "root", "`root` goes with `text_of: xml` only", diagnostics);
    }
    let holds = match ty {
        Type::List(of) => !matches!(of.as_ref(), Type::OneOf(_)),
        other => matches!(other, Type::Object(_) | Type::Shared(_)),
    };
    if is_xml.is_some() && !holds {
        refuse(map, "text_of", "the text holds an object or a list", diagnostics);
    }
    is_xml.map(|_| TextOf::Json)
}

fn refuse(map: &Map<'_>, key: &str, message: &str, diagnostics: &mut Diagnostics) {
    if let Some(entry) = map.entry(key) {
        diagnostics.push(Diagnostic::new(Code::Contradiction, entry.key_span, message).label("not here"));
    }
}

/// A separator is a text; a blank is one.
fn resolve_joined(node: &Node, diagnostics: &mut Diagnostics) -> Option<String> {
    Some(scalar(node, "the text between two values", diagnostics)?.text.clone())
}

fn resolve_format(node: &Node, diagnostics: &mut Diagnostics) -> Option<Text> {
    let format = text(node, diagnostics)?;
    if !format.0.contains(|letter| DIGITS.contains(letter)) {
        diagnostics.push(
            Diagnostic::new(Code::WrongType, node.span, format!("`{format}` is no form of a time"))
                .label("no letter of it stands for a digit")
                .help("write it as `yyyy-MM-dd HH:mm:ss`; of y M d H m s S each stands for a digit"),
        );
    }
    Some(format)
}

/// The value of a member that is always sent.
fn resolve_fixed(node: &Node, ty: &Type, local: &Local<'_>, diagnostics: &mut Diagnostics) -> Option<Fixed> {
    let Value::Scalar(value) = &node.value else {
        wrong_type(node, "the value that is always sent", diagnostics);
        return None;
    };
    let integer = || value.plain.then(|| value.text.parse::<i64>().ok()).flatten().map(Fixed::Integer);
    let (found, wanted) = match ty {
        Type::String => (text_of(value).map(Fixed::Text), "a text in quotes"),
        Type::Boolean => (boolean(value), "`true` or `false`"),
        Type::I32 => (
            integer().filter(|number| matches!(number, Fixed::Integer(it) if i32::try_from(*it).is_ok())),
            "a whole number of 32 bits",
        ),
        Type::I64 => (integer(), "a whole number of 64 bits"),
        Type::Enum { .. } => {
            let known = local.enum_of(ty)?;
            find_value(known, &value.text, node.span, known.name.pascal(), diagnostics);
            match known.repr {
                Repr::String => (Some(Fixed::Text(value.text.clone())), ""),
                Repr::Integer => return value.text.parse().ok().map(Fixed::Integer),
            }
        }
        _ => {
            diagnostics.push(
                Diagnostic::new(Code::Contradiction, node.span, "a value of this type cannot be fixed")
                    .label("only texts, booleans, whole numbers and values of enums"),
            );
            return None;
        }
    };
    if found.is_none() {
        wrong_type(node, wanted, diagnostics);
    }
    found
}

/// A text, where it is clear that it is one.
fn text_of(value: &Scalar) -> Option<String> {
    let unclear =
        value.plain && (value.text.parse::<f64>().is_ok() || matches!(value.text.as_str(), "" | "null"));
    (!unclear && boolean(value).is_none()).then(|| value.text.clone())
}

fn boolean(value: &Scalar) -> Option<Fixed> {
    match (value.plain, value.text.as_str()) {
        (true, "true") => Some(Fixed::Boolean(true)),
        (true, "false") => Some(Fixed::Boolean(false)),
        _ => None,
    }
}

/// The value of an enum that has this text on the wire. That there is none is reported; an enum without
/// values could not be read, and may have any.
pub(in crate::resolve) fn find_value(
    known: &Enum,
    wanted: &str,
    span: Span,
    of: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Ident> {
    let found = known.values.iter().find(|value| wire_text(value) == wanted);
    if found.is_none() && !known.values.is_empty() {
        let texts: Vec<String> = known.values.iter().map(wire_text).collect();
        diagnostics.push(
            Diagnostic::new(Code::NotOneOf, span, format!("`{wanted}` is no value of `{of}`"))
                .label("not one of the values of its enum")
                .nearest(wanted, texts.iter().map(String::as_str)),
        );
    }
    found.map(|value| value.name.clone())
}

/// A value of an enum as text.
fn wire_text(value: &EnumValue) -> String {
    match &value.wire {
        WireValue::Text(text) => text.clone(),
        WireValue::Integer(number) => number.to_string(),
    }
}
