//! One operation's file: a documented call.
//!
//! In comes the document, out goes an [`Operation`] with its fields, codes and examples checked.

mod http;

use super::codes::resolve_codes;
use super::enums::{are_all, resolve_enums};
use super::evidence::need_evidence;
use super::examples::resolve_examples;
use super::fields::{Side, resolve_fields};
use super::layout::OperationFile;
use super::named::{Sort, name_of};
use super::places::check_place;
use super::read::{Kind, Map, items, key_span, text};
use super::scope::Scope;
use super::types::{Local, resolve_type};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Disagreement, Envelope, EnvelopeData, Field, Method, Operation, OperationId, Place, Response, Retry,
    Text, Type,
};
use crate::names::Ident;
use crate::source::{Entry, Node};

static OPERATION: Kind = Kind {
    name: "an operation",
    keys: &[
        "operation",
        "label",
        "about",
        "http",
        "auth",
        "retry",
        "evidence",
        "partial",
        "deprecated",
        "notes",
        "disagrees",
        "request",
        "response",
        "codes",
        "enums",
        "examples",
    ],
};
static RESPONSE: Kind =
    Kind { name: "a response", keys: &["type", "always_present", "about", "object", "fields"] };
static DISAGREEMENT: Kind = Kind { name: "a disagreement", keys: &["what", "page", "example", "so"] };
const RETRIES: &[(&str, Retry)] = &[("never", Retry::Never), ("safe", Retry::Safe)];
/// The methods that the language knows.
pub(super) const METHODS: &[(&str, Method)] =
    &[("GET", Method::Get), ("POST", Method::Post), ("PUT", Method::Put), ("DELETE", Method::Delete)];

/// What an operation needs to know of its API beside the scope.
pub(super) struct Around<'a> {
    /// What fields may refer to.
    pub(super) scope: &'a Scope,
    /// The members around answers.
    pub(super) envelope: Option<&'a Envelope>,
    /// Whether calls are signed or carry a token.
    pub(super) signed: bool,
}

/// Reads one operation. One with a mistake is not given back: who refers to it would be told what it lacks.
pub(super) fn resolve_operation(
    file: &OperationFile<'_>,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Operation> {
    let before = diagnostics.len();
    let map = Map::of_file(&file.document.root, &OPERATION, diagnostics)?;
    let id = resolve_id(file, &map, around.scope, diagnostics);
    let http = http::resolve_http(&map, diagnostics);
    let mut local = Local::new(around.scope);
    if let Some(node) = map.get("enums") {
        local.enums = resolve_enums(node, &mut local.types, diagnostics);
        local.complete &= are_all(&local.enums, node);
        check_shadows(&local, node, diagnostics);
    }
    local.complete &= map.is_whole();
    let method = http.as_ref().map_or(Method::Post, |http| http.method);
    let request = resolve_request(&map, method, &mut local, diagnostics);
    let response =
        map.entry("response").and_then(|entry| resolve_response(entry, around, &mut local, diagnostics));
    if let Some(http) = http.as_ref().filter(|_| map.is_whole()) {
        http::check_parameters(http, &request, map.get("request"), &local.unread, diagnostics);
    }
    let success = around.envelope.map_or(Vec::new(), |envelope| envelope.success.codes.clone());
    let mut taken = around.scope.codes.clone();
    let codes =
        map.get("codes").map_or(Vec::new(), |node| resolve_codes(node, &success, &mut taken, diagnostics));
    map.word("auth", &[("none", ())], diagnostics);
    let default_retry = if matches!(method, Method::Get) { Retry::Safe } else { Retry::Never };
    let examples = if map.is_whole() {
        resolve_examples(&map, &request, response.as_ref(), around.envelope, &local, diagnostics)
    } else {
        Vec::new()
    };
    let operation = Operation {
        label: map.need_text("label", diagnostics),
        about: map.need_text("about", diagnostics),
        spec: file.document.path.clone(),
        // A wrong word is meant to be `none`, since there is no other.
        signed: around.signed && map.get("auth").is_none(),
        retry: map.word("retry", RETRIES, diagnostics).unwrap_or(default_retry),
        evidence: need_evidence(&map, diagnostics),
        partial: map.text("partial", diagnostics),
        disagreements: resolve_disagreements(&map, diagnostics),
        deprecated: map.text("deprecated", diagnostics),
        notes: resolve_notes(&map, diagnostics),
        request,
        response,
        codes,
        enums: local.enums,
        examples,
        id: id?,
        method,
        path: http?.path,
    };
    (diagnostics.len() == before).then_some(operation)
}

fn resolve_id(
    file: &OperationFile<'_>,
    map: &Map<'_>,
    scope: &Scope,
    diagnostics: &mut Diagnostics,
) -> Option<OperationId> {
    let span = map.entry("operation").map_or(map.anchor, |entry| entry.value.span);
    let group = name_of(&file.group, span, Sort::Group, diagnostics);
    let name = name_of(&file.name, span, Sort::Operation, diagnostics);
    let id = OperationId { group: group?, name: name? };
    check_place(map, "operation", &id.to_string(), diagnostics);
    if id.group == id.name {
        diagnostics.push(
            Diagnostic::new(
                Code::ReservedName,
                span,
                format!("the operation `{}` has its group's name", id.name.snake()),
            )
            .label("reserved")
            .help("give the file another name"),
        );
    }
    if scope.complete && !scope.groups.contains(&id.group) {
        diagnostics.push(
            Diagnostic::new(
                Code::UnresolvedName,
                span,
                format!("the group `{}` is not declared", id.group.snake()),
            )
            .label("not one of `groups` in `api.yaml`")
            .nearest(id.group.snake(), scope.groups.iter().map(Ident::snake)),
        );
    }
    Some(id)
}

fn resolve_request(
    map: &Map<'_>,
    method: Method,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Field> {
    let Some(node) = map.get("request") else { return Vec::new() };
    let has_body = matches!(method, Method::Post | Method::Put);
    let default = if has_body { Place::Body } else { Place::Query };
    let request = resolve_fields(node, Side::Request(default), local, diagnostics);
    for field in request.iter().filter(|field| !has_body && field.place == Place::Body) {
        diagnostics.push(
            Diagnostic::new(
                Code::BodyNotAllowed,
                key_span(node, &field.name.wire),
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
                    key_span(node, wire),
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
    if let (Some(ty), Some(EnvelopeData::Beside)) = (&ty, around.envelope.map(|envelope| &envelope.data)) {
        if !matches!(ty, Type::Object(_)) {
            let span = map.get("type").map_or(entry.key_span, |node| node.span);
            diagnostics.push(
                Diagnostic::new(Code::Contradiction, span, "an answer beside the code is an object")
                    .label("its members stand beside the code"),
            );
        }
        if let Some(flag) = map.entry("always_present") {
            diagnostics.push(
                Diagnostic::new(
                    Code::Contradiction,
                    flag.key_span,
                    "an answer beside the code is always there",
                )
                .label("says nothing here"),
            );
        }
        return Some(Response { ty: ty.clone(), always_present: true, about });
    }
    Some(Response { ty: ty?, always_present, about })
}

/// An enum of the call may not have the name of a shared one.
fn check_shadows(local: &Local<'_>, node: &Node, diagnostics: &mut Diagnostics) {
    for own in local.enums.iter().filter(|own| local.scope.shared_enum(own.name.pascal()).is_some()) {
        let span = key_span(node, own.name.pascal());
        diagnostics.push(
            Diagnostic::new(
                Code::NameClash,
                span,
                format!("`{}` is an enum of the glossary too", own.name.pascal()),
            )
            .label("the same name again")
            .help("give it another name, or use the one of the glossary"),
        );
    }
}

fn resolve_notes(map: &Map<'_>, diagnostics: &mut Diagnostics) -> Vec<Text> {
    let nodes = map.get("notes").map_or(&[][..], |node| items(node, "notes", diagnostics));
    nodes.iter().filter_map(|node| text(node, diagnostics)).collect()
}

fn resolve_disagreements(map: &Map<'_>, diagnostics: &mut Diagnostics) -> Vec<Disagreement> {
    let nodes = map.get("disagrees").map_or(&[][..], |node| items(node, "disagreements", diagnostics));
    nodes
        .iter()
        .filter_map(|node| {
            let map = Map::read(node, node.span, &DISAGREEMENT, diagnostics)?;
            Some(Disagreement {
                what: map.need_text("what", diagnostics),
                page: map.need_text("page", diagnostics),
                example: map.need_text("example", diagnostics),
                so: map.need_text("so", diagnostics),
            })
        })
        .collect()
}
