//! Rules about one field: keys that its side, its type or its place does not allow.

use std::fmt;

use super::Side;
use super::limits;
use super::relations::is_structured;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Field, Place, Type};
use crate::resolve::read::Map;
use crate::source::Entry;

/// Keys that say something about requests only.
const OF_REQUESTS: &[&str] =
    &["encrypt", "required_when", "default", "max_chars", "digits", "max_items", "max", "fixed", "inline"];
/// Keys that say something about what somebody sets.
const OF_SET_ONES: &[&str] = &["required", "nullable", "encrypt", "default", "required_when"];
/// Keys that say something about answers only.
const OF_ANSWERS: &[&str] = &["always_present", "also", "also_inside"];

/// Reports keys of a field that contradict each other.
pub(super) fn check_field(
    entry: &Entry,
    map: &Map<'_>,
    field: &Field,
    side: Side,
    diagnostics: &mut Diagnostics,
) {
    let (foreign, where_) = match side {
        Side::Answer => (OF_REQUESTS, "an answer"),
        Side::Request(_) | Side::Inline | Side::RequestObject => (OF_ANSWERS, "a request"),
    };
    for key in foreign {
        refuse(map, key, format_args!("`{key}` says nothing in {where_}"), diagnostics);
    }
    if !matches!(side, Side::Request(_)) {
        refuse(map, "in", format_args!("only the fields of a request itself have a place"), diagnostics);
    }
    if !matches!(field.ty, Type::String) {
        refuse(map, "encrypt", format_args!("`encrypt` needs `type: string`"), diagnostics);
    }
    if field.required {
        refuse(map, "required_when", format_args!("a required field is required always"), diagnostics);
    }
    if field.always_present && field.nullable {
        refuse(map, "nullable", format_args!("a field that is always present is never null"), diagnostics);
    }
    if field.encrypt.is_some() && field.nullable {
        refuse(map, "nullable", format_args!("an encrypted field is never null"), diagnostics);
    }
    if map.entry("fixed").is_some() && side != Side::Answer {
        check_fixed(map, diagnostics);
    }
    if field.inline {
        check_inline(map, field, side, diagnostics);
    }
    check_place(entry, map, field, diagnostics);
    if field.name.wire.trim().is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::EmptyValue, entry.key_span, "a wire name is missing")
                .label("nothing stands here"),
        );
    }
}

/// What is always sent with one value has no other rules.
fn check_fixed(map: &Map<'_>, diagnostics: &mut Diagnostics) {
    for key in OF_SET_ONES.iter().chain(limits::KEYS) {
        refuse(map, key, format_args!("`{key}` says nothing beside `fixed`"), diagnostics);
    }
}

/// An object whose fields are set on the builder itself.
fn check_inline(map: &Map<'_>, field: &Field, side: Side, diagnostics: &mut Diagnostics) {
    if !matches!(side, Side::Request(_) | Side::Inline | Side::Answer) {
        let message = "only the request itself and an inline object of it have inline objects";
        refuse(map, "inline", format_args!("{message}"), diagnostics);
    }
    if !matches!(field.ty, Type::Object(_)) {
        refuse(
            map,
            "inline",
            format_args!("`inline` needs `type: object` with fields of its own"),
            diagnostics,
        );
    }
    for key in ["required", "required_when", "nullable", "sensitive"] {
        refuse(map, key, format_args!("`{key}` says nothing beside `inline`"), diagnostics);
    }
}

/// Outside the body a field is one plain value, or several in one text.
fn check_place(entry: &Entry, map: &Map<'_>, field: &Field, diagnostics: &mut Diagnostics) {
    if field.place == Place::Body {
        return;
    }
    let is_form = matches!(field.place, Place::Form | Place::Part);
    if is_structured(&field.ty) && field.joined.is_none() && !(is_form && field.text_of.is_some()) {
        let message = if is_form {
            "in a form a field is one plain value, a joined list or a document as text"
        } else {
            "outside the body a field is one plain value"
        };
        refuse(map, "type", format_args!("{message}"), diagnostics);
    }
    let body = if is_form { "a body of JSON" } else { "the body" };
    refuse(map, "encrypt", format_args!("only fields of {body} are encrypted"), diagnostics);
    if field.nullable {
        refuse(map, "nullable", format_args!("only fields of {body} can be null"), diagnostics);
    }
    if field.place == Place::Path && !field.required && field.fixed.is_none() {
        diagnostics.push(
            Diagnostic::new(
                Code::PathParameters,
                entry.key_span,
                format!("the path parameter `{}` must be `required`", entry.key),
            )
            .label("without it there is no path"),
        );
    }
    if field.place == Place::Header {
        check_header_name(entry, diagnostics);
    }
}

/// Headers that the connection itself sets.
const OF_CONNECTION: &[&str] =
    &["connection", "content-length", "host", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"];

/// Reports a key that cannot be the name of a header of ours.
pub(in crate::resolve) fn check_header_name(entry: &Entry, diagnostics: &mut Diagnostics) {
    let lower = entry.key.to_ascii_lowercase();
    if !is_header_name(&entry.key) {
        diagnostics.push(
            Diagnostic::new(
                Code::NotAName,
                entry.key_span,
                format!("`{}` is no name of a header", entry.key),
            )
            .label("letters, digits and `-_.` only"),
        );
    } else if OF_CONNECTION.contains(&lower.as_str()) {
        diagnostics.push(
            Diagnostic::new(
                Code::ReservedName,
                entry.key_span,
                format!("the header `{}` belongs to the connection", entry.key),
            )
            .label("the transport sets it"),
        );
    }
}

fn is_header_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// The message is put together only where it is said: most fields have none of these keys.
fn refuse(map: &Map<'_>, key: &str, message: fmt::Arguments<'_>, diagnostics: &mut Diagnostics) {
    if let Some(entry) = map.entry(key) {
        let message = message.to_string();
        diagnostics.push(Diagnostic::new(Code::Contradiction, entry.key_span, message).label("not here"));
    }
}
