//! Plain text stands where ciphertext is due.

fn main() {
    let client = jiekou::qixiangyun::Client::builder().build().unwrap();
    let _ = client.account().update().personal_password_encrypted("hunter2");
}
