//! Keys that a map does not know, and which known ones were meant.
//!
//! In come a key and those that the map knows, out goes what to say of it. Nothing here knows what a key is for.

use crate::diagnostics::{Code, Diagnostic};
use crate::names::nearest;
use crate::source::Entry;

/// What to say of a key that the map, of which people speak by this name, does not know.
pub(super) fn unknown_key(
    entry: &Entry,
    name: &str,
    known: impl Iterator<Item = &'static str> + Clone,
) -> Diagnostic {
    let message = format!("unknown key `{}`", entry.key);
    let unknown =
        Diagnostic::new(Code::UnknownKey, entry.key_span, message).label(format!("not a key of {name}"));
    match glued(&entry.key, known.clone()) {
        Some(key) => unknown.help(format!("write `{key}:` with an ASCII colon and a blank behind it")),
        None => unknown.nearest(&entry.key, known),
    }
}

/// The key that was probably meant.
pub(super) fn meant(wrong: &str, known: impl Iterator<Item = &'static str> + Clone) -> Option<&'static str> {
    glued(wrong, known.clone()).or_else(|| nearest(wrong, known))
}

/// The key in front of a colon that YAML does not take for one: a full-width one, or one without a blank behind it.
fn glued(wrong: &str, mut known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let (name, _) = wrong.split_once([':', '：'])?;
    known.find(|key| *key == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Node, Scalar, Span, Value};

    const KNOWN: &[&str] = &["type", "required"];

    #[track_caller]
    fn check(key: &str, expected: Option<&str>, help: &str) {
        let value = Value::Scalar(Scalar { text: String::new(), plain: true });
        let span = Span::default();
        let entry = Entry { key: key.into(), key_span: span, value: Node { span, value } };
        let known = || KNOWN.iter().copied();
        assert_eq!(meant(key, known()), expected);
        assert_eq!(unknown_key(&entry, "a field", known()).helps, [help]);
    }

    #[test]
    fn a_colon_that_is_none_is_told_from_a_typo() {
        let help = "write `type:` with an ASCII colon and a blank behind it";
        check("type：string", Some("type"), help);
        check("type:string", Some("type"), help);
        check("tpye", Some("type"), "did you mean `type`?");
        check("x:y", None, "known are `type`, `required`");
    }
}
