//! `probe` and `repeats`: what a vendor sends beside a first notification.
//!
//! In come the maps, out go a [`Probe`] whose reply is there and [`Repeats`] whose waits fit their number.

use super::replies::Replies;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{PROBE, PROBES, REPEATS};
use crate::model::{Probe, Repeats};
use crate::resolve::duration::resolve_duration;
use crate::resolve::read::{Map, integer, items, scalar};
use crate::source::Node;

/// Reads how the vendor tries the address.
pub(super) fn resolve_probe(
    map: &Map<'_>,
    replies: &Replies,
    diagnostics: &mut Diagnostics,
) -> Option<Probe> {
    let entry = map.entry("probe")?;
    let map = Map::read(&entry.value, entry.key_span, &PROBE, diagnostics)?;
    map.need("method", diagnostics);
    let method = map.word("method", &PROBES, diagnostics);
    let reply = map.get("reply").map(|node| find_reply(node, replies, diagnostics));
    Some(Probe { method: method?, reply: reply.flatten() })
}

fn find_reply(node: &Node, replies: &Replies, diagnostics: &mut Diagnostics) -> Option<usize> {
    let wanted = &scalar(node, "the name of a reply", diagnostics)?.text;
    let found = replies.all.iter().position(|reply| reply.name.snake() == wanted);
    if found.is_none() && replies.complete {
        diagnostics.push(
            Diagnostic::new(Code::UnresolvedName, node.span, format!("there is no reply `{wanted}`"))
                .label("not one of `replies`")
                .nearest(wanted, replies.all.iter().map(|reply| reply.name.snake())),
        );
    }
    found
}

/// Reads when the vendor posts the same again.
pub(super) fn resolve_repeats(map: &Map<'_>, diagnostics: &mut Diagnostics) -> Option<Repeats> {
    let entry = map.entry("repeats")?;
    let map = Map::read(&entry.value, entry.key_span, &REPEATS, diagnostics)?;
    let after = map.need("after", diagnostics);
    let pushes = map.need("pushes", diagnostics);
    let pushes_node = &pushes?.value;
    let pushes: u32 = integer(pushes_node, "a number of pushes", diagnostics)?;
    let after = items(&after?.value, "waits", diagnostics);
    let after_seconds: Vec<u32> =
        after.iter().filter_map(|node| resolve_duration(node, diagnostics)).collect();
    if pushes < 2 {
        diagnostics.push(
            Diagnostic::new(Code::Contradiction, pushes_node.span, "nothing is repeated")
                .label("the first push counts too"),
        );
    } else if let Some(node) = usize::try_from(pushes - 1).ok().and_then(|most| after.get(most)) {
        diagnostics.push(
            Diagnostic::new(
                Code::Contradiction,
                node.span,
                format!("there are more waits than {pushes} pushes have"),
            )
            .label("after the last push"),
        );
    }
    Some(Repeats { after_seconds, pushes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::CALLBACK;
    use crate::model::Method;
    use crate::resolve::samples::{messages, node};

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) -> (Option<Probe>, Option<Repeats>) {
        let root = node(yaml);
        let mut diagnostics = Diagnostics::default();
        let map = Map::of_file(&root, &CALLBACK, &mut diagnostics).expect("a map");
        let replies = Replies { all: Vec::new(), complete: true };
        let probe = resolve_probe(&map, &replies, &mut diagnostics);
        let repeats = resolve_repeats(&map, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
        (probe, repeats)
    }

    #[test]
    fn a_probe_has_another_method_than_a_notification() {
        let (probe, _) = check("probe: { method: GET }\n", &[]);
        assert_eq!(probe, Some(Probe { method: Method::Get, reply: None }));
        check("probe: { method: POST }\n", &["`POST` is not a value of `method`"]);
        check("probe: {}\n", &["the key `method` is missing"]);
        check("probe: { method: GET, reply: accepted }\n", &["there is no reply `accepted`"]);
    }

    #[test]
    fn later_waits_may_be_unknown() {
        let (_, repeats) = check("repeats: { after: [10s, 1m], pushes: 4 }\n", &[]);
        assert_eq!(repeats, Some(Repeats { after_seconds: vec![10, 60], pushes: 4 }));
        check("repeats: { after: [], pushes: 2 }\n", &[]);
    }

    #[test]
    fn waits_stand_between_pushes() {
        check("repeats: { after: [10s, 30s], pushes: 2 }\n", &["there are more waits than 2 pushes have"]);
        check("repeats: { after: [], pushes: 1 }\n", &["nothing is repeated"]);
        check("repeats: { after: [10], pushes: 3 }\n", &["`10` is no duration"]);
        check("repeats: { after: [10s] }\n", &["the key `pushes` is missing"]);
    }
}
