//! Keys that say what holds anyway: they cost a reader time and tell nothing.

use crate::diagnostics::{Code, Diagnostic, Fix};
use crate::lint::Questions;
use crate::lint::scene::Scene;
use crate::lint::subjects::Sort;
use crate::source::Node;

/// Keys whose value is `false` where they are left out.
const FLAGS: &[&str] = &["required", "nullable", "always_present", "sensitive", "inline"];

/// Asks about each of them.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    for subject in &scene.subjects {
        let mut check = |node: &Node, key: &str, value: &str| {
            let Some(entry) = node.entry(key).filter(|entry| entry.value.text() == Some(value)) else {
                return;
            };
            let message = format!("`{key}: {value}` holds anyway");
            let asked = Diagnostic::new(Code::SaidByDefault, entry.key_span, message)
                .label("says nothing")
                .help("leave it out")
                .fix(Fix::Remove(entry.key_span));
            questions.ask(subject.node.span, asked);
        };
        let node = subject.node;
        match subject.sort {
            Sort::Field => FLAGS.iter().for_each(|key| check(node, key, "false")),
            Sort::Word | Sort::Credential => check(node, "sensitive", "false"),
            Sort::Enum => check(node, "wire", "string"),
            Sort::Code => check(node, "then", "nothing"),
            Sort::Call => {
                let is_get =
                    node.get("http").and_then(Node::text).is_some_and(|http| http.starts_with("GET "));
                check(node, "retry", if is_get { "safe" } else { "never" });
                check(node, "body", "json");
                if let Some(response) = node.get("response") {
                    check(response, "always_present", "false");
                }
            }
            _ => {}
        }
    }
}
