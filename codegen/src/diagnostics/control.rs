//! Characters that steer a terminal or reorder what people read, and how they are shown instead.
//!
//! In comes text of specs, out goes text that is safe to print. No such character may pass, whatever file it
//! came from.

use std::borrow::Cow;

/// The longest text that is printed as part of a message, in characters.
const MAX_PRINTED: usize = 1_000;

/// Whether the character steers or hides: control characters (tab and line feed too), line and paragraph
/// separators, direction marks, characters without width, tags, and the byte order mark.
pub fn is_control(character: char) -> bool {
    match character {
        // Most of what is asked about, told apart by one comparison.
        ' '..='~' => false,
        '\u{061C}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{E0000}'..='\u{E007F}' => true,
        other => other.is_control(),
    }
}

/// A message's text: on one line, with stand-ins for control characters, and not endless.
pub fn printable(text: &str) -> String {
    let mut printable: String = text.chars().take(MAX_PRINTED).map(stand_in).collect();
    if text.chars().nth(MAX_PRINTED).is_some() {
        printable.push('…');
    }
    printable
}

/// A source's text, byte for byte as long as it was, so that places still hold. Line ends and tabs stay.
pub(super) fn printable_source(text: &str) -> Cow<'_, str> {
    let kept = |character: char| !is_control(character) || character.is_ascii();
    if text.chars().all(kept) {
        return Cow::Borrowed(text);
    }
    // The renderer has stand-ins for ASCII of its own.
    Cow::Owned(text.chars().map(|one| if kept(one) { one } else { same_length(one) }).collect())
}

fn stand_in(character: char) -> char {
    match character {
        '\n' | '\t' | '\r' => ' ',
        one if is_control(one) => '\u{FFFD}',
        one => one,
    }
}

fn same_length(character: char) -> char {
    match character.len_utf8() {
        2 => '¿',
        3 => '\u{FFFD}',
        _ => '🚫',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str, expected_source: &str) {
        assert_eq!(printable(text), expected);
        let source = printable_source(text);
        assert_eq!(source, expected_source);
        assert_eq!(source.len(), text.len());
    }

    #[test]
    fn what_steers_a_terminal_is_replaced() {
        check("名称 🧾 é", "名称 🧾 é", "名称 🧾 é");
        check("a\u{1b}[31mb", "a\u{FFFD}[31mb", "a\u{1b}[31mb");
        check("a\u{9b}31mb", "a\u{FFFD}31mb", "a¿31mb");
        check("a\u{202e}b\u{061c}c", "a\u{FFFD}b\u{FFFD}c", "a\u{FFFD}b¿c");
        check("a\u{200b}b\u{e0041}c", "a\u{FFFD}b\u{FFFD}c", "a\u{FFFD}b🚫c");
        check("a\r\n\tb", "a   b", "a\r\n\tb");
    }

    #[test]
    fn a_message_ends_somewhere() {
        assert_eq!(printable(&"字".repeat(2_000)).chars().count(), MAX_PRINTED + 1);
    }
}
