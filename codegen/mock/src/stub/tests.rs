//! What a test says is answered, over real HTTP: sequences, conditions, codes, files, panics.

use super::*;
use crate::pretend::{Client, account, auth};
use crate::{CallRecord, File, MockServer};
use jiekou_runtime::{Code, Error, wait};
use std::time::Instant;

const BUSY: Code<'static> = Code::new("7000");
const NO_SUCH_ACCOUNT: Code<'static> = Code::new("5006");

type Server = MockServer<Client>;

/// Data, or the code of the failure.
fn update(server: &Server, account_id: u64) -> Result<bool, String> {
    data(wait(server.client().update(account_id)))
}

fn data<T>(answer: Result<jiekou_runtime::Answer<T>, Error>) -> Result<T, String> {
    match answer {
        Ok(answer) => Ok(answer.data),
        Err(error) => Err(error.code().map_or_else(|| error.to_string(), |code| code.to_string())),
    }
}

#[track_caller]
fn check(server: &Server, account_ids: &[u64], expected: &[Result<bool, &str>]) {
    let client = server.client();
    let answers: Vec<_> = account_ids.iter().map(|id| data(wait(client.update(*id)))).collect();
    let answers: Vec<_> =
        answers.iter().map(|answer| answer.as_ref().copied().map_err(String::as_str)).collect();
    assert_eq!(answers, expected);
}

/// The text of a panic.
#[track_caller]
fn panics<T>(run: impl FnOnce() -> T) -> String {
    guarded(run).map(|_| ()).expect_err("it panics")
}

fn last(server: &Server) -> CallRecord {
    server.calls().pop().expect("there was a call")
}

#[test]
fn answers_with_a_count_come_first_and_the_last_one_stays() {
    let server = Server::start();
    server.on(account::update).code(BUSY).times(2);
    server.on(account::update).answer(false).once();
    server.on(account::update).answer(true);
    check(&server, &[7, 7, 7, 7, 7], &[Err("7000"), Err("7000"), Ok(false), Ok(true), Ok(true)]);
}

#[test]
fn answers_without_a_count_come_once_each_and_the_last_one_stays() {
    let server = Server::start();
    server.on(account::update).answer(false);
    server.on(account::update).code("no_such_account");
    server.on(account::update).answer(true);
    check(&server, &[7, 7, 7, 7], &[Ok(false), Err("5006"), Ok(true), Ok(true)]);
}

#[test]
fn what_is_used_up_gives_way_to_the_example() {
    let server = Server::start();
    server.on(account::update).answer(false).once();
    check(&server, &[7, 7], &[Ok(false), Ok(true)]);
    assert_eq!(last(&server).outcome, Outcome::Example("a new password"));
}

#[test]
fn a_condition_holds_for_as_long_as_it_holds() {
    let server = Server::start();
    server.on(account::update).when(|update| update.account_id.get() == 8).code(BUSY);
    server.on(account::update).answer(false);
    check(&server, &[8, 7, 8, 7], &[Err("7000"), Ok(false), Err("7000"), Ok(false)]);
}

#[test]
fn what_is_said_instead_replaces_what_was_said() {
    let server = Server::start();
    server.on(account::update).code(BUSY);
    server.on(account::update).instead().answer(false);
    check(&server, &[7, 7], &[Ok(false), Ok(false)]);
    server.reset();
    check(&server, &[7], &[Ok(true)]);
    assert_eq!(last(&server).number, 2);
}

#[test]
fn a_closure_gives_data_or_a_code() {
    let server = Server::start();
    server.on(account::update).reply(|update| match update.account_id.get() {
        7 => Ok(false),
        8 => Err(Failure::new(NO_SUCH_ACCOUNT)),
        _ => Err(Failure::new("busy").message("later").status(503)),
    });
    check(&server, &[7, 8], &[Ok(false), Err("5006")]);
    let error = wait(server.client().update(9)).expect_err("it fails");
    assert_eq!((error.code(), error.message(), error.status()), (Some(BUSY), Some("later"), Some(503)));
    server.on(account::get).reply(|_| Err(NO_SUCH_ACCOUNT));
    let error = wait(server.client().get(7)).expect_err("it fails");
    assert_eq!((error.code(), error.message()), (Some(NO_SUCH_ACCOUNT), Some("There is no such account.")));
}

#[test]
fn a_failure_has_message_and_status() {
    let server = Server::start();
    server.on(account::update).code(NO_SUCH_ACCOUNT).message("无此账户").status(404);
    let error = wait(server.client().update(7)).expect_err("it fails");
    assert_eq!((error.message(), error.status()), (Some("无此账户"), Some(404)));
    assert_eq!(error.request_id(), Some("mock-00000002"));
    assert_eq!(last(&server).status, 404);
}

#[test]
fn data_is_given_as_a_value_or_as_json() {
    let server = Server::start();
    server.on(account::get).answer(account::get::Account { account_id: 9.into(), ..Default::default() });
    server.on(account::get).answer_json(r#"{"accountId":"10"}"#);
    server.on(account::get).whole_answer_json(r#"{"code":2000,"other":1}"#);
    let ids = [(); 2].map(|()| wait(server.client().get(7)).map(|answer| answer.data.account_id.get()).ok());
    assert_eq!(ids, [Some(9), Some(10)]);
    let error = wait(server.client().get(7)).expect_err("there are no data");
    assert_eq!(error.raw(), Some(&br#"{"code":2000,"other":1}"#[..]));
}

#[test]
fn an_example_is_named() {
    let server = Server::start();
    server.on(account::update).example("no such account");
    check(&server, &[7], &[Err("5006")]);
    let text = panics(|| server.on(account::update).example("no such acount"));
    assert_eq!(
        text,
        "`account.update` has no example `no such acount`. It has, nearest first:\n  no such account\n  a new password"
    );
}

#[test]
fn what_is_no_answer_is_refused_when_it_is_said() {
    let server = Server::start();
    let check = |run: &dyn Fn(), expected: &str| assert_eq!(panics(run), expected);
    check(
        &|| {
            server.on(account::get).answer_json(r#"{"accountId":"hunter2"}"#);
        },
        "this is no answer of `account.get`: `data.accountId`: expected an id (digits, as a number or a string), found a string",
    );
    check(
        &|| {
            server.on(account::get).answer_json("{}");
        },
        "this is no answer of `account.get`: `data.accountId`: expected an id (digits, as a number or a string), found nothing",
    );
    check(
        &|| {
            server.on(account::get).answer_json("{");
        },
        "the answer for `account.get` is no JSON: line 1, column 1",
    );
    assert!(panics(|| server.on(account::update).code("5007")).starts_with("`5007` is no code"));
    assert!(update(&server, 7).is_ok());
}

#[test]
fn a_panic_of_a_reply_is_kept_and_the_next_call_is_answered() {
    let server = Server::start();
    server.on(account::update).reply(|update| {
        assert_eq!(update.account_id.get(), 7, "the wrong account");
        true
    });
    server.on(account::get).when(|_| panic!("no idea")).answer_json(r#"{"accountId":1}"#);
    assert!(update(&server, 8).is_err());
    let record = last(&server);
    let Outcome::Failed(text) = record.outcome else { panic!("{}", record.outcome) };
    assert_eq!(record.status, 500);
    assert_eq!(
        text,
        "the reply of the test panicked: assertion `left == right` failed: the wrong account\n  left: 8\n right: 7"
    );
    assert_eq!(update(&server, 7), Ok(true));
    assert!(wait(server.client().get(7)).is_err());
    assert_eq!(
        last(&server).outcome,
        Outcome::Failed("a condition of the test panicked: no idea".to_owned())
    );
    server.leave_unverified();
}

#[test]
fn a_code_that_no_page_lists_fails_when_a_closure_gives_it() {
    let server = Server::start();
    server.on(account::update).reply(|_| Err("5007"));
    assert!(update(&server, 7).is_err());
    let record = last(&server);
    assert!(matches!(&record.outcome, Outcome::Failed(text) if text.starts_with("`5007` is no code")));
    server.leave_unverified();
}

#[test]
fn a_token_may_be_refused_by_the_test() {
    let server = Server::start();
    server.on(auth::login).code("signature_wrong").once();
    check(&server, &[7], &[Err("505019")]);
    assert_eq!(last(&server).operation, Some("auth.login"));
    check(&server, &[7], &[Ok(true)]);
}

#[test]
fn an_operation_may_be_named_by_a_text() {
    let server = Server::start();
    server.on_named("account.update").code(BUSY).once();
    server.on_named("account.update").answer_json("false");
    check(&server, &[7, 7], &[Err("7000"), Ok(false)]);
    let text = panics(|| server.on_named("acount.update"));
    assert_eq!(text, "there is no operation `acount.update`; the nearest is `account.update`");
}

#[test]
fn a_delay_is_waited_for() {
    let server = Server::start();
    server.on(account::update).answer(true).delay(Duration::from_millis(80)).once();
    let begun = Instant::now();
    assert_eq!(update(&server, 7), Ok(true));
    assert!(begun.elapsed() >= Duration::from_millis(80));
}

#[test]
fn a_file_comes_with_its_type() {
    let server = Server::start();
    let fetch = || {
        let file =
            wait(server.client().contract(7)).map_err(|error| error.code().map(|code| code.to_string()))?;
        let of_type = file.content_type().unwrap_or_default().to_owned();
        Ok((of_type, wait(file.into_bytes()).expect("it comes whole")))
    };
    assert_eq!(fetch(), Ok(("application/octet-stream".to_owned(), "%PDF-1.7 of account 7".into())));
    server.on(account::contract).reply(|request| match request.account_id.get() {
        7 => Ok(File::new("application/pdf", "%PDF")),
        _ => Err(NO_SUCH_ACCOUNT),
    });
    assert_eq!(fetch(), Ok(("application/pdf".to_owned(), "%PDF".into())));
    server.on(account::contract).instead().code(NO_SUCH_ACCOUNT);
    assert_eq!(fetch(), Err(Some("5006".to_owned())));
}

#[test]
fn each_answer_has_a_request_id_of_its_own() {
    let server = Server::start();
    server.on(account::update).answer(true).once();
    let client = server.client();
    let ids: Vec<_> = [(); 2].map(|()| wait(client.update(7)).expect("it succeeds").request_id).into();
    assert_eq!(ids, [Some("mock-00000002".to_owned()), Some("mock-00000003".to_owned())]);
}
