//! Answers that no page describes: each is a clear error or a clear value, and never a panic.

use crate::qixiangyun::client;
use jiekou::qixiangyun::multi_account_login::submit_sms_code::LoginResult;
use jiekou::{Error, ErrorKind};
use loopback::{Reply, Server};

async fn answered(reply: Reply) -> Result<bool, Error> {
    let server = Server::start([reply]);
    client(&server).account().update().enterprise_id(1).account_id(2).send().await
}

async fn logged_in(data: &str) -> Result<LoginResult, Error> {
    let server = Server::start([Reply::json(&format!(r#"{{"code":"2000","success":true,"data":{data}}}"#))]);
    let client = client(&server);
    client.multi_account_login().submit_sms_code().task_id("t").taxpayer_id("n").sms_code("s").send().await
}

#[track_caller]
fn check(error: &Error, kind: ErrorKind, says: &str, raw: Option<&str>) {
    assert_eq!(error.kind(), kind, "{error}");
    let shown = error.to_string();
    assert!(shown.contains(says), "`{says}` is not in: {shown}");
    if let Some(raw) = raw {
        assert_eq!(error.raw(), Some(raw.as_bytes()), "the body is kept");
    }
}

#[tokio::test]
async fn bodies_that_are_no_json() {
    let empty = answered(Reply::json("")).await.expect_err("empty");
    check(&empty, ErrorKind::NotJson, "empty", Some(""));
    let page = "<html><body>Bad gateway</body></html>";
    let html = answered(Reply::html(page)).await.expect_err("a page");
    check(&html, ErrorKind::NotJson, "JSON", Some(page));
    let gateway = answered(Reply::html(page).status(502)).await.expect_err("a page");
    check(&gateway, ErrorKind::Status, "502", Some(page));
    assert!(!gateway.is_retryable(), "an update is never repeated blindly");
    let half = r#"{"code":"2000","data":tr"#;
    let truncated = answered(Reply::json(half)).await.expect_err("half an answer");
    check(&truncated, ErrorKind::NotJson, "account.update", Some(half));
    let list = answered(Reply::json("[1,2]")).await.expect_err("a list");
    check(&list, ErrorKind::Decode, "object", None);
}

#[tokio::test]
async fn a_connection_that_ends_early() {
    let error = answered(Reply::json(r#"{"code":"2000","data":true}"#).cut_after(5)).await.expect_err("cut");
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(!error.is_retryable(), "the vendor may have done it");
}

#[tokio::test]
async fn a_vendor_that_is_not_there() {
    let client = jiekou::qixiangyun::Client::builder()
        .credentials(jiekou::qixiangyun::Credentials::new("k", "s"))
        .base_url("http://127.0.0.1:1")
        .token("t")
        .build()
        .expect("a client");
    let error = client.account().update().enterprise_id(1).account_id(2).send().await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.is_retryable(), "nothing was sent");
}

#[tokio::test]
async fn answers_without_a_code_or_data() {
    let none = answered(Reply::json(r#"{"data":true}"#)).await.expect_err("no code");
    check(&none, ErrorKind::NoCode, "code", None);
    let null = answered(Reply::json(r#"{"code":null,"data":true}"#)).await.expect_err("a null code");
    check(&null, ErrorKind::NoCode, "code", None);
    for data in [r#","data":null"#, r#","data":"""#, ""] {
        let missing =
            answered(Reply::json(&format!(r#"{{"code":"2000"{data}}}"#))).await.expect_err("no data");
        check(&missing, ErrorKind::Decode, "data", None);
    }
    let result = answered(Reply::json(r#"{"code":"SUCCESS","result":true}"#)).await;
    assert!(result.expect("the other names of code and data"));
}

#[tokio::test]
async fn members_of_another_type_are_named_by_path() {
    let wrong = answered(Reply::json(r#"{"code":"2000","data":"hunter2"}"#))
        .await
        .expect_err("a text that is no boolean");
    check(&wrong, ErrorKind::Decode, "`data`", None);
    assert!(!wrong.to_string().contains("hunter2") && !format!("{wrong:?}").contains("hunter2"), "{wrong:?}");
    let deep = logged_in(r#"{"accountId":"a","individualId":"i","dppt":{"cookie":{}}}"#)
        .await
        .expect_err("an object");
    check(&deep, ErrorKind::Decode, "`data.dppt.cookie`", None);
    let missing = logged_in(r#"{"accountId":"a","dppt":{}}"#).await.expect_err("a missing id");
    check(&missing, ErrorKind::Decode, "`data.individualId`", None);
    let null = logged_in(r#"{"accountId":"a","individualId":null}"#).await.expect_err("a null id");
    check(&null, ErrorKind::Decode, "`data.individualId`", None);
}

#[tokio::test]
async fn what_is_unknown_or_absent_does_no_harm() {
    let data = r#"{"new":{"deep":[1,{"x":null}]},"accountId":"a","individualId":"i","dppt":null,"etax":{"other":1}}"#;
    let result = logged_in(data).await.expect("success");
    assert!(result.e_invoice_session.is_none());
    assert!(result.etax_session.expect("a session").cookie.is_none());
}

#[tokio::test]
async fn nesting_and_size_have_limits() {
    let deep = format!(r#"{{"code":"2000","data":{}1{}}}"#, "[".repeat(5_000), "]".repeat(5_000));
    let error = answered(Reply::json(&deep)).await.expect_err("too deep");
    assert_eq!(error.kind(), ErrorKind::Decode);
    let server =
        Server::start([Reply::json(&format!(r#"{{"code":"2000","pad":"{}"}}"#, "x".repeat(100_000)))]);
    let client = jiekou::qixiangyun::Client::builder()
        .credentials(jiekou::qixiangyun::Credentials::new("k", "s"))
        .base_url(server.url())
        .token("t")
        .max_answer_bytes(10_000)
        .build()
        .expect("a client");
    let error = client.account().update().enterprise_id(1).account_id(2).send().await.expect_err("too large");
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert!(error.to_string().contains("limit"), "{error}");
}
