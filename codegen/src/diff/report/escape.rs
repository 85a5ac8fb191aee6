//! Texts of specs for the places where they go: no form lets them say more than text.

/// For HTML and XML, in text and in attributes.
pub(super) fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // XML has no place for other control characters, and neither has a reader.
            '\n' | '\t' => safe.push(character),
            _ if character.is_control() => safe.push('\u{FFFD}'),
            _ => safe.push(character),
        }
    }
    safe
}

/// As code in a cell of a table in Markdown: no link, no mention, no end of the cell.
pub(super) fn code(text: &str) -> String {
    let line: String = text.chars().map(|one| if one.is_control() { ' ' } else { one }).collect();
    let line = line.replace('|', "\\|");
    let longest = line.split(|one| one != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let gap = if line.starts_with('`') || line.ends_with('`') || line.trim().is_empty() { " " } else { "" };
    format!("{fence}{gap}{line}{gap}{fence}")
}

/// The message of a workflow command of GitHub.
pub(super) fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command of GitHub.
pub(super) fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

/// One line of a terminal or a log: whatever steers it is spelt out.
pub(super) fn terminal(text: &str) -> String {
    let spelt = |one: char| if one.is_control() { one.escape_default().to_string() } else { one.to_string() };
    text.chars().map(spelt).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        assert_eq!(html("<b a='1'>&\"\u{1}"), "&lt;b a=&#39;1&#39;&gt;&amp;&quot;\u{FFFD}");
    }

    #[test]
    fn code_ends_where_it_should() {
        assert_eq!(code("a|b"), "`a\\|b`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`a\n"), "`` `a  ``");
        assert_eq!(code(""), "`  `");
    }

    #[test]
    fn no_text_is_a_command() {
        assert_eq!(message("a\n::error::%"), "a%0A::error::%25");
        assert_eq!(property("a:b,c\r"), "a%3Ab%2Cc%0D");
        assert_eq!(terminal("a\u{1b}[1m"), "a\\u{1b}[1m");
    }
}
