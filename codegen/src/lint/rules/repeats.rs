//! Calls that the client may send again by itself, though their name says that they change something each time.

use crate::diagnostics::{Code, Diagnostic};
use crate::lint::Questions;
use crate::lint::scene::Scene;
use crate::model::{Method, Retry};

/// First words of names of calls that do something again when they are sent again.
const CHANGES: &[&str] =
    &["add", "apply", "create", "issue", "order", "pay", "register", "resend", "send", "submit", "upload"];

/// Asks about each of them.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    for operation in scene.operations() {
        let name = operation.id.name.snake();
        let first = name.split('_').next().unwrap_or_default();
        let may_be_repeated = operation.retry == Retry::Safe && operation.method != Method::Get;
        if !may_be_repeated || !CHANGES.contains(&first) {
            continue;
        }
        let Some(document) = scene.call(&operation.spec) else { continue };
        let Some(retry) = document.root.entry("retry") else { continue };
        let message = format!("`{}` may be sent twice, and its name says `{first}`", operation.id);
        let asked = Diagnostic::new(Code::RepeatedChange, retry.key_span, message)
            .label("the client repeats it after a failure of the network")
            .help("leave `retry` out, or write `keyed` where the vendor knows a repeated call by a member");
        questions.ask(document.root.span, asked);
    }
}
