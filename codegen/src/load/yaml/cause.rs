//! Where an author slipped, when the parser noticed it later.
//!
//! In come a text, the place at which the parser stopped and what it says there; out goes the place to mend, if one
//! of the usual slips stands near. Only what looks like the slip is named; nothing here decides whether a file is
//! YAML.

use granit_parser::ErrorKind;

/// Signs that an input method types in place of those that YAML knows.
const FULL_WIDTH: &[(char, char)] = &[
    ('：', ':'),
    ('，', ','),
    ('｛', '{'),
    ('｝', '}'),
    ('［', '['),
    ('］', ']'),
    ('【', '['),
    ('】', ']'),
    ('“', '"'),
    ('”', '"'),
    ('－', '-'),
];

/// A place to mend.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cause {
    /// Its first byte.
    pub(super) at: usize,
    /// A word under it.
    pub(super) label: &'static str,
    /// What to write instead.
    pub(super) help: String,
}

impl Cause {
    fn new(at: usize, label: &'static str, help: impl Into<String>) -> Option<Self> {
        Some(Self { at, label, help: help.into() })
    }
}

/// The slip behind a fault at this byte.
pub(super) fn cause(kind: &ErrorKind, text: &str, at: usize) -> Option<Cause> {
    let found = match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabInIndentation => tab(text, at),
        ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence => {
            long_string(text, at).or_else(|| full_width(text, at)).or_else(|| open_bracket(text, at))
        }
        ErrorKind::MismatchedFlowCollectionEnd { .. } | ErrorKind::UnclosedFlowCollection { .. } => {
            not_closed(text, at)
        }
        ErrorKind::MappingValueNotAllowed | ErrorKind::SimpleKeyExpected => glued_colon(text, at)
            .or_else(|| long_string(text, at))
            .or_else(|| full_width(text, at))
            .or_else(|| too_deep(text, at))
            .or_else(|| glued_dash(text, at)),
        ErrorKind::ExpectedBlockMappingKey => {
            long_string(text, at).or_else(|| no_first_dash(text, at)).or_else(|| uneven(text, at))
        }
        ErrorKind::ExpectedBlockSequenceEntry => {
            long_string(text, at).or_else(|| glued_dash(text, at)).or_else(|| no_dash(text, at))
        }
        _ => None,
    };
    // Inside brackets lines stand deeper than the one that opens them.
    let is_outside = |open: &Cause| indent(line_of(text, at)) <= indent(line_of(text, open.at));
    found.or_else(|| open_bracket(text, at).filter(is_outside))
}

/// A tab in front of this line or of the next one.
fn tab(text: &str, at: usize) -> Option<Cause> {
    let start = line_start(text, at);
    let mut here = start;
    for line in text[start..].split_inclusive('\n').take(2) {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(found) = line[..blanks].find('\t') {
            return Cause::new(here + found, "a tab", "indent with blanks: YAML knows no tabs there");
        }
        here += line.len();
    }
    None
}

/// A sign of the wrong width on this line, before the place.
fn full_width(text: &str, at: usize) -> Option<Cause> {
    let start = line_start(text, at);
    let found = text[start..at].rfind(|one| FULL_WIDTH.iter().any(|(wide, _)| *wide == one))?;
    let wide = text[start + found..].chars().next()?;
    let (_, plain) = FULL_WIDTH.iter().find(|(one, _)| *one == wide)?;
    Cause::new(
        start + found,
        "a full-width sign",
        format!("write `{plain}` in place of `{wide}`, or put the text that holds it between quotes"),
    )
}

/// A key without a blank behind its colon, on this line or on the one before.
fn glued_colon(text: &str, at: usize) -> Option<Cause> {
    let start = line_start(text, at);
    [Some(start), before(text, start)].into_iter().flatten().find_map(|start| {
        let line = line_at(text, start);
        let entry = entry_start(line);
        let key = line[entry..].find(|one: char| !one.is_ascii_alphanumeric() && !"_-.@".contains(one))?;
        let (place, rest) = (start + entry + key, &line[entry + key..]);
        if key == 0 {
            return None;
        }
        if let Some(value) = rest.strip_prefix('：') {
            let help = format!(
                "write a colon of ASCII and a blank: `{}: {}`",
                &line[entry..entry + key],
                clipped(value)
            );
            return Cause::new(place, "a full-width colon", help);
        }
        let value = rest.strip_prefix(':')?;
        let is_glued = !value.is_empty() && !value.starts_with([' ', '/', ':', '\t']);
        let help = format!("write a blank behind it: `{}: {}`", &line[entry..entry + key], clipped(value));
        is_glued.then(|| Cause::new(place, "no blank behind this colon", help)).flatten()
    })
}

/// A key that stands deeper than the one above, which has its value already.
fn too_deep(text: &str, at: usize) -> Option<Cause> {
    let start = line_start(text, at);
    let above_start = before(text, start)?;
    let (line, above) = (line_at(text, start), line_at(text, above_start));
    if let Some(glued) = glued_dash(text, above_start + indent(above)) {
        return Some(glued);
    }
    let (own, other) = (indent(line), entry_start(above));
    let is_key = !line[own..at - start].contains([' ', '"', '{']);
    let has_value = above[other..].contains(": ") || !above.contains(':');
    let help = format!("begin it in column {}, below the key above, which has its value", other + 1);
    (is_key && own > other && has_value)
        .then(|| Cause::new(start + own, "too far to the right", help))
        .flatten()
}

/// A key that begins in no column in which a key of a map around it does.
fn uneven(text: &str, at: usize) -> Option<Cause> {
    let column = at - line_start(text, at) + 1;
    Cause::new(
        at,
        "no map around it has keys in this column",
        format!("keys of one map begin in one column; this one begins in column {column}"),
    )
}

/// An item of a list whose first item has no dash.
fn no_first_dash(text: &str, at: usize) -> Option<Cause> {
    let column = at - line_start(text, at);
    text[at..].starts_with("- ").then_some(())?;
    let mut first = None;
    let mut start = line_start(text, at);
    while let Some(above) = before(text, start) {
        let line = line_at(text, above);
        if indent(line) < column || line[column..].starts_with("- ") {
            break;
        }
        (first, start) = (Some(above + indent(line)), above);
    }
    Cause::new(first?, "no dash in front of it", format!("write `- ` in column {}, as below", column + 1))
}

fn glued_dash(text: &str, at: usize) -> Option<Cause> {
    let rest = text[at..].strip_prefix('-')?;
    (!rest.starts_with([' ', '\n']))
        .then(|| Cause::new(at, "no blank behind this dash", "write a blank behind the dash of an item"))
        .flatten()
}

/// Something in a list that is no item.
fn no_dash(text: &str, at: usize) -> Option<Cause> {
    let help =
        "an item of the list above begins with `- `; a key beside the list stands as far left as its key";
    (at < text.len()).then(|| Cause::new(at, "neither an item nor a key", help)).flatten()
}

/// The innermost bracket on an earlier line, or anywhere at the end of the text, that nothing closes before the place.
fn open_bracket(text: &str, at: usize) -> Option<Cause> {
    let last = scan(text, at).open.pop()?;
    (line_start(text, at) > last || at == text.len()).then(|| not_closed(text, last)).flatten()
}

fn not_closed(text: &str, bracket: usize) -> Option<Cause> {
    let closing = match text[bracket..].chars().next()? {
        '{' => '}',
        '[' => ']',
        _ => return None,
    };
    Cause::new(bracket, "not closed", format!("its closing `{closing}` is missing"))
}

/// A text between quotes that begins on an earlier line and ends on this one.
fn long_string(text: &str, at: usize) -> Option<Cause> {
    let start = scan(text, at).long?;
    let quote = &text[start..=start];
    Cause::new(start, "opened here", format!("the string opened here may lack its closing `{quote}`"))
}

/// What stands before a place.
struct Scan {
    /// Brackets that nothing closes.
    open: Vec<usize>,
    /// The beginning of a text between quotes that reaches the line of the place from an earlier one.
    long: Option<usize>,
}

fn scan(text: &str, at: usize) -> Scan {
    let mut found = Scan { open: Vec::new(), long: None };
    let (mut here, mut may_open) = (0, true);
    while let Some(one) = text[here..].chars().next().filter(|_| here < at) {
        let rest = &text[here..];
        let mut length = one.len_utf8();
        match one {
            '#' if text[..here].ends_with([' ', '\n']) => length = rest.find('\n').unwrap_or(rest.len()),
            '"' | '\'' if may_open => {
                length = quoted(rest, one);
                let line = line_start(text, at);
                if here < line && here + length > line {
                    found.long = Some(here);
                }
            }
            '{' | '[' if may_open => found.open.push(here),
            '}' | ']' if !found.open.is_empty() => {
                found.open.pop();
            }
            _ => {}
        }
        may_open = match one {
            ' ' | '\n' => may_open || text[..here].ends_with([':', '-', ',']),
            other => matches!(other, '{' | '[' | ','),
        };
        here += length;
    }
    found
}

/// How long a text between quotes is.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, one)| {
        let ends = *one == quote && !escaped;
        escaped = *one == '\\' && quote == '"' && !escaped;
        ends
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |line| line + 1)
}

fn line_of(text: &str, at: usize) -> &str {
    line_at(text, line_start(text, at))
}

fn line_at(text: &str, start: usize) -> &str {
    text[start..].lines().next().unwrap_or_default()
}

/// The start of the line before that is neither blank nor a comment.
fn before(text: &str, start: usize) -> Option<usize> {
    let mut end = start;
    while end > 0 {
        let above = line_start(text, end - 1);
        let line = line_at(text, above).trim_start();
        if !line.is_empty() && !line.starts_with('#') {
            return Some(above);
        }
        end = above;
    }
    None
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Where the first key of a line begins, behind blanks and dashes.
fn entry_start(line: &str) -> usize {
    let rest = line.trim_start_matches(' ');
    let rest = rest.strip_prefix("- ").map_or(rest, |item| item.trim_start_matches(' '));
    line.len() - rest.len()
}

/// The beginning of a value, as it is shown.
fn clipped(value: &str) -> String {
    let value = value.trim();
    match value.char_indices().nth(20) {
        Some((at, _)) => format!("{}…", &value[..at]),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::Diagnostics;
    use crate::source::FileId;

    /// What stands at the place to mend, the word under it, and the help.
    #[track_caller]
    fn check(text: &str, place: &str, label: &str, help: &str) {
        let mut diagnostics = Diagnostics::default();
        assert!(super::super::read(FileId(0), text, &mut diagnostics).is_none());
        let all: Vec<_> = diagnostics.iter().collect();
        let [one] = all.as_slice() else { panic!("{all:?}") };
        let start = one.primary.span.start as usize;
        assert!(text[start..].starts_with(place), "{one:?}");
        assert_eq!((one.primary.text.as_str(), one.helps.concat().as_str()), (label, help), "{one:?}");
    }

    #[test]
    fn signs_of_the_wrong_width_are_named() {
        let help = "write a colon of ASCII and a blank: `label: 新`";
        check("a: 1\nlabel：新\nb: 2\n", "：新", "a full-width colon", help);
        check("- label：新\n  b: 2\n", "：新", "a full-width colon", help);
        let help = "write `,` in place of `，`, or put the text that holds it between quotes";
        check("a: { type: id，max: 2 }\n", "，max", "a full-width sign", help);
        let help = "write `[` in place of `【`, or put the text that holds it between quotes";
        check("a: 【{ b: 1 }]\n", "【{", "a full-width sign", help);
    }

    #[test]
    fn blanks_that_are_missing_are_named() {
        let help = "write a blank behind it: `retry: safe`";
        check("a: 1\nretry:safe\nb: 2\n", ":safe", "no blank behind this colon", help);
        check("retry:safe\nb: 2\n", ":safe", "no blank behind this colon", help);
        let help = "write a blank behind the dash of an item";
        check("a:\n  - [b]\n  -c\n", "-c", "no blank behind this dash", help);
        check("a:\n  -b: 1\n    c: 2\n", "-b", "no blank behind this dash", help);
    }

    #[test]
    fn lines_in_the_wrong_column_are_named() {
        let help = "begin it in column 1, below the key above, which has its value";
        check("a: 1\n  b: 2\n", "b: 2", "too far to the right", help);
        let help = "begin it in column 3, below the key above, which has its value";
        check("- a: 1\n    b: 2\n", "b: 2", "too far to the right", help);
        let help = "keys of one map begin in one column; this one begins in column 2";
        check("x:\n  a: 1\n b: 2\n", "b: 2", "no map around it has keys in this column", help);
    }

    #[test]
    fn dashes_that_are_missing_are_named() {
        check(
            "a:\n    b: 1\n    c: 2\n  - b: 3\n",
            "b: 1",
            "no dash in front of it",
            "write `- ` in column 3, as below",
        );
        let help =
            "an item of the list above begins with `- `; a key beside the list stands as far left as its key";
        check("a:\n  - b: 1\n  c: 2\n", "c: 2", "neither an item nor a key", help);
    }

    #[test]
    fn brackets_that_are_not_closed_are_named() {
        check("a: { b: \"}\", c: [1]\nd: 2\n", "{ b", "not closed", "its closing `}` is missing");
        check("a: { b: it's, c: [1, 2 }\nd: 2\n", "[1", "not closed", "its closing `]` is missing");
        check("a: [1, # ]\n", "[1", "not closed", "its closing `]` is missing");
    }

    #[test]
    fn a_list_below_a_bracket_that_is_not_closed_is_told_from_what_stands_inside() {
        check("a:\n  - { b: c\nd:\n  - e\n", "{ b", "not closed", "its closing `}` is missing");
    }

    #[test]
    fn a_string_that_ends_lines_below_is_named() {
        let help = "the string opened here may lack its closing `\"`";
        check("a: { b: \"c }\nd: { e: \": f\" }\n", "\"c", "opened here", help);
    }

    #[test]
    fn a_tab_is_named_on_its_own_line() {
        let help = "indent with blanks: YAML knows no tabs there";
        check("a:\n  b: object\n\tc: 1\n", "\tc", "a tab", help);
        check("a:\n\tb: 1\n", "\tb", "a tab", help);
    }
}
