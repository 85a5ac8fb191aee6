//! A document as text, whatever its bytes are.
//!
//! In: the bytes of an answer. Out: their text, so that the parser need not look at each member's bytes again. What is
//! no UTF-8 becomes a mark that can be skipped and never be read, so that it does no harm where nobody wants it.

use std::borrow::Cow;

/// Two halves of surrogate pairs, both the first one: the parser skips it as an escape and refuses it as a character.
/// One would not do: a backslash before it would make it a text.
const MARK: &str = r"\ud800\ud800";

/// The text of a document.
pub(crate) struct Document<'b>(Cow<'b, str>);

impl<'b> From<&'b [u8]> for Document<'b> {
    #[inline]
    fn from(bytes: &'b [u8]) -> Self {
        // A mark of the byte order is no part of the document.
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        Self(std::str::from_utf8(bytes).map_or_else(|_| Cow::Owned(marked(bytes)), Cow::Borrowed))
    }
}

impl<'b> From<&'b str> for Document<'b> {
    fn from(text: &'b str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl<'b> Document<'b> {
    pub(super) fn text(&self) -> &str {
        &self.0
    }

    /// The text of one without marks.
    pub(super) fn unmarked(&self) -> Option<&'b str> {
        match self.0 {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => None,
        }
    }

    /// Whether there are marks in it.
    pub(super) fn is_marked(&self) -> bool {
        matches!(self.0, Cow::Owned(_))
    }
}

/// Whether a mark stands in this part of a document that has some.
pub(super) fn has_mark(raw: &str) -> bool {
    raw.contains(MARK)
}

#[cold]
fn marked(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + MARK.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push_str(MARK);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_core::de::IgnoredAny;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(Document::from(bytes).text(), expected);
    }

    #[test]
    fn only_what_is_no_unicode_becomes_a_mark() {
        check("\u{feff}{\"测\":1}".as_bytes(), "{\"测\":1}");
        check(b"\"a\xb2\xbbb\xff\"", r#""a\ud800\ud800\ud800\ud800b\ud800\ud800""#);
        assert!(!Document::from(&b"a"[..]).is_marked() && Document::from(&b"\xff"[..]).is_marked());
    }

    #[test]
    fn a_mark_is_skipped_and_never_read() {
        for bytes in [&b"\"\xff\""[..], b"\"\\\\\xff\"", b"\"\\\xff\"", b"\"\\ud83d\xff\""] {
            let document = Document::from(bytes);
            assert!(serde_json::from_str::<IgnoredAny>(document.text()).is_ok(), "{}", document.text());
            assert!(serde_json::from_str::<String>(document.text()).is_err(), "{}", document.text());
            assert!(has_mark(document.text()));
        }
    }
}
