//! Durations: a number and `s`, `m`, `h` or `d`.
//!
//! In comes a node, out go seconds, more than none.

use super::read::scalar;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Node, Span};

/// Reads a duration, in seconds.
pub(super) fn resolve_duration(node: &Node, diagnostics: &mut Diagnostics) -> Option<u32> {
    let text = scalar(node, "a duration", diagnostics)?.text.as_str();
    let found = duration(text);
    if found.is_none() {
        report_duration(text, node.span, diagnostics);
    }
    found
}

fn duration(text: &str) -> Option<u32> {
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse::<u32>().ok().filter(|_| is_plain)?.checked_mul(seconds).filter(|seconds| *seconds > 0)
}

fn report_duration(text: &str, span: Span, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::new(Code::WrongType, span, format!("`{text}` is no duration"))
            .label("a number and `s`, `m`, `h` or `d`, as `7d`"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<u32>) {
        assert_eq!(duration(text), expected, "{text}");
    }

    #[test]
    fn durations_have_a_unit() {
        check("7d", Some(604_800));
        check("90m", Some(5_400));
        check("0s", None);
        check("7", None);
        check("7天", None);
        check("+7d", None);
        check("", None);
        check("99999999d", None);
    }
}
