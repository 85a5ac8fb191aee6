//! `examples`: pairs of request and answer that fit the fields.
//!
//! In come the pairs, out go [`Example`]s. What a member holds is compared with its field in
//! [`fit`]; what stands around the answer is compared with the envelope here.

mod fit;

use super::read::{Kind, Map, entries, items};
use super::types::Local;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Envelope, EnvelopeData, Example, Field, Json, Response, Type};
use crate::source::{Entry, Node, Value};
use fit::{Fit, mismatch};

static EXAMPLE: Kind = Kind { name: "an example", keys: &["name", "request", "response"] };

/// Reads the examples of an operation; at least one is wanted.
pub(super) fn resolve_examples(
    map: &Map<'_>,
    request: &[Field],
    response: Option<&Response>,
    envelope: Option<&Envelope>,
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Example> {
    let Some(entry) = map.need("examples", diagnostics) else { return Vec::new() };
    let all = items(&entry.value, "examples", diagnostics);
    if all.is_empty() && matches!(entry.value.value, Value::List(_)) {
        diagnostics.push(
            Diagnostic::new(Code::EmptyValue, entry.value.span, "an operation needs at least one example")
                .label("no examples"),
        );
    }
    all.iter()
        .filter_map(|node| {
            let map = Map::read(node, node.span, &EXAMPLE, diagnostics)?;
            let name = map.need_text("name", diagnostics);
            let sent = map.need("request", diagnostics);
            let answered = map.need("response", diagnostics);
            if let Some(sent) = sent {
                Fit::Request.object(&sent.value, request, &[], local, diagnostics);
            }
            if let (Some(answered), Some(envelope)) = (answered, envelope) {
                check_answer(&answered.value, response, envelope, local, diagnostics);
            }
            Some(Example { name, request: json_of(&sent?.value), response: json_of(&answered?.value) })
        })
        .collect()
}

/// The answer is an object with a code; that of success holds what `response` says.
fn check_answer(
    node: &Node,
    response: Option<&Response>,
    envelope: &Envelope,
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) {
    let Some(members) = entries(node, "members", diagnostics) else { return };
    let find = |wire: &str, also: &[String]| {
        members.iter().find(|entry| entry.key == wire || also.contains(&entry.key))
    };
    let Some(code) = find(&envelope.code.wire, &envelope.code.also) else {
        mismatch(node, format!("the answer has no `{}`", envelope.code.wire), diagnostics);
        return;
    };
    let succeeded =
        matches!(&code.value.value, Value::Scalar(code) if envelope.success.codes.contains(&code.text));
    if !succeeded {
        return;
    }
    match (&envelope.data, response) {
        (EnvelopeData::Member { member, .. }, Some(response)) => match find(&member.wire, &member.also) {
            Some(data) => check_data(data, response, local, diagnostics),
            None if response.always_present => {
                mismatch(
                    node,
                    format!("the answer has no `{}`, which is always present", member.wire),
                    diagnostics,
                );
            }
            None => {}
        },
        (EnvelopeData::Beside, Some(Response { ty: Type::Object(object), .. })) => {
            let around = names_of(envelope);
            Fit::Answer.object(node, &object.fields, &around, local, diagnostics);
        }
        _ => {}
    }
}

fn check_data(data: &Entry, response: &Response, local: &Local<'_>, diagnostics: &mut Diagnostics) {
    if !response.always_present && is_nothing(&data.value) {
        return;
    }
    Fit::Answer.value(&data.value, &data.key, &response.ty, &[], local, diagnostics);
}

/// All names that the envelope uses up.
fn names_of(envelope: &Envelope) -> Vec<&str> {
    let members = [
        Some(&envelope.code),
        envelope.message.as_ref(),
        envelope.request_id.as_ref(),
        envelope.presentable.as_ref(),
        envelope.success.flag.as_ref(),
    ];
    members
        .into_iter()
        .flatten()
        .flat_map(|member| {
            std::iter::once(member.wire.as_str()).chain(member.also.iter().map(String::as_str))
        })
        .collect()
}

fn is_nothing(node: &Node) -> bool {
    matches!(&node.value, Value::Scalar(scalar) if scalar.text.is_empty() || (scalar.plain && scalar.text == "null"))
}

/// The JSON value that a node stands for.
fn json_of(node: &Node) -> Json {
    match &node.value {
        Value::List(items) => Json::Array(items.iter().map(json_of).collect()),
        Value::Map(entries) => {
            Json::Object(entries.iter().map(|entry| (entry.key.clone(), json_of(&entry.value))).collect())
        }
        Value::Scalar(scalar) if !scalar.plain => Json::String(scalar.text.clone()),
        Value::Scalar(scalar) => match scalar.text.as_str() {
            "null" | "" => Json::Null,
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            text if fit::is_number(text) => Json::Number(text.to_owned()),
            text => Json::String(text.to_owned()),
        },
    }
}
