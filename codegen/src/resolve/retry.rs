//! `retry`: whether a call may be sent twice.
//!
//! In comes a word, or a map with the member that makes a second call harmless; out goes a [`Retry`].

use super::fields::is_structured;
use super::read::{Map, scalar};
use super::rules::find_path;
use super::types::Local;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{KEYED_CALL, RETRIES};
use crate::model::{Field, Retry};
use crate::source::{Node, Value};

/// Reads the key `retry` of an operation, if it says something.
pub(super) fn resolve_retry(
    map: &Map<'_>,
    request: &[Field],
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Retry> {
    match map.get("retry")? {
        // A key that the map does not know may have held the request.
        Node { value: Value::Map(_), .. } if !map.is_whole() => None,
        node @ Node { value: Value::Map(_), .. } => resolve_keyed(node, request, local, diagnostics),
        _ => {
            let is_safe = map.word("retry", &RETRIES, diagnostics)?;
            Some(if is_safe { Retry::Safe } else { Retry::Never })
        }
    }
}

fn resolve_keyed(
    node: &Node,
    request: &[Field],
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Retry> {
    let map = Map::read(node, node.span, &KEYED_CALL, diagnostics)?;
    let why = map.need_text("why", diagnostics);
    let key = map.need("keyed", diagnostics)?;
    let path = scalar(&key.value, "a member of the request", diagnostics)?;
    let (member, field) = find_path(&path.text, key.value.span, request, local, diagnostics)?;
    let fault = if field.fixed.is_some() {
        Some("it has the same value in every call")
    } else if is_structured(&field.ty) {
        Some("a key is one plain value")
    } else {
        None
    };
    if let Some(fault) = fault {
        diagnostics.push(
            Diagnostic::new(Code::Contradiction, key.value.span, format!("`{}` cannot be a key", path.text))
                .label(fault),
        );
    }
    Some(Retry::Keyed { member, why })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::OPERATION;
    use crate::model::Place;
    use crate::resolve::fields::{Side, resolve_fields};
    use crate::resolve::samples::{messages, node};
    use crate::resolve::scope::{Ground, Scope};
    use crate::resolve::sets::members_of;

    const REQUEST: &str = "request: { a: { type: id }, b: { type: string, fixed: x }, data: { type: object, inline: true, fields: { c: { type: string } } } }\n";

    #[track_caller]
    fn check(retry: &str, expected: Option<&str>, found: &[&str]) {
        let root = node(&format!("{REQUEST}retry: {retry}\n"));
        let (scope, ground) = (Scope { complete: true, ..Scope::default() }, Ground::default());
        let ground = Ground { complete: true, ..ground };
        let mut local = Local::new(&scope, &ground);
        let mut diagnostics = Diagnostics::default();
        let map = Map::of_file(&root, &OPERATION, &mut diagnostics).expect("a map");
        let all = members_of(&map, "request", &local, &mut diagnostics);
        let request = resolve_fields(&all, Side::Request(Place::Body), &mut local, &mut diagnostics);
        let retry = resolve_retry(&map, &request, &local, &mut diagnostics);
        let keyed = match &retry {
            Some(Retry::Keyed { member, .. }) => {
                member.iter().map(|name| name.wire.as_str()).collect::<Vec<_>>().join(".")
            }
            Some(Retry::Safe) => "safe".to_owned(),
            Some(Retry::Never) => "never".to_owned(),
            None => String::new(),
        };
        assert_eq!(keyed, expected.unwrap_or_default());
        assert_eq!(messages(&diagnostics), found);
    }

    #[test]
    fn a_key_is_a_member_that_tells_calls_apart() {
        check("safe", Some("safe"), &[]);
        check("{ keyed: a, why: So. }", Some("a"), &[]);
        check("{ keyed: data.c, why: So. }", Some("data.c"), &[]);
        check("{ keyed: data.d, why: So. }", None, &["the request has no member `data.d`"]);
        check("{ keyed: b, why: So. }", Some("b"), &["`b` cannot be a key"]);
        check("{ keyed: data, why: So. }", Some("data"), &["`data` cannot be a key"]);
        check("{ keyed: a }", Some("a"), &["the key `why` is missing"]);
        check("{ why: So. }", None, &["the key `keyed` is missing"]);
    }
}
