//! One operation's file: a documented call.
//!
//! In comes the document, out goes an [`Operation`] with its fields, codes and examples checked.

mod body;
mod http;

use super::codes::{DataOf, resolve_codes};
use super::described::{resolve_disagreements, resolve_id, resolve_notes, resolve_own_enums};
use super::evidence::need_evidence;
use super::examples::{Expected, Success, resolve_examples};
use super::fields::{Side, check_xml, resolve_fields, resolve_text_of};
use super::layout::CallFile;
use super::objects::settle;
use super::read::Map;
use super::retry::resolve_retry;
use super::rules::resolve_rules;
use super::scope::{Ground, Scope};
use super::sets::members_of;
use super::types::{Local, resolve_type};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{AUTH, OPERATION, RESPONSE};
use crate::model::{self, Envelope, EnvelopeData, Field, Method, Operation, Place, Response, Retry, Type};
use crate::source::Entry;

/// Whether the calls of an API are signed or carry a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Signed {
    /// Unless they say `auth: none`.
    Yes,
    /// The same, and the signature covers the body, whatever it is.
    OverBody,
    /// None is.
    No,
}

/// What a call needs to know of its group and its API.
pub(super) struct Around<'a> {
    /// What fields of the API may refer to.
    pub(super) scope: &'a Scope<'a>,
    /// What fields of the group may refer to.
    pub(super) ground: &'a Ground<'a>,
    /// The members around answers.
    pub(super) envelope: Option<&'a Envelope>,
    /// Whether calls are signed.
    pub(super) signed: Signed,
}

/// Reads one operation. One with a mistake is not given back: who refers to it would be told what it lacks.
pub(super) fn resolve_operation(
    file: &CallFile<'_>,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Operation> {
    let before = diagnostics.len();
    let map = Map::of_file(&file.document.root, &OPERATION, diagnostics)?;
    let id = resolve_id(file, &map, "operation", around.scope, diagnostics);
    let http = http::resolve_http(&map, diagnostics);
    let mut local = Local::new(around.scope, around.ground);
    resolve_own_enums(&map, &mut local, diagnostics);
    let method = http.as_ref().map_or(Method::Post, |http| http.method);
    let place = body::resolve_body(&map, method, around, &mut local, diagnostics);
    let request = resolve_request(&map, method, place, &mut local, diagnostics);
    body::check_form(&map, &request, &local, diagnostics);
    let download = body::resolve_answer(&map, diagnostics);
    let response =
        map.entry("response").and_then(|entry| resolve_response(entry, around, &mut local, diagnostics));
    if let Some(http) = http.as_ref().filter(|_| map.is_whole()) {
        http::check_parameters(http, &request, &local, diagnostics);
    }
    let rules = if map.is_whole() { resolve_rules(&map, &request, &local, diagnostics) } else { Vec::new() };
    let codes = resolve_own_codes(&map, around, &local, diagnostics);
    map.word("auth", &AUTH, diagnostics);
    let default_retry = if matches!(method, Method::Get) { Retry::Safe } else { Retry::Never };
    settle(around.scope, around.ground, diagnostics);
    check_xml(&local, diagnostics);
    let expected = Expected {
        request: &request,
        rules: &rules,
        response: response.as_ref(),
        success: if download.is_some() { Success::File } else { Success::Envelope },
        codes: &codes,
        around,
    };
    let examples =
        if map.is_whole() { resolve_examples(&map, &expected, &local, diagnostics) } else { Vec::new() };
    let operation = Operation {
        label: map.need_text("label", diagnostics),
        about: map.need_text("about", diagnostics),
        spec: file.document.path.clone(),
        keys: map.places(),
        // A wrong word is meant to be `none`, since there is no other.
        signed: around.signed != Signed::No && map.get("auth").is_none(),
        retry: resolve_retry(&map, &request, &local, diagnostics).unwrap_or(default_retry),
        evidence: need_evidence(&map, diagnostics),
        partial: map.text("partial", diagnostics),
        disagreements: resolve_disagreements(&map, diagnostics),
        deprecated: map.text("deprecated", diagnostics),
        notes: resolve_notes(&map, diagnostics),
        request,
        response,
        download,
        codes,
        enums: local.enums,
        rules,
        examples,
        // What refers to other members is read when all calls of the API are known.
        poll: None,
        progress: None,
        paging: None,
        id: id?,
        method,
        path: http?.path,
    };
    (diagnostics.len() == before).then_some(operation)
}

/// The codes of the call alone.
fn resolve_own_codes(
    map: &Map<'_>,
    around: &Around<'_>,
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<model::Code> {
    let Some(node) = map.get("codes") else { return Vec::new() };
    let data = DataOf::Call {
        objects: &around.ground.objects,
        known: local.complete,
        responds: map.get("response").is_some() || !map.is_whole(),
    };
    let mut taken = around.ground.code_names.clone();
    resolve_codes(node, &around.scope.success, data, &mut taken, diagnostics)
}

fn resolve_request(
    map: &Map<'_>,
    method: Method,
    default: Place,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Field> {
    let members = members_of(map, "request", local, diagnostics);
    let has_body = matches!(method, Method::Post | Method::Put);
    let request = resolve_fields(&members, Side::Request(default), local, diagnostics);
    for field in request.iter().filter(|field| !has_body && field.place == Place::Body) {
        diagnostics.push(
            Diagnostic::new(
                Code::BodyNotAllowed,
                local.places[&field.name.wire],
                format!("`{}` cannot stand in the body of a {}", field.name.wire, method.as_str()),
            )
            .label("this method has no body"),
        );
    }
    for field in request.iter().filter(|field| field.place == Place::Header) {
        let wire = &field.name.wire;
        if local.scope.headers.iter().any(|known| known.eq_ignore_ascii_case(wire)) {
            diagnostics.push(
                Diagnostic::new(
                    Code::Contradiction,
                    local.places[wire],
                    format!("the API sends the header `{wire}` itself"),
                )
                .label("it would be sent twice"),
            );
        }
    }
    request
}

fn resolve_response(
    entry: &Entry,
    around: &Around<'_>,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Response> {
    let map = Map::read(&entry.value, entry.key_span, &RESPONSE, diagnostics)?;
    let ty = resolve_type(&map, Some("Response"), Side::Answer, local, diagnostics);
    let always_present = map.flag("always_present", diagnostics);
    let about = map.text("about", diagnostics);
    let text_of = ty.as_ref().and_then(|ty| resolve_text_of(&map, ty, local, diagnostics));
    let is_beside = matches!(around.envelope.map(|envelope| &envelope.data), Some(EnvelopeData::Beside));
    if is_beside && let Some(ty) = &ty {
        check_beside(&map, ty, diagnostics);
    }
    Some(Response { ty: ty?, always_present: always_present || is_beside, text_of, about })
}

/// An answer whose members stand beside the code.
fn check_beside(map: &Map<'_>, ty: &Type, diagnostics: &mut Diagnostics) {
    if !matches!(ty, Type::Object(_) | Type::Shared(_)) {
        let span = map.get("type").map_or(map.anchor, |node| node.span);
        diagnostics.push(
            Diagnostic::new(Code::Contradiction, span, "an answer beside the code is an object")
                .label("its members stand beside the code"),
        );
    }
    for (key, message) in [
        ("always_present", "an answer beside the code is always there"),
        ("text_of", "an answer beside the code is no text"),
    ] {
        if let Some(flag) = map.entry(key) {
            diagnostics.push(
                Diagnostic::new(Code::Contradiction, flag.key_span, message).label("says nothing here"),
            );
        }
    }
}
