//! Texts of strangers for the places where they go: no form lets them say more than text.
//!
//! In: text, of a spec or of a revision. Out: the same for one form. Characters that steer or reorder what people read
//! pass in none of them.

use crate::diagnostics::is_control;

/// How many annotations GitHub shows of one step; it drops the rest in silence.
const MOST_ANNOTATIONS: usize = 10;

/// For HTML and XML, in text and in attributes.
pub(crate) fn markup(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' => safe.push(character),
            // The last two are no control characters, and stand in no XML either.
            one if is_control(one) || matches!(one, '\u{FFFE}' | '\u{FFFF}') => safe.push('\u{FFFD}'),
            one => safe.push(one),
        }
    }
    safe
}

/// As text in Markdown: every character that could be markup is written as itself.
pub(crate) fn markdown(text: &str) -> String {
    let mut plain = String::new();
    for one in text.chars().map(on_one_line) {
        match one {
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '&' => plain.push_str("&amp;"),
            // Nobody is called, and no issue is linked.
            '@' => plain.push_str("&#64;"),
            '#' => plain.push_str("&#35;"),
            // A bare address is a link, unless its colon is no colon.
            ':' => plain.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '!' | '|' | '~' | '$' => {
                plain.extend(['\\', one]);
            }
            _ => plain.push(one),
        }
    }
    plain
}

/// As code in a cell of a table in Markdown: no link, no mention, no end of the cell.
pub(crate) fn markdown_code(text: &str) -> String {
    let line: String = text.chars().map(on_one_line).collect();
    let line = line.replace('|', "\\|");
    let longest = line.split(|one| one != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let gap = if line.starts_with('`') || line.ends_with('`') || line.trim().is_empty() { " " } else { "" };
    format!("{fence}{gap}{line}{gap}{fence}")
}

/// The message of a workflow command of GitHub. Its lines stay lines.
pub(crate) fn github_message(text: &str) -> String {
    let shown = |one: char| if matches!(one, '\n' | '\r') { one } else { on_one_line(one) };
    let text: String = text.chars().map(shown).collect();
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command of GitHub.
pub(crate) fn github_property(text: &str) -> String {
    let line: String = text.chars().map(on_one_line).collect();
    github_message(&line).replace(':', "%3A").replace(',', "%2C")
}

/// Commands of GitHub, the most important first: as many as are shown, and a line that says how many there are more.
pub(crate) fn github_annotations(commands: impl IntoIterator<Item = String>) -> String {
    let mut commands = commands.into_iter();
    let mut text: String = commands.by_ref().take(MOST_ANNOTATIONS).collect();
    match commands.count() {
        0 => {}
        more => text.push_str(&format!("{more} more have no annotation\n")),
    }
    text
}

/// One line of a terminal or a log: whatever steers it is spelt out.
pub(crate) fn terminal(text: &str) -> String {
    let spelt = |one: char| if is_control(one) { one.escape_unicode().to_string() } else { one.to_string() };
    text.chars().map(spelt).collect()
}

fn on_one_line(character: char) -> char {
    match character {
        '\n' | '\t' | '\r' => ' ',
        one if is_control(one) => '\u{FFFD}',
        one => one,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        assert_eq!(markup("<b a='1'>&\"\u{1}\u{FFFE}"), "&lt;b a=&#39;1&#39;&gt;&amp;&quot;\u{FFFD}\u{FFFD}");
        assert_eq!(markdown("<i>|\n# [a](b) @all"), "&lt;i&gt;\\| &#35; \\[a\\]\\(b\\) &#64;all");
    }

    #[test]
    fn code_ends_where_it_should() {
        assert_eq!(markdown_code("a|b"), "`a\\|b`");
        assert_eq!(markdown_code("a``b"), "```a``b```");
        assert_eq!(markdown_code("`a\n"), "`` `a  ``");
        assert_eq!(markdown_code(""), "`  `");
    }

    #[test]
    fn no_text_is_a_command() {
        assert_eq!(github_message("a\n::error::%"), "a%0A::error::%25");
        assert_eq!(github_property("a:b,c\r"), "a%3Ab%2Cc ");
        assert_eq!(terminal("a\u{1b}[1m"), "a\\u{1b}[1m");
    }

    #[test]
    fn nothing_reorders_what_people_read() {
        let evil = "a\u{202e}b";
        for safe in
            [markup, markdown, markdown_code, github_message, github_property, terminal].map(|of| of(evil))
        {
            assert!(!safe.contains('\u{202e}') && safe.contains('a') && safe.contains('b'), "{safe}");
        }
    }

    #[test]
    fn what_is_not_shown_is_counted() {
        let commands = |count: usize| (0..count).map(|at| format!("::notice::{at}\n"));
        assert_eq!(github_annotations(commands(10)).lines().count(), 10);
        let text = github_annotations(commands(13));
        assert_eq!(text.lines().count(), 11);
        assert!(text.ends_with("::notice::9\n3 more have no annotation\n"), "{text}");
    }
}
