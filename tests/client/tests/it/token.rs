//! The token: fetched when needed, once, kept, dropped when it is stale.

use jiekou::ErrorKind;
use jiekou::qixiangyun::{Client, Credentials};
use loopback::{Reply, Server};

const TOKEN: &str = r#"{"code":"2000","success":true,"data":{"access_token":"t.1","expires_in":7200}}"#;
const CHANGED: &str = r#"{"code":"2000","data":true,"success":true}"#;
const STALE: &str = r#"{"code":"40101","data":null,"success":false,"message":"expired"}"#;

fn client(server: &Server) -> Client {
    let credentials = Credentials::new("10000001", "test-secret-0001");
    Client::builder().credentials(credentials).base_url(server.url()).build().expect("a client")
}

#[tokio::test]
async fn one_token_serves_many_calls() {
    let server = Server::start([Reply::json(TOKEN), Reply::json(CHANGED)]);
    let client = client(&server);
    for _ in 0..3 {
        client.account().update().enterprise_id(1).account_id(2).send().await.expect("success");
    }
    let heard = server.heard();
    let targets: Vec<&str> = heard.iter().map(|heard| heard.target.as_str()).collect();
    let update = "/v2/public/account/update";
    assert_eq!(targets, ["/v2/public/oauth2/login", update, update, update]);
    assert_eq!(
        heard[0].text(),
        r#"{"grant_type":"client_credentials","client_appkey":"10000001","client_secret":"b17ef5c6bcb11144330c6ce15fef035b"}"#
    );
    assert_eq!(heard[0].header("content-type"), Some("application/json;charset=UTF-8"));
    assert_eq!(heard[0].header("req_sign"), None);
    assert!(heard[1..].iter().all(|heard| heard.header("access_token") == Some("t.1")));
}

#[tokio::test]
async fn calls_at_once_share_one_fetch() {
    let server = Server::start([Reply::json(TOKEN), Reply::json(CHANGED)]);
    let client = client(&server);
    let call = || client.account().update().enterprise_id(1).account_id(2).send();
    let (a, b, c) = tokio::join!(call(), call(), call());
    assert!([a, b, c].into_iter().all(|outcome| outcome.expect("success")));
    let fetches = server.heard().iter().filter(|heard| heard.target.ends_with("/login")).count();
    assert_eq!(fetches, 1);
}

#[tokio::test]
async fn a_stale_token_is_replaced_once() {
    let server = Server::start([
        Reply::json(TOKEN),
        Reply::json(STALE),
        Reply::json(&TOKEN.replace("t.1", "t.2")),
        Reply::json(CHANGED),
        Reply::json(STALE),
        Reply::json(&TOKEN.replace("t.1", "t.3")),
        Reply::json(STALE),
    ]);
    let client = client(&server);
    let call = || client.account().update().enterprise_id(1).account_id(2).send();
    call().await.expect("success");
    assert_eq!(server.heard()[3].header("access_token"), Some("t.2"));
    let error = call().await.expect_err("stale again");
    assert_eq!(error.code(), Some(jiekou::qixiangyun::codes::TOKEN_EXPIRED));
    assert_eq!((error.attempts(), server.heard().len()), (2, 7));
}

#[tokio::test]
async fn a_refused_key_is_told_though_the_code_says_success() {
    let server = Server::start([Reply::json(
        r#"{"code":"2000","success":true,"reqId":"r-9","data":{"access_token":null,"error_msg":"bad key"}}"#,
    )]);
    let error =
        client(&server).account().update().enterprise_id(1).account_id(2).send().await.expect_err("no token");
    assert_eq!(error.kind(), ErrorKind::Token);
    assert!(!error.to_string().contains("bad key"), "{error}");
    assert_eq!(server.heard().len(), 1, "the call itself is not sent");
}

#[test]
fn preparing_needs_a_token_at_hand() {
    let server = Server::start([]);
    let error =
        client(&server).account().update().enterprise_id(1).account_id(2).prepare().expect_err("no token");
    assert_eq!(error.kind(), ErrorKind::Token);
    assert!(server.heard().is_empty());
}
