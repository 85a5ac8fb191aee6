//! Secrets: nothing that can be printed shows one.

use crate::qixiangyun::client;
use jiekou::qixiangyun::{Client, Credentials};
use jiekou::{Ciphertext, Secret};
use loopback::{Reply, Server};

/// Stands in every secret of this page.
const CANARY: &str = "canary-5d1f";

#[track_caller]
fn check(shown: &str) {
    assert!(!shown.contains("canary"), "a secret is shown: {shown}");
}

#[test]
fn values_hide_themselves() {
    check(&format!("{:?}", Secret::from(CANARY)));
    check(&format!("{:?}", Ciphertext::new(CANARY)));
    let credentials = Credentials::new("10000001", CANARY);
    check(&format!("{credentials:?}"));
    let client = Client::builder().credentials(credentials).token(CANARY).header("X-Trace", CANARY);
    check(&format!("{client:?}"));
    check(&format!("{:?}", client.build().expect("a client")));
}

#[test]
fn builders_hide_sensitive_and_encrypted_members() {
    let server = Server::start([]);
    let client = client(&server);
    let call = client
        .account()
        .update()
        .enterprise_id(42)
        .account_id(2)
        .personal_password(CANARY)
        .login_password(CANARY)
        .mobile_number(CANARY);
    let shown = format!("{call:?}");
    check(&shown);
    assert!(shown.contains("enterprise_id: 42"), "what is harmless is shown: {shown}");
    let prepared = call.prepare().expect("a request");
    check(&format!("{prepared:?}"));
}

#[tokio::test]
async fn answers_and_errors_hide_them_too() {
    let login = format!(
        r#"{{"code":"2000","success":true,"data":{{"accountId":"a","individualId":"i","dppt":{{"cookie":"{CANARY}"}}}}}}"#
    );
    let refused = format!(r#"{{"code":"505019","success":false,"message":"{CANARY}","data":null}}"#);
    let wrong = format!(r#"{{"code":"2000","data":{{"accountId":"{CANARY}","individualId":{{}}}}}}"#);
    let page = format!("<html>{CANARY}</html>");
    let server =
        Server::start([Reply::json(&login), Reply::json(&refused), Reply::json(&wrong), Reply::html(&page)]);
    let client = client(&server);
    let call =
        || client.multi_account_login().submit_sms_code().task_id("t").taxpayer_id("n").sms_code(CANARY);
    check(&format!("{:?}", call()));
    let answer = call().send_full().await.expect("success");
    check(&format!("{answer:?}"));
    assert_eq!(answer.data.e_invoice_session.expect("a session").cookie.expect("a cookie").expose(), CANARY);
    for _ in 0..3 {
        let error = call().send().await.expect_err("an error");
        check(&format!("{error:?} {error:#?} {error}"));
        let mut source = std::error::Error::source(&error);
        while let Some(inner) = source {
            check(&format!("{inner:?} {inner}"));
            source = inner.source();
        }
    }
}

#[test]
fn what_cannot_be_sent_is_not_shown() {
    let server = Server::start([]);
    let odd = format!("{CANARY}\r\nX-Evil: 1");
    let builder = Client::builder().credentials(Credentials::new("k", odd.as_str())).base_url(server.url());
    let error = builder.build().expect_err("line feeds in a credential");
    check(&format!("{error:?} {error}"));
}
