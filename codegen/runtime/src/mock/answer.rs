//! Answers as they may be shown.
//!
//! In: a whole answer and a slot for its data. Out: whether it is a success, its code, and its data without what is
//! sensitive. What nobody knows how to read is not shown.

use crate::envelope::{self, Outcome};
use crate::error::plain;
use crate::mask::shown_data;
use crate::operation::{Api, Operation};
use crate::value::{Slot, Value};

/// An answer as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownAnswer {
    /// A success, with its data as JSON.
    Success(String),
    /// A failure, with its code.
    Failure(String),
    /// Neither, or one whose code is no code.
    Unknown,
}

/// What may be shown of an answer.
#[must_use]
pub fn shown_answer(
    api: &'static Api,
    operation: &Operation,
    answer: &[u8],
    slot: &mut dyn Slot,
) -> ShownAnswer {
    let (head, outcome) = envelope::read(&api.envelope, operation.text_of, answer, slot);
    match outcome {
        Outcome::Success => {
            let data: &dyn Value = slot;
            ShownAnswer::Success(shown_data(data).text().to_owned())
        }
        Outcome::Failure | Outcome::Flagged => {
            let code = head.code.as_deref().and_then(plain);
            code.map_or(ShownAnswer::Unknown, |code| ShownAnswer::Failure(code.to_owned()))
        }
        Outcome::NoCode | Outcome::Unreadable(_) => ShownAnswer::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::{API, LIST, Response};
    use crate::value::Blank;

    #[track_caller]
    fn check(answer: &str, expected: ShownAnswer) {
        let mut response = Response::blank();
        assert_eq!(shown_answer(&API, &LIST, answer.as_bytes(), &mut response), expected);
    }

    #[test]
    fn data_are_shown_without_what_is_sensitive() {
        check(
            r#"{"code":"2000","data":{"accountId":7,"secret":"hunter2","other":"hunter3"}}"#,
            ShownAnswer::Success(r#"{"accountId":7,"items":[],"secret":"[redacted]"}"#.to_owned()),
        );
    }

    #[test]
    fn of_a_failure_the_code_is_shown() {
        let failure = r#"{"code":"5006","message":"hunter2","data":"hunter3"}"#;
        check(failure, ShownAnswer::Failure("5006".to_owned()));
        check(r#"{"code":"hunter2 is wrong"}"#, ShownAnswer::Unknown);
        check("<html>hunter2</html>", ShownAnswer::Unknown);
    }
}
