//! Other bodies that a caller may have signed: the same JSON as other programs write it, an older one, none at all.
//!
//! In: the bytes that came. Out: bytes, and words that follow "it fits". Nothing is compared here.

use serde_json::value::RawValue;

/// Longer bodies are not written anew.
const LONGEST: usize = 1 << 16;

/// A body, and how it differs from the one that came.
pub(super) type Other = (Vec<u8>, String);

/// Bodies that callers sign by mistake.
pub(super) fn others(body: &[u8]) -> Vec<Other> {
    let mut found = Vec::new();
    let mut push = |bytes: Vec<u8>, text: &str| {
        if bytes != body {
            found.push((bytes, text.to_owned()));
        }
    };
    push(Vec::new(), "a body that is empty: was it computed before the body was set?");
    push(b"{}".to_vec(), "an empty object in place of the body");
    push(body.trim_ascii().to_vec(), "the body without the blanks around it");
    push([body, b"\n"].concat(), "the body with a line feed at its end");
    let json = std::str::from_utf8(body).ok().filter(|text| text.len() <= LONGEST);
    let Some(json) = json.filter(|text| serde_json::from_str::<&RawValue>(text).is_ok()) else {
        return found;
    };
    push(quoted(json).into_bytes(), "the body as a text inside JSON: was it encoded twice?");
    for (members, order) in [(Some(json.to_owned()), ""), (sorted(json), "with its members sorted")] {
        for (spaced, spacing) in members.iter().flat_map(|members| spacings(members)) {
            for (escaped, escaping) in escapings(&spaced) {
                let how = [spacing, escaping, order].into_iter().filter(|how| !how.is_empty());
                let how = how.collect::<Vec<_>>().join(" and ");
                push(escaped.into_bytes(), &format!("the same body {how}"));
            }
        }
    }
    found
}

/// The same document with other blanks.
fn spacings(json: &str) -> Vec<(String, &'static str)> {
    let mut found = vec![
        (json.to_owned(), ""),
        (respaced(json, ",", ":"), "without blanks between its members"),
        (respaced(json, ", ", ": "), "with a blank behind each comma and colon, as Python writes it"),
    ];
    let pretty = serde_json::from_str::<serde_json::Value>(json).ok();
    if let Some(pretty) = pretty.and_then(|value| serde_json::to_string_pretty(&value).ok()) {
        found.push((pretty, "over many lines"));
    }
    found
}

/// The same document with other escapes.
fn escapings(json: &str) -> Vec<(String, &'static str)> {
    let slashed = json.replace("\\/", "/").replace('/', "\\/");
    vec![
        (json.to_owned(), ""),
        (ascii(json), "with characters beyond ASCII as `\\u....`"),
        (ascii(&slashed), "with characters beyond ASCII as `\\u....` and `\\/` for `/`, as PHP writes it"),
        (slashed, "with `\\/` for `/`"),
        (json.replace("\\/", "/"), "with `/` for `\\/`"),
        (plain(json), "with characters in place of `\\u....`"),
        (plain(&json.replace("\\/", "/")), "with characters in place of `\\u....` and `/` for `\\/`"),
    ]
}

/// A document with these signs between its members and no other blanks.
fn respaced(json: &str, comma: &str, colon: &str) -> String {
    let mut output = String::with_capacity(json.len());
    outside_texts(json, &mut output, |letter, output| match letter {
        ',' => output.push_str(comma),
        ':' => output.push_str(colon),
        letter if letter.is_ascii_whitespace() => {}
        letter => output.push(letter),
    });
    output
}

/// Copies a document; letters outside of its texts as they are to be written.
fn outside_texts(json: &str, output: &mut String, write: impl Fn(char, &mut String)) {
    let (mut is_text, mut is_escaped) = (false, false);
    for letter in json.chars() {
        if !is_text && letter != '"' {
            write(letter, output);
            continue;
        }
        output.push(letter);
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_text = !is_text,
            _ => {}
        }
    }
}

fn ascii(json: &str) -> String {
    let mut output = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter.is_ascii() {
            output.push(letter);
        } else {
            let mut units = [0; 2];
            letter
                .encode_utf16(&mut units)
                .iter()
                .for_each(|unit| output.push_str(&format!("\\u{unit:04x}")));
        }
    }
    output
}

/// A document whose escaped characters beyond ASCII stand for themselves.
fn plain(json: &str) -> String {
    let mut output = String::with_capacity(json.len());
    let mut rest = json;
    while let Some((before, _)) = rest.split_once('\\') {
        output.push_str(before);
        rest = &rest[before.len()..];
        let length = match unescaped(rest) {
            Some((letter, length)) => {
                output.push_str(&letter);
                length
            }
            None => {
                let length = rest.chars().take(2).map(char::len_utf8).sum();
                output.push_str(&rest[..length]);
                length
            }
        };
        rest = &rest[length..];
    }
    output.push_str(rest);
    output
}

/// The character beyond ASCII whose escape a text begins with, and the length of that.
fn unescaped(text: &str) -> Option<(String, usize)> {
    [12, 6].into_iter().find_map(|length| {
        let escape = text.get(..length).filter(|escape| escape.starts_with("\\u"))?;
        let letter: String = serde_json::from_str(&format!("\"{escape}\"")).ok()?;
        (letter.chars().count() == 1 && !letter.is_ascii()).then_some((letter, length))
    })
}

/// The document with sorted members, without blanks.
fn sorted(json: &str) -> Option<String> {
    fn sort(value: serde_json::Value) -> serde_json::Value {
        use serde_json::Value;
        match value {
            Value::Object(members) => {
                let mut members: Vec<_> = members.into_iter().collect();
                members.sort_by(|(one, _), (other, _)| one.cmp(other));
                Value::Object(members.into_iter().map(|(name, value)| (name, sort(value))).collect())
            }
            Value::Array(items) => Value::Array(items.into_iter().map(sort).collect()),
            other => other,
        }
    }
    let value = serde_json::from_str(json).ok()?;
    serde_json::to_string(&sort(value)).ok()
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(came: &str, signed: &str, expected: &str) {
        let all = others(came.as_bytes());
        let found = all.iter().find(|(body, _)| body == signed.as_bytes());
        assert_eq!(found.map(|(_, text)| text.as_str()), Some(expected));
    }

    #[test]
    fn the_ways_of_other_programs_are_known() {
        let came = r#"{"b":"a, b: 1/2","a":"测"}"#;
        let python = r#"{"b": "a, b: 1/2", "a": "\u6d4b"}"#;
        let blank = "with a blank behind each comma and colon, as Python writes it";
        check(came, python, &format!("the same body {blank} and with characters beyond ASCII as `\\u....`"));
        let php = r#"{"b":"a, b: 1\/2","a":"\u6d4b"}"#;
        check(
            came,
            php,
            "the same body with characters beyond ASCII as `\\u....` and `\\/` for `/`, as PHP writes it",
        );
        check(
            r#"{"b": 1, "a": [1, 2]}"#,
            r#"{"b":1,"a":[1,2]}"#,
            "the same body without blanks between its members",
        );
        check(php, came, "the same body with characters in place of `\\u....` and `/` for `\\/`");
        check(came, r#"{"a":"测","b":"a, b: 1/2"}"#, "the same body with its members sorted");
    }

    #[test]
    fn a_body_that_was_not_there_yet_is_known() {
        check("{\"a\":1}", "", "a body that is empty: was it computed before the body was set?");
        check("{\"a\":1}\n", "{\"a\":1}", "the body without the blanks around it");
        check("{\"a\":1}", "\"{\\\"a\\\":1}\"", "the body as a text inside JSON: was it encoded twice?");
        assert!(others(b"").iter().all(|(body, _)| !body.is_empty()));
    }

    #[test]
    fn escapes_become_characters_and_nothing_else() {
        assert_eq!(plain(r#""\u6d4b\ud83d\ude00\u0041\n\\u6d4b""#), "\"测😀\\u0041\\n\\\\u6d4b\"");
        assert_eq!(ascii("测😀"), r"\u6d4b\ud83d\ude00");
    }
}
