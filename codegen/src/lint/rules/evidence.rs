//! Evidence that stands twice in one list.

use crate::diagnostics::{Code, Diagnostic, Fix};
use crate::lint::Questions;
use crate::lint::scene::Scene;
use crate::source::Node;

/// Asks about each of them.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    for document in &scene.documents {
        let items = document.root.get("evidence").map_or(&[][..], Node::items);
        let said = |item: &Node| {
            ["page", "section"].map(|key| item.get(key).and_then(Node::text).map(str::to_owned))
        };
        for (at, item) in items.iter().enumerate() {
            let Some(first) = items[..at].iter().find(|first| said(first) == said(item)) else { continue };
            let asked = Diagnostic::new(Code::EvidenceTwice, item.span, "this evidence is there already")
                .label("the same again")
                .also(first.span, "first here")
                .fix(Fix::Remove(item.span));
            questions.ask(document.root.span, asked);
        }
    }
}
