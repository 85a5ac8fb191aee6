//! Recipes from both sides: what a client signs is what a server expects.

use super::*;
use crate::Secret;
use crate::pretend::API;
use crate::sign::{VectorInput, sign_vector};

fn credentials() -> CredentialValues {
    CredentialValues::new(["key", "secret"].map(Secret::from))
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn what_a_client_signs_is_what_is_expected() {
    let input = VectorInput {
        method: Method::Post,
        path: "/base/account/update",
        query: &[],
        body: r#"{"id":1}"#,
        now_ms: 1_700_000_000_123,
        nonce: "n",
        token: "t",
        credentials: &["key", "secret"],
        headers: &[],
    };
    let signed = sign_vector(&API, &input);
    let names = headers(&API).iter().map(|header| header.name);
    let sent: Vec<_> = names.map(|name| (name, signed.get(name).unwrap_or_default())).collect();
    let sent = owned(&sent);
    let came = Came {
        method: Method::Post,
        path: input.path,
        query: &[],
        body: input.body.as_bytes(),
        headers: &sent,
    };
    let told = told(&API, &came);
    assert_eq!(told.now_ms, Some(1_700_000_000_123));
    assert_eq!(told.token, Some(("access_token", Some("t"))));
    let expected = expected(&API, &came, &told, &credentials());
    for (name, value) in &expected.headers {
        assert_eq!(came.header(name).unwrap_or_default().as_bytes(), value, "{name}");
    }
    let text = expected.steps.iter().find(|(name, _)| *name == "text").map(|(_, value)| value.as_slice());
    assert!(text.is_some_and(|text| text.ends_with(b"_1700000000123_t_secret")), "{text:?}");
}

#[test]
fn a_header_without_text_says_nothing() {
    let sent = owned(&[("req_date", "soon"), ("access_token", "")]);
    let came = Came { method: Method::Get, path: "/", query: &[], body: b"", headers: &sent };
    let told = told(&API, &came);
    assert_eq!((told.time, told.now_ms), (Some(("req_date", Some("soon"))), None));
    assert_eq!(told.token, Some(("access_token", None)));
}

#[test]
fn the_call_for_a_token_is_known() {
    let token = API.token.as_ref().expect("the API has one");
    let members = token_members(token, &credentials(), 0);
    assert_eq!(members[0], ("app_key", "key".to_owned()));
    assert_eq!(members[1], ("secret", "5ebe2294ecd0e0f08eab7690d2a6ee69".to_owned()));
}

#[test]
fn another_recipe_gives_other_values() {
    static OTHER: Signing = Signing {
        steps: &[crate::recipe::Step {
            name: "text",
            value: crate::recipe::Expression::Pipeline(
                Source::LowerMethod,
                &[crate::recipe::Transform::Hex, crate::recipe::Transform::Upper],
            ),
        }],
        headers: &[Header { name: "req_sign", value: &[Part::Value(Source::Step(0))] }],
    };
    let came = Came { method: Method::Post, path: "/", query: &[], body: b"", headers: &[] };
    let expected = expected_by(&API, &OTHER, &came, &Told::default(), &credentials());
    assert_eq!(expected.headers, [("req_sign", b"706F7374".to_vec())]);
}

#[test]
fn what_is_compared_and_what_is_hidden_is_at_hand() {
    assert!(is_same(b"ab", b"ab") && !is_same(b"ab", b"aB") && !is_same(b"ab", b"abc"));
    assert_eq!(exposed(&credentials()).collect::<Vec<_>>(), ["key", "secret"]);
    assert_ne!(unguessable().expect("the system has random bytes"), unguessable().expect("it has"));
}
