//! `examples`: pairs of request and answer, or bodies of a callback, that fit the fields.
//!
//! In come the pairs, out go [`Example`]s. What a member holds is compared with its field in
//! [`fit`]; what stands around the answer is compared with the envelope here.

mod fit;
mod plain;

pub(super) use fit::mismatch;

use super::operation::Around;
use super::read::{Map, entries, items, scalar};
use super::rules::check_rules;
use super::types::Local;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{EXAMPLE, POSTED_EXAMPLE};
use crate::model::{
    CallbackExample, CodeData, CodePattern, Envelope, EnvelopeData, Example, Field, Json, Member, Response,
    Rule, Type,
};
use crate::source::{Entry, Node, Scalar, Value};
use fit::Fit;

/// What the examples of an operation must fit.
pub(super) struct Expected<'a> {
    /// The members of the request.
    pub(super) request: &'a [Field],
    /// What holds between them.
    pub(super) rules: &'a [Rule],
    /// What stands inside the envelope.
    pub(super) response: Option<&'a Response>,
    /// What a call that succeeds answers with.
    pub(super) success: Success,
    /// The codes of the call.
    pub(super) codes: &'a [crate::model::Code],
    /// The envelope, and the codes of the group.
    pub(super) around: &'a Around<'a>,
}

/// What a call that succeeds answers with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Success {
    /// The members around the answer.
    Envelope,
    /// A file.
    File,
}

/// Reads the examples of an operation; at least one is wanted.
pub(super) fn resolve_examples(
    map: &Map<'_>,
    expected: &Expected<'_>,
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Example> {
    let all = need_examples(map, "an operation", diagnostics);
    all.iter()
        .filter_map(|node| {
            let map = Map::read(node, node.span, &EXAMPLE, diagnostics)?;
            let name = map.need_text("name", diagnostics);
            let sent = map.need("request", diagnostics);
            let download = resolve_download(&map, expected.success, diagnostics);
            let answered = if download.is_some() { None } else { map.need("response", diagnostics) };
            if let Some(sent) = sent {
                Fit::Request.object(&sent.value, expected.request, &[], local, diagnostics);
                check_rules(expected.rules, &sent.value, diagnostics);
            }
            if let (Some(answered), Some(envelope)) = (answered, expected.around.envelope) {
                check_answer(&answered.value, expected, envelope, local, diagnostics);
            }
            let response = if download.is_some() { Json::Null } else { json_of(&answered?.value) };
            Some(Example { name, request: json_of(&sent?.value), response, download })
        })
        .collect()
}

/// The text of the file that an example's call answers with.
fn resolve_download(map: &Map<'_>, success: Success, diagnostics: &mut Diagnostics) -> Option<String> {
    let entry = map.entry("download")?;
    let text = scalar(&entry.value, "the content of a file as text", diagnostics)?.text.clone();
    let fault = match (success, map.entry("response")) {
        (Success::Envelope, _) => "`download` needs `answer: download`",
        (Success::File, Some(_)) => {
            "an answer is a file or not: `download` and `response` do not go together"
        }
        (Success::File, None) => return Some(text),
    };
    diagnostics.push(Diagnostic::new(Code::Contradiction, entry.key_span, fault).label("not here"));
    Some(text)
}

/// Reads the examples of a callback; at least one is wanted.
pub(super) fn resolve_bodies(
    map: &Map<'_>,
    body: &[Field],
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<CallbackExample> {
    let all = need_examples(map, "a callback", diagnostics);
    all.iter()
        .filter_map(|node| {
            let map = Map::read(node, node.span, &POSTED_EXAMPLE, diagnostics)?;
            let name = map.need_text("name", diagnostics);
            let posted = map.need("body", diagnostics)?;
            Fit::Answer.object(&posted.value, body, &[], local, diagnostics);
            Some(CallbackExample { name, body: json_of(&posted.value) })
        })
        .collect()
}

fn need_examples<'a>(map: &Map<'a>, of: &str, diagnostics: &mut Diagnostics) -> &'a [Node] {
    let Some(entry) = map.need("examples", diagnostics) else { return &[] };
    let all = items(&entry.value, "examples", diagnostics);
    if all.is_empty() && matches!(entry.value.value, Value::List(_)) {
        diagnostics.push(
            Diagnostic::new(Code::EmptyValue, entry.value.span, format!("{of} needs at least one example"))
                .label("no examples"),
        );
    }
    all
}

/// The answer is an object with a code; that of success holds what `response` says, and that of a code with
/// `data` what this says.
fn check_answer(
    node: &Node,
    expected: &Expected<'_>,
    envelope: &Envelope,
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) {
    let Some(members) = entries(node, "members", diagnostics) else { return };
    let find = |wire: &str, also: &[String]| {
        members.iter().find(|entry| entry.key == wire || also.contains(&entry.key))
    };
    let says_success = |member: &Member| {
        let says = |scalar: &Scalar| scalar.plain && scalar.text == "true";
        find(&member.wire, &[])
            .is_some_and(|entry| matches!(&entry.value.value, Value::Scalar(scalar) if says(scalar)))
    };
    let response = match find(&envelope.code.wire, &envelope.code.also).map(|code| &code.value.value) {
        Some(Value::Scalar(code)) if envelope.success.codes.contains(&code.text) => {
            if expected.success == Success::File {
                mismatch(
                    node,
                    "success is a file: write `download` in place of `response`".to_owned(),
                    diagnostics,
                );
            }
            expected.response.cloned()
        }
        Some(Value::Scalar(code)) => data_of(&code.text, expected),
        Some(_) => return,
        None if envelope.success.without_code.as_ref().is_some_and(says_success) => {
            expected.response.cloned()
        }
        None => {
            mismatch(node, format!("the answer has no `{}`", envelope.code.wire), diagnostics);
            return;
        }
    };
    let Some(response) = response else { return };
    match &envelope.data {
        EnvelopeData::Member { member, .. } => match find(&member.wire, &member.also) {
            Some(data) => check_data(data, &response, local, diagnostics),
            None if response.always_present => {
                mismatch(
                    node,
                    format!("the answer has no `{}`, which is always present", member.wire),
                    diagnostics,
                );
            }
            None => {}
        },
        EnvelopeData::Beside => {
            Fit::Answer.beside(node, &response.ty, &names_of(envelope), local, diagnostics);
        }
    }
}

/// What the answer with a code of failure holds, if that is known.
fn data_of(code: &str, expected: &Expected<'_>) -> Option<Response> {
    let is = |pattern: &CodePattern, exact: bool| {
        matches!(pattern, CodePattern::Exact(_)) == exact && pattern.holds(code)
    };
    let lists = [expected.codes, &expected.around.ground.codes];
    let mut found = lists
        .into_iter()
        .flat_map(|codes| [true, false].map(|exact| codes.iter().find(|code| is(&code.pattern, exact))));
    let ty = match found.find_map(|code| code)?.data.as_ref()? {
        CodeData::Response => expected.response?.ty.clone(),
        CodeData::Shared(name) => Type::Shared(name.clone()),
    };
    let text_of = expected.response.and_then(|response| response.text_of.clone());
    Some(Response { ty, always_present: false, text_of, about: None })
}

fn check_data(data: &Entry, response: &Response, local: &Local<'_>, diagnostics: &mut Diagnostics) {
    if !response.always_present && plain::is_nothing(&data.value, &response.ty) {
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
        envelope.success.without_code.as_ref(),
    ];
    members
        .into_iter()
        .flatten()
        .flat_map(|member| {
            std::iter::once(member.wire.as_str()).chain(member.also.iter().map(String::as_str))
        })
        .collect()
}

/// The JSON value that a node stands for.
pub(super) fn json_of(node: &Node) -> Json {
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
            text if plain::is_number(text) => Json::Number(text.to_owned()),
            text => Json::String(text.to_owned()),
        },
    }
}
