//! e签宝's SDK service on the wire: no signature, an answer beside its code.

use jiekou::esign_sdk::Client;
use jiekou::esign_sdk::account::update_organization::{
    self, ClearableField, OrganizationChanges, OrganizationType, RegistrantType,
};
use jiekou::esign_sdk::project::init::{Network, ProjectIdentity};
use jiekou::{ErrorKind, Violation, ViolationKind};
use loopback::{Reply, Server};

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).build().expect("a client")
}

#[tokio::test]
async fn update_organization_sends_these_bytes() {
    let server = Server::start([Reply::json(r#"{"errCode":0,"errShow":false,"msg":""}"#)]);
    let client = client(&server);
    let changes = OrganizationChanges::new()
        .name("测试企业01")
        .organization_type(OrganizationType::OrdinaryCompany)
        .registrant_type(RegistrantType::LegalRepresentative)
        .legal_representative_name("测试人甲")
        .legal_representative_id_number("000000199001010000");
    let answer = client
        .account()
        .update_organization()
        .changes(changes)
        .account_id("0123456789ABCDEF0123456789ABC")
        .cleared_fields(vec![ClearableField::Email, ClearableField::AgentName])
        .send_full()
        .await
        .expect("success");
    assert_eq!((answer.code.as_str(), answer.presentable), ("0", Some(false)));
    let heard = server.only();
    assert_eq!(heard.method, "POST");
    assert_eq!(heard.target, "/tech-sdkwrapper/timevale/account/updateOrganize");
    assert_eq!(
        heard.text(),
        r#"{"accountId":"0123456789ABCDEF0123456789ABC","updateOrganize":{"name":"测试企业01","organType":"Nomal","userType":"LEGAL","legalName":"测试人甲","legalIdNo":"000000199001010000"},"deleteList":["EMAIL","AGENGTNAME"]}"#
    );
    assert!(heard.header("content-type").is_some_and(|sent| sent.starts_with("application/json")));
    assert!(
        heard.headers.iter().all(|(name, _)| !name.to_lowercase().starts_with("x-")),
        "{:?}",
        heard.headers
    );
}

#[tokio::test]
async fn the_flag_is_read_under_both_names() {
    for name in ["errShow", "errorShow"] {
        let server =
            Server::start([Reply::json(&format!(r#"{{"errCode":5006,"{name}":true,"msg":"无权访问"}}"#))]);
        let client = client(&server);
        let call = client.account().update_organization().account_id("a").changes(OrganizationChanges::new());
        let error = call.send().await.expect_err("an error");
        assert_eq!(error.kind(), ErrorKind::Code);
        assert_eq!(error.code(), Some(update_organization::codes::ACCESS_DENIED));
        assert!(error.is_presentable());
        assert_eq!(error.message(), Some("无权访问"));
    }
}

#[tokio::test]
async fn init_nests_what_it_knows() {
    let server = Server::start([Reply::json(r#"{"errCode":0,"errShow":false,"msg":"成功"}"#)]);
    let client = client(&server);
    let identity = ProjectIdentity::builder()
        .discovery_url("https://discovery.example/path")
        .project_secret("test-project-secret-0001")
        .project_id("0000000001")
        .build();
    let outward = Network::new().proxy_host("192.0.2.10").proxy_port(3128);
    client.project().init().project(identity).network(outward).send().await.expect("success");
    let heard = server.only();
    assert_eq!(heard.target, "/tech-sdkwrapper/timevale/init");
    assert_eq!(
        heard.text(),
        r#"{"projectConfig":{"projectId":"0000000001","projectSecret":"test-project-secret-0001","itsmApiUrl":"https://discovery.example/path"},"httpConfig":{"proxyIp":"192.0.2.10","proxyPort":3128}}"#
    );
}

#[test]
fn an_address_is_needed_and_plain_http_is_refused() {
    let missing = Client::builder().build().expect_err("no address");
    assert!(missing.to_string().contains("base_url"), "{missing}");
    let plain = Client::builder().base_url("http://container.example:8080").build().expect_err("plain HTTP");
    assert!(plain.to_string().contains("allow_plain_http"), "{plain}");
    Client::builder()
        .base_url("http://container.example:8080")
        .allow_plain_http()
        .build()
        .expect("on request");
}

#[tokio::test]
async fn what_breaks_limits_is_not_sent() {
    let server = Server::start([]);
    let client = client(&server);
    let changes = OrganizationChanges::new()
        .email("hunter2".repeat(5))
        .mobile_number("138000000001")
        .registrant_type(RegistrantType::LegalRepresentative)
        .legal_representative_name("测试人甲");
    let call = client.account().update_organization().account_id("账".repeat(41)).changes(changes);
    let error = call.send().await.expect_err("it is refused");
    assert_eq!(error.kind(), ErrorKind::Input);
    assert_eq!(
        error.to_string(),
        "account.update_organization: the request cannot be sent: `account_id` (`accountId`): at most 40 characters; \
         `changes.email` (`updateOrganize.email`): at most 30 characters; \
         `changes.mobile_number` (`updateOrganize.mobile`): at most 11 characters; \
         `changes.legal_representative_id_number` (`updateOrganize.legalIdNo`): required when \
         `changes.registrant_type` (`updateOrganize.userType`) is `LEGAL`"
    );
    let kinds: Vec<_> = error.violations().iter().map(Violation::kind).collect();
    assert_eq!(kinds[..3], [40, 30, 11].map(ViolationKind::MaxChars));
    assert_eq!(kinds[3..], [ViolationKind::RequiredWhen]);
    assert!(server.heard().is_empty());
    // What is at the limit is fine, whatever its bytes.
    let call = client.account().update_organization().account_id("账".repeat(40));
    assert!(call.changes(OrganizationChanges::new()).prepare().is_ok());
}
