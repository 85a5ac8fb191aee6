//! Names: the three Rust spellings of a word, and the known word that is nearest to a misspelt one.
//!
//! In come names from specs, out come identifiers that compile as they stand. The only room that sees a
//! case converter. A name is refused rather than mended: nothing here escapes, cuts or numbers a name.

use std::fmt;
use std::sync::Arc;

use heck::{ToSnakeCase, ToUpperCamelCase};

/// The longest name, in characters.
pub const MAX_LENGTH: usize = 48;

/// The keywords of Rust 2024 with the reserved ones, sorted. `Self` is the only one that is not in snake_case.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// A name in each spelling that Rust asks for. None of them is a keyword.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident {
    /// Shared: a name of the glossary stands in hundreds of fields.
    spelt: Arc<Spelt>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Spelt {
    snake: String,
    pascal: String,
    screaming: String,
}

/// A name on the wire, and what Rust calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As the vendor writes it, to the byte.
    pub wire: String,
    /// As the client's user writes it.
    pub rust: Ident,
}

/// Why a text is no name. Displayed as the end of a sentence that begins with the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentFault {
    /// There is nothing.
    Empty,
    /// More than [`MAX_LENGTH`] characters.
    TooLong,
    /// Characters that no name has, or a digit in front.
    NotAnIdentifier,
    /// An identifier, but not in snake_case.
    NotSnakeCase,
    /// An identifier, but not in PascalCase.
    NotPascalCase,
    /// One of its spellings is a keyword.
    Keyword,
}

impl Ident {
    /// For functions, fields and modules: `login_mode`.
    pub fn snake(&self) -> &str {
        &self.spelt.snake
    }

    /// For types and variants: `LoginMode`.
    pub fn pascal(&self) -> &str {
        &self.spelt.pascal
    }

    /// For constants: `LOGIN_MODE`.
    pub fn screaming(&self) -> &str {
        &self.spelt.screaming
    }

    /// Takes a name that is in snake_case already: `[a-z][a-z0-9]*(_[a-z0-9]+)*`.
    pub fn from_snake(text: &str) -> Result<Self, IdentFault> {
        check_identifier(text)?;
        let mut pascal = String::with_capacity(text.len());
        let mut begins = true;
        for letter in text.chars() {
            match letter {
                '_' if !begins => begins = true,
                'a'..='z' | '0'..='9' => {
                    pascal.push(if begins { letter.to_ascii_uppercase() } else { letter });
                    begins = false;
                }
                _ => return Err(IdentFault::NotSnakeCase),
            }
        }
        if begins {
            return Err(IdentFault::NotSnakeCase);
        }
        Self::spell(text.to_owned(), pascal)
    }

    /// Takes the name of a type that is in PascalCase already: a capital starts each word, and only those.
    pub fn from_pascal(text: &str) -> Result<Self, IdentFault> {
        check_identifier(text)?;
        let capital = text.starts_with(|first: char| first.is_ascii_uppercase());
        if let Some(snake) = plain_snake(text).filter(|_| capital) {
            return Self::spell(snake, text.to_owned());
        }
        if text.to_upper_camel_case() != text {
            return Err(IdentFault::NotPascalCase);
        }
        Self::spell(text.to_snake_case(), text.to_owned())
    }

    /// Takes what snake_case makes of a wire name (`aggOrgId`, `X-Ca-Key`), if that is a name. Blanks around
    /// the wire name are overlooked, since vendors have them, and so is the `@` of an attribute of XML.
    pub fn from_wire(text: &str) -> Result<Self, IdentFault> {
        let text = text.trim_matches(' ');
        let text = text.strip_prefix('@').unwrap_or(text);
        if text.is_empty() {
            return Err(IdentFault::Empty);
        }
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')) {
            return Err(IdentFault::NotAnIdentifier);
        }
        let snake = plain_snake(text).unwrap_or_else(|| text.to_snake_case());
        match Self::from_snake(&snake) {
            Err(IdentFault::Empty) => Err(IdentFault::NotAnIdentifier),
            other => other,
        }
    }

    fn spell(snake: String, pascal: String) -> Result<Self, IdentFault> {
        if [&snake, &pascal].iter().any(|spelling| KEYWORDS.binary_search(&spelling.as_str()).is_ok()) {
            return Err(IdentFault::Keyword);
        }
        let screaming = snake.to_ascii_uppercase();
        Ok(Self { spelt: Arc::new(Spelt { snake, pascal, screaming }) })
    }
}

/// What snake_case makes of words of ASCII letters, each of two or more, where only their first is a capital; it may be
/// small in the first word. Nothing for all else, where words begin elsewhere, too.
fn plain_snake(text: &str) -> Option<String> {
    let mut snake = String::with_capacity(text.len() + 4);
    // Those of the word before; none is before the first.
    let mut letters = 2;
    for letter in text.chars() {
        match letter {
            'a'..='z' => letters += 1,
            'A'..='Z' if letters < 2 => return None,
            'A'..='Z' => {
                if !snake.is_empty() {
                    snake.push('_');
                }
                letters = 1;
            }
            _ => return None,
        }
        snake.push(letter.to_ascii_lowercase());
    }
    (letters >= 2).then_some(snake)
}

fn check_identifier(text: &str) -> Result<(), IdentFault> {
    let Some(first) = text.chars().next() else {
        return Err(IdentFault::Empty);
    };
    if !first.is_ascii_alphabetic() || !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        return Err(IdentFault::NotAnIdentifier);
    }
    if text.len() > MAX_LENGTH {
        return Err(IdentFault::TooLong);
    }
    Ok(())
}

impl fmt::Display for IdentFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("is empty"),
            Self::TooLong => write!(f, "is longer than {MAX_LENGTH} characters"),
            Self::NotAnIdentifier => f.write_str("is not an identifier"),
            Self::NotSnakeCase => f.write_str("is not in snake_case"),
            Self::NotPascalCase => f.write_str("is not in PascalCase"),
            Self::Keyword => f.write_str("is a keyword of Rust"),
        }
    }
}

/// The known word that `wanted` was probably meant to be: the first of those with the fewest slips, where at
/// most a third of the characters (but always one) may be wrong, missing, added or swapped.
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = wanted.chars().take(2 * MAX_LENGTH + 1).collect();
    // A longer text is no misspelt name, and comparing it would cost time.
    if wanted.len() > 2 * MAX_LENGTH {
        return None;
    }
    let mut limit = (wanted.len() / 3).max(1);
    let mut best = None;
    for candidate in known {
        let letters: Vec<char> = candidate.chars().collect();
        if letters.len().abs_diff(wanted.len()) > limit {
            continue;
        }
        let slips = distance(&wanted, &letters);
        if slips <= limit {
            best = Some(candidate);
            if slips == 0 {
                break;
            }
            // From here on only a better one counts.
            limit = slips - 1;
        }
    }
    best
}

/// Damerau's distance, in the form where no stretch is edited twice.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before_last = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (row, a) in left.iter().enumerate() {
        let mut now = vec![row + 1];
        for (column, b) in right.iter().enumerate() {
            let mut cost =
                (last[column] + usize::from(a != b)).min(last[column + 1] + 1).min(now[column] + 1);
            if row > 0 && column > 0 && left[row - 1] == *b && right[column - 1] == *a {
                let swapped: &Vec<usize> = &before_last;
                cost = cost.min(swapped[column - 1] + 1);
            }
            now.push(cost);
        }
        before_last = std::mem::replace(&mut last, now);
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_wire(wire: &str, expected: Result<&str, IdentFault>) {
        let got = Ident::from_wire(wire);
        assert_eq!(got.as_ref().map(Ident::snake).map_err(|fault| *fault), expected, "{wire}");
    }

    #[test]
    fn words_begin_where_the_case_converter_sees_them() {
        for text in ["login_mode", "line2", "a_1b", "x2_y3z", "http2_config", "a", "md5_of_body", "v_2"] {
            let ident = Ident::from_snake(text).expect("a name");
            assert_eq!(ident.pascal(), text.to_upper_camel_case());
        }
    }

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn wire_names_become_snake_case_where_that_gives_a_name() {
        check_wire("aggOrgId", Ok("agg_org_id"));
        check_wire("psnIDCardNum", Ok("psn_id_card_num"));
        check_wire("X-Ca-Key", Ok("x_ca_key"));
        check_wire("gryhmm", Ok("gryhmm"));
        check_wire("accountId ", Ok("account_id"));
        check_wire("Content-MD5", Ok("content_md5"));
        check_wire("@id", Ok("id"));
        check_wire("@", Err(IdentFault::Empty));
        check_wire("企业id", Err(IdentFault::NotAnIdentifier));
        check_wire("1st", Err(IdentFault::NotAnIdentifier));
        check_wire("a b", Err(IdentFault::NotAnIdentifier));
        check_wire("--", Err(IdentFault::NotAnIdentifier));
        check_wire(" ", Err(IdentFault::Empty));
        check_wire("Type", Err(IdentFault::Keyword));
        check_wire(&"a".repeat(49), Err(IdentFault::TooLong));
    }

    #[track_caller]
    fn check_snake(text: &str, expected: Result<(&str, &str), IdentFault>) {
        let got = Ident::from_snake(text);
        let got = got.as_ref().map(|ident| (ident.pascal(), ident.screaming())).map_err(|fault| *fault);
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn snake_case_is_taken_as_it_stands_or_refused() {
        check_snake("login_mode", Ok(("LoginMode", "LOGIN_MODE")));
        check_snake("line2", Ok(("Line2", "LINE2")));
        check_snake("", Err(IdentFault::Empty));
        check_snake("loginMode", Err(IdentFault::NotSnakeCase));
        check_snake("login__mode", Err(IdentFault::NotSnakeCase));
        check_snake("login_", Err(IdentFault::NotSnakeCase));
        check_snake("_login", Err(IdentFault::NotAnIdentifier));
        check_snake("9_lives", Err(IdentFault::NotAnIdentifier));
        check_snake("gen", Err(IdentFault::Keyword));
        check_snake("dyn", Err(IdentFault::Keyword));
        check_snake("self", Err(IdentFault::Keyword));
        check_snake("union", Ok(("Union", "UNION")));
    }

    #[track_caller]
    fn check_pascal(text: &str, expected: Result<&str, IdentFault>) {
        let got = Ident::from_pascal(text);
        assert_eq!(got.as_ref().map(Ident::snake).map_err(|fault| *fault), expected, "{text}");
    }

    #[test]
    fn pascal_case_is_taken_as_it_stands_or_refused() {
        check_pascal("OrganizationChanges", Ok("organization_changes"));
        check_pascal("Http2Config", Ok("http2_config"));
        check_pascal("RSAKey", Err(IdentFault::NotPascalCase));
        check_pascal("login_mode", Err(IdentFault::NotPascalCase));
        check_pascal("Login_Mode", Err(IdentFault::NotPascalCase));
        check_pascal("Self", Err(IdentFault::Keyword));
        check_pascal("企业", Err(IdentFault::NotAnIdentifier));
    }

    #[test]
    fn both_spellings_of_a_type_lead_to_one_name() {
        for text in ["OrganizationChanges", "Http2Config", "A", "Line2"] {
            let ident = Ident::from_pascal(text).unwrap();
            assert_eq!(Ident::from_snake(ident.snake()), Ok(ident));
        }
    }

    #[track_caller]
    fn check_nearest(wanted: &str, expected: Option<&str>) {
        assert_eq!(nearest(wanted, ["required", "request", "response", "name", "in"]), expected, "{wanted}");
    }

    #[test]
    fn a_slip_finds_the_word_that_was_meant() {
        check_nearest("requried", Some("required"));
        check_nearest("requet", Some("request"));
        check_nearest("nmae", Some("name"));
        check_nearest("im", Some("in"));
        check_nearest("企业", None);
        check_nearest("wholly_different", None);
        check_nearest("", None);
        check_nearest(&"name".repeat(10_000), None);
        assert_eq!(nearest("ab", ["ac", "ad"]), Some("ac"), "the first of two equals");
    }

    #[test]
    fn plain_words_are_spelt_as_the_converter_spells_them() {
        let parts = ["a", "b", "A", "B", "ab", "Ab", "AB", "1", "_", "-", "é"];
        let mut plain = 0;
        for one in parts {
            for two in parts {
                for three in parts {
                    for four in parts {
                        let text = [one, two, three, four].concat();
                        if let Some(snake) = plain_snake(&text) {
                            assert_eq!(snake, text.to_snake_case(), "{text}");
                            let capital = text.starts_with(char::is_uppercase);
                            assert_eq!(text.to_upper_camel_case() == text, capital, "{text}");
                            plain += 1;
                        }
                    }
                }
            }
        }
        assert!(plain > 100, "{plain}");
    }
}
