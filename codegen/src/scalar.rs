//! How a text is written as a scalar of YAML on one line.
//!
//! In come texts, out go scalars that are read as the same texts again: plain where that is safe, else in `"`. Nothing
//! here knows what a text is for.

/// Where a scalar stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Around {
    /// On a line of its own, or behind its key or its dash.
    Block,
    /// In `[ ]` or `{ }`.
    Flow,
}

/// Signs that begin something other than a plain scalar.
const INDICATORS: &[char] =
    &['-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '='];
/// Signs that end a plain scalar in `[ ]` and `{ }`; `?` only for some readers.
const BRACKETS: &[char] = &[',', '[', ']', '{', '}', '?'];
/// Words that some reader of YAML takes for a boolean or for nothing.
const WORDS: &[&str] = &["null", "true", "false", "yes", "no", "on", "off", "y", "n", "~"];

/// A text that is to stay a text: in quotes where a plain scalar would be something else, to whatever reader.
pub(crate) fn text(text: &str, around: Around) -> String {
    if is_plain(text, around) && !is_typed(text) { text.to_owned() } else { quoted(text) }
}

/// Whether a plain scalar would be read as the same characters. It may be more than a text.
pub(crate) fn is_plain(text: &str, around: Around) -> bool {
    let edge = |one: char| one.is_whitespace();
    !text.is_empty()
        && !text.starts_with(INDICATORS)
        && !text.starts_with(edge)
        && !text.ends_with(edge)
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains(|one: char| one.is_control() || one == '\u{FEFF}')
        && !text.starts_with("...")
        && (around == Around::Block || !text.contains(BRACKETS))
}

/// Whether a plain scalar of this text may be read as a number, a time, a boolean or nothing by some reader. Whatever
/// begins with a digit counts: codes stand in quotes beside `4xxx`, and ids beside those of digits alone.
pub(crate) fn is_typed(text: &str) -> bool {
    let is_word = WORDS.contains(&text.to_ascii_lowercase().as_str());
    let unsigned = text.trim_start_matches(['+', '-', '.']);
    let is_special = matches!(unsigned.to_ascii_lowercase().as_str(), "inf" | "nan");
    is_word || is_special || unsigned.starts_with(|one: char| one.is_ascii_digit())
}

/// In quotes, on one line: `"`, or `'` where that spares escapes.
pub(crate) fn quoted(text: &str) -> String {
    let is_hidden = |one: char| one.is_control() || one == '\u{FEFF}';
    if text.contains(['"', '\\']) && !text.contains(is_hidden) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut quoted = String::from("\"");
    for one in text.chars() {
        match one {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            one if is_hidden(one) => {
                quoted.push_str(&format!("\\U{:08X}", u32::from(one)));
            }
            one => quoted.push(one),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, block: &str, flow: &str) {
        assert_eq!(text(written, Around::Block), block);
        assert_eq!(text(written, Around::Flow), flow);
    }

    #[test]
    fn quotes_stand_where_they_must() {
        check("plain words", "plain words", "plain words");
        check("账户ID，修改", "账户ID，修改", "账户ID，修改");
        check("a, b", "a, b", "\"a, b\"");
        check("x?y=z", "x?y=z", "\"x?y=z\"");
        check("a: b", "\"a: b\"", "\"a: b\"");
        check("a:b", "a:b", "a:b");
        check("a #b", "\"a #b\"", "\"a #b\"");
        check("a#b", "a#b", "a#b");
        check("*/*", "\"*/*\"", "\"*/*\"");
        check("", "\"\"", "\"\"");
        check(" a", "\" a\"", "\" a\"");
        check("say \"so\"", "say \"so\"", "say \"so\"");
        check("\"it's\"", "'\"it''s\"'", "'\"it''s\"'");
        check("\"so\"\n", "\"\\\"so\\\"\\n\"", "\"\\\"so\\\"\\n\"");
        check("\u{1b}", "\"\\U0000001B\"", "\"\\U0000001B\"");
    }

    #[test]
    fn what_could_be_more_than_a_text_stays_in_quotes() {
        for typed in [
            "0",
            "-1",
            ".5",
            "1e5",
            "0x1F",
            "1_000",
            "12:30",
            "2026-01-31 10:00:00",
            "4xxx",
            "9130MA000X",
            "null",
        ] {
            check(typed, &format!("\"{typed}\""), &format!("\"{typed}\""));
        }
        for word in ["~", "True", "NO", "off", ".inf", "-.NaN"] {
            assert!(is_typed(word), "{word}");
        }
        for plain in ["e5", "nothing", "x1", "v1.0", "账1", "-"] {
            assert!(!is_typed(plain), "{plain}");
        }
    }
}
