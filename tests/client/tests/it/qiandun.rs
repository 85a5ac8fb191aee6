//! 签盾 on the wire: a gateway signature with nonce, and three states of a member.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use jiekou::qiandun::{Client, Credentials, codes};
use jiekou::{ErrorKind, Then};
use loopback::{Heard, Reply, Server};
use md5::{Digest as _, Md5};
use sha2::Sha256;

const SECRET: &str = "test-secret-0001";

fn client(server: &Server) -> Client {
    let credentials = Credentials::new("10000001", SECRET);
    // The vendor's addresses end in `/api`, and the signature covers it.
    Client::builder()
        .credentials(credentials)
        .base_url(format!("{}/api", server.url()))
        .build()
        .expect("a client")
}

#[track_caller]
fn check_signature(heard: &Heard) {
    let digest = STANDARD.encode(Md5::digest(&heard.body));
    assert_eq!(heard.header("content-md5"), Some(digest.as_str()));
    let header = |name: &str| heard.header(name).expect(name).to_owned();
    let (key, nonce, time) = (header("x-ca-key"), header("x-ca-nonce"), header("x-ca-timestamp"));
    assert_eq!((nonce.len(), time.len()), (36, 13), "a UUID and milliseconds");
    assert_eq!(header("x-ca-signature-headers"), "X-Ca-Key,X-Ca-Nonce,X-Ca-Timestamp");
    let text = format!(
        "POST\napplication/json\n{digest}\napplication/json\n\nX-Ca-Key:{key}\nX-Ca-Nonce:{nonce}\nX-Ca-Timestamp:{time}\n{}",
        heard.target
    );
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any key");
    mac.update(text.as_bytes());
    assert_eq!(header("x-ca-signature"), STANDARD.encode(mac.finalize().into_bytes()));
}

const CHANGED: &str =
    r#"{"result":true,"code":"200","msg":"成功","logKey":"0a1b2c3d","ts":"1700000000000","success":true}"#;

#[tokio::test]
async fn update_person_sends_these_bytes() {
    let server = Server::start([Reply::json(CHANGED)]);
    let client = client(&server);
    let answer = client
        .user()
        .update_person()
        .flow_no_null()
        .account_id("test-person-0001")
        .person_name("测试人甲")
        .send_full()
        .await
        .expect("success");
    assert!(answer.data);
    assert_eq!(answer.request_id.as_deref(), Some("0a1b2c3d"));
    let heard = server.only();
    assert_eq!((heard.method.as_str(), heard.target.as_str()), ("POST", "/api/open/psnUpdate"));
    assert_eq!(heard.text(), r#"{"accountId":"test-person-0001","flowNo":null,"psnName":"测试人甲"}"#);
    check_signature(&heard);
}

#[tokio::test]
async fn a_nonce_is_used_once() {
    let server = Server::start([Reply::json(CHANGED)]);
    let client = client(&server);
    for _ in 0..2 {
        client.user().update_person().account_id("a").send().await.expect("success");
    }
    let heard = server.heard();
    assert_ne!(heard[0].header("x-ca-nonce"), heard[1].header("x-ca-nonce"));
    heard.iter().for_each(check_signature);
}

#[tokio::test]
async fn both_signs_of_failure_count() {
    let busy = r#"{"result":null,"code":"500","msg":"busy","logKey":"k","ts":"1","success":false}"#;
    let server = Server::start([Reply::json(busy)]);
    let client = client(&server);
    let call = || client.user().update_person().account_id("a").send();
    let busy = call().await.expect_err("an error");
    assert_eq!((busy.kind(), busy.code()), (ErrorKind::Code, Some(codes::SERVICE_BUSY)));
    assert_eq!((busy.then(), busy.attempts(), server.heard().len()), (Then::BackOff, 3, 3));
    let odd = r#"{"result":true,"code":"200","msg":"?","logKey":"k","ts":"1","success":false}"#;
    server.always(Reply::json(odd));
    let odd = call().await.expect_err("the flag says no");
    assert_eq!(odd.kind(), ErrorKind::Code);
}
