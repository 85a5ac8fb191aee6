//! `token`: how a token is had and kept.
//!
//! In comes the map of `api.yaml`, out goes a [`Token`] whose operation, members and paths were all found.

use super::duration::resolve_duration;
use super::layout::CallFile;
use super::read::{Map, entries, scalar, strings};
use super::recipe::{Names, Scene, resolve_steps};
use super::template::resolve_template;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::TOKEN;
use crate::model::{
    Credential, Enum, Envelope, EnvelopeData, Field, Fixed, Group, Home, Method, Object, Operation, PathPart,
    Place, Repr, Template, TemplatePart, Token, Type,
};
use crate::source::{Entry, Node, Span, Value};
use std::sync::Arc;

/// What a token recipe refers to.
pub(super) struct Around<'a> {
    /// The API's credentials.
    pub(super) credentials: &'a [Credential],
    /// The API's shared enums.
    pub(super) enums: &'a [Enum],
    /// The API's groups.
    pub(super) groups: &'a [Arc<Group>],
    /// The API's envelope.
    pub(super) envelope: Option<&'a Envelope>,
    /// The files of operations and callbacks, whether they could be read or not.
    pub(super) files: &'a [CallFile<'a>],
    /// Whether every file of the API could be read.
    pub(super) complete: bool,
}

/// Reads the token recipe.
pub(super) fn resolve_token(
    entry: &Entry,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Token> {
    let map = Map::read(&entry.value, entry.key_span, &TOKEN, diagnostics).filter(Map::is_whole)?;
    let operation =
        map.need("from", diagnostics).and_then(|entry| find_operation(&entry.value, around, diagnostics));
    let mut names = Names {
        scene: Scene::Token,
        credentials: around.credentials,
        headers: Vec::new(),
        steps: Vec::new(),
    };
    if let Some(steps) = map.get("steps") {
        resolve_steps(steps, &mut names, diagnostics);
    }
    let request = map.need("request", diagnostics);
    let request = request.map_or(Vec::new(), |entry| {
        if let Some(operation) = operation {
            check_request(entry, operation, around, diagnostics);
        }
        resolve_request(entry, operation, &names, diagnostics)
    });
    let value = map.need("value", diagnostics);
    let value =
        value.and_then(|entry| resolve_path(&entry.value, operation, around, MustLead::Yes, diagnostics));
    let problem = map.get("problem");
    let problem = problem.and_then(|node| resolve_path(node, operation, around, MustLead::No, diagnostics));
    let keep = map.need("keep", diagnostics).and_then(|entry| resolve_duration(&entry.value, diagnostics));
    let stale = map.get("stale").map_or(Vec::new(), |node| strings(node, "a code", diagnostics));
    let operation = operation?;
    Some(Token {
        operation: operation.id.clone(),
        method: operation.method,
        path: operation.path.iter().map(literal).collect(),
        steps: names.steps,
        request,
        value: value?,
        problem,
        keep_seconds: keep?,
        stale: stale.into_iter().map(|(code, _)| code.to_owned()).collect(),
    })
}

fn literal(part: &PathPart) -> &str {
    match part {
        PathPart::Literal(text) => text,
        PathPart::Parameter(_) => "",
    }
}

fn find_operation<'a>(
    node: &Node,
    around: &Around<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<&'a Operation> {
    let wanted = scalar(node, "an operation", diagnostics)?;
    let all = || around.groups.iter().flat_map(|group| &group.operations);
    let Some(found) = all().find(|operation| operation.id.is(&wanted.text)) else {
        let named = |file: &CallFile<'_>| file.id() == wanted.text && !file.is_callback();
        if around.complete && !around.files.iter().any(named) {
            let known: Vec<String> = all().map(|operation| operation.id.to_string()).collect();
            diagnostics.push(
                Diagnostic::new(
                    Code::UnresolvedOperation,
                    node.span,
                    format!("there is no operation `{}`", wanted.text),
                )
                .label("not an operation of this API")
                .nearest(&wanted.text, known.iter().map(String::as_str)),
            );
        }
        return None;
    };
    let faults = [
        (found.signed, "it needs a token itself; give it `auth: none`"),
        (found.method != Method::Post, "it is no POST"),
        (found.path.iter().any(|part| matches!(part, PathPart::Parameter(_))), "its path has parameters"),
    ];
    for (_, fault) in faults.iter().filter(|(wrong, _)| *wrong) {
        diagnostics.push(
            Diagnostic::new(Code::Contradiction, node.span, format!("`{}` cannot give a token", wanted.text))
                .label(*fault),
        );
    }
    Some(found)
}

/// The members that the recipe fills, and those that are always sent.
fn resolve_request(
    entry: &Entry,
    operation: Option<&Operation>,
    names: &Names<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, Template)> {
    let all = entries(&entry.value, "templates by member", diagnostics).unwrap_or(&[]);
    let given = all
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), resolve_template(&entry.value, names, diagnostics)?)));
    let mut request: Vec<_> = given.collect();
    let fields = operation.map_or(&[][..], |operation| &operation.request).iter();
    request.extend(fields.filter_map(|field| match &field.fixed {
        Some(Fixed::Text(text)) => {
            let parts = vec![TemplatePart::Text(text.clone())];
            Some((field.name.wire.clone(), Template { parts }))
        }
        _ => None,
    }));
    request
}

/// Every required member of the operation's request is there, and each is one that a template can fill.
fn check_request(entry: &Entry, operation: &Operation, around: &Around<'_>, diagnostics: &mut Diagnostics) {
    let Value::Map(all) = &entry.value.value else { return };
    for field in operation.request.iter().filter(|field| is_sent_by_itself(field)) {
        report_member(&field.name.wire, entry.key_span, "the operation always sends it", diagnostics);
    }
    for field in operation.request.iter().filter(|field| field.required) {
        if !all.iter().any(|entry| entry.key == field.name.wire) {
            diagnostics.push(
                Diagnostic::new(
                    Code::MissingKey,
                    entry.key_span,
                    format!("the key `{}` is missing", field.name.wire),
                )
                .label("the operation requires it"),
            );
        }
    }
    for member in all {
        let Some(field) = operation.request.iter().find(|field| field.name.wire == member.key) else {
            diagnostics.push(
                Diagnostic::new(
                    Code::UnresolvedName,
                    member.key_span,
                    format!("`{}` has no member `{}`", operation.id, member.key),
                )
                .label("not a member of its request")
                .nearest(&member.key, operation.request.iter().map(|field| field.name.wire.as_str())),
            );
            continue;
        };
        if let Some(fault) = member_fault(field, operation, around) {
            report_member(&member.key, member.key_span, fault, diagnostics);
        }
    }
}

/// Whether the builder would send a member unasked that a recipe, which makes texts, cannot.
fn is_sent_by_itself(field: &Field) -> bool {
    let fixed = match &field.fixed {
        Some(Fixed::Text(_)) => field.place != Place::Body,
        other => other.is_some(),
    };
    fixed || field.inline
}

fn report_member(wire: &str, span: Span, fault: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::new(Code::Contradiction, span, format!("a token recipe cannot fill `{wire}`"))
            .label(fault),
    );
}

/// Why a template cannot be the value of a field: it makes plain text for the body.
fn member_fault(field: &Field, operation: &Operation, around: &Around<'_>) -> Option<&'static str> {
    let is_text = match &field.ty {
        Type::String => true,
        Type::Enum { name, home } => {
            let known = match home {
                Home::Api => around.enums,
                Home::Group => group_of(operation, around).map_or(&[][..], |group| &group.enums),
                Home::Call => &operation.enums,
            };
            known.iter().any(|known| known.name == *name && known.repr == Repr::String)
        }
        _ => false,
    };
    if matches!(field.place, Place::Form | Place::Part) {
        Some("the recipe writes JSON, and the body is a form")
    } else if field.place != Place::Body {
        Some("it does not stand in the body")
    } else if field.encrypt.is_some() {
        Some("it is encrypted")
    } else if field.fixed.is_some() {
        Some("it is sent always, with one value")
    } else if !is_text {
        Some("it is no text")
    } else {
        None
    }
}

/// Whether a path must lead to a described string.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MustLead {
    Yes,
    No,
}

fn resolve_path(
    node: &Node,
    operation: Option<&Operation>,
    around: &Around<'_>,
    must_lead: MustLead,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<String>> {
    let path = scalar(node, "a path into the answer", diagnostics)?;
    let parts: Vec<&str> = path.text.split('.').collect();
    if let (Some(operation), Some(envelope), MustLead::Yes) = (operation, around.envelope, must_lead)
        && !leads_to_text(&parts, operation, envelope, group_of(operation, around))
    {
        diagnostics.push(
            Diagnostic::new(Code::UnresolvedPath, node.span, format!("`{}` leads to no text", path.text))
                .label(format!("not in the answer of `{}`", operation.id)),
        );
    }
    Some(parts.into_iter().map(str::to_owned).collect())
}

fn group_of<'a>(operation: &Operation, around: &Around<'a>) -> Option<&'a Group> {
    around.groups.iter().map(Arc::as_ref).find(|group| group.name == operation.id.group)
}

fn leads_to_text(parts: &[&str], operation: &Operation, envelope: &Envelope, group: Option<&Group>) -> bool {
    let Some(response) = &operation.response else { return false };
    let inner = match (&envelope.data, parts) {
        (EnvelopeData::Member { member, .. }, [first, rest @ ..]) if member.wire == *first => rest,
        (EnvelopeData::Beside, parts) => parts,
        _ => return false,
    };
    let mut ty = &response.ty;
    for part in inner {
        let Some(object) = object_of(ty, group) else { return false };
        let Some(field) = object.fields.iter().find(|field| field.name.wire == *part) else { return false };
        ty = &field.ty;
    }
    matches!(ty, Type::String)
}

/// The object that a type is, its own or one of the group.
fn object_of<'t>(ty: &'t Type, group: Option<&'t Group>) -> Option<&'t Object> {
    match ty {
        Type::Object(object) => Some(object),
        Type::Shared(name) => {
            let shared = group?.objects.iter().find(|shared| shared.object.name == *name)?;
            Some(&shared.object)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{FieldSample, field, operation, shared_enum};
    use crate::names::Ident;

    #[track_caller]
    fn check_fault(field: FieldSample, expected: Option<&str>) {
        let operation = operation("login").done();
        let enums = [shared_enum("Mode", [(1, "one")])];
        let around = Around {
            credentials: &[],
            enums: &enums,
            groups: &[],
            envelope: None,
            files: &[],
            complete: true,
        };
        assert_eq!(member_fault(&field.done(), &operation, &around), expected);
    }

    #[test]
    fn a_template_fills_texts_of_the_body() {
        let mode = || Type::Enum { name: Ident::from_pascal("Mode").expect("a name"), home: Home::Api };
        check_fault(field("a", Type::String), None);
        check_fault(field("a", Type::String).place(Place::Query), Some("it does not stand in the body"));
        check_fault(field("a", Type::String).encrypted(), Some("it is encrypted"));
        check_fault(field("a", Type::Id), Some("it is no text"));
        check_fault(field("a", mode()), Some("it is no text"));
    }
}
