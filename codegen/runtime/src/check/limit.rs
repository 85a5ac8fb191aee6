//! Limits of single fields.
//!
//! In: rows of tables, and values. Out: whether a value keeps the limit of its field. Empty texts have no form to keep:
//! vendors take them for nothing.

use super::violation::ViolationKind;
use crate::shape::{Condition, Flags};
use crate::value::View;

/// Letters of a form that stand for a digit.
const DIGITS: &str = "yMdHmsS";

impl Flags {
    /// In requests: a text of at most so many characters, which are Unicode scalar values.
    #[must_use]
    pub const fn max_chars(mut self, most: u32) -> Self {
        self.limit = Some(ViolationKind::MaxChars(most));
        self
    }

    /// In requests: a text of digits alone, one of these numbers of them.
    #[must_use]
    pub const fn digits(mut self, counts: &'static [u8]) -> Self {
        self.limit = Some(ViolationKind::Digits(counts));
        self
    }

    /// In requests: a text that is written so, see [`ViolationKind::Format`].
    #[must_use]
    pub const fn format(mut self, format: &'static str) -> Self {
        self.limit = Some(ViolationKind::Format(format));
        self
    }

    /// In requests: a list of at most so many elements.
    #[must_use]
    pub const fn max_items(mut self, most: u32) -> Self {
        self.limit = Some(ViolationKind::MaxItems(most));
        self
    }

    /// In requests: a number that is at most this.
    #[must_use]
    pub const fn max(mut self, most: i64) -> Self {
        self.limit = Some(ViolationKind::Max(most));
        self
    }

    /// In requests: needed when one of these siblings has one of these values, written as text.
    #[must_use]
    pub const fn required_when(mut self, conditions: &'static [Condition]) -> Self {
        self.required_when = Some(conditions);
        self
    }
}

/// Whether a value is beyond a limit.
pub(super) fn breaks(limit: ViolationKind, view: View<'_>) -> bool {
    match (limit, view) {
        (ViolationKind::MaxItems(most), View::List(list)) => {
            usize::try_from(most).is_ok_and(|most| list.at(most).is_some())
        }
        (ViolationKind::Max(most), View::Integer(number)) => number > most,
        (limit, View::Text(text)) => text_breaks(limit, text),
        (limit, View::Secret(text)) => text_breaks(limit, text.expose()),
        (limit, View::Sealed(sealed)) => sealed.is_plain_and(|text| text_breaks(limit, text)),
        _ => false,
    }
}

fn text_breaks(limit: ViolationKind, text: &str) -> bool {
    match limit {
        ViolationKind::MaxChars(most) => {
            let most = usize::try_from(most).unwrap_or(usize::MAX);
            // No text has more characters than bytes.
            text.len() > most && text.chars().nth(most).is_some()
        }
        ViolationKind::Digits(counts) => {
            let is_one = |count: &u8| text.len() == usize::from(*count);
            let is_right = text.bytes().all(|byte| byte.is_ascii_digit()) && counts.iter().any(is_one);
            !text.is_empty() && !is_right
        }
        ViolationKind::Format(form) => !text.is_empty() && !is_in_form(text, form),
        _ => false,
    }
}

fn is_in_form(text: &str, form: &str) -> bool {
    let mut letters = text.chars();
    let fits = form.chars().all(|form| {
        letters.next().is_some_and(|letter| {
            if DIGITS.contains(form) { letter.is_ascii_digit() } else { letter == form }
        })
    });
    fits && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::private::*;

    #[track_caller]
    fn check(limit: ViolationKind, value: &dyn Value, is_broken: bool) {
        assert_eq!(breaks(limit, value.view()), is_broken);
    }

    fn text(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn characters_are_counted_and_not_bytes() {
        let limit = field("x", "x").max_chars(3).limit.expect("it has one");
        check(limit, &text("北京市"), false);
        check(limit, &text("北京市区"), true);
        check(limit, &text("abcd"), true);
        check(limit, &text(""), false);
        check(limit, &None::<String>, false);
    }

    #[test]
    fn secrets_are_measured_as_plain_text_and_ciphertext_is_not() {
        let limit = ViolationKind::MaxChars(3);
        check(limit, &Secret::from("abcd"), true);
        check(limit, &Sealed::plain("abcd"), true);
        check(limit, &Sealed::plain("abc"), false);
        check(limit, &Sealed::encrypted(Ciphertext::new("abcd")), false);
    }

    #[test]
    fn digits_are_counted() {
        let limit = field("x", "x").digits(&[2, 4]).limit.expect("it has one");
        for fine in ["11", "5100", ""] {
            check(limit, &text(fine), false);
        }
        for wrong in ["1", "110", "1a", "１１", "51000", "北"] {
            check(limit, &text(wrong), true);
        }
    }

    #[test]
    fn forms_are_digits_and_signs() {
        let limit = field("x", "x").format("yyyy-MM-dd").limit.expect("it has one");
        for fine in ["2026-01-31", ""] {
            check(limit, &text(fine), false);
        }
        for wrong in ["2026-1-31", "20260131", "2026-01-311", "2026-01-3", "2026/01/31"] {
            check(limit, &text(wrong), true);
        }
    }

    #[test]
    fn elements_and_numbers_are_bounded() {
        check(ViolationKind::MaxItems(2), &vec![1, 2], false);
        check(ViolationKind::MaxItems(2), &vec![1, 2, 3], true);
        check(ViolationKind::Max(20), &20_i32, false);
        check(ViolationKind::Max(20), &21_i64, true);
    }
}
