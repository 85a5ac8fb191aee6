//! `replies`: what may be answered to the vendor, by name.
//!
//! In comes the map, out go [`Reply`]s in its order, each with a status and a type that HTTP knows.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::REPLY;
use crate::model::Reply;
use crate::resolve::examples::json_of;
use crate::resolve::named::{Sort, Taken, name_of_key};
use crate::resolve::read::{Map, entries, integer, scalar};
use crate::source::{Entry, Node};

/// Where nothing else is said.
const JSON: &str = "application/json";

/// The replies of a callback.
#[derive(Default)]
pub(super) struct Replies {
    /// All that could be read.
    pub(super) all: Vec<Reply>,
    /// Whether none is missing.
    pub(super) complete: bool,
}

/// Reads the replies. Only a callback that says what is not known may leave them out.
pub(super) fn resolve_replies(map: &Map<'_>, diagnostics: &mut Diagnostics) -> Replies {
    if map.entry("replies").is_none() && map.entry("partial").is_some() {
        return Replies { all: Vec::new(), complete: true };
    }
    let Some(entry) = map.need("replies", diagnostics) else { return Replies::default() };
    let Some(all) = entries(&entry.value, "replies by name", diagnostics) else { return Replies::default() };
    if all.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::EmptyValue, entry.key_span, "a callback needs at least one reply")
                .label("no replies"),
        );
    }
    let mut taken = Taken::default();
    let read: Vec<_> = all.iter().filter_map(|entry| resolve_reply(entry, &mut taken, diagnostics)).collect();
    Replies { complete: read.len() == all.len(), all: read }
}

fn resolve_reply(entry: &Entry, taken: &mut Taken, diagnostics: &mut Diagnostics) -> Option<Reply> {
    let name = name_of_key(entry, Sort::Value, taken, diagnostics);
    let map = Map::read(&entry.value, entry.key_span, &REPLY, diagnostics)?;
    let about = map.need_text("about", diagnostics);
    let status = map.get("status").map_or(Some(200), |node| resolve_status(node, diagnostics));
    let content_type = map.get("type").map_or(Some(JSON.to_owned()), |node| resolve_type(node, diagnostics));
    let body = map.need("body", diagnostics)?;
    Some(Reply {
        name: name?,
        about,
        status: status?,
        content_type: content_type?,
        body: json_of(&body.value),
    })
}

fn resolve_status(node: &Node, diagnostics: &mut Diagnostics) -> Option<u16> {
    let status: u16 = integer(node, "an HTTP status", diagnostics)?;
    if (200..=599).contains(&status) {
        return Some(status);
    }
    diagnostics.push(
        Diagnostic::new(Code::NotOneOf, node.span, format!("`{status}` is no status of an answer"))
            .label("200 to 599"),
    );
    None
}

/// `text/plain`, perhaps with parameters.
fn resolve_type(node: &Node, diagnostics: &mut Diagnostics) -> Option<String> {
    let text = &scalar(node, "a type of a body", diagnostics)?.text;
    let kind = text.split(';').next().unwrap_or_default().trim();
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-._".contains(&byte))
    };
    let is_type = kind.split_once('/').is_some_and(|(kind, sort)| is_part(kind) && is_part(sort));
    if is_type && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Some(text.clone());
    }
    diagnostics.push(
        Diagnostic::new(Code::WrongType, node.span, format!("`{text}` is no type of a body"))
            .label("as in `text/plain`"),
    );
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::CALLBACK;
    use crate::resolve::samples::{messages, node};

    #[track_caller]
    fn check(reply: &str, expected: &[&str]) -> Vec<Reply> {
        let root = node(&format!("replies: {{ taken: {{ about: Taken., {reply} }} }}\n"));
        let mut diagnostics = Diagnostics::default();
        let map = Map::of_file(&root, &CALLBACK, &mut diagnostics).expect("a map");
        let replies = resolve_replies(&map, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
        assert_eq!(replies.complete, expected.is_empty());
        replies.all
    }

    #[test]
    fn a_reply_is_json_with_success_unless_it_says_otherwise() {
        let reply = &check("body: success", &[])[0];
        assert_eq!((reply.status, reply.content_type.as_str(), reply.is_json()), (200, JSON, true));
        let reply = &check("status: 202, type: text/plain; charset=utf-8, body: success", &[])[0];
        assert_eq!((reply.status, reply.is_json()), (202, false));
    }

    #[test]
    fn status_and_type_are_those_of_http() {
        check("status: 100, body: 1", &["`100` is no status of an answer"]);
        check("status: ok, body: 1", &["expected an HTTP status, found `ok`"]);
        check("type: plain, body: 1", &["`plain` is no type of a body"]);
        check("type: \"text/plain; é\", body: 1", &["`text/plain; é` is no type of a body"]);
    }
}
