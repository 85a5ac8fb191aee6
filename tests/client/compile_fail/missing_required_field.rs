//! `account_id` was not set.

fn main() {
    let client = jiekou::qixiangyun::Client::builder().build().unwrap();
    let _ = client.account().update().enterprise_id(1234567890123456).send();
}
