//! What the parser refused, as a diagnostic with a hint.
//!
//! In come the parser's error and the text, out goes the place and, where it can be told, the place of the
//! cause: parsers notice a missing quote long after it.

use granit_parser::{ErrorKind, ScanError};

use super::cause::cause;
use crate::diagnostics::{Code, Diagnostic, Label};
use crate::load::MAX_DEPTH;
use crate::source::{FileId, Span};

/// The diagnostic for an error that ended the reading of a file. `from` is where the last event ended.
pub(super) fn diagnostic(error: &ScanError, file: FileId, text: &str, from: usize) -> Diagnostic {
    let at = text.floor_char_boundary(error.marker().byte_offset().unwrap_or(from));
    let span = character(file, text, at);
    let kind = error.kind();
    match kind {
        ErrorKind::RecursionLimitExceeded => return too_deep(span),
        ErrorKind::DirectiveDisallowed => {
            return Diagnostic::new(Code::YamlFeature, span, "directives are not allowed")
                .label("delete this line");
        }
        _ => {}
    }
    let message = format!("the file is not YAML: {kind}");
    let stopped = "the parser stopped here";
    let diagnostic = Diagnostic::new(Code::NotYaml, span, &message).label(stopped);
    if is_about_a_string(kind) {
        return with_string(diagnostic, text, from, at);
    }
    if let Some(cause) = cause(kind, text, at) {
        let place = character(file, text, cause.at);
        let told = Diagnostic::new(Code::NotYaml, place, message).label(cause.label).help(cause.help);
        return if text[cause.at.min(at)..cause.at.max(at)].contains('\n') {
            told.also(span, stopped)
        } else {
            told
        };
    }
    match hint(kind) {
        Some(hint) => diagnostic.help(hint),
        None => diagnostic,
    }
}

/// The diagnostic for nesting that has no end.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TooLarge, span, format!("maps and lists may nest {MAX_DEPTH} deep"))
        .label("one level too many")
}

fn is_about_a_string(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnclosedQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::DocumentIndicatorInQuotedScalar
            | ErrorKind::InvalidTrailingSingleQuotedScalar
            | ErrorKind::InvalidTrailingDoubleQuotedScalar
    )
}

fn hint(kind: &ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => Some("indent with blanks: YAML knows no tabs there"),
        ErrorKind::MappingValueNotAllowed => Some("put a text that holds `: ` between quotes"),
        ErrorKind::UnexpectedCharacter { .. } => {
            Some("put a text that begins with this character between quotes")
        }
        _ => None,
    }
}

/// Points at the quote that opened the string in which the parser stopped.
fn with_string(diagnostic: Diagnostic, text: &str, from: usize, at: usize) -> Diagnostic {
    let Some(opened) = opened(text, from, at) else {
        return diagnostic;
    };
    let span = character(diagnostic.primary.span.file, text, opened);
    let quote = &text[opened..=opened];
    let line = 1 + text[..opened].matches('\n').count();
    let ends_here = text[opened..at].contains('\n') || at == opened || at == text.len();
    if ends_here {
        let stopped = diagnostic.primary.clone();
        let told = Diagnostic {
            primary: Label { span, text: "the string opened here has no end".into() },
            ..diagnostic
        }
        .help(format!("the string opened on line {line} may lack its closing `{quote}`"));
        return if at == opened { told } else { told.also(stopped.span, stopped.text) };
    }
    let diagnostic = diagnostic.also(span, "the string was opened here");
    if quote == "'" {
        diagnostic.help("inside single quotes write `''` for a quote")
    } else {
        diagnostic.help("inside double quotes write `\\\"` for a quote")
    }
}

/// The opening quote of the string that reaches `at` or ends right before it.
fn opened(text: &str, from: usize, at: usize) -> Option<usize> {
    let mut last = None;
    let mut here = from;
    while here <= at && here < text.len() {
        let rest = &text[here..];
        let after_blank = text[..here].ends_with([' ', '\t', '\n', '\r', '[', '{', ',', ':']) || here == 0;
        let length = match rest.chars().next() {
            Some('#') if after_blank => rest.find('\n').unwrap_or(rest.len()),
            Some('"') if after_blank => {
                last = Some(here);
                string_length(rest, "\"", "\\")
            }
            Some('\'') if after_blank => {
                last = Some(here);
                string_length(rest, "'", "'")
            }
            other => other.map_or(1, char::len_utf8),
        };
        here += length;
    }
    last
}

/// How long a quoted string is, with its quotes; to the end of the text if it is not closed.
fn string_length(text: &str, quote: &str, escape: &str) -> usize {
    let mut here = quote.len();
    while let Some(rest) = text.get(here..).filter(|rest| !rest.is_empty()) {
        let escaped = rest.starts_with(escape) && (escape != quote || rest[quote.len()..].starts_with(quote));
        if escaped {
            here += escape.len() + rest[escape.len()..].chars().next().map_or(0, char::len_utf8);
        } else if rest.starts_with(quote) {
            return here + quote.len();
        } else {
            here += rest.chars().next().map_or(0, char::len_utf8);
        }
    }
    text.len()
}

/// The character at a place; nothing at the end of the text.
fn character(file: FileId, text: &str, at: usize) -> Span {
    let length = text[at..].chars().next().map_or(0, char::len_utf8);
    Span { file, start: at as u32, end: (at + length) as u32 }
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::Diagnostics;
    use crate::source::FileId;

    /// The place of the fault, the places of its causes, and the hint.
    #[track_caller]
    fn check(text: &str, place: u32, causes: &[u32], hint: &str) {
        let mut diagnostics = Diagnostics::default();
        assert!(super::super::read(FileId(0), text, &mut diagnostics).is_none());
        let all: Vec<_> = diagnostics.iter().collect();
        let [one] = all.as_slice() else { panic!("{all:?}") };
        assert_eq!(one.code.number(), "S0101");
        let found: Vec<u32> = one.secondary.iter().map(|label| label.span.start).collect();
        assert_eq!(
            (one.primary.span.start, found.as_slice(), one.helps.concat().as_str()),
            (place, causes, hint)
        );
    }

    #[test]
    fn an_open_string_is_found_where_it_was_opened() {
        let hint = "the string opened on line 2 may lack its closing `\"`";
        check("x: 1\na: \"ab\nb: \"x\"\n", 8, &[12], hint);
        check(
            "x: 1\n  # don't\na: 'ab\nb: 1\n",
            18,
            &[22],
            "the string opened on line 3 may lack its closing `'`",
        );
        check("x:\n - { \"k\\\"\": \"企业, b: 1 }\n   c: \"d\"\n", 15, &[38], hint);
        check("x: 1\na: \"ab", 8, &[], hint);
    }

    #[test]
    fn a_quote_inside_a_string_is_told_from_an_open_one() {
        check("a: 'it's'\n", 7, &[3], "inside single quotes write `''` for a quote");
        check("a: \"x\\\"\"y\"\n", 8, &[3], "inside double quotes write `\\\"` for a quote");
    }

    #[test]
    fn tabs_and_unquoted_texts_get_a_hint() {
        check("a:\n\tb: 1\n", 3, &[], "indent with blanks: YAML knows no tabs there");
        check("a: b: c\n", 4, &[], "put a text that holds `: ` between quotes");
        check("a: @x\n", 3, &[], "put a text that begins with this character between quotes");
        check("a: {", 3, &[], "its closing `}` is missing");
    }
}
