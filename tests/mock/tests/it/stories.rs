//! Stories of the real specs: what a vendor is told in one call it knows in the next.

use jiekou::esign::enums::OrganizationIdType;
use jiekou::qixiangyun::enums::{IdentityType, LoginMode, RegionCode};
use jiekou::{Error, esign, esign_sdk, esign_sdk3, qiandun, qixiangyun};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::thread::JoinHandle;

/// The code of a failure.
#[track_caller]
fn code<T: std::fmt::Debug>(answer: Result<T, Error>) -> String {
    let error = answer.expect_err("the vendor refuses it");
    error.code().map(|code| code.as_str().to_owned()).unwrap_or_else(|| error.to_string())
}

#[tokio::test]
async fn a_hosted_account_is_created_listed_changed_and_deleted() {
    let server = qixiangyun::MockServer::start();
    let client = server.client();
    let account = client.account();
    let create = account.create().enterprise_id(77).region_code(RegionCode::Beijing);
    let create = create.login_mode(LoginMode::Enterprise).personal_username("13800000001");
    let create = create.personal_password("a password").identity_type(IdentityType::TaxClerk);
    let created = create.send().await.expect("it is created").expect("there is data");
    let id = created.account_id.expect("it has an id");
    assert_eq!(created.enterprise_id.map(|id| id.get()), Some(77));

    let listed = account.list().enterprise_id(77).send().await.expect("it is listed").expect("there is data");
    let [row] = &listed[..] else { panic!("one account, not {listed:?}") };
    assert_eq!((row.account_id, &row.special_entity_type), (Some(id), &None));
    assert_eq!(row.personal_username.as_ref().map(|name| name.expose()), Some("13800000001"));

    let update = account.update().enterprise_id(77).account_id(id).personal_username("13800000002");
    assert!(update.send().await.expect("it is changed"));
    let listed = account.list().enterprise_id(77).send().await.expect("it is listed").expect("there is data");
    assert_eq!(listed[0].personal_username.as_ref().map(|name| name.expose()), Some("13800000002"));

    let shown = server.record("account", &id.to_string()).expect("it is known");
    assert!(!shown.contains("138") && shown.contains("[redacted]"), "{shown}");
    let delete = || account.delete().enterprise_id(77).account_id(id).send();
    delete().await.expect("it is deleted");
    assert_eq!(code(delete().await), "PARAMETER_ERROR");
    let listed = account.list().enterprise_id(77).send().await.expect("nothing is listed");
    assert_eq!(listed.map(|rows| rows.len()), Some(0));
}

#[tokio::test]
async fn an_sms_login_moves_from_sent_to_logged_in() {
    let server = qixiangyun::MockServer::start();
    let client = server.client();
    let login = client.hosted_login();
    let sent = login.send_sms_code().enterprise_id(77).account_id("88").send().await.expect("it is sent");
    let task = sent.and_then(|sent| sent.task_id).expect("it has a task");
    let check = || login.check_session().enterprise_id("77").account_id("88").send();
    assert_eq!(check().await.expect("it is told"), Some(false));
    let submit = || login.submit_sms_code().task_id(&task).sms_code("001234").send();
    submit().await.expect("it is logged in");
    assert_eq!(check().await.expect("it is told"), Some(true));
    submit().await.expect_err("the code was used");
    assert!(server.record("hosted_login", &task).is_some_and(|login| login.contains("\"logged_in\"")));
}

#[tokio::test]
async fn a_product_is_bound_and_unbound() {
    let server = qixiangyun::MockServer::start();
    let client = server.client();
    let account = client.account();
    let bind = account.bind_product().account_id(88).enterprise_id(77).product_code("0020").send();
    let bound = bind.await.expect("it is bound").expect("there is data");
    assert_eq!(
        (bound.product_code.as_deref(), bound.account_id.map(|id| id.get())),
        (Some("0020"), Some(88))
    );
    let unbind = || account.unbind_product().account_id(88).enterprise_id(77).product_code("0020").send();
    unbind().await.expect("it is unbound");
    assert_eq!(code(unbind().await), "PARAMETER_ERROR");
}

#[tokio::test]
async fn a_person_is_known_by_both_ids() {
    let server = esign::MockServer::start();
    let client = server.client();
    let person = client.person();
    let create = || person.create().third_party_user_id("P-1").name("测试人乙").send();
    let id = create().await.expect("it is created").expect("there is data").account_id;
    assert_eq!(code(create().await), "53000000");
    let update = person.update_by_own_id().third_party_user_id("P-1").mobile_number("13800000009");
    let changed = update.send().await.expect("it is changed").expect("there is data");
    assert_eq!(changed.mobile_number.as_ref().map(|number| number.expose()), Some("13800000009"));
    let got = person.get().account_id(&id).send().await.expect("it is found").expect("there is data");
    assert_eq!(got.third_party_user_id.as_deref(), Some("P-1"));
    assert_eq!(got.name.as_ref().map(|name| name.expose()), Some("测试人乙"));
    assert_eq!(got.mobile_number.as_ref().map(|number| number.expose()), Some("13800000009"));
    person.delete().account_id(&id).send().await.expect("it is deleted");
    assert_eq!(code(person.get_by_own_id().third_party_user_id("P-1").send().await), "53000001");
}

#[tokio::test]
async fn an_organization_is_known_by_both_ids() {
    let server = esign::MockServer::start();
    let client = server.client();
    let organization = client.organization();
    let create = organization.create().third_party_user_id("O-1").name("测试企业09");
    let create = create.id_type(OrganizationIdType::UnifiedSocialCreditCode).id_number("91110000MA0000009X");
    let id = create.send().await.expect("it is created").expect("there is data").organization_id;
    let got = organization.get_by_own_id().third_party_user_id("O-1").send().await.expect("it is found");
    let got = got.expect("there is data");
    assert_eq!(
        (got.organization_id.as_deref(), got.name.as_deref()),
        (Some(id.as_str()), Some("测试企业09"))
    );
    organization.delete_by_own_id().third_party_user_id("O-1").send().await.expect("it is deleted");
    assert_eq!(code(organization.get().organization_id(&id).send().await), "53000001");
}

#[tokio::test]
async fn an_account_of_the_second_generation_is_found_by_its_id_number() {
    let server = esign_sdk::MockServer::start();
    let client = server.client();
    let account = client.account();
    let id = account.add_person().name("测试人乙").id_number("000000199001010001").send().await;
    let id = id.expect("it is created").account_id;
    let number = || esign_sdk::account::get_by_id_number::IdType::MainlandIdCard;
    let find = || account.get_by_id_number().id_number("000000199001010001").id_type(number()).send();
    let found = find().await.expect("it is found").account.expect("there is an account");
    assert_eq!(found.account_id.as_deref(), Some(id.as_str()));
    account.delete().account_id(&id).send().await.expect("it is deleted");
    assert_eq!(code(find().await), "1007");
}

#[tokio::test]
async fn an_account_of_the_third_generation_is_changed() {
    let server = esign_sdk3::MockServer::start();
    let client = server.client();
    let account = client.account();
    let id = account.add_person().name("测试人乙").id_number("000000199001010001").send().await;
    let id = id.expect("it is created").account_id;
    account.update_person().account_id(&id).name("测试人丙").send().await.expect("it is changed");
    let got = account.get().account_id(&id).send().await.expect("it is found");
    assert_eq!(got.name.as_ref().map(|name| name.expose()), Some("测试人丙"));
}

#[tokio::test]
async fn a_contract_is_started_and_signed() {
    let server = qiandun::MockServer::start();
    let client = server.client();
    let signer = || client.contract().get_signer().contract_id("1234567890123456799").send();
    assert_eq!(code(signer().await), "oc_40006");
    server.advance("contract", "1234567890123456799", "started");
    assert_eq!(signer().await.expect("it is known").and_then(|signer| signer.sign_status), None);
    let signed = server.advance("contract", "1234567890123456799", "signed");
    assert_eq!(signed.callback, Some("callback.notice"));
    assert_eq!(
        signed.body,
        r#"{"transactionId":"test-transaction-0001","businessType":"OPEN_CONTRACT_SIGNED"}"#
    );
    let status = signer().await.expect("it is known").and_then(|signer| signer.sign_status);
    assert_eq!(status, Some(qiandun::contract::get_signer::SignStatus::Finished));
}

/// Takes so many requests on loopback, and gives their texts.
fn receive(listener: TcpListener, count: usize) -> JoinHandle<Vec<String>> {
    std::thread::spawn(move || {
        let take = |_| {
            let (stream, _) = listener.accept().expect("a connection");
            let (mut lines, mut text, mut length) = (BufReader::new(stream), String::new(), 0);
            while !text.ends_with("\r\n\r\n") {
                let mut line = String::new();
                lines.read_line(&mut line).expect("a line");
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().expect("a length");
                }
                text.push_str(&line);
            }
            let mut body = vec![0; length];
            lines.read_exact(&mut body).expect("a body");
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            lines.into_inner().write_all(answer).expect("an answer");
            text + &String::from_utf8_lossy(&body)
        };
        (0..count).map(take).collect()
    })
}

#[test]
fn the_notice_of_a_signed_contract_is_posted() {
    let server = qiandun::MockServer::start();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/notices", listener.local_addr().expect("an address"));
    let received = receive(listener, 2);
    server.advance("contract", "1234567890123456799", "started");
    let signed = server.advance("contract", "1234567890123456799", "signed");
    server.post_to(url).advanced(&signed).without_waiting().send();
    let received = received.join().expect("two requests");
    assert!(received[0].starts_with("GET /notices"), "the probe comes first: {received:?}");
    assert!(received[1].ends_with(&signed.body), "{received:?}");
}

#[tokio::test]
async fn a_person_who_signs_is_changed() {
    let server = qiandun::MockServer::start();
    let client = server.client();
    let user = client.user();
    let update = user.update_person().account_id("test-person-0001").message_phone("13800000009");
    assert!(update.send().await.expect("it is changed"));
    let got = user.get_person().account_id("test-person-0001").send().await.expect("it is found");
    let got = got.expect("there is data");
    assert_eq!(got.message_phone.as_ref().map(|phone| phone.expose()), Some("13800000009"));
    assert_eq!(code(user.update_person().account_id("nobody").send().await), "400");
}
