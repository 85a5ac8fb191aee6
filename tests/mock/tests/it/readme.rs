//! The test that the README shows, as it stands there.

use jiekou::qixiangyun::{MockServer, account};

#[tokio::test]
async fn a_new_number_reaches_the_tax_bureau() {
    let server = MockServer::start();
    server.on(account::update).reply(|request| request.mobile_number.is_some());
    let client = server.client(); // knows the address, the credentials and the public key

    let call = client.account().update().enterprise_id(1).account_id(2);
    let changed = call.mobile_number("13800000000").personal_password("…").send().await;

    assert!(changed.expect("signature, token and fields are as they should be"));
}
