//! `mock.yaml`: what the vendor's side does beside answering: how it refuses calls, and what it remembers.
//!
//! In come the file and all calls of the API, out goes a [`Mock`] whose codes, calls, members and states were found. An
//! API without the file has none. A call with a mistake of its own is passed over, and nothing is said of it here.

mod call;
mod record;

use super::duration::resolve_duration;
use super::evidence::need_evidence;
use super::layout::Folder;
use super::places::check_place;
use super::read::{Map, entries, integer, scalar, wrong_type};
use super::scope::Scope;
use crate::diagnostics::{Code as Mistake, Diagnostic, Diagnostics};
use crate::language::{CLOCK, MOCK, REASONS, REFUSAL};
use crate::model::{Code, CodePattern, Field, Group, Mock, Object, Reason, Refusal, Type};
use crate::source::{Entry, Node, Value};
use call::resolve_calls;
use record::{check_told, resolve_records};
use std::sync::Arc;

/// What stories may refer to.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// The groups with all their calls.
    pub(super) groups: &'a [Arc<Group>],
    /// Codes that any call may answer with.
    pub(super) codes: &'a [Code],
    /// The files.
    pub(super) folder: &'a Folder<'a>,
    /// The common ground.
    pub(super) scope: &'a Scope<'a>,
}

/// Reads the file, if there is one.
pub(super) fn resolve_mock(around: &Around<'_>, diagnostics: &mut Diagnostics) -> Option<Mock> {
    let map = Map::of_file(&around.folder.mock?.root, &MOCK, diagnostics)?;
    check_place(&map, "mock", &around.folder.name, diagnostics);
    need_evidence(&map, diagnostics);
    let window_seconds = map.entry("clock").and_then(|entry| {
        let clock = Map::read(&entry.value, entry.key_span, &CLOCK, diagnostics)?;
        clock.need("window", diagnostics).and_then(|entry| resolve_duration(&entry.value, diagnostics))
    });
    let refusals = map.get("refusals").and_then(|node| entries(node, "refusals by reason", diagnostics));
    let refusals = refusals.unwrap_or(&[]).iter();
    let refusals = refusals.filter_map(|entry| resolve_refusal(entry, around, diagnostics)).collect();
    let records = map.get("records");
    let mut records = records.map_or(Vec::new(), |node| resolve_records(node, around, diagnostics));
    let declared = map.get("records").map_or(&[][..], |node| match &node.value {
        Value::Map(entries) => entries,
        _ => &[],
    });
    // A record with a mistake is none here, and no call is blamed for it.
    if let (Some(node), true) = (map.get("operations"), map.is_whole() && records.len() == declared.len()) {
        resolve_calls(node, &mut records, around, diagnostics);
    }
    if around.scope.complete && diagnostics.is_empty() {
        check_told(declared, &records, diagnostics);
    }
    Some(Mock { refusals, window_seconds, records: records.into_iter().map(|record| record.kind).collect() })
}

/// A reason and its code, or a map with the code.
fn resolve_refusal(entry: &Entry, around: &Around<'_>, diagnostics: &mut Diagnostics) -> Option<Refusal> {
    let reason =
        REASONS.iter().find(|(word, ..)| *word == entry.key).map(|(word, _, name)| Reason { word, name });
    if reason.is_none() {
        diagnostics.push(
            Diagnostic::new(
                Mistake::NotOneOf,
                entry.key_span,
                format!("`{}` is no reason to refuse a call", entry.key),
            )
            .label("not one that mock servers know")
            .nearest(&entry.key, REASONS.iter().map(|(word, ..)| *word)),
        );
    }
    let map = match &entry.value.value {
        Value::Scalar(_) => None,
        _ => Some(Map::read(&entry.value, entry.key_span, &REFUSAL, diagnostics)?),
    };
    let code = match &map {
        None => Some(&entry.value),
        Some(map) => map.need("code", diagnostics).map(|entry| &entry.value),
    };
    let message = map.as_ref().and_then(|map| map.text("message", diagnostics));
    let status = map.as_ref().and_then(|map| map.get("status"));
    let status = status.map_or(Some(200), |node| resolve_status(node, diagnostics));
    let calls = around.groups.iter().flat_map(|group| &group.operations);
    let known: Vec<&Code> =
        around.codes.iter().chain(around.groups.iter().flat_map(|group| &group.codes)).collect();
    let known = known.into_iter().chain(calls.flat_map(|call| &call.codes));
    let code = resolve_code(code?, "no call of the API", known, around, diagnostics)?;
    Some(Refusal { reason: reason?, code, message, status: status? })
}

fn resolve_status(node: &Node, diagnostics: &mut Diagnostics) -> Option<u16> {
    let status = integer::<u16>(node, "an HTTP status", diagnostics)?;
    if !(200..=599).contains(&status) {
        wrong_type(node, "an HTTP status from 200 to 599", diagnostics);
        return None;
    }
    Some(status)
}

/// A code that is documented: exactly, or by a class that it is in.
fn resolve_code<'c>(
    node: &Node,
    of: &str,
    known: impl Iterator<Item = &'c Code>,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let said = scalar(node, "a code", diagnostics)?.text.as_str();
    let known: Vec<&CodePattern> = known.map(|code| &code.pattern).collect();
    let is = |pattern: &&CodePattern| match pattern {
        CodePattern::Exact(text) => text == said,
        CodePattern::Class(form) => {
            form.len() == said.len()
                && form.bytes().zip(said.bytes()).all(|(a, b)| a == b || a == b'x' && b.is_ascii_digit())
        }
    };
    if !known.iter().any(is) && around.scope.complete {
        diagnostics.push(
            Diagnostic::new(Mistake::UnresolvedName, node.span, format!("{of} has the code `{said}`"))
                .label("not one of `codes`")
                .nearest(said, known.iter().map(|pattern| pattern.as_str())),
        );
        return None;
    }
    Some(said.to_owned())
}

/// The members of an object, its own or one of the group.
fn fields_of<'a>(group: &'a Group, ty: &'a Type) -> Option<&'a [Field]> {
    let object: &Object = match ty {
        Type::Object(object) => object,
        Type::Shared(name) => &group.objects.iter().find(|shared| shared.object.name == *name)?.object,
        _ => return None,
    };
    Some(&object.fields)
}

#[cfg(test)]
mod tests;
