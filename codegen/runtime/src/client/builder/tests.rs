//! Tests of settings: each way to get one wrong.

use super::*;
use crate::pretend::{API, BARE, Core, Credentials, Pretend};
use crate::seal::{Ciphertext, EncryptError};

fn good() -> ClientBuilder<Core> {
    ClientBuilder::new(&API).credentials(Credentials).transport(Pretend::answering(200, ""))
}

#[track_caller]
fn check(builder: ClientBuilder<Core>, expected: &str) {
    let error = builder.build().map(|_| ()).expect_err("a setting is wrong");
    assert_eq!(error.to_string(), expected);
    assert!(!format!("{error:?}").contains("hunter2"));
}

#[test]
fn good_settings_build() {
    assert!(good().build().is_ok());
    assert!(good().base_url("http://127.0.0.1:8080/").header("X-Mine", "1").build().is_ok());
    assert!(good().base_url("http://a.example").allow_plain_http().build().is_ok());
}

#[test]
fn credentials_must_be_given() {
    let transport = Pretend::answering(200, "");
    check(
        ClientBuilder::new(&API).transport(transport),
        "the credentials `app_key`, `app_secret` were not given",
    );
}

#[test]
fn credentials_and_tokens_must_be_fit_to_be_sent() {
    for (key, secret, expected) in [
        ("a", "hunter2\n", "the credential `app_secret` holds control characters"),
        ("a", "hunter2 ", "the credential `app_secret` begins or ends with a blank"),
        ("a", "", "the credential `app_secret` is empty"),
        ("", "hunter2", "the credential `app_key` is empty"),
        ("测hunter2", "b", "the credential `app_key` holds characters beyond ASCII"),
    ] {
        let mut broken = good();
        broken.settings.credentials = Some(CredentialValues::new([Secret::from(key), Secret::from(secret)]));
        check(broken, expected);
    }
    let mut beyond = good();
    beyond.settings.credentials = Some(CredentialValues::new([Secret::from("a"), Secret::from("测")]));
    assert!(beyond.build().is_ok(), "it goes into no header");
    check(good().token(""), "the token is empty");
    check(good().token("hunter2\n"), "the token holds control characters");
    check(good().token("测hunter2"), "the token holds characters beyond ASCII");
}

#[test]
fn an_address_must_be_usable() {
    check(
        good().base_url("http://a.example"),
        "the base URL cannot be used: it must begin with `https://`; `allow_plain_http()` permits plain HTTP",
    );
    check(
        ClientBuilder::new(&BARE).transport(Pretend::answering(200, "")),
        "the API has no address of its own; call `.base_url(..)`",
    );
}

#[test]
fn headers_must_be_free_and_sound() {
    check(
        good().header("X-Mine", "hunter2\r\nY: z"),
        "the value of the header `X-Mine` holds characters that no header may hold",
    );
    check(
        good().header("X-Mine", " hunter2"),
        "the value of the header `X-Mine` begins or ends with a blank",
    );
    check(good().header("hunter2 as a name", "1"), "a header has a name that no header may have");
    for name in ["accept", "REQ_SIGN", "host", "te", "Date", "upgrade", "accept-encoding"] {
        check(
            good().header(name, "1"),
            &format!("the header `{name}` is set by the client or was added before"),
        );
    }
    check(
        good().header("X-A", "1").header("x-a", "2"),
        "the header `x-a` is set by the client or was added before",
    );
}

#[test]
fn limits_are_set() {
    let second = Duration::from_secs(1);
    let built = good().connect_timeout(second).first_byte_timeout(2 * second).idle_timeout(3 * second);
    let limits = built.max_answer_bytes(7).settings.limits;
    assert_eq!((limits.connect, limits.first_byte, limits.idle), (second, 2 * second, 3 * second));
    assert_eq!(limits.answer_bytes, 7);
}

#[test]
fn keys_must_be_known_and_good() {
    check(good().public_key("dsa", "AAAA"), "the API has no encryption `dsa`");
    let reason = if cfg!(feature = "rsa") {
        "it is no SubjectPublicKeyInfo of an RSA key of up to 4096 bits"
    } else {
        "the feature `rsa` is off"
    };
    check(good().public_key("rsa", "AAAA"), &format!("the public key for `rsa` cannot be used: {reason}"));
    struct Own;
    impl Encryptor for Own {
        fn encrypt(&self, _: &Secret) -> Result<Ciphertext, EncryptError> {
            Ok(Ciphertext::new("x"))
        }
    }
    assert!(good().encryptor("rsa", Own).build().is_ok());
}

#[test]
fn a_transport_there_must_be() {
    let built = ClientBuilder::<Core>::new(&API).credentials(Credentials).build().map(|_| ());
    let expected = if cfg!(any(feature = "hyper", feature = "blocking")) {
        Ok(())
    } else {
        Err(BuildError::MissingTransport)
    };
    assert_eq!(built, expected);
}
