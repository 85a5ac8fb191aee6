//! What a test expects, and the texts of tests that fail: they are read as prose.

use crate::MockServer;
use crate::pretend::{Client, account};
use crate::stub::guarded;
use jiekou_runtime::wait;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

type Server = MockServer<Client>;

/// The text of a panic, with `here` for places in this file.
#[track_caller]
fn panics(run: impl FnOnce()) -> String {
    let text = guarded(run).expect_err("it panics");
    let mut parts = text.split(file!());
    let mut output = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        output.push_str("here");
        output.push_str(
            part.trim_start_matches(|character: char| character == ':' || character.is_ascii_digit()),
        );
    }
    output
}

#[track_caller]
fn check(server: &Server, expected: &str) {
    assert_eq!(panics(|| server.verify()), expected);
}

/// Sends a request that is none of our client's.
fn send(server: &Server, line: &str, body: &str) {
    let address = server.base_url().trim_start_matches("http://").trim_end_matches("/base");
    let mut stream = TcpStream::connect(address).expect("the server listens");
    let length = body.len();
    let head = format!(
        "{line} HTTP/1.1\r\nhost: {address}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(format!("{head}{body}").as_bytes()).expect("it is sent");
    stream.read_to_end(&mut Vec::new()).expect("it is answered");
}

#[test]
fn what_is_called_as_expected_passes() {
    let server = Server::start();
    server.expect(account::update).once().field("account_id", 7).field("password", "test-password-0001");
    server.expect(account::update).with(|update| update.mobile.is_none()).without("mobile");
    server.expect(account::get).never();
    wait(server.client().update(7)).expect("it succeeds");
    server.verify();
}

#[test]
fn nothing_is_expected_at_first() {
    let server = Server::start();
    wait(server.client().update(7)).expect("it succeeds");
    server.verify();
}

#[test]
fn a_call_that_did_not_come_is_told() {
    let server = Server::start();
    server.expect(account::update).once();
    check(
        &server,
        "the calls to the mock server of `pretend` are not what the test expects

expected: `account.update` once
  at here
received: it was not called

all calls:
  none",
    );
}

#[test]
fn the_nearest_call_is_told_with_the_fields_that_differ() {
    let server = Server::start();
    server
        .expect(account::update)
        .times(2)
        .field("accountId", 8)
        .field("password", "test-password-0002")
        .with(|update| update.account_id.get() < 9);
    let client = server.client();
    wait(client.update_with(9, "test-password-0003")).expect("it succeeds");
    wait(client.update_with(7, "test-password-0002")).expect("it succeeds");
    check(
        &server,
        "the calls to the mock server of `pretend` are not what the test expects

expected: `account.update` 2 times, where `accountId` (`account_id`) is 8 and `password` is \"test-password-0002\" and \
         the condition at here holds
  at here
received: it was called 2 times, of which 0 fit
  #2 POST /account/update: 200, example `a new password`
    `accountId` (`account_id`): expected 8, found 9
    `password`: expected \"test-password-0002\", found [redacted]
    the condition at here does not hold
  #3 POST /account/update: 200, example `a new password` (the nearest)
    `accountId` (`account_id`): expected 8, found 7
    in {\"accountId\":7,\"password\":\"[redacted]\"}

all calls:
  #1 POST /login: 200, token issued
  #2 POST /account/update: 200, example `a new password`
  #3 POST /account/update: 200, example `a new password`",
    );
}

#[test]
fn calls_too_many_are_told() {
    let server = Server::start();
    server.expect(account::get).never();
    server.on(account::get).answer_json(r#"{"accountId":1}"#);
    wait(server.client().get(7)).expect("it succeeds");
    check(
        &server,
        "the calls to the mock server of `pretend` are not what the test expects

expected: `account.get` never
  at here
received: it was called once
  #2 GET /account/7: 200, as told

all calls:
  #1 POST /login: 200, token issued
  #2 GET /account/7: 200, as told",
    );
}

#[test]
fn an_unexpected_call_is_told_once_anything_is_expected() {
    let server = Server::start();
    server.expect(account::update).at_least(1).field("accountId", 7);
    server.on(account::contract).answer(crate::File::new("text/csv", "a"));
    let client = server.client();
    wait(client.update(7)).expect("it succeeds");
    wait(client.update(9)).expect("it succeeds");
    wait(client.get(7)).expect("it succeeds");
    wait(client.contract(7)).map(drop).expect("it succeeds");
    let text = panics(|| server.verify());
    let told = text.split("\nall calls").next();
    assert_eq!(
        told,
        Some(
            "the calls to the mock server of `pretend` are not what the test expects

unexpected call:
  #3 POST /account/update: 200, example `a new password`
  `account.update` is expected, but not so
    `accountId` (`account_id`): expected 7, found 9

unexpected call:
  #4 GET /account/7: 200, example `an account`
  `account.get` is neither expected nor stubbed
"
        )
    );
}

#[test]
fn a_call_to_nowhere_and_a_reply_that_failed_are_told_always() {
    let server = Server::start();
    send(&server, "GET /base/acount/7", "");
    server.on(account::get).reply(|_| -> account::get::Account { panic!("no idea") });
    assert!(wait(server.client().get(7)).is_err());
    let text = panics(|| server.verify());
    let told = text.split("\nall calls").next().unwrap_or_default();
    assert!(
        told.starts_with(
            "the calls to the mock server of `pretend` are not what the test expects

a call to nowhere:
  #1 GET /base/acount/7: 400, refused, unknown_path: no operation has the path `/base/acount/7`; the nearest is `GET /base/account/{accountId}`

a call was not answered:
  #3 GET /account/7: 500, not answered: the reply of the test panicked: no idea
"
        ),
        "{told}"
    );
}

#[test]
fn a_refused_call_is_none_that_counts() {
    let server = Server::start();
    server.expect(account::update).once();
    send(&server, "POST /base/account/update", r#"{"accountId":7,"mobile":"138000000001"}"#);
    let text = panics(|| server.verify());
    assert!(
        text.contains("received: it was called once, of which 0 fit\n  #1 POST /account/update: "),
        "{text}"
    );
    assert!(!text.contains("unexpected call"), "{text}");
}

#[test]
fn a_field_that_there_is_not_is_told_at_once() {
    let server = Server::start();
    let text = panics(|| {
        server.expect(account::update).field("acountId", 7);
    });
    assert_eq!(
        text,
        "the request of `account.update`: there is no field `acountId`. There are, nearest first: \
         `accountId` (`account_id`), `password`, `mobile`"
    );
    server.leave_unverified();
}

#[test]
fn a_server_that_is_dropped_compares_unless_that_was_done() {
    let dropped = |prepare: fn(&Server)| {
        let server = Server::start();
        server.expect(account::update).once();
        guarded(|| prepare(&server)).ok();
        guarded(move || drop(server))
    };
    assert!(dropped(|_| {}).is_err_and(|text| text.contains("expected: `account.update` once")));
    assert_eq!(dropped(|server| server.verify()), Ok(()));
    assert_eq!(dropped(Server::leave_unverified), Ok(()));
    assert_eq!(dropped(Server::reset), Ok(()));
}

#[test]
fn a_test_that_fails_already_fails_with_its_own_text() {
    let text = guarded(|| {
        let server = Server::start();
        server.expect(account::update).once();
        panic!("its own");
    });
    assert_eq!(text, Err::<(), _>("its own".to_owned()));
}

#[test]
fn calls_are_read_with_their_types() {
    let server = Server::start();
    let client = server.client();
    wait(client.update_with(7, "hunter2")).expect("it succeeds");
    wait(client.update(8)).expect_err("the example is a failure");
    let calls = server.calls_of(account::update);
    let read: Vec<_> = calls
        .iter()
        .map(|call| (call.number, call.request().account_id.get(), call.status, call.header("req_sign")))
        .collect();
    assert_eq!(read, [(2, 7, 200, Some("[redacted]")), (3, 8, 200, Some("[redacted]"))]);
    assert_eq!(calls[0].header("content-type"), Some("application/json"));
    assert_eq!(calls[0].request().password.as_ref().map(|password| password.expose()), Some("hunter2"));
    assert!(!format!("{calls:?} {:?}", server.calls()).contains("hunter2"));
}

#[test]
fn calls_are_waited_for() {
    let server = Server::start();
    let client = server.client();
    let caller = thread::spawn(move || {
        thread::sleep(Duration::from_millis(30));
        wait(client.update(7)).map(drop)
    });
    assert_eq!(server.wait_for(account::update, 1, Duration::from_secs(10)).len(), 1);
    caller.join().expect("it ends").expect("it succeeds");
    let calls = wait(server.wait_for_async(account::update, 1, Duration::from_secs(10)));
    assert_eq!(calls[0].request().account_id.get(), 7);
    let text = panics(|| {
        server.wait_for(account::update, 2, Duration::from_millis(10));
    });
    assert_eq!(
        text,
        "waited 10ms for `account.update` to be called 2 times
what came of it:
  #2 POST /account/update: 200, example `a new password`"
    );
}
