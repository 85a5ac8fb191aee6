//! The gate for text of documentation: whatever a spec says, it stays text.
//!
//! In come docs, out go lines of Markdown. Text of a spec cannot form links, HTML, code, headings, lists,
//! tables or doc tests, and rustdoc never warns about it. Our own words pass as they are.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Docs, Line, Piece};

/// Attributes, one for each line: `#[doc = " …"]`.
pub(super) fn render_docs(docs: &Docs) -> TokenStream {
    let line = |line: String| {
        let text = Literal::string(&if line.is_empty() { line } else { format!(" {line}") });
        quote!(#[doc = #text])
    };
    lines(docs).into_iter().map(line).collect()
}

/// The docs of a file as text: `//! …`.
pub(super) fn render_file_docs(docs: &Docs) -> String {
    let mut text = String::new();
    for line in &docs.0 {
        match line {
            Line::Example { features, code } => text.push_str(&gated_example(features, code)),
            line => text.push_str(&inner(&markdown(line))),
        }
    }
    text
}

/// Lines of Markdown.
pub(super) fn lines(docs: &Docs) -> Vec<String> {
    docs.0.iter().map(markdown).collect()
}

/// One line of Markdown.
pub(super) fn pieces(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Ours(ours) => text.push_str(ours),
            Piece::Spec(spec) => text.push_str(&escape(spec)),
            Piece::Code(code) => text.push_str(&code_span(code)),
            Piece::Link { shown, to } => text.extend(["[`", shown, "`](", to, ")"]),
        }
    }
    text.truncate(text.trim_end().len());
    match pieces.first() {
        Some(Piece::Spec(_)) => escape_start(text),
        _ => text,
    }
}

fn markdown(line: &Line) -> String {
    match line {
        Line::Blank => String::new(),
        Line::Text(parts) => pieces(parts),
        Line::Bullet(parts) => format!("- {}", pieces(parts)),
        Line::Row(cells) => {
            format!("| {} |", cells.iter().map(|cell| pieces(cell)).collect::<Vec<_>>().join(" | "))
        }
        Line::Heading(text) => format!("# {text}"),
        Line::Example { .. } => unreachable!("lower gives examples to files only"),
    }
}

fn inner(line: &str) -> String {
    if line.is_empty() { "//!\n".to_owned() } else { format!("//! {line}\n") }
}

/// An example that is a doc test only where its features are on; elsewhere it is shown and left alone.
fn gated_example(features: &[String], code: &[String]) -> String {
    let features: Vec<_> = features.iter().map(|feature| format!("feature = {feature:?}")).collect();
    let all = features.join(", ");
    let mut text = format!("#![cfg_attr(all({all}), doc = \"```no_run\")]\n");
    text.push_str(&format!("#![cfg_attr(not(all({all})), doc = \"```ignore\")]\n"));
    code.iter().for_each(|line| text.push_str(&inner(line)));
    text.push_str("//! ```\n");
    text
}

/// Text of a spec inside a line.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !escaped.is_empty() {
            escaped.push(' ');
        }
        push_escaped(&mut escaped, word);
    }
    escaped
}

/// Addresses become code, since rustdoc asks for links; everything else loses its meaning in Markdown.
fn push_escaped(text: &mut String, word: &str) {
    let is_www = |part: &[u8]| part.eq_ignore_ascii_case(b"www.");
    if word.contains("://") || word.as_bytes().windows(4).any(is_www) {
        text.push_str(&code_span(&word.replace('`', "")));
        return;
    }
    // Nearly every word.
    if !word.bytes().any(|byte| byte == b'_' || is_special(char::from(byte))) {
        text.push_str(word);
        return;
    }
    let mut before = ' ';
    let mut rest = word.chars().peekable();
    while let Some(c) = rest.next() {
        let between_letters =
            before.is_alphanumeric() && rest.peek().is_some_and(|next| next.is_alphanumeric());
        if is_special(c) || (c == '_' && !between_letters) {
            text.push('\\');
        }
        text.push(c);
        before = c;
    }
}

/// What has a meaning wherever it stands.
fn is_special(c: char) -> bool {
    matches!(c, '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$')
}

/// Takes the meaning from what has one only where a line begins: `#`, `-`, `1.` and their kin.
fn escape_start(text: String) -> String {
    if text.starts_with(['#', '-', '+', '=', ':']) {
        return format!("\\{text}");
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && text[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    text
}

/// Code on one line, with a fence that is longer than any inside.
fn code_span(code: &str) -> String {
    let code = code.replace(['\n', '\r'], " ");
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // A blank on either side is taken off again, so one that belongs to the code needs another.
    let touches = |c: Option<char>| matches!(c, Some('`' | ' ') | None);
    if touches(code.chars().next()) || touches(code.chars().next_back()) {
        format!("{fence} {code} {fence}")
    } else {
        format!("{fence}{code}{fence}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(spec: &str, expected: &str) {
        assert_eq!(pieces(&[Piece::spec(spec)]), expected);
    }

    #[test]
    fn plain_words_stay_as_they_are() {
        check(
            "Changes a hosted tax-bureau account (托管账号修改).",
            "Changes a hosted tax-bureau account (托管账号修改).",
        );
        check("the member req_id, 10.5 %", "the member req_id, 10.5 %");
    }

    #[test]
    fn links_html_and_emphasis_are_text() {
        check("[a](b) [`c`] ![d](e)", "\\[a\\](b) \\[\\`c\\`\\] !\\[d\\](e)");
        check("<script> a < b &copy; <!-- x", "\\<script\\> a \\< b \\&copy; \\<!-- x");
        check("*a* _b_ __c__ ~~d~~ a|b", "\\*a\\* \\_b\\_ \\_\\_c\\_\\_ \\~\\~d\\~\\~ a\\|b");
    }

    #[test]
    fn a_line_begins_neither_heading_nor_list_nor_fence() {
        check("# heading", "\\# heading");
        check("- item", "\\- item");
        check("+ item", "\\+ item");
        check("=====", "\\=====");
        check("1. item", "1\\. item");
        check("2) item", "2\\) item");
        check("```rust", "\\`\\`\\`rust");
        check("~~~", "\\~\\~\\~");
        check("    let code = 1;", "let code = 1;");
        check("> quote", "\\> quote");
    }

    #[test]
    fn addresses_are_code() {
        check("see https://a.example/x?b=1&c. Then", "see `https://a.example/x?b=1&c.` Then");
        check("`http://a`", "`http://a`");
        check("WWW.a.example", "`WWW.a.example`");
        check("<https://a>", "`<https://a>`");
    }

    #[test]
    fn a_backslash_does_not_undo_the_next_escape() {
        check("\\[x", "\\\\\\[x");
        check("ends with \\", "ends with \\\\");
    }

    #[test]
    fn text_of_a_spec_never_ends_a_cell() {
        let row = Line::Row(vec![vec![Piece::spec("a | b")], vec![Piece::ours("1")]]);
        assert_eq!(lines(&Docs(vec![row])), ["| a \\| b | 1 |"]);
    }

    #[test]
    fn code_keeps_its_backticks() {
        assert_eq!(code_span("a"), "`a`");
        assert_eq!(code_span("a`b"), "``a`b``");
        assert_eq!(code_span("`"), "`` ` ``");
        assert_eq!(code_span(" a"), "`  a `");
        assert_eq!(code_span("a\n\n# b"), "`a  # b`");
    }

    #[test]
    fn an_example_is_a_test_only_with_its_features() {
        let docs = Docs(vec![Line::Example {
            features: vec!["a".into(), "b".into()],
            code: vec!["let x = 1;".into()],
        }]);
        assert_eq!(
            render_file_docs(&docs),
            "#![cfg_attr(all(feature = \"a\", feature = \"b\"), doc = \"```no_run\")]\n\
             #![cfg_attr(not(all(feature = \"a\", feature = \"b\")), doc = \"```ignore\")]\n\
             //! let x = 1;\n\
             //! ```\n"
        );
    }

    #[test]
    fn each_line_is_an_attribute() {
        let mut docs = Docs::ours("One.");
        docs.paragraph([Piece::ours("Two.")]);
        assert_eq!(render_docs(&docs).to_string(), "# [doc = \" One.\"] # [doc = \"\"] # [doc = \" Two.\"]");
    }
}
