//! Tests of what an error says, and what it keeps to itself.

use super::*;
use crate::code::code;
use crate::envelope::Head;

static EXPIRED: KnownCode = code("40101", "token_expired", "The token is no longer valid.");

fn head<'d>(code: &'d str, request_id: &'d str) -> Head<'d> {
    Head {
        code: Some(code.into()),
        message: Some("张三 is not known".into()),
        request_id: Some(request_id.into()),
        ..Head::default()
    }
}

#[track_caller]
fn check(error: &Error, expected: &str) {
    assert_eq!(error.to_string(), expected);
    for shown in [error.to_string(), format!("{error:?}"), format!("{error:#?}")] {
        assert!(!shown.contains("张三") && !shown.contains("hunter2"), "{shown}");
    }
}

#[test]
fn a_documented_code_is_one_line() {
    let error = Error::new("account.update", ErrorKind::Code, "")
        .with_head(head("40101", "f3a2"))
        .with_known(Some(&EXPIRED))
        .with_answer(200, &Bytes::from_static(b"hunter2"));
    check(&error, "account.update: 40101 token_expired: The token is no longer valid (request f3a2)");
    assert_eq!(error.message(), Some("张三 is not known"));
    assert_eq!(error.raw(), Some(&b"hunter2"[..]));
}

#[test]
fn an_undocumented_code_is_shown_only_if_it_looks_like_one() {
    let error = |code| Error::new("a.b", ErrorKind::Code, "").with_head(head(code, "张三"));
    check(&error("E-1.2"), "a.b: E-1.2 (not documented)");
    check(&error("张三"), "a.b: an odd code (not documented)");
}

#[test]
fn a_status_stands_at_the_end() {
    let error = Error::new("a.b", ErrorKind::NotJson, "the answer is empty").with_answer(502, &Bytes::new());
    check(&error, "a.b: the answer is empty (HTTP 502)");
}

#[test]
fn an_error_is_one_pointer() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
