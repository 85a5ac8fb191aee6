//! What a document of XML can hold: elements and attributes, and texts in them.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Field, Repr, Type};
use crate::resolve::types::Local;
use std::collections::BTreeSet;

/// Checks the types of all documents of XML of a call or a group, when all objects are known.
pub(in crate::resolve) fn check_xml(local: &Local<'_>, diagnostics: &mut Diagnostics) {
    for (span, ty) in &local.xml {
        let mut faults = Vec::new();
        walk(ty, "", local, &mut BTreeSet::new(), &mut faults);
        for fault in faults {
            diagnostics.push(
                Diagnostic::new(Code::NotForXml, *span, fault).label("this document is written as XML"),
            );
        }
    }
}

/// Goes through all members. `seen` are the shared objects on the way.
fn walk(ty: &Type, path: &str, local: &Local<'_>, seen: &mut BTreeSet<String>, faults: &mut Vec<String>) {
    match ty {
        Type::Object(object) => walk_fields(&object.fields, path, local, seen, faults),
        Type::Shared(name) => {
            if seen.insert(name.pascal().to_owned())
                && let Some(object) = local.ground.objects.find(name.pascal())
            {
                walk_fields(&object.fields, path, local, seen, faults);
            }
        }
        Type::List(item) => walk(item, path, local, seen, faults),
        Type::String | Type::DecimalText => {}
        Type::Enum { .. } => {
            if local.enum_of(ty).is_some_and(|known| known.repr == Repr::Integer) {
                faults.push(format!("`{path}` is a number, and XML has texts only"));
            }
        }
        _ => faults.push(format!("`{path}` is no text: use `string`, an enum of texts or `decimal_text`")),
    }
}

fn walk_fields(
    fields: &[Field],
    path: &str,
    local: &Local<'_>,
    seen: &mut BTreeSet<String>,
    faults: &mut Vec<String>,
) {
    for field in fields {
        let wire = &field.name.wire;
        let path = if path.is_empty() { wire.clone() } else { format!("{path}.{wire}") };
        let is_leaf = !matches!(field.ty, Type::Object(_) | Type::Shared(_) | Type::List(_))
            || field.joined.is_some()
            || field.text_of.is_some();
        let name = if is_leaf { wire.strip_prefix('@').unwrap_or(wire) } else { wire };
        if !is_xml_name(name) {
            faults.push(format!("`{path}` is no name of an element or an attribute"));
        }
        if field.text_of.is_none() && field.joined.is_none() {
            walk(&field.ty, &path, local, seen, faults);
        }
    }
}

/// Whether a text can be the name of an element.
pub(super) fn is_xml_name(text: &str) -> bool {
    let first = |letter: char| letter.is_alphabetic() || letter == '_';
    text.starts_with(first)
        && text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_elements() {
        for yes in ["business", "_a", "a-b.c1", "发票"] {
            assert!(is_xml_name(yes), "{yes}");
        }
        for no in ["", "1a", "a b", "@id", "-a", "a:b"] {
            assert!(!is_xml_name(no), "{no}");
        }
    }
}
