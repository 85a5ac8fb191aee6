//! Encrypted members: what the vendor's private key makes of what was sent.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiekou::Ciphertext;
use jiekou::qixiangyun::{Client, Credentials};
use loopback::{Reply, Server};
use rsa::pkcs8::EncodePublicKey as _;
use rsa::{Pkcs1v15Encrypt, RsaPrivateKey, RsaPublicKey};
use std::sync::LazyLock;

/// A key of the size that the vendor uses.
static KEY: LazyLock<RsaPrivateKey> =
    LazyLock::new(|| RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 1024).expect("a key"));

fn client(server: &Server) -> Client {
    let public = RsaPublicKey::from(&*KEY).to_public_key_der().expect("a public key");
    Client::builder()
        .credentials(Credentials::new("10000001", "test-secret-0001"))
        .base_url(server.url())
        .token("test.token.0001")
        .public_key("rsa", STANDARD.encode(public.as_bytes()))
        .build()
        .expect("a client")
}

fn decrypt(text: &str) -> String {
    let bytes = STANDARD.decode(text).expect("Base64");
    assert_eq!(bytes.len() % 128, 0, "whole blocks");
    let blocks = bytes.chunks(128).map(|block| KEY.decrypt(Pkcs1v15Encrypt, block).expect("a block"));
    String::from_utf8(blocks.flatten().collect()).expect("UTF-8")
}

/// Sends a password and gives the text that stood in the body.
async fn sent(password: &str) -> String {
    let server = Server::start([Reply::json(r#"{"code":"2000","data":true,"success":true}"#)]);
    let client = client(&server);
    let call = client.account().update().enterprise_id(1).account_id(2).personal_password(password);
    call.send().await.expect("success");
    server.only().json()["gryhmm"].as_str().expect("a text").to_owned()
}

#[tokio::test]
async fn every_length_survives() {
    for length in [0, 1, 117, 118, 234, 235] {
        let password = "p".repeat(length);
        let text = sent(&password).await;
        assert_eq!(decrypt(&text), password, "{length} bytes");
        assert_eq!(STANDARD.decode(&text).expect("Base64").len(), length.div_ceil(117) * 128);
    }
}

#[tokio::test]
async fn a_character_may_cross_a_block() {
    let password = format!("{}密码", "p".repeat(115));
    assert_eq!(decrypt(&sent(&password).await), password);
}

#[tokio::test]
async fn two_runs_differ() {
    assert_ne!(sent("same").await, sent("same").await);
}

#[tokio::test]
async fn what_is_encrypted_already_is_sent_as_it_is() {
    let server = Server::start([Reply::json(r#"{"code":"2000","data":true,"success":true}"#)]);
    let ready = Ciphertext::new("c3ludGhldGlj");
    let client = client(&server);
    let call = client.account().update().enterprise_id(1).account_id(2).personal_password_encrypted(ready);
    call.send().await.expect("success");
    assert_eq!(server.only().json()["gryhmm"], "c3ludGhldGlj");
}
