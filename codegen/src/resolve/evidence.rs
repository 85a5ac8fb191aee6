//! `evidence`: where facts come from. A spec without it is refused.

use super::read::{Map, items};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::EVIDENCE;
use crate::model::Evidence;
use crate::source::Node;

/// Reads the evidence of a file that must have some.
pub(super) fn need_evidence(map: &Map<'_>, diagnostics: &mut Diagnostics) -> Vec<Evidence> {
    let Some(node) = map.get("evidence") else {
        if map.is_misspelt("evidence") {
            return Vec::new();
        }
        diagnostics.push(
            Diagnostic::new(Code::MissingEvidence, map.anchor, "there is no evidence")
                .label("where do these facts come from?")
                .help("write `evidence: [{ page: <page of the vendor> }]`"),
        );
        return Vec::new();
    };
    let evidence = resolve_evidence(node, diagnostics);
    if evidence.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::MissingEvidence, node.span, "there is no evidence")
                .label("where do these facts come from?"),
        );
    }
    evidence
}

/// Reads a list of evidence.
pub(super) fn resolve_evidence(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Evidence> {
    items(node, "pieces of evidence", diagnostics)
        .iter()
        .filter_map(|item| {
            let map = Map::read(item, item.span, &EVIDENCE, diagnostics)?;
            let section = map.text("section", diagnostics);
            Some(Evidence { page: map.need_text("page", diagnostics), section })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::OPERATION;
    use crate::resolve::samples::{messages, node};

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) {
        let root = node(yaml);
        let mut diagnostics = Diagnostics::default();
        let map = Map::of_file(&root, &OPERATION, &mut diagnostics).expect("a map");
        need_evidence(&map, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn evidence_is_needed() {
        check("evidence: [{ page: doc-1, section: Codes }]\n", &[]);
        check("label: 1\n", &["there is no evidence"]);
        check("evidnce: []\n", &["unknown key `evidnce`"]);
        check("evidence: []\n", &["there is no evidence"]);
        check("evidence: [{ section: Codes }]\n", &["the key `page` is missing"]);
    }
}
