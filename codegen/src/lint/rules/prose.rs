//! What is written for people: markup, sentences without an end, the wrong language, things left for later.

use super::words::{holds, is_chinese};
use crate::diagnostics::{Code, Diagnostic, Fix};
use crate::lint::Questions;
use crate::lint::scene::Scene;
use crate::lint::texts::Text;
use crate::source::Span;

/// Words for what is to be done, in halves, since this file is read for them too.
const OPEN: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("TB", "D")];
/// What begins a link that runs or holds code.
const LINKS: &[&str] = &["javascript:", "vbscript:", "data:text/html"];
/// Ends of sentences; a quote or a bracket may follow.
const STOPS: &[char] = &['.', '!', '?', '。', '！', '？', '…'];
const CLOSERS: &[char] = &['"', '\'', '”', '’', ')', '）', '`', '」'];

/// Asks about each of them.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    for text in &scene.texts {
        if let Some(what) = markup(text.text) {
            let message = format!("the text has {what}");
            let asked = Diagnostic::new(Code::Markup, text.node.span, message)
                .label("texts are shown as they are written")
                .help("say it in words");
            questions.ask(text.owner, asked);
        }
        if text.is_sentence() {
            ask_sentence(text, questions);
        }
    }
    for document in &scene.documents {
        let source = &scene.files.file(document.file).text;
        for (at, word) in OPEN.iter().flat_map(|word| source.match_indices(word)) {
            if stands_alone(source, at, word.len()) {
                let place = Span { file: document.file, start: at as u32, end: (at + word.len()) as u32 };
                let asked = Diagnostic::new(Code::LeftOpen, place, "something was left for later")
                    .label("to be done")
                    .help("find it out and say it, or say under `partial` what is not known");
                questions.ask(document.root.span, asked);
            }
        }
    }
}

fn ask_sentence(text: &Text<'_>, questions: &mut Questions) {
    let said = text.text.trim_end();
    let letters = said.chars().filter(|one| one.is_alphabetic()).count();
    let chinese = said.chars().filter(|one| is_chinese(*one)).count();
    if chinese * 2 > letters {
        let message = format!("`{}` is in the vendor's language", text.key);
        let asked = Diagnostic::new(Code::VendorsLanguage, text.node.span, message)
            .label("a user of the client may not read it")
            .help("say it in English; the vendor's own words stand under `label`");
        questions.ask(text.owner, asked);
    } else if !said.trim_end_matches(CLOSERS).ends_with(STOPS) {
        let message = format!("`{}` has no full stop", text.key);
        let asked = Diagnostic::new(Code::NoFullStop, text.node.span, message)
            .label("not a whole sentence")
            .fix(Fix::Append(text.node.span, "."));
        questions.ask(text.owner, asked);
    }
}

/// Which markup a text has.
fn markup(text: &str) -> Option<&'static str> {
    let begins_tag = |rest: &str| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name = rest.find(|one: char| !one.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let named = name > 0 && rest.starts_with(|one: char| one.is_ascii_alphabetic());
        named && rest[name..].starts_with(['>', ' ', '/']) && rest.contains('>') || rest.starts_with("!--")
    };
    if text.match_indices('<').any(|(at, _)| begins_tag(&text[at + 1..])) {
        return Some("a tag of HTML");
    }
    if text.contains("```") || text.contains("~~~") {
        return Some("a block of code");
    }
    (text.contains(':') && holds(text, LINKS)).then_some("a link that runs code")
}

fn stands_alone(text: &str, at: usize, length: usize) -> bool {
    let is_part = |one: char| one.is_ascii_alphanumeric() || one == '_';
    !text[..at].ends_with(is_part) && !text[at + length..].starts_with(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(markup(text), expected, "{text}");
    }

    #[test]
    fn markup_is_told_from_signs() {
        check("a < b and c > d", None);
        check("List<String>", Some("a tag of HTML"));
        check("see <b>this</b>", Some("a tag of HTML"));
        check("</script>", Some("a tag of HTML"));
        check("<!-- hidden -->", Some("a tag of HTML"));
        check("x <- y", None);
        check("JavaScript:alert(1)", Some("a link that runs code"));
        check("```sh", Some("a block of code"));
    }

    #[test]
    fn what_is_left_open_stands_alone() {
        let word = OPEN[0];
        assert!(stands_alone(&format!("a {word}: b"), 2, word.len()));
        assert!(!stands_alone(&format!("a{word}"), 1, word.len()));
        assert!(!stands_alone(&format!("{word}S"), 0, word.len()));
    }
}
