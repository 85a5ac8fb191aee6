//! Tests of calls: what becomes of each kind of answer.

use super::*;
use crate::code::Code;
use crate::error::{Error, ErrorKind};
use crate::operation::Retry;
use crate::pretend::{LIST, Nothing, Pretend, Request, Response, UPDATE, block_on, client, updating};
use crate::transport::TransportError;

const DENIED: Code<'static> = Code::new("5006");

fn update(status: u16, answer: &'static str) -> Error {
    let client = client(&Pretend::answering(status, answer));
    block_on(Call::<Response>::new(&client, &UPDATE, &Request::new())).expect_err("the call fails")
}

fn list(status: u16, answer: &'static str) -> Result<Option<bool>> {
    let client = client(&Pretend::answering(status, answer));
    block_on(Call::new(&client, &LIST, &Nothing))
}

#[track_caller]
fn check(status: u16, answer: &'static str, kind: ErrorKind, expected: &str) {
    let error = update(status, answer);
    assert_eq!((error.kind(), error.to_string().as_str()), (kind, expected));
    assert_eq!((error.status(), error.raw()), (Some(status), Some(answer.as_bytes())));
}

#[test]
fn success_gives_the_data() {
    assert_eq!(list(200, r#"{"code":"2000","data":true}"#).expect("it succeeds"), Some(true));
    assert_eq!(list(200, r#"{"code":"2000"}"#).expect("it succeeds"), None);
}

#[test]
fn a_full_call_gives_all_of_it() {
    let body = r#"{"code":2000,"message":"张三","reqId":"r1","data":true}"#;
    let client = client(&Pretend::answering(200, body));
    let answer = block_on(FullCall::<Option<bool>>::new(&client, &LIST, &Nothing)).expect("it succeeds");
    assert_eq!((answer.data, answer.code.as_str(), answer.status), (Some(true), "2000", 200));
    assert_eq!((answer.message.as_deref(), answer.request_id.as_deref()), (Some("张三"), Some("r1")));
    assert_eq!(answer.raw, body.as_bytes());
    assert!(!format!("{answer:?}").contains("张三"));
}

#[test]
fn debug_of_an_answer_shows_only_what_looks_like_an_id() {
    let client = client(&Pretend::answering(200, r#"{"code":2000,"reqId":"张三 hunter2","data":true}"#));
    let answer = block_on(FullCall::<Option<bool>>::new(&client, &LIST, &Nothing)).expect("it succeeds");
    assert_eq!(
        format!("{answer:?}"),
        "Answer { data: Some(true), code: \"2000\", request_id: Some(\"[odd]\"), presentable: None, status: 200, \
         raw_bytes: 50, .. }"
    );
}

#[test]
fn the_vendors_code_wins_over_everything() {
    check(
        200,
        r#"{"code":"5006","message":"hunter2","data":"","req_id":"f3a2"}"#,
        ErrorKind::Code,
        "account.update: 5006 access_denied: No permission (request f3a2)",
    );
    check(
        401,
        r#"{"code":4001}"#,
        ErrorKind::Code,
        "account.update: 4001 login_data: Wrong login data (HTTP 401)",
    );
    check(
        200,
        r#"{"code":"2000","success":false}"#,
        ErrorKind::Code,
        "account.update: 2000: the answer says that the call failed",
    );
    check(200, r#"{"code":"9"}"#, ErrorKind::Code, "account.update: 9 (not documented)");
    let error = update(200, r#"{"code":"5006","message":"m","errShow":true}"#);
    assert!(matches!(error.code(), Some(DENIED)));
    assert_eq!((error.code_name(), error.label()), (Some("access_denied"), Some("无权访问")));
    assert_eq!((error.message(), error.is_presentable()), (Some("m"), true));
}

#[test]
fn a_failing_answer_may_hold_data() {
    let error = update(200, r#"{"code":"5006","data":{"accountId":"7","count":1}}"#);
    let data = error.data::<Response>().expect("there is data").expect("it fits");
    assert_eq!((data.account_id.get(), data.count), (7, Some(1)));
    let failed = error.data::<Vec<bool>>().expect("there is data").expect_err("it does not fit");
    assert_eq!((failed.kind(), failed.code()), (ErrorKind::Decode, error.code()));
    let expected =
        "account.update: 5006 access_denied: No permission: `data`: expected a boolean, found an object";
    assert_eq!(failed.to_string(), expected);
    for answer in ["", "<html>", r#"{"code":"5006"}"#, r#"{"code":"5006","data":""}"#] {
        assert!(update(200, answer).data::<Response>().is_none(), "{answer}");
    }
}

#[test]
fn a_status_without_an_envelope() {
    check(502, "<html>hunter2", ErrorKind::Status, "account.update: the HTTP status is 502");
    check(302, "", ErrorKind::Status, "account.update: the HTTP status is 302");
    check(500, r#"{"code":"2000"}"#, ErrorKind::Status, "account.update: 2000: the HTTP status is 500");
}

#[test]
fn answers_that_are_none() {
    check(200, "", ErrorKind::NotJson, "account.update: the answer is empty");
    check(
        200,
        "<html>hunter2",
        ErrorKind::NotJson,
        "account.update: the answer is HTML or XML, not JSON (line 1, column 1)",
    );
    check(200, r#"{"data":{}}"#, ErrorKind::NoCode, "account.update: the answer has no code");
    check(
        200,
        r#"{"code":"2000","reqId":"r","data":{"accountId":"hunter2"}}"#,
        ErrorKind::Decode,
        "account.update: 2000: `data.accountId`: expected an id (digits, as a number or a string), found a string (request r)",
    );
}

#[track_caller]
fn check_retry(error: &Error, expected: bool) {
    assert_eq!(error.is_retryable(), expected, "{error:?}");
}

#[test]
fn what_may_be_made_again() {
    check_retry(&update(429, ""), true);
    check_retry(&update(200, r#"{"code":"400429"}"#), true);
    check_retry(&update(200, r#"{"code":"40101"}"#), true);
    check_retry(&list(200, r#"{"code":"40101"}"#).expect_err("no token was sent"), false);
    check_retry(&update(503, ""), false);
    check_retry(&update(200, r#"{"code":"5006"}"#), false);
    check_retry(&list(503, "").expect_err("it fails"), true);
    check_retry(&list(404, "").expect_err("it fails"), false);
    check_retry(&list(200, "").expect_err("it fails"), false);
    for (error, safe, never) in [
        (TransportError::not_sent as fn(&'static str) -> TransportError, true, true),
        (TransportError::cannot_be_sent, false, false),
        (TransportError::unknown, true, false),
        (|_| TransportError::timed_out(), true, false),
        (|_| TransportError::too_large(), false, false),
    ] {
        let transport = Pretend::new(move |request| match request.uri().path() {
            "/base/login" => {
                Ok(crate::pretend::response(200, r#"{"code":"2000","data":{"access_token":"t"}}"#))
            }
            _ => Err(error("broken")),
        });
        let client = client(&transport);
        let failed = block_on(Call::<()>::new(&client, &LIST, &Nothing)).expect_err("it fails");
        check_retry(&failed, safe);
        assert!(std::error::Error::source(&failed).is_some());
        let failed = block_on(Call::<()>::new(&client, &UPDATE, &Request::new())).expect_err("it fails");
        check_retry(&failed, never);
    }
}

#[test]
fn a_call_can_be_sent_to_another_thread() {
    fn is_send<T: Send + Unpin + 'static>(_: &T) {}
    let client = client(&Pretend::answering(200, ""));
    is_send(&Call::<Response>::new(&client, &LIST, &Nothing));
    is_send(&FullCall::<Response>::new(&client, &LIST, &Nothing));
}

#[test]
fn a_request_that_cannot_be_sent_fails_when_awaited() {
    let transport = Pretend::answering(200, "");
    let client = client(&transport);
    let mut request = Request::new();
    request.org_id = String::new();
    let error = block_on(Call::<()>::new(&client, &UPDATE, &request)).expect_err("it cannot be sent");
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(transport.paths().is_empty());
}

#[test]
fn a_keyed_call_is_sent_again_only_with_its_key() {
    static KEYED: Operation = updating().retry(Retry::Keyed("note"));
    let sent = |note: Option<&str>| {
        let transport = Pretend::answering(503, "down");
        let request = Request { note: note.map(str::to_owned), ..Request::new() };
        let error = block_on(Call::<Response>::new(&client(&transport), &KEYED, &request));
        assert_eq!(error.expect_err("the call fails").is_retryable(), note.is_some());
        transport.paths().iter().filter(|path| path.ends_with("/update")).count()
    };
    assert_eq!([sent(Some("n")), sent(None)], [3, 1]);
}
