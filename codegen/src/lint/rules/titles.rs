//! Two calls of a group that have one title, though the inventory knows no title that both have.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::lint::Questions;
use crate::lint::scene::Scene;
use crate::model::{Operation, OperationId, TitleState};

/// Asks about each of them, at the one whose title the inventory does not have so, else at the later one.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    for group in &scene.api.groups {
        let mut known: BTreeMap<&str, &Operation> = BTreeMap::new();
        for operation in &group.operations {
            let label = &*operation.label.0;
            let Some(first) = known.insert(label, operation) else { continue };
            if has_both(scene, &first.id, &operation.id) {
                continue;
            }
            let is_first = is_titled(scene, operation) && !is_titled(scene, first);
            let [operation, first] = if is_first { [first, operation] } else { [operation, first] };
            let (Some(document), Some(other)) = (scene.call(&operation.spec), scene.call(&first.spec)) else {
                continue;
            };
            let [Some(here), Some(there)] = [document, other].map(|one| one.root.get("label")) else {
                continue;
            };
            let message = format!("`{}` has the title of `{}`", operation.id, first.id);
            let asked = Diagnostic::new(Code::OneTitleTwice, here.span, message)
                .label("the same again")
                .also(there.span, "the other one")
                .help("write the title of the call's own page; where one page has both, name both in its title of the inventory");
            questions.ask(document.root.span, asked);
        }
    }
}

/// Whether the inventory has the call under its own title.
fn is_titled(scene: &Scene<'_>, operation: &Operation) -> bool {
    scene.api.inventory.iter().any(|title| match &title.state {
        TitleState::Specified(calls) => {
            let is_own = title.title.0.split(';').any(|one| one.trim() == &*operation.label.0);
            calls.contains(&operation.id) && is_own
        }
        TitleState::Partial(_) | TitleState::TitleOnly(_) => false,
    })
}

/// Whether one title of the inventory became both calls.
fn has_both(scene: &Scene<'_>, one: &OperationId, other: &OperationId) -> bool {
    scene.api.inventory.iter().any(|title| match &title.state {
        TitleState::Specified(calls) => calls.contains(one) && calls.contains(other),
        TitleState::Partial(_) | TitleState::TitleOnly(_) => false,
    })
}
