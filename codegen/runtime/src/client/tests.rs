//! Tests of the client itself.

use super::*;
use crate::pretend::{LIST, Nothing, Pretend, block_on, builder, client};
use crate::private::Call;

#[test]
fn debug_shows_no_secret() {
    let client = client(&Pretend::answering(200, ""));
    assert_eq!(
        format!("{client:?}"),
        "Client { api: \"pretend\", origin: \"https://api.pretend.example\", .. }"
    );
}

#[test]
fn an_answer_beyond_the_limit_is_refused_whatever_the_transport_does() {
    let core = builder(&Pretend::answering(200, r#"{"code":"2000"}"#)).max_answer_bytes(14).build();
    let client = core.expect("the settings are good").0;
    let error = block_on(Call::<()>::new(&client, &LIST, &Nothing)).expect_err("it is too large");
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(error.to_string(), "account.list: the answer is larger than the limit");
}

#[test]
fn a_client_is_shared_among_threads() {
    fn is_shared<T: Clone + Send + Sync + 'static>() {}
    is_shared::<Client>();
}
