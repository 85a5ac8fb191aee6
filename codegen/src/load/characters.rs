//! Characters that no spec may hold, wherever they stand: in values, keys and comments.
//!
//! In comes the text of one file as it was read, out go diagnostics at the characters. Runs before the parser,
//! so that nothing hidden is parsed.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, is_control};
use crate::source::{FileId, Span};

/// More of them in one file say nothing new.
const MAX_REPORTED: usize = 10;

/// Reports characters that steer or hide and those that stand for lost bytes; whether there was none.
pub(super) fn check(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> bool {
    let mut reported = 0;
    for (at, character) in
        text.char_indices().filter(|(at, one)| is_refused(*one, *at, text)).take(MAX_REPORTED)
    {
        let span = Span { file, start: at as u32, end: (at + character.len_utf8()) as u32 };
        diagnostics.push(if character == char::REPLACEMENT_CHARACTER {
            lost(span)
        } else {
            hidden(span, character)
        });
        reported += 1;
    }
    reported == 0
}

/// What to say of a character that steers or hides.
pub(super) fn hidden(span: Span, character: char) -> Diagnostic {
    let number = u32::from(character);
    let label = if character.is_control() { "a control character" } else { "an invisible character" };
    Diagnostic::new(Code::ForbiddenText, span, format!("specs may not hold U+{number:04X}"))
        .label(label)
        .help("delete it: what reviewers see must be all there is")
}

fn lost(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NotUtf8, span, "the file is not UTF-8")
        .label("the first bytes that could not be read, or U+FFFD itself")
        .help("save the file as UTF-8, and write anew what was lost")
}

/// Whether a character is refused in the raw text. Tabs between tokens are the parser's business.
fn is_refused(character: char, at: usize, text: &str) -> bool {
    match character {
        '\n' | '\t' => false,
        '\r' => !text[at..].starts_with("\r\n"),
        '\u{FEFF}' => at > 0,
        char::REPLACEMENT_CHARACTER => true,
        other => is_control(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_text(text: &str, expected: &[(&str, u32)]) {
        let mut diagnostics = Diagnostics::default();
        let clean = check(FileId(0), text, &mut diagnostics);
        let found: Vec<_> =
            diagnostics.iter().map(|one| (one.code.number(), one.primary.span.start)).collect();
        assert_eq!(found, expected);
        assert_eq!(clean, expected.is_empty());
    }

    #[test]
    fn what_hides_is_found_wherever_it_stands() {
        check_text("\u{FEFF}a: 值 🧾\r\n# c\td\n", &[]);
        check_text("# \u{202e}\na: \u{61c}\u{FEFF}\n", &[("S0106", 2), ("S0106", 9), ("S0106", 11)]);
        check_text("a: 1\r# hidden\n", &[("S0106", 4)]);
        check_text("a: \u{0}\u{1b}\u{85}", &[("S0106", 3), ("S0106", 4), ("S0106", 5)]);
        check_text("a: \u{200b}\u{2028}", &[("S0106", 3), ("S0106", 6)]);
    }

    #[test]
    fn lost_bytes_are_found() {
        check_text(&String::from_utf8_lossy(b"a: \xff\xfe"), &[("S0102", 3), ("S0102", 6)]);
    }

    #[test]
    fn a_file_full_of_them_is_not_reported_without_end() {
        let mut diagnostics = Diagnostics::default();
        assert!(!check(FileId(0), &"\u{200e}".repeat(100), &mut diagnostics));
        assert_eq!(diagnostics.len(), MAX_REPORTED);
    }
}
