//! How wide texts are on a terminal, and how they are cut into lines: Chinese characters take two columns.
//!
//! In come texts, out go numbers of columns and lines. The only user of unicode-width. A line is never wider than it
//! may be, unless one character alone is, and no character is cut.

use unicode_width::UnicodeWidthStr;

/// Signs that begin no line.
const CLOSING: &[char] = &['，', '。', '、', '；', '：', '？', '！', '）', '】', '》', '」', '』', '”', '’'];
/// Signs that end no line.
const OPENING: &[char] = &['（', '【', '《', '「', '『', '“', '‘'];
/// Signs after which a long word may be cut.
const JOINTS: &[char] = &['_', '-', '/', '.', ',', ':', '?', '&', '='];
/// Joins the pictures before and after it to one.
const JOINER: char = '\u{200D}';

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A text with blanks behind it, so that it takes at least so many columns.
pub fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// A text as lines of at most so many columns: cut at blanks and between Chinese characters, else at joints of a long
/// word, else anywhere. There is at least one line.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    let mut cuts = Cuts::default();
    let mut before = "";
    for one in characters(text) {
        cuts.note(before, one, line.len());
        line.push_str(one);
        // A blank too many vanishes at the end of the line.
        while width(line.trim_end()) > columns && line.len() > one.len() {
            let at = cuts.take(line.len() - one.len());
            let rest = line.split_off(at).trim_start().to_owned();
            lines.push(std::mem::replace(&mut line, rest).trim_end().to_owned());
            cuts = Cuts::default();
        }
        before = one;
    }
    if !line.trim_end().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Where the line may be cut, in bytes.
#[derive(Default)]
struct Cuts {
    well: Option<usize>,
    poorly: Option<usize>,
}

impl Cuts {
    /// Looks at two characters, the second of which would stand at this byte of the line.
    fn note(&mut self, before: &str, after: &str, at: usize) {
        let (Some(last), Some(next)) = (before.chars().next(), after.chars().next()) else { return };
        let is_wide = width(before) == 2 || width(after) == 2;
        if last == ' ' || (is_wide && !CLOSING.contains(&next) && !OPENING.contains(&last)) {
            self.well = Some(at);
        } else if JOINTS.contains(&last) || (last.is_lowercase() && next.is_uppercase()) {
            self.poorly = Some(at);
        }
    }

    /// The best place; before the last character where there is none.
    fn take(&self, last: usize) -> usize {
        let place = |cut: Option<usize>| cut.filter(|at| *at > 0);
        place(self.well).or(place(self.poorly)).unwrap_or(last)
    }
}

/// The characters that people see: each with the marks on it and with what is joined to it.
fn characters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut end = rest.chars().next()?.len_utf8();
        let mut joined = false;
        for next in rest[end..].chars() {
            let belongs = joined || next == JOINER || width(next.encode_utf8(&mut [0; 4])) == 0;
            if !belongs {
                break;
            }
            joined = next == JOINER;
            end += next.len_utf8();
        }
        let (one, others) = rest.split_at(end);
        rest = others;
        Some(one)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, columns: usize, expected: &[&str]) {
        let lines = wrap(text, columns);
        assert_eq!(lines, expected);
        assert!(lines.iter().all(|line| width(line) <= columns.max(2)), "{lines:?}");
    }

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!((width("账户ID"), width("abc"), width("")), (6, 3, 0));
        assert_eq!(padded("账户", 6), "账户  ");
        assert_eq!(padded("账户账户", 6), "账户账户");
    }

    #[test]
    fn lines_are_cut_where_it_reads_best() {
        check("one two three", 7, &["one two", "three"]);
        check("one two  three", 8, &["one two", "three"]);
        check("托管账号修改", 5, &["托管", "账号", "修改"]);
        check("用户名，密码", 7, &["用户", "名，密", "码"]);
        check("the 账户 id", 6, &["the 账", "户 id"]);
        check("personal_password", 10, &["personal_", "password"]);
        check("organizationChanges", 14, &["organization", "Changes"]);
        check("aaaaaaaa", 3, &["aaa", "aaa", "aa"]);
        check("", 3, &[""]);
        check("   ", 3, &[""]);
    }

    #[test]
    fn no_character_is_cut() {
        check("账户", 1, &["账", "户"]);
        check("e\u{301}e\u{301}", 1, &["e\u{301}", "e\u{301}"]);
        check("👩\u{200D}💻👩\u{200D}💻", 2, &["👩\u{200D}💻", "👩\u{200D}💻"]);
    }
}
