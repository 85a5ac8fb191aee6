//! e签宝's OpenAPI on the wire: a canonical text signed with HMAC-SHA256.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use jiekou::ErrorKind;
use jiekou::esign::enums::OrganizationIdType;
use jiekou::esign::{Client, Credentials, codes};
use loopback::{Heard, Reply, Server};
use md5::{Digest as _, Md5};
use sha2::Sha256;

const SECRET: &str = "demo-secret-0123456789";

fn client(server: &Server) -> Client {
    let credentials = Credentials::new("7438000001", SECRET);
    Client::builder().credentials(credentials).base_url(server.url()).build().expect("a client")
}

/// The signature as the vendor's page describes it. `signed_target` is the path and the query, not encoded;
/// `extra` the caller's own headers, sorted, a line feed after each.
#[track_caller]
fn check_signature(heard: &Heard, signed_target: &str, extra: &str) {
    let digest =
        if heard.body.is_empty() { String::new() } else { STANDARD.encode(Md5::digest(&heard.body)) };
    assert_eq!(heard.header("content-md5").unwrap_or(""), digest);
    let accept = heard.header("accept").expect("accept");
    let content_type = heard.header("content-type").expect("a content type");
    let text = format!("{}\n{accept}\n{digest}\n{content_type}\n\n{extra}{signed_target}", heard.method);
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any key");
    mac.update(text.as_bytes());
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    assert_eq!(heard.header("x-tsign-open-ca-signature"), Some(signature.as_str()));
    assert_eq!(heard.header("x-tsign-open-app-id"), Some("7438000001"));
    assert_eq!(heard.header("x-tsign-open-auth-mode"), Some("Signature"));
    assert_eq!(heard.header("x-tsign-open-ca-timestamp").map(str::len), Some(13));
}

const ORGANIZATION: &str = r#"{"code":0,"message":"成功","data":{"orgId":"o-1","name":"测试企业01","idType":"CRED_ORG_SOMETHING_NEW","idNumber":null}}"#;

#[tokio::test]
async fn update_sends_these_bytes() {
    let server = Server::start([Reply::json(ORGANIZATION)]);
    let client = client(&server);
    let organization = client
        .organization()
        .update()
        .name("测试企业01")
        .organization_id("a/b c")
        .id_type(OrganizationIdType::UnifiedSocialCreditCode)
        .send()
        .await
        .expect("success")
        .expect("data");
    assert_eq!(organization.organization_id.as_deref(), Some("o-1"));
    let heard = server.only();
    assert_eq!((heard.method.as_str(), heard.target.as_str()), ("PUT", "/v1/organizations/a%2Fb%20c"));
    assert_eq!(heard.text(), r#"{"name":"测试企业01","idType":"CRED_ORG_USCC"}"#);
    assert_eq!(heard.header("x-tsign-open-ca-signature-headers"), None);
    check_signature(&heard, "/v1/organizations/a%2Fb%20c", "");
}

#[tokio::test]
async fn a_value_that_is_new_comes_back_as_it_was() {
    use jiekou::{OpenEnum as _, Wire};
    let server = Server::start([Reply::json(ORGANIZATION)]);
    let client = client(&server);
    let call = || client.organization().update().organization_id("o-1");
    let seen = call().send().await.expect("success").expect("data").id_type.expect("a type");
    assert_eq!(seen.wire(), Wire::Text("CRED_ORG_SOMETHING_NEW"));
    call().id_type(seen).send().await.expect("success");
    assert_eq!(server.heard()[1].text(), r#"{"idType":"CRED_ORG_SOMETHING_NEW"}"#);
}

#[tokio::test]
async fn a_query_is_encoded_on_the_wire_and_not_in_the_signature() {
    let server = Server::start([Reply::json(ORGANIZATION)]);
    let client = client(&server);
    client.organization().get_by_own_id().third_party_user_id("B 001&x=测").send().await.expect("success");
    let heard = server.only();
    assert_eq!(heard.method, "GET");
    assert_eq!(heard.target, "/v1/organizations/getByThirdId?thirdPartyUserId=B%20001%26x%3D%E6%B5%8B");
    assert_eq!(heard.text(), "");
    assert_eq!(heard.header("content-md5"), None);
    check_signature(&heard, "/v1/organizations/getByThirdId?thirdPartyUserId=B 001&x=测", "");
}

#[tokio::test]
async fn headers_of_the_caller_are_signed_too() {
    let server = Server::start([Reply::json(ORGANIZATION)]);
    let client = Client::builder()
        .credentials(Credentials::new("7438000001", SECRET))
        .base_url(server.url())
        .header("X-Tsign-Demo-B", "2")
        .header("X-Tsign-Demo-A", "1")
        .build()
        .expect("a client");
    client.organization().update().organization_id("o-1").send().await.expect("success");
    let heard = server.only();
    assert_eq!(heard.text(), "{}");
    assert_eq!(heard.header("x-tsign-open-ca-signature-headers"), Some("X-Tsign-Demo-A,X-Tsign-Demo-B"));
    check_signature(&heard, "/v1/organizations/o-1", "X-Tsign-Demo-A:1\nX-Tsign-Demo-B:2\n");
}

#[tokio::test]
async fn the_gateway_refuses_in_its_own_shape() {
    let server = Server::start([
        Reply::json(r#"{"success":false,"code":401,"message":"INVALID_SIGNATURE"}"#).status(401),
        Reply::json(r#"{"code":53000001,"message":"账号不存在","data":null}"#),
    ]);
    let client = client(&server);
    let call = || client.organization().update().organization_id("o-1").send();
    let refused = call().await.expect_err("an error");
    assert_eq!((refused.kind(), refused.status()), (ErrorKind::Code, Some(401)));
    assert_eq!(refused.code(), Some(codes::NOT_AUTHENTICATED));
    let missing = call().await.expect_err("an error");
    assert_eq!(missing.code(), Some(codes::ACCOUNT_NOT_FOUND));
}
