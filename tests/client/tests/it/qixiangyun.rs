//! 企享云 on the wire: token, signature, encrypted members, both readings of answers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiekou::qixiangyun::enums::{IdentityType, LoginMode, RegionCode};
use jiekou::qixiangyun::{Client, Credentials, account, codes};
use jiekou::{Code, ErrorKind, OpenEnum as _, Then, Wire};
use loopback::{Heard, Reply, Server};
use md5::{Digest as _, Md5};

const SECRET: &str = "test-secret-0001";

/// A client that already holds a token, so that its first request is the call itself.
pub(crate) fn client(server: &Server) -> Client {
    Client::builder()
        .credentials(Credentials::new("10000001", SECRET))
        .base_url(server.url())
        .token("test.token.0001")
        .build()
        .expect("a client")
}

fn hex_md5(bytes: &[u8]) -> String {
    Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The signature as the vendor's page describes it, computed from what was heard.
#[track_caller]
fn check_signature(heard: &Heard) {
    let date = heard.header("req_date").expect("a date");
    assert_eq!(date.len(), 13, "milliseconds");
    let token = heard.header("access_token").expect("a token");
    let text = format!("POST_{}_{date}_{token}_{SECRET}", hex_md5(&heard.body));
    let signature = STANDARD.encode(hex_md5(text.as_bytes()));
    assert_eq!(heard.header("req_sign"), Some(format!("API-SV1:10000001:{signature}").as_str()));
    assert_eq!(heard.header("content-type"), Some("application/json;charset=UTF-8"));
}

const CHANGED: &str =
    r#"{"code":"2000","data":true,"success":true,"message":"","reqId":"0123456789abcdef0123456789abcd03"}"#;

#[tokio::test]
async fn update_sends_these_bytes() {
    let server = Server::start([Reply::json(CHANGED)]);
    let changed = client(&server)
        .account()
        .update()
        .account_id(234567890123456)
        .enterprise_id(1234567890123456)
        .mobile_number("13800000000")
        .login_mode(LoginMode::from_wire(Wire::Integer(14)))
        .region_code(RegionCode::Shanghai)
        .identity_type(IdentityType::from_wire(Wire::Text("NEW_ROLE")))
        .send()
        .await
        .expect("success");
    assert!(changed);
    let heard = server.only();
    assert_eq!((heard.method.as_str(), heard.target.as_str()), ("POST", "/v2/public/account/update"));
    assert_eq!(
        heard.text(),
        r#"{"aggOrgId":1234567890123456,"accountId":234567890123456,"dlfs":14,"sflx":"NEW_ROLE","dq":31,"sjhm":"13800000000"}"#
    );
    assert_eq!(heard.header("access_token"), Some("test.token.0001"));
    check_signature(&heard);
}

#[tokio::test]
async fn a_signature_is_made_anew_for_each_call() {
    let server = Server::start([Reply::json(CHANGED)]);
    let client = client(&server);
    for account in [1, 2_u64] {
        let call = client.account().update().enterprise_id(7).account_id(account);
        call.send().await.expect("success");
    }
    let heard = server.heard();
    assert_eq!(heard.len(), 2);
    heard.iter().for_each(check_signature);
}

#[tokio::test]
async fn send_full_tells_what_stood_around() {
    let server = Server::start([Reply::json(CHANGED)]);
    let client = client(&server);
    let answer = client.account().update().enterprise_id(1).account_id(2).send_full().await.expect("success");
    assert!(answer.data);
    assert_eq!(answer.code, "2000");
    assert_eq!(answer.message.as_deref(), Some(""));
    assert_eq!(answer.request_id.as_deref(), Some("0123456789abcdef0123456789abcd03"));
    assert_eq!(answer.status, 200);
    assert_eq!(&answer.raw[..], CHANGED.as_bytes());
}

#[tokio::test]
async fn a_business_error_inside_200_is_an_error() {
    let server = Server::start([Reply::json(
        r#"{"code":"505019","data":"","success":true,"message":"签名错误","req_id":"r-1"}"#,
    )]);
    let client = client(&server);
    let error = client.account().update().enterprise_id(1).account_id(2).send().await.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Code);
    assert_eq!(error.operation(), "account.update");
    assert_eq!(error.code(), Some(codes::SIGNATURE_WRONG));
    assert!(matches!(error.code(), Some(account::update::codes::SIGNATURE_WRONG)));
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.message(), Some("签名错误"));
    assert!(error.meaning().is_some());
    assert!(!error.is_retryable());
    let shown = error.to_string();
    assert!(shown.starts_with("account.update: 505019 signature_wrong: "), "{shown}");
    assert!(shown.ends_with("(request r-1)"), "{shown}");
    assert!(!shown.contains("签名错误"), "the vendor's text stays out: {shown}");
}

#[tokio::test]
async fn codes_are_open_and_have_classes() {
    let server = Server::start([
        Reply::json(r#"{"code":"987654","data":null,"success":false,"message":"x","reqId":"r-2"}"#),
        Reply::json(r#"{"code":4037,"data":null,"success":false}"#),
        Reply::json(r#"{"code":"400429","data":null,"success":false}"#),
    ]);
    let client = client(&server);
    let call = || client.account().update().enterprise_id(1).account_id(2).send();
    let unknown = call().await.expect_err("an error");
    assert_eq!(unknown.code(), Some(Code::new("987654")));
    assert_eq!(unknown.meaning(), None);
    let number = call().await.expect_err("an error");
    assert_eq!(number.code(), Some(Code::new("4037")), "a number is read as its text");
    assert!(number.meaning().is_some(), "the class 4xxx has a meaning");
    let busy = call().await.expect_err("an error");
    assert_eq!(busy.then(), Then::BackOff);
    assert!(busy.is_retryable(), "the gateway refused it, so nothing was done");
}

#[tokio::test]
async fn both_readings_of_a_login_are_understood() {
    let beside = r#"{"req_id":"r-3","success":true,"code":"2000","data":{"accountId":"a1","individualId":"i1","dppt":{"cookie":"SESSION=synthetic"}}}"#;
    let inside = r#"{"reqId":"r-4","success":true,"code":"2000","data":{"dppt":{"accountId":"a2","individualId":"i2"}},"message":null}"#;
    let server = Server::start([Reply::json(beside), Reply::json(inside)]);
    let client = client(&server);
    let call = || {
        client
            .multi_account_login()
            .submit_sms_code()
            .task_id("1234567890123456789")
            .taxpayer_id("915211111111111111")
            .sms_code("000000")
            .send_full()
    };
    let first = call().await.expect("success");
    assert_eq!(first.request_id.as_deref(), Some("r-3"));
    assert_eq!((first.data.account_id.as_str(), first.data.individual_id.as_str()), ("a1", "i1"));
    let session = first.data.e_invoice_session.expect("a session");
    assert_eq!(session.cookie.expect("a cookie").expose(), "SESSION=synthetic");
    assert!(first.data.etax_session.is_none());
    let second = call().await.expect("success");
    assert_eq!(second.request_id.as_deref(), Some("r-4"));
    assert_eq!((second.data.account_id.as_str(), second.data.individual_id.as_str()), ("a2", "i2"));
    assert!(second.data.e_invoice_session.expect("a session").cookie.is_none());
    let heard = &server.heard()[0];
    assert_eq!(heard.target, "/v2/public/login/multiacc/dpptpushsms");
    assert_eq!(
        heard.text(),
        r#"{"taskId":"1234567890123456789","nsrsbh":"915211111111111111","smsCode":"000000"}"#
    );
    check_signature(heard);
}

#[tokio::test]
async fn login_is_sent_without_token_and_signature() {
    let server = Server::start([Reply::json(
        r#"{"code":"2000","success":true,"message":"","reqId":"r-5","data":{"access_token":"t.1","expires_in":1296000000,"refresh_token":"f.1"}}"#,
    )]);
    let client = Client::builder()
        .credentials(Credentials::new("10000001", SECRET))
        .base_url(server.url())
        .build()
        .expect("a client");
    let token = client
        .auth()
        .login()
        .grant_type(jiekou::qixiangyun::auth::login::GrantType::ClientCredentials)
        .app_key("10000001")
        .app_secret_md5("b17ef5c6bcb11144330c6ce15fef035b")
        .send()
        .await
        .expect("success")
        .expect("data");
    assert_eq!(token.access_token.expect("a token").expose(), "t.1");
    let heard = server.only();
    assert_eq!(heard.target, "/v2/public/oauth2/login");
    for absent in ["access_token", "req_date", "req_sign"] {
        assert_eq!(heard.header(absent), None);
    }
    assert_eq!(
        heard.text(),
        r#"{"grant_type":"client_credentials","client_appkey":"10000001","client_secret":"b17ef5c6bcb11144330c6ce15fef035b"}"#
    );
}

#[test]
fn prepare_signs_without_sending() {
    let server = Server::start([]);
    let client = client(&server);
    let prepared = client.account().update().enterprise_id(1).account_id(2).prepare().expect("a request");
    assert_eq!(prepared.method(), "POST");
    assert_eq!(prepared.url(), format!("{}/v2/public/account/update", server.url()));
    assert_eq!(prepared.body(), br#"{"aggOrgId":1,"accountId":2}"#);
    let names: Vec<&str> = prepared.headers().map(|(name, _)| name).collect();
    assert!(names.contains(&"req_sign"), "{names:?}");
    assert!(server.heard().is_empty());
    let shown = format!("{prepared:?}");
    assert!(!shown.contains("test.token.0001") && !shown.contains(SECRET), "{shown}");
}
