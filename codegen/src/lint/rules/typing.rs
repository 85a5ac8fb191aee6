//! Slips of typing that YAML takes: signs of an input method for Chinese in texts without Chinese, and digits that
//! begin with a zero and have no quotes.

use super::words::is_chinese;
use crate::diagnostics::{Code, Diagnostic};
use crate::lint::Questions;
use crate::lint::scene::Scene;
use crate::source::{Document, Node, Span, Value};

/// Signs that belong to Chinese texts.
const FULL_WIDTH: &[char] = &[
    '，', '。', '：', '；', '、', '！', '？', '（', '）', '【', '】', '《', '》', '“', '”', '｛', '｝', '［',
    '］',
];

/// Asks about each of them.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    for document in &scene.documents {
        let source = &scene.files.file(document.file).text;
        visit(&document.root, &mut |span, text, is_plain| {
            let raw = &source[span.start as usize..span.end as usize];
            let question = match wide(text).and_then(|sign| Some((sign, raw.find(sign)?))) {
                Some((sign, at)) => Some(full_width(span, sign, at)),
                None if is_plain && is_bare(raw) => Some(bare_zero(span, raw)),
                None => None,
            };
            if let Some(question) = question {
                questions.ask(owner(scene, document, span), question);
            }
        });
    }
}

fn full_width(text: Span, sign: char, at: usize) -> Diagnostic {
    let start = text.start + at as u32;
    let place = Span { start, end: start + sign.len_utf8() as u32, ..text };
    Diagnostic::new(Code::FullWidth, place, format!("`{sign}` is a sign for Chinese texts"))
        .label("typed by an input method?")
        .help("write the sign of ASCII")
}

fn bare_zero(place: Span, digits: &str) -> Diagnostic {
    Diagnostic::new(Code::BareZero, place, format!("`{digits}` begins with a zero and has no quotes"))
        .label("a text of digits, or a number?")
        .help(format!("write `\"{digits}\"`"))
}

/// All keys and texts with their places, and whether they may be without quotes.
fn visit(node: &Node, see: &mut dyn FnMut(Span, &str, bool)) {
    for entry in node.entries() {
        see(entry.key_span, &entry.key, true);
        visit(&entry.value, see);
    }
    node.items().iter().for_each(|item| visit(item, see));
    if let Value::Scalar(scalar) = &node.value {
        see(node.span, &scalar.text, scalar.plain);
    }
}

/// The first sign that does not belong into a text: any where nothing is Chinese, and quotes around the whole.
fn wide(text: &str) -> Option<char> {
    let is_within_quotes = text.starts_with('“') && text.ends_with('”');
    let is_looked_at = is_within_quotes || !text.contains(is_chinese);
    text.chars().find(|one| FULL_WIDTH.contains(one)).filter(|_| is_looked_at)
}

fn is_bare(raw: &str) -> bool {
    raw.len() > 1 && raw.starts_with('0') && raw.bytes().all(|byte| byte.is_ascii_digit())
}

/// The smallest map around the place that may hold `allow`.
fn owner(scene: &Scene<'_>, document: &Document, place: Span) -> Span {
    let holds = |span: &Span| span.file == place.file && span.start <= place.start && place.end <= span.end;
    let around = scene.subjects.iter().map(|subject| subject.node.span).filter(holds);
    around.min_by_key(|span| span.end - span.start).unwrap_or(document.root.span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_belong_to_texts_in_chinese() {
        assert_eq!(wide("登录，成功。"), None);
        assert_eq!(wide("A login, done."), None);
        assert_eq!(wide("A login，done."), Some('，'));
        assert_eq!(wide("“成功”"), Some('“'));
        assert_eq!(wide("说“成功”"), None);
        assert_eq!(wide("type：string"), Some('：'));
    }

    #[test]
    fn a_zero_alone_is_a_number() {
        assert!(is_bare("01") && is_bare("000"));
        assert!(!is_bare("0") && !is_bare("10") && !is_bare("\"01\"") && !is_bare("0a") && !is_bare("0.5"));
    }
}
