//! Codes that a test names, looked up among those that the pages of an operation list.
//!
//! In: a code, its name, or the form of a class. Out: the code as it is sent, and what is known of it; or all codes that
//! there are, nearest first.

use crate::nearest::{distance, nearest_first};
use crate::table::{MockApi, MockOperation};
use jiekou_runtime::mock::KnownCode;
use jiekou_runtime::{Code, CodeClass};

/// How many codes a message lists.
const MOST_LISTED: usize = 12;

/// A code as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SentCode {
    pub(crate) text: String,
    /// What the vendor would say with it.
    pub(crate) message: &'static str,
}

/// Finds the code that a test means.
pub(crate) fn documented(table: &MockApi, operation: &MockOperation, said: &str) -> Result<SentCode, String> {
    let all = || all(table, operation);
    let by_text = all().find(|known| !known.is_class() && known.text() == said);
    let in_class =
        || all().find(|known| known.is_class() && CodeClass::new(known.text()).contains(Code::new(said)));
    if let Some(known) = by_text.or_else(in_class) {
        return Ok(SentCode { text: said.to_owned(), message: known.message() });
    }
    let is_named = |known: &&KnownCode| {
        known.rust().eq_ignore_ascii_case(said) || known.is_class() && known.text() == said
    };
    let Some(known) = all().find(is_named) else { return Err(unknown(table, operation, said)) };
    let text = if known.is_class() { member(table, operation, known) } else { known.text().to_owned() };
    Ok(SentCode { text, message: known.message() })
}

/// The operation's own codes, then those of its group and of the API.
fn all(table: &MockApi, operation: &MockOperation) -> impl Iterator<Item = &'static KnownCode> + use<> {
    operation.operation.codes.iter().copied().chain([table.api.codes]).flatten()
}

/// A code of a class that has no meaning of its own.
fn member(table: &MockApi, operation: &MockOperation, class: &KnownCode) -> String {
    let is_taken = |text: &str| {
        let success = table.api.envelope.success.codes.contains(&text);
        success || all(table, operation).any(|known| !known.is_class() && known.text() == text)
    };
    let mut members = (0..=9).map(|digit: u8| class.text().replace('x', &digit.to_string()));
    members.find(|text| !is_taken(text)).unwrap_or_else(|| class.text().replace('x', "0"))
}

fn unknown(table: &MockApi, operation: &MockOperation, said: &str) -> String {
    let id = operation.operation.id;
    let mut known: Vec<&KnownCode> = Vec::new();
    for code in all(table, operation) {
        // One that the group explains anew is listed once.
        if known.iter().all(|listed| listed.text() != code.text()) {
            known.push(code);
        }
    }
    if known.is_empty() {
        return format!("`{said}` is no code that the pages of `{id}` list; they list none");
    }
    let count = known.len();
    let nearest = nearest_first(said, known, |code| {
        let by_text = distance(said, code.text()) < distance(said, code.rust());
        if by_text { code.text() } else { code.rust() }
    });
    let mut text = format!("`{said}` is no code that the pages of `{id}` list. They list, nearest first:");
    for code in nearest.iter().take(MOST_LISTED) {
        text.push_str(&format!("\n  {} `{}`: {}", code.rust(), code.text(), code.meaning()));
    }
    if count > MOST_LISTED {
        text.push_str(&format!("\n  and {} more", count - MOST_LISTED));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::{MOCK, account};

    #[track_caller]
    fn check(said: &str, expected: Result<(&str, &str), &str>) {
        let found = documented(&MOCK, account::update().operation, said);
        let found = found.as_ref().map(|code| (code.text.as_str(), code.message));
        assert_eq!(found.map_err(String::as_str), expected);
    }

    #[test]
    fn a_code_is_found_by_its_text_and_by_its_name() {
        check("5006", Ok(("5006", "There is no such account.")));
        check("no_such_account", Ok(("5006", "There is no such account.")));
        check("SIGNATURE_WRONG", Ok(("505019", "签名错误")));
        check("7012", Ok(("7012", "The vendor failed.")));
    }

    #[test]
    fn a_class_gives_one_of_its_codes_without_a_meaning_of_its_own() {
        check("7xxx", Ok(("7111", "The vendor failed.")));
        check("system_error", Ok(("7111", "The vendor failed.")));
    }

    #[test]
    fn a_code_that_no_page_lists_is_told_with_those_that_there_are() {
        check(
            "5007",
            Err("`5007` is no code that the pages of `account.update` list. They list, nearest first:\n  \
                no_such_account `5006`: There is no such account.\n  \
                busy `7000`: Too many calls.\n  \
                token_expired `40101`: The token is over.\n  \
                signature_wrong `505019`: The signature is wrong.\n  \
                system_error `7xxx`: The vendor failed."),
        );
    }
}
