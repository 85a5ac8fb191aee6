//! Values of examples and vectors that could be real: secrets that open something, people, firms.
//!
//! A value is judged by its form alone. What is made up shows it: a wrong check digit, a row of equal digits.

use crate::diagnostics::{Code, Diagnostic};
use crate::lint::Questions;
use crate::lint::scene::Scene;
use crate::lint::subjects::Sort;
use crate::source::{Node, Span, Value};

/// Weights of the digits of a resident's number, and its check digit by the sum's rest.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";
/// The digits of a firm's number.
const FIRM_DIGITS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Words with which made-up secrets say so.
const MADE_UP: &[&str] =
    &["test", "demo", "example", "sample", "synthetic", "fake", "dummy", "0123456789", "abcdef"];

/// Asks about each of them.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    for subject in scene.subjects.iter().filter(|subject| subject.sort == Sort::Example) {
        look(subject.node, "", subject.node.span, questions);
    }
    for document in &scene.documents {
        let root = &document.root;
        for key in ["signing", "verify"] {
            let vectors = root.get(key).and_then(|recipe| recipe.get("vectors")).map_or(&[][..], Node::items);
            for given in vectors.iter().filter_map(|vector| vector.get("given")) {
                look(given, "", root.span, questions);
            }
        }
    }
}

/// Looks at all values below the key.
fn look(node: &Node, key: &str, owner: Span, questions: &mut Questions) {
    match &node.value {
        Value::Map(entries) => {
            entries.iter().for_each(|entry| look(&entry.value, &entry.key, owner, questions));
        }
        Value::List(items) => items.iter().for_each(|item| look(item, key, owner, questions)),
        Value::Scalar(scalar) => {
            let asked = if let Some(what) = live_secret(key, &scalar.text) {
                Diagnostic::new(Code::LiveSecret, node.span, format!("this looks like {what}"))
                    .label("does it open something?")
                    .help("make one up that says so, such as `test-secret-0001`")
            } else if let Some(what) = real(&scalar.text) {
                Diagnostic::new(Code::RealPerson, node.span, format!("this could be {what}"))
                    .label("somebody's?")
                    .help("make one up that nobody can have: with a wrong check digit, or a row of zeros")
            } else {
                return;
            };
            questions.ask(owner, asked);
        }
    }
}

fn live_secret(key: &str, text: &str) -> Option<&'static str> {
    if text.contains("-----BEGIN ") && text.contains("PRIVATE KEY") {
        return Some("a private key");
    }
    let lower = text.to_lowercase();
    if text.len() < 20 || MADE_UP.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let is_token =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if text.starts_with("eyJ") && text.split('.').count() == 3 && text.split('.').all(is_token) {
        return Some("a signed token");
    }
    if ["AKIA", "LTAI", "AKID"].iter().any(|start| text.starts_with(start)) && is_token(text) {
        return Some("a key of a cloud");
    }
    let is_hexadecimal = text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    // Ids of calls and things are often 32 digits, and open nothing.
    let is_id = key.to_lowercase().ends_with("id");
    let is_key = is_hexadecimal && !is_id && [32, 40, 64].contains(&text.len()) && distinct(text) >= 12;
    is_key.then_some("a digest or a key")
}

fn distinct(text: &str) -> usize {
    text.bytes().collect::<std::collections::BTreeSet<_>>().len()
}

fn real(text: &str) -> Option<&'static str> {
    if text.len() != 18 && text.len() != 11 || !text.is_ascii() {
        return None;
    }
    if is_resident(text.as_bytes()) {
        return Some("the number of a resident: its check digit is right");
    }
    if is_firm(text) {
        return Some("the number of a firm: its check digit is right");
    }
    is_mobile(text).then_some("a mobile number")
}

fn is_resident(text: &[u8]) -> bool {
    let [digits @ .., check] = text else { return false };
    if digits.len() != 17 || !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let number = |range: std::ops::Range<usize>| {
        digits[range].iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
    };
    let born = (1900..=2099).contains(&number(6..10))
        && (1..=12).contains(&number(10..12))
        && (1..=31).contains(&number(12..14));
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    born && (11..=82).contains(&number(0..2)) && CHECKS[(sum % 11) as usize] == check.to_ascii_uppercase()
}

fn is_firm(text: &str) -> bool {
    let mut values = Vec::new();
    for one in text.chars() {
        let Some(value) = FIRM_DIGITS.find(one) else { return false };
        values.push(value);
    }
    let [digits @ .., check] = values.as_slice() else { return false };
    let mut weight = 1;
    let mut sum = 0;
    for digit in digits {
        sum += digit * weight;
        weight = weight * 3 % 31;
    }
    digits.len() == 17 && (31 - sum % 31) % 31 == *check && !has_row(text)
}

fn is_mobile(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_number = bytes.len() == 11 && bytes.iter().all(u8::is_ascii_digit);
    is_number
        && bytes[0] == b'1'
        && (b'3'..=b'9').contains(&bytes[1])
        && !has_row(text)
        && !text.contains("12345")
}

/// Whether four equal digits stand side by side, as in numbers that are made up.
fn has_row(text: &str) -> bool {
    text.as_bytes().windows(4).any(|four| four.iter().all(|digit| digit == &four[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(live_secret("value", text).or(real(text)), expected, "{text}");
    }

    #[test]
    fn numbers_of_people_and_firms_have_check_digits() {
        // The number of the standard's own text, and one that is off by one.
        check("11010519491231002X", Some("the number of a resident: its check digit is right"));
        check("110105194912310021", None);
        // A firm's number made by the rule of the standard, and one that is off by one.
        check("91350100M000100Y43", Some("the number of a firm: its check digit is right"));
        check("91350100M000100Y44", None);
        check("91310000MA0000000X", None);
        check("13912345670", None);
        check("13800000000", None);
        check("13987654320", Some("a mobile number"));
    }

    #[test]
    fn secrets_have_forms() {
        check("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJl", Some("a signed token"));
        check("-----BEGIN RSA PRIVATE KEY-----", Some("a private key"));
        check("LTAI5tKr8vQ2mWx7Zp3N", Some("a key of a cloud"));
        check("9f86d081884c7d659a2feaa0c55ad015", Some("a digest or a key"));
        check("0123456789abcdef0123456789abcd03", None);
        check("test.token.0001.which.is.long", None);
        assert_eq!(live_secret("reqId", "9f86d081884c7d659a2feaa0c55ad015"), None);
    }
}
