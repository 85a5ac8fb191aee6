//! Mends text that is no Unicode, where something else in the answer counts more than that text.
//!
//! In: the bytes of an answer. Out: the same with U+FFFD for what no character stands for: bytes that are no UTF-8,
//! and escaped halves of surrogate pairs. It touches nothing else; data is never read from it.

/// The text that nearly stood there.
pub(crate) fn mended(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut output = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        let (mended, length) = match (half(escape), half(escape.get(6..).unwrap_or_default())) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (None, 12),
            (Some(_), _) => (Some("\u{fffd}"), 6),
            // The character behind a backslash begins nothing: it may be another backslash.
            (None, _) => (None, 1 + escape[1..].chars().next().map_or(0, char::len_utf8)),
        };
        let (escape, after) = escape.split_at(length);
        output.extend([before, mended.unwrap_or(escape)]);
        rest = after;
    }
    output + rest
}

/// The half of a surrogate pair that this begins with.
fn half(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok().filter(|unit| (0xd800..0xe000).contains(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &[u8], expected: &str) {
        assert_eq!(mended(text), expected);
    }

    #[test]
    fn only_halves_are_replaced() {
        check(br#""a\ud83d""#, "\"a\u{fffd}\"");
        check(br#""\uDE00\ud83d\ud83d\ude00\u6d4b""#, "\"\u{fffd}\u{fffd}\\ud83d\\ude00\\u6d4b\"");
        check(br#""\\ud83d\n\"""#, r#""\\ud83d\n\"""#);
    }

    #[test]
    fn other_bytes_are_replaced() {
        check(b"\"\xb2\xbb\"", "\"\u{fffd}\u{fffd}\"");
    }

    #[test]
    fn what_ends_early_does_no_harm() {
        for text in ["\\", "\\u", "\\ud83", "\\u测测", "\\测"] {
            check(text.as_bytes(), text);
        }
        check(b"\\ud83d\\", "\u{fffd}\\");
    }
}
