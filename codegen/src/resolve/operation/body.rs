//! `body` and `answer`: what a request's body is, and whether the answer is a file.
//!
//! In comes the map of an operation, out go the place of its fields and the content types of its file.

use super::{Around, Signed};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{ANSWER, ANSWERS, BODIES};
use crate::model::{Field, Method, Place};
use crate::resolve::read::{Map, strings};
use crate::resolve::types::{Files, Local};
use crate::source::{Span, Value};

/// The place of fields that name none. Tells the fields whether they may be files.
pub(super) fn resolve_body(
    map: &Map<'_>,
    method: Method,
    around: &Around<'_>,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Place {
    let said = map.word("body", &BODIES, diagnostics);
    if said.is_none() && (map.entry("body").is_some() || map.is_misspelt("body")) {
        local.files = Files::Unknown;
    }
    let Some(entry) = map.entry("body") else { return default(method) };
    if !matches!(method, Method::Post | Method::Put) {
        diagnostics.push(
            Diagnostic::new(
                Code::BodyNotAllowed,
                entry.key_span,
                format!("a {} has no body", method.as_str()),
            )
            .label("says nothing here"),
        );
        local.files = Files::Unknown;
        return default(method);
    }
    if said == Some(Place::Part) && around.signed == Signed::OverBody && map.get("auth").is_none() {
        diagnostics.push(
            Diagnostic::new(
                Code::Contradiction,
                entry.value.span,
                "the signature covers the body, which is sent in parts",
            )
            .label("it is not known when the call is signed")
            .help("where the vendor signs no forms, the recipe takes `body_unless_form` in place of `body`"),
        );
    }
    said.unwrap_or_else(|| default(method))
}

fn default(method: Method) -> Place {
    if matches!(method, Method::Post | Method::Put) { Place::Body } else { Place::Query }
}

/// Reports a form without fields: nothing would say that it is one.
pub(super) fn check_form(map: &Map<'_>, request: &[Field], local: &Local<'_>, diagnostics: &mut Diagnostics) {
    let is_form = |node: &&crate::source::Node| matches!(&node.value, Value::Scalar(word) if ["form", "multipart"].contains(&word.text.as_str()));
    let Some(node) = map.get("body").filter(is_form) else { return };
    let has_field = request.iter().any(|field| matches!(field.place, Place::Form | Place::Part));
    if !has_field && local.unread.is_empty() && !local.lost.get() && local.files != Files::Unknown {
        diagnostics.push(
            Diagnostic::new(Code::EmptyValue, node.span, "a form needs at least one field")
                .label("no field stands in the body"),
        );
    }
}

/// The content types of the file that the call answers with.
pub(super) fn resolve_answer(map: &Map<'_>, diagnostics: &mut Diagnostics) -> Option<Vec<String>> {
    let entry = map.entry("answer")?;
    let types = match &entry.value.value {
        Value::Map(_) => {
            let inner = Map::read(&entry.value, entry.key_span, &ANSWER, diagnostics)?;
            let types = inner.need("download", diagnostics)?;
            let types = strings(&types.value, "a content type", diagnostics);
            types.iter().for_each(|(name, span)| check_type(name, *span, diagnostics));
            types.into_iter().map(|(name, _)| name.to_owned()).collect()
        }
        _ => map.word("answer", &ANSWERS, diagnostics).map(|()| Vec::new())?,
    };
    if let Some(response) = map.entry("response") {
        diagnostics.push(
            Diagnostic::new(
                Code::Contradiction,
                response.key_span,
                "a call that answers with a file has no `response`",
            )
            .label("says nothing here"),
        );
    }
    Some(types)
}

/// Reports what is no content type: `application/pdf`, `image/*`.
fn check_type(name: &str, span: Span, diagnostics: &mut Diagnostics) {
    let fine = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+-.".contains(&byte))
    };
    let is_type = name.split_once('/').is_some_and(|(kind, rest)| fine(kind) && (rest == "*" || fine(rest)));
    if !is_type {
        diagnostics.push(
            Diagnostic::new(Code::WrongType, span, format!("`{name}` is no content type"))
                .label("write it as `application/pdf` or `image/*`, in lower case and without parameters"),
        );
    }
}
