//! Servers over real HTTP: answers from examples, and from closures.

use super::*;
use crate::journal::Outcome;
use crate::pretend::{Client, account};
use jiekou_runtime::wait;

#[test]
fn a_call_is_answered_from_its_example() {
    let server = MockServer::<Client>::start();
    let client = server.client();
    assert!(wait(client.update(7)).expect("it succeeds").data);
    let error = wait(client.update(8)).expect_err("the example is a failure");
    assert_eq!(error.code().map(|code| code.as_str().to_owned()), Some("5006".to_owned()));
    let account = wait(client.get(7)).expect("it succeeds").data;
    assert_eq!(account.account_id.get(), 7);
    let calls = server.calls();
    let outcomes: Vec<_> = calls.iter().map(|call| (call.operation, &call.outcome)).collect();
    assert_eq!(outcomes[1], (Some("account.update"), &Outcome::Example("a new password")));
    assert_eq!(calls[1].request, r#"{"accountId":7,"password":"[redacted]"}"#);
}

#[test]
fn a_closure_sees_the_request_decrypted_and_typed() {
    let server = MockServer::<Client>::start();
    server.on(account::update).reply(|request| {
        assert_eq!(request.account_id.get(), 7);
        request.password.as_ref().is_some_and(|password| password.expose() == "hunter2")
    });
    server
        .on(account::get)
        .reply(|request| account::get::Account { account_id: request.account_id, ..Default::default() });
    let client = server.client();
    assert!(wait(client.update_with(7, "hunter2")).expect("it succeeds").data);
    assert!(!wait(client.update_with(7, "hunter3")).expect("it succeeds").data);
    assert_eq!(wait(client.get(9)).expect("it succeeds").data.account_id.get(), 9);
}
