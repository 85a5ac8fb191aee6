//! Endpoints and page over real HTTP, and who may ask them.

use crate::pretend::Client;
use crate::server::{MockServer, Mocked};
use crate::state::tests::Remembering;
use jiekou_runtime::wait;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

/// Status and text of an answer to a request that was written by hand.
fn ask<C: Mocked>(server: &MockServer<C>, line: &str, headers: &str, body: &str) -> (u16, String) {
    let authority = server.base_url().trim_start_matches("http://").split('/').next().unwrap_or_default();
    let mut stream = TcpStream::connect(authority).expect("it listens");
    let length = body.len();
    let host = if headers.contains("host:") { String::new() } else { format!("host: {authority}\r\n") };
    write!(
        stream,
        "{line} HTTP/1.1\r\n{host}{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
    .expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it comes");
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, answer)
}

/// The JSON of an answer.
fn json_of(answer: &str) -> Value {
    let body = answer.split_once("\r\n\r\n").expect("a body").1;
    serde_json::from_str(body).expect("it is JSON")
}

#[track_caller]
fn check<C: Mocked>(server: &MockServer<C>, line: &str, body: &str, status: u16, expected: &Value) {
    let (came, answer) = ask(server, line, "", body);
    assert_eq!((came, json_of(&answer)), (status, expected.clone()), "{line}");
}

#[test]
fn calls_are_shown_as_the_journal_has_them() {
    let server = MockServer::<Client>::start();
    wait(server.client().update_with(7, "hunter2")).expect("it succeeds");
    let (status, answer) = ask(&server, "GET /__mock/calls?since=1", "", "");
    assert!(!answer.contains("hunter2"), "{answer}");
    let shown = json_of(&answer);
    assert_eq!((status, &shown["last"]), (200, &json!(2)));
    let calls = shown["calls"].as_array().expect("a list");
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0]["operation"], "account.update");
    assert_eq!(calls[0]["request"], json!({"accountId": 7, "password": "[redacted]"}));
    check(&server, "DELETE /__mock/calls", "", 200, &json!({}));
    let (_, answer) = ask(&server, "GET /__mock/calls", "", "");
    assert_eq!(json_of(&answer)["calls"], json!([]));
    let since = json!({"error": "`since` is a whole number"});
    check(&server, "GET /__mock/calls?since=x", "", 400, &since);
}

#[test]
fn the_api_is_described() {
    let server = MockServer::<Client>::start();
    let (status, answer) = ask(&server, "GET /__mock/api", "", "");
    let shown = json_of(&answer);
    assert_eq!((status, &shown["base_url"]), (200, &json!(server.base_url())));
    let ids: Vec<_> = shown["operations"].as_array().expect("a list").iter().map(|one| &one["id"]).collect();
    assert_eq!(ids[..3], ["auth.login", "account.update", "account.get"]);
}

#[test]
fn what_there_is_not_is_told() {
    let server = MockServer::<Client>::start();
    let (status, answer) = ask(&server, "GET /__mock/cals", "", "");
    assert_eq!(status, 404);
    let error = json_of(&answer)["error"].as_str().expect("a text").to_owned();
    assert!(error.starts_with("there is no `cals` here; there are acts, answers, api, calls"), "{error}");
    check(&server, "PUT /__mock/api", "", 405, &json!({"error": "`PUT` is not for `api`"}));
    assert!(server.calls().is_empty(), "none of it is a call of the vendor's");
}

#[test]
fn pages_of_strangers_learn_and_change_nothing() {
    let server = MockServer::<Client>::start();
    wait(server.client().get(7)).expect("it succeeds");
    let (status, answer) = ask(&server, "DELETE /__mock/calls", "origin: https://shop.example\r\n", "");
    assert_eq!(
        (status, &json_of(&answer)["error"]),
        (403, &json!("pages of `https://shop.example` are not served"))
    );
    let (status, _) = ask(&server, "GET /__mock/calls", "host: mock.example\r\n", "");
    assert_eq!((status, server.calls().len()), (403, 2));
}

#[test]
fn the_page_comes_with_its_policy() {
    let server = MockServer::<Client>::start();
    let (status, answer) = ask(&server, "GET /__mock/", "", "");
    assert_eq!(status, 200);
    let head = answer.split_once("\r\n\r\n").expect("a head").0;
    assert!(head.contains("content-type: text/html; charset=utf-8\r\n"), "{head}");
    assert!(head.contains("content-security-policy: default-src 'none'; script-src 'sha256-"), "{head}");
    let (status, answer) = ask(&server, "GET /__mock", "", "");
    assert!(status == 308 && answer.contains("location: /__mock/\r\n"), "{answer}");
}

#[test]
fn the_vendor_s_own_paths_stay_the_vendor_s() {
    let server = MockServer::<Client>::start();
    server.leave_unverified();
    assert_eq!(ask(&server, "GET /__mocked", "", "").0, 400);
    assert_eq!(server.calls().len(), 1);
}

/// The member `error` of an answer.
fn error_of(answer: &str) -> String {
    json_of(answer)["error"].as_str().expect("a text").to_owned()
}

#[test]
fn answers_are_said_by_name_and_as_json() {
    let server = MockServer::<Client>::start();
    let once = r#"{"operation":"account.update","code":"no_such_account","message":"gone","times":1}"#;
    check(&server, "POST /__mock/answers", once, 200, &json!({}));
    let always = r#"{"operation":"account.update","data":false}"#;
    check(&server, "POST /__mock/answers", always, 200, &json!({}));
    let get = r#"{"operation":"account.get","example":"an account"}"#;
    check(&server, "POST /__mock/answers", get, 200, &json!({}));
    let client = server.client();
    let error = wait(client.update(7)).expect_err("it fails as said");
    assert_eq!((error.code().map(|code| code.as_str()), error.message()), (Some("5006"), Some("gone")));
    assert!(!wait(client.update(7)).expect("it succeeds").data);
    assert_eq!(wait(client.get(1)).expect("it succeeds").data.account_id.get(), 7);
    check(&server, "DELETE /__mock/answers", "", 200, &json!({}));
    assert!(wait(client.update(7)).expect("it succeeds").data);
}

#[test]
fn answers_that_cannot_be_are_told() {
    let server = MockServer::<Client>::start();
    for (body, text) in [
        (r#"{"data":true}"#, "`operation` is missing"),
        (r#"{"operation":"x.y","data":true}"#, "there is no operation `x.y`; "),
        (r#"{"operation":"account.update"}"#, "one of data, answer, example and code is wanted"),
        (r#"{"operation":"account.update","data":true,"code":"5006"}"#, "one of data, answer, "),
        (r#"{"operation":"account.update","code":"5007"}"#, "`5007` is no code that the pages of "),
        (r#"{"operation":"account.update","data":{}}"#, "this is no answer of `account.update`: "),
        (r#"{"operation":"account.update","example":"x"}"#, "`account.update` has no example `x`. "),
        (r#"{"operation":"account.update","daat":true}"#, "`daat` is not known; there are operation, "),
    ] {
        let (status, answer) = ask(&server, "POST /__mock/answers", "", body);
        assert_eq!(status, 400, "{body}");
        assert!(error_of(&answer).starts_with(text), "{answer}");
    }
}

#[test]
fn faults_are_set_listed_and_cleared() {
    let server = MockServer::<Client>::start();
    let fault = r#"{"status":503,"on":"account.update","times":1}"#;
    check(&server, "POST /__mock/faults", fault, 200, &json!({"number": 1}));
    check(&server, "POST /__mock/faults", r#"{"delay_ms":1}"#, 200, &json!({"number": 2}));
    assert!(wait(server.client().update(7)).is_err());
    let shown = json!({"number": 2, "fault": {"delay_ms": 1}, "struck": 2, "text": "delay of 1ms"});
    check(&server, "GET /__mock/faults", "", 200, &json!({ "faults": [shown] }));
    check(&server, "DELETE /__mock/faults?number=2", "", 200, &json!({}));
    let gone = json!({"error": "no fault with the number 2 is on"});
    check(&server, "DELETE /__mock/faults?number=2", "", 400, &gone);
    let unknown = json!({"error": "`stauts` is no member of a fault"});
    check(&server, "POST /__mock/faults", r#"{"stauts":503}"#, 400, &unknown);
    check(&server, "POST /__mock/faults", r#"{"html":true}"#, 200, &json!({"number": 3}));
    check(&server, "DELETE /__mock/faults", "", 200, &json!({}));
    check(&server, "GET /__mock/faults", "", 200, &json!({"faults": []}));
}

#[test]
fn tokens_are_issued_and_ended() {
    let server = MockServer::<Client>::start();
    let (status, answer) = ask(&server, "POST /__mock/tokens", "", "");
    let token = json_of(&answer)["token"].as_str().expect("a token").to_owned();
    assert_eq!((status, server.vendor.memory().judge_token(&token, 0)), (200, Ok(())));
    check(&server, "DELETE /__mock/tokens", "", 200, &json!({}));
    let judged = server.vendor.memory().judge_token(&token, 0);
    assert_eq!(judged, Err(crate::Reason::TokenExpired));
}

#[test]
fn a_callback_is_posted_and_what_came_of_it_is_told() {
    let server = MockServer::<Client>::start();
    let receiver = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/notices", receiver.local_addr().expect("an address"));
    let answering = std::thread::spawn(move || {
        for _ in 0..2 {
            let (mut stream, _) = receiver.accept().expect("a push");
            let mut bytes = [0; 4096];
            let _ = stream.read(&mut bytes).expect("its head");
            let answer = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            stream.write_all(answer.as_bytes()).expect("an answer");
        }
    });
    let body = json!({"url": url, "callback": "account.changed", "without_waiting": true}).to_string();
    let (status, answer) = ask(&server, "POST /__mock/post", "", &body);
    let posted = json_of(&answer);
    assert_eq!((status, &posted["end"]), (200, &json!("accepted")), "{answer}");
    let kinds: Vec<_> =
        posted["pushes"].as_array().expect("a list").iter().map(|push| &push["kind"]).collect();
    assert_eq!(kinds, ["probe", "notification"]);
    check(&server, "GET /__mock/post", "", 200, &json!({ "posts": [posted] }));
    answering.join().expect("it answered");
}

#[test]
fn what_cannot_be_posted_is_told() {
    let server = MockServer::<Client>::start();
    for body in [
        r#"{"callback":"account.changed"}"#,
        r#"{"url":"http://127.0.0.1:1/","callback":"x.y"}"#,
        r#"{"url":"gopher","callback":"account.changed"}"#,
    ] {
        assert_eq!(ask(&server, "POST /__mock/post", "", body).0, 400, "{body}");
    }
}

#[test]
fn all_is_forgotten_at_once() {
    let server = MockServer::<Client>::start();
    check(&server, "POST /__mock/faults", r#"{"delay_ms":1}"#, 200, &json!({"number": 1}));
    wait(server.client().get(7)).expect("it succeeds");
    check(&server, "POST /__mock/reset", "", 200, &json!({}));
    check(&server, "GET /__mock/faults", "", 200, &json!({"faults": []}));
    assert!(server.calls().is_empty());
}

#[test]
fn what_happens_outside_all_calls_can_be_said() {
    let server = MockServer::<Remembering>::start();
    let begun = json!({"state": "begun", "callback": null, "body": null});
    check(&server, "POST /__mock/acts", r#"{"record":"thing","id":"t-777-x","act":"found"}"#, 200, &begun);
    let (status, answer) =
        ask(&server, "POST /__mock/acts", "", r#"{"record":"thing","id":"t-777-x","act":"done"}"#);
    let done = json_of(&answer);
    assert_eq!((status, &done["state"], &done["callback"]), (200, &json!("done"), &json!("thing.changed")));
    assert_eq!(done["body"]["thingId"], "t-777-x");
}

#[test]
fn what_cannot_happen_is_told() {
    let server = MockServer::<Client>::start();
    for (body, text) in [
        (r#"{"record":"account","id":"7"}"#, "`act` is missing"),
        (
            r#"{"record":"nothing","id":"7","act":"signed"}"#,
            "`pretend` remembers no `nothing`; it remembers ",
        ),
    ] {
        let (status, answer) = ask(&server, "POST /__mock/acts", "", body);
        assert_eq!(status, 400, "{body}");
        assert!(error_of(&answer).starts_with(text), "{answer}");
    }
}
