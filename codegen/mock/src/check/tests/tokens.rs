//! Tokens: asked for, issued, unknown, over.

use super::wire::{At, NOW_MS, Wire, input};
use crate::pretend::{API, Client, Credentials, account, auth};
use crate::rules::Reason;
use crate::{MockServer, Outcome};
use jiekou_runtime::private::VectorInput;
use jiekou_runtime::wait;
use std::time::Duration;

const BODY: &str = r#"{"accountId":7}"#;
const PATH: &str = "/base/account/update";

fn server() -> MockServer<Client> {
    MockServer::builder().clock(At::now()).start().expect("it starts")
}

fn call(token: &str) -> Wire {
    let input = VectorInput { token, ..input(PATH, BODY) };
    Wire::new("POST", PATH, BODY).signed(&API, &input)
}

fn login(body: &str) -> Wire {
    Wire::new("POST", "/base/login", body)
}

fn good_login() -> Wire {
    login(&format!(r#"{{"app_key":"test-app-key","secret":"{}"}}"#, md5_of_secret()))
}

/// Of the secret that servers have by default.
fn md5_of_secret() -> String {
    use md5::Digest as _;
    md5::Md5::digest(b"test-app-secret").iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_token_is_known_missing_unknown_or_over() {
    let server = server();
    let token = server.issue_token();
    assert!(token.expose().starts_with("mock-") && token.expose().len() > 30);
    call(token.expose()).passes(&server);
    let text = call("").refused(&server, Reason::TokenMissing);
    assert_eq!(text, "the header `access_token` has no token");
    let text = call("hunter2").refused(&server, Reason::TokenUnknown);
    assert_eq!(text, "the token in the header `access_token` was not issued by this server");
    server.expire_tokens();
    let text = call(token.expose()).refused(&server, Reason::TokenExpired);
    assert_eq!(text, "the token in the header `access_token` is over");
    let calls = format!("{:?}", server.calls());
    assert!(!calls.contains("hunter2") && !calls.contains(token.expose()));
}

#[test]
fn a_token_lives_as_long_as_clients_keep_it_or_as_a_test_says() {
    for (life, ms) in [(None, 60_000), (Some(Duration::from_secs(5)), 5000)] {
        let clock = At::now();
        let mut builder = MockServer::<Client>::builder().clock(clock.clone());
        if let Some(life) = life {
            builder = builder.token_life(life);
        }
        let server = builder.start().expect("it starts");
        let token = server.issue_token();
        clock.pass(ms - 1);
        call(token.expose()).passes(&server);
        clock.pass(1);
        call(token.expose()).refused(&server, Reason::TokenExpired);
    }
}

#[test]
fn a_client_gets_a_token_and_renews_it() {
    let server = MockServer::<Client>::start();
    let client = server.client();
    assert!(wait(client.update(7)).is_ok());
    server.expire_tokens();
    assert!(wait(client.update(7)).is_ok());
    let outcomes: Vec<_> = server.calls().into_iter().map(|call| call.outcome).collect();
    assert_eq!((&outcomes[0], &outcomes[3]), (&Outcome::Token, &Outcome::Token));
    assert!(matches!(&outcomes[2], Outcome::Refused { reason: Reason::TokenExpired, .. }), "{outcomes:?}");
    assert_eq!(outcomes.len(), 5);
}

#[test]
fn a_token_that_was_asked_for_by_hand_is_known() {
    let server = server();
    let (status, body) = good_login().send(&server);
    let body: serde_json::Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!((status, &body["data"]["expires_in"]), (200, &serde_json::json!(1_296_000_000)));
    let token = body["data"]["access_token"].as_str().expect("a token");
    assert!(token.starts_with("mock-"));
    call(token).passes(&server);
    good_login().send(&server);
    assert!(server.calls().iter().all(|call| !call.request.contains(&md5_of_secret())));
}

#[test]
fn other_credentials_get_no_token() {
    let server = server();
    let text = login(r#"{"app_key":"hunter2","secret":"x"}"#).refused(&server, Reason::CredentialsWrong);
    assert_eq!(text, "`app_key` is not what this server's credentials give");
    let text =
        login(r#"{"app_key":"test-app-key","secret":"hunter2"}"#).refused(&server, Reason::CredentialsWrong);
    assert_eq!(text, "`secret` is not what this server's credentials give");
    let lenient = MockServer::<Client>::builder().lenient().start().expect("it starts");
    let call = login(r#"{"app_key":"hunter2","secret":"x"}"#).record(&lenient);
    assert_eq!(call.outcome, Outcome::Token);
    let overlooked = "credentials_wrong: `app_key` is not what this server's credentials give";
    assert_eq!(call.overlooked.as_deref(), Some(overlooked));
}

#[test]
fn a_token_of_the_tests_own_answer_is_known() {
    let server = server();
    server.on(auth::login).reply(|_| auth::login::Token { access_token: "own".into(), ..Default::default() });
    call("own").refused(&server, Reason::TokenUnknown);
    assert_eq!(good_login().record(&server).outcome, Outcome::Stub);
    call("own").passes(&server);
}

#[test]
fn a_nonce_counts_with_a_token_too() {
    let server = server();
    let token = server.issue_token();
    server.on(account::update).reply(|_| true);
    assert_eq!(call(token.expose()).record(&server).outcome, Outcome::Stub);
    call(token.expose()).refused(&server, Reason::NonceUsed);
}

#[test]
fn a_header_of_many_values_is_written_as_its_template() {
    let server = server();
    let token = server.issue_token();
    let good = call(token.expose());
    let text = good.clone().with("req_sign", "test-app-key:x").refused(&server, Reason::SignatureWrong);
    assert_eq!(text, "the header `req_sign` is not written as `V1:{app_key}:{signature}`");
    let text = good.clone().with("req_sign", "V1:hunter2:x").refused(&server, Reason::CredentialsWrong);
    assert_eq!(text, "the `app_key` in the header `req_sign` is not this server's");
    let late = VectorInput { now_ms: NOW_MS - 1_000_000, token: token.expose(), ..input(PATH, BODY) };
    Wire::new("POST", PATH, BODY).signed(&API, &late).refused(&server, Reason::ClockOff);
    good.passes(&server);
}

#[test]
fn credentials_of_the_tests_own_count() {
    let builder = MockServer::<Client>::builder().clock(At::now()).credentials(Credentials::new("k", "s"));
    let server = builder.start().expect("it starts");
    let token = server.issue_token();
    let other = VectorInput { token: token.expose(), ..input(PATH, BODY) };
    let wire = |input: &VectorInput<'_>| Wire::new("POST", PATH, BODY).signed(&API, input);
    wire(&other).refused(&server, Reason::CredentialsWrong);
    wire(&VectorInput { credentials: &["k", "test-app-secret"], ..other })
        .refused(&server, Reason::SignatureWrong);
    wire(&VectorInput { credentials: &["k", "s"], ..other }).passes(&server);
    good_login().refused(&server, Reason::CredentialsWrong);
}

#[cfg(feature = "rsa")]
#[test]
fn a_plain_text_where_ciphertext_is_expected_cannot_be_opened() {
    let server = server();
    let token = server.issue_token();
    let body = r#"{"accountId":7,"password":"hunter2"}"#;
    let input = VectorInput { token: token.expose(), ..input(PATH, body) };
    let text = Wire::new("POST", PATH, body).signed(&API, &input).refused(&server, Reason::Undecryptable);
    assert_eq!(text, "`password`: it is not Base64");
}
