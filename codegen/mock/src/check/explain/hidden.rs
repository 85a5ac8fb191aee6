//! What must not be shown of a call, and names for it.
//!
//! In: credentials, tokens, and the fields that are marked as sensitive. Out: texts without them. What is not known is
//! taken for a secret.

use crate::check::caller::SignedCall;
use crate::received::{Plus, decoded};
use jiekou_runtime::mock::{Place, exposed};
use std::collections::BTreeSet;

/// A text of fewer characters is hidden only where it stands alone.
const SHORT: usize = 6;

/// Values and the names that are shown in their places, longest value first.
pub(super) struct Hidden(Vec<(String, String)>);

impl Hidden {
    /// What a call must not show.
    pub(super) fn of(call: &SignedCall<'_>) -> Self {
        let mut values = Vec::new();
        let credentials = exposed(&call.vendor.credentials).zip(call.vendor.table.api.credentials);
        values.extend(credentials.map(|(value, name)| (value.to_owned(), format!("<{name}>"))));
        if let Some((_, Some(token))) = call.told.token {
            values.push((token.to_owned(), "<token>".to_owned()));
        }
        let memory = call.vendor.memory();
        values.extend(memory.tokens().map(|token| (token.to_string(), "<another token>".to_owned())));
        drop(memory);
        let request = (call.candidate.operation.request)();
        for field in request.shape().fields.iter().filter(|field| field.is_hidden()) {
            let wire = field.wire();
            let found: Vec<&str> = match field.place() {
                Place::Query => values_of(call.came.query, wire),
                Place::Header => values_of(call.came.headers, wire),
                Place::Path => {
                    let path = call.candidate.path.iter().filter(|(name, _)| *name == wire);
                    path.map(|(_, value)| value.as_str()).collect()
                }
                _ => Vec::new(),
            };
            values.extend(found.into_iter().map(|value| (value.to_owned(), format!("<{wire}>"))));
        }
        values.retain(|(value, _)| !value.is_empty());
        // Stable: the first name of a value is the one that counts.
        values.sort_by_key(|(value, _)| std::cmp::Reverse(value.len()));
        Self(values)
    }

    /// A path whose hidden segments have names in their places.
    pub(super) fn path(&self, path: &str) -> String {
        let segments: Vec<_> = path
            .split('/')
            .map(|segment| self.name(&decoded(segment, Plus::IsPlus)).unwrap_or_else(|| segment.to_owned()))
            .collect();
        segments.join("/")
    }

    /// Pairs whose hidden values have names in their places.
    pub(super) fn pairs(&self, pairs: &[(String, String)]) -> Vec<(String, String)> {
        let shown = |(name, value): &(String, String)| {
            (name.clone(), self.name(value).unwrap_or_else(|| value.clone()))
        };
        pairs.iter().map(shown).collect()
    }

    fn name(&self, value: &str) -> Option<String> {
        self.0.iter().find(|(hidden, _)| hidden == value).map(|(_, name)| name.clone())
    }

    /// A caller's text: what is hidden by its name, and what the server's text does not have by its length.
    pub(super) fn masked(&self, text: &str, server: &str) -> String {
        let mut known: BTreeSet<String> = words(server).map(str::to_ascii_lowercase).collect();
        let mut parts = vec![(text.to_owned(), false)];
        for (value, name) in &self.0 {
            known.extend(words(name).map(str::to_ascii_lowercase));
            parts = parts.into_iter().flat_map(|part| split(part, value, name)).collect();
        }
        let shown =
            parts.into_iter().map(
                |(part, is_name)| {
                    if is_name { part } else { by_word(&part, |word| is_shown(word, &known)) }
                },
            );
        shown.collect()
    }
}

fn values_of<'v>(pairs: &'v [(String, String)], wire: &str) -> Vec<&'v str> {
    let found = pairs.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wire));
    found.map(|(_, value)| value.as_str()).collect()
}

/// A part of a text, and whether it is a name by now.
type Part = (String, bool);

/// Takes a value out of a part.
fn split((part, is_name): Part, value: &str, name: &str) -> Vec<Part> {
    if is_name || !part.contains(value) {
        return vec![(part, is_name)];
    }
    let is_short = value.chars().count() < SHORT;
    let (mut found, mut rest) = (Vec::new(), part.as_str());
    let mut before = String::new();
    while let Some((head, tail)) = rest.split_once(value) {
        let touches = |next: Option<char>| next.is_some_and(char::is_alphanumeric);
        before.push_str(head);
        if is_short && (touches(before.chars().last()) || touches(tail.chars().next())) {
            before.push_str(value);
        } else {
            found.extend([(std::mem::take(&mut before), false), (name.to_owned(), true)]);
        }
        rest = tail;
    }
    before.push_str(rest);
    found.push((before, false));
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Words of the server's text in any case, and what may be a time.
fn is_shown(word: &str, known: &BTreeSet<String>) -> bool {
    let is_time = matches!(word.len(), 10 | 13) && word.bytes().all(|byte| byte.is_ascii_digit());
    is_time || known.contains(&word.to_ascii_lowercase())
}

/// The text with the length of words that are not shown.
fn by_word(text: &str, is_shown: impl Fn(&str) -> bool) -> String {
    let (mut output, mut word) = (String::new(), String::new());
    // A last letter that is none ends the last word.
    for letter in text.chars().map(Some).chain([None]) {
        if let Some(letter) = letter.filter(|letter| letter.is_alphanumeric()) {
            word.push(letter);
            continue;
        }
        if !word.is_empty() {
            let length = word.chars().count();
            let shown = if is_shown(&word) { word.clone() } else { format!("<{length} characters>") };
            output.push_str(&shown);
            word.clear();
        }
        output.extend(letter);
    }
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden() -> Hidden {
        let values = [("mock-token-1", "<token>"), ("hunter2", "<app_secret>"), ("12", "<age>")];
        Hidden(values.map(|(value, name)| (value.to_owned(), name.to_owned())).to_vec())
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let server = "POST_0a1b_1700000000123_<token>_<app_secret>";
        assert_eq!(hidden().masked(text, server), expected);
    }

    #[test]
    fn what_is_known_has_its_name() {
        check("POST_0a1b_1700000000123_mock-token-1_hunter2", "POST_0a1b_1700000000123_<token>_<app_secret>");
        check("xhunter2hunter2", "<1 characters><app_secret><app_secret>");
    }

    #[test]
    fn what_is_not_known_may_be_a_secret() {
        check("post_0A1B_1700000000_s3cret", "post_0A1B_1700000000_<6 characters>");
        check("13800000000", "<11 characters>");
        check("測試-x", "<2 characters>-<1 characters>");
    }

    #[test]
    fn short_values_are_hidden_where_they_stand_alone() {
        check("12_1700000000123", "<age>_1700000000123");
    }

    #[test]
    fn paths_and_pairs_have_names_too() {
        assert_eq!(hidden().path("/a/hunter%32/b12"), "/a/<app_secret>/b12");
        let pairs = [("a".to_owned(), "12".to_owned()), ("b".to_owned(), "x".to_owned())];
        let shown = hidden().pairs(&pairs);
        assert_eq!((shown[0].1.as_str(), shown[1].1.as_str()), ("<age>", "x"));
    }
}
