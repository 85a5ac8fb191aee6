//! The log: a line for each call.
//!
//! In: what the journal keeps of a call. Out: one line. The journal holds nothing that must not be shown.

use crate::journal::CallRecord;
use std::fmt::Write as _;

/// The line of a call.
pub(super) fn line(call: &CallRecord) -> String {
    let CallRecord { number, line, status, outcome, .. } = call;
    let operation = call.operation.unwrap_or("-");
    let mut text = format!("{number:>4}  {status}  {line}  {operation}  {outcome}");
    if let Some(overlooked) = &call.overlooked {
        let _ = write!(text, "  (overlooked: {overlooked})");
    }
    if !call.faults.is_empty() {
        let _ = write!(text, "  (faults: {})", call.faults.join(", "));
    }
    // What a caller wrote must not pass for a line of its own, or move the cursor.
    text.chars().map(|one| if one.is_control() { '\u{fffd}' } else { one }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::Outcome;
    use crate::rules::Reason;

    #[test]
    fn what_was_overlooked_and_what_was_broken_stand_in_it() {
        let line = "GET /a".to_owned();
        let faults = vec!["delay of 5ms".to_owned(), "charset `gbk`".to_owned()];
        let overlooked = Some("clock_off: late".to_owned());
        let call = CallRecord { status: 200, overlooked, faults, ..CallRecord::new(1, 0, line) };
        let expected = "   1  200  GET /a  -  as told  (overlooked: clock_off: late)  (faults: delay of 5ms, charset `gbk`)";
        assert_eq!(super::line(&call), expected);
    }

    #[track_caller]
    fn check(operation: Option<&'static str>, outcome: Outcome, expected: &str) {
        let line = "POST /base/account/update".to_owned();
        let call = CallRecord { operation, status: 200, outcome, ..CallRecord::new(7, 0, line) };
        assert_eq!(super::line(&call), expected);
    }

    #[test]
    fn a_call_is_one_line() {
        check(
            Some("account.update"),
            Outcome::Example("a new password"),
            "   7  200  POST /base/account/update  account.update  example `a new password`",
        );
        check(
            None,
            Outcome::Refused { reason: Reason::UnknownPath, text: "a\n8  200\u{1b}[2J".to_owned() },
            "   7  200  POST /base/account/update  -  refused, unknown_path: a\u{fffd}8  200\u{fffd}[2J",
        );
    }
}
