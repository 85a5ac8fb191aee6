//! `specs/approvals.yaml`: the changes that somebody answers for.
//!
//! In come the documents, out go [`Approval`]s in the order of the file. Which changes there are, nobody knows here.

use super::layout::APPROVALS;
use super::read::{Map, items, scalar};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{self, APPROVAL};
use crate::load::Source;
use crate::model::Approval;
use crate::source::{Node, Span};
use std::collections::BTreeMap;

/// Digits of a fingerprint.
const DIGITS: usize = 24;

/// Reads all approvals; none where there is no such file.
pub(super) fn resolve_approvals(source: &Source, diagnostics: &mut Diagnostics) -> Vec<Approval> {
    let file = source.documents.iter().find(|document| document.path == APPROVALS);
    let Some(map) = file.and_then(|file| Map::of_file(&file.root, &language::APPROVALS, diagnostics)) else {
        return Vec::new();
    };
    let Some(entry) = map.need("approvals", diagnostics) else { return Vec::new() };
    let mut seen = BTreeMap::new();
    let all = items(&entry.value, "approvals", diagnostics);
    all.iter().filter_map(|item| resolve_approval(item, &mut seen, diagnostics)).collect()
}

fn resolve_approval(
    node: &Node,
    seen: &mut BTreeMap<String, Span>,
    diagnostics: &mut Diagnostics,
) -> Option<Approval> {
    let map = Map::read(node, node.span, &APPROVAL, diagnostics)?;
    let fingerprint = map.need("fingerprint", diagnostics);
    let fingerprint = fingerprint.and_then(|entry| resolve_fingerprint(&entry.value, seen, diagnostics));
    let reason = map.need_text("reason", diagnostics);
    let who = map.need_text("who", diagnostics);
    Some(Approval { fingerprint: fingerprint?, reason, who, at: node.span })
}

fn resolve_fingerprint(
    node: &Node,
    seen: &mut BTreeMap<String, Span>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let text = &scalar(node, "a fingerprint", diagnostics)?.text;
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if text.len() != DIGITS || !text.bytes().all(is_hex) {
        diagnostics.push(
            Diagnostic::new(Code::WrongType, node.span, format!("`{text}` is no fingerprint"))
                .label(format!("not {DIGITS} digits of 0-9 and a-f"))
                .help("`cargo xtask diff` prints it beside the change"),
        );
        return None;
    }
    if let Some(first) = seen.insert(text.clone(), node.span) {
        diagnostics.push(
            Diagnostic::new(Code::DuplicateKey, node.span, format!("`{text}` is approved twice"))
                .label("again")
                .also(first, "first here"),
        );
        return None;
    }
    Some(text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::resolve::samples::messages;
    use crate::source::{SourceFile, SourceFiles};

    #[track_caller]
    fn check(yaml: &str, approved: &[&str], expected: &[&str]) {
        let files = SourceFiles::new([SourceFile { path: APPROVALS.into(), text: yaml.into() }]);
        let mut diagnostics = Diagnostics::default();
        let source = load(&files, &mut diagnostics);
        let found = resolve_approvals(&source, &mut diagnostics);
        let found: Vec<_> = found.iter().map(|one| one.fingerprint.as_str()).collect();
        assert_eq!(
            (found.as_slice(), messages(&diagnostics)),
            (approved, expected.iter().map(|one| (*one).to_owned()).collect())
        );
    }

    #[test]
    fn an_approval_has_a_fingerprint_a_reason_and_a_name() {
        let one = "0123456789abcdef01234567";
        let full = format!("- {{ fingerprint: \"{one}\", reason: It moved., who: Li }}");
        check(&format!("approvals:\n  {full}\n"), &[one], &[]);
        check("approvals: []\n", &[], &[]);
        check(
            &format!("approvals:\n  {full}\n  {full}\n"),
            &[one],
            &["`0123456789abcdef01234567` is approved twice"],
        );
        check(
            "approvals:\n  - { fingerprint: \"0123\", reason: It moved. }\n",
            &[],
            &["`0123` is no fingerprint", "the key `who` is missing"],
        );
        check("aproovals: []\n", &[], &["unknown key `aproovals`"]);
    }

    #[test]
    fn without_the_file_nothing_is_approved() {
        let found = resolve_approvals(&Source::default(), &mut Diagnostics::default());
        assert_eq!(found, []);
    }
}
