//! Mistakes that callers make, each with the words for it.

use super::encoded;
use crate::check::tests::gateway;
use crate::check::tests::wire::{At, NOW_MS, Wire, input};
use crate::pretend::{API, Client};
use crate::rules::Reason;
use crate::{MockServer, SignatureMismatch};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiekou_runtime::mock::{Came, Expression, Signing, Source, expected_by, told};
use jiekou_runtime::private::{Method, VectorInput};
use jiekou_runtime::{CredentialValues, Secret};
use md5::Digest as _;

const BODY: &str = r#"{"accountId":7}"#;
const PATH: &str = "/base/account/update";

fn server() -> MockServer<Client> {
    MockServer::builder().clock(At::now()).start().expect("it starts")
}

fn hex_md5(bytes: &[u8]) -> String {
    md5::Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The header that a caller makes of a text to sign.
fn header_of(text: &str) -> String {
    format!("V1:test-app-key:{}", STANDARD.encode(hex_md5(text.as_bytes())))
}

/// A call with this token whose signature a caller made otherwise.
fn call(token: &str, header: &str) -> Wire {
    let input = VectorInput { token, ..input(PATH, BODY) };
    Wire::new("POST", PATH, BODY).signed(&API, &input).with("req_sign", header)
}

#[track_caller]
fn mismatch(server: &MockServer<Client>, wire: &Wire) -> SignatureMismatch {
    wire.refused(server, Reason::SignatureWrong);
    server.calls().pop().and_then(|call| call.signature).expect("it was compared")
}

/// A header is made of the token and of the MD5 of the body.
#[track_caller]
fn check(header: impl Fn(&str, &str) -> String, fits: Option<&str>) {
    let server = server();
    let token = server.issue_token();
    let header = header(token.expose(), &hex_md5(BODY.as_bytes()));
    let found = mismatch(&server, &call(token.expose(), &header));
    assert_eq!(found.fits.as_deref(), fits);
    let shown = format!("{found:?} {found}");
    for secret in [token.expose(), "test-app-secret"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

/// The same for a text to sign.
#[track_caller]
fn check_text(text: impl Fn(&str, &str) -> String, fits: &str) {
    check(|token, md5| header_of(&text(token, md5)), Some(fits));
}

#[test]
fn another_body_is_recognized() {
    let with = |body: &str| {
        let md5 = hex_md5(body.as_bytes());
        move |token: &str, _: &str| format!("POST_{md5}_{NOW_MS}_n-1_{token}_test-app-secret")
    };
    check_text(with(""), "a body that is empty: was it computed before the body was set?");
    check_text(with("{}"), "an empty object in place of the body");
    let python = "the same body with a blank behind each comma and colon, as Python writes it";
    check_text(with(r#"{"accountId": 7}"#), python);
}

#[test]
fn another_recipe_is_recognized() {
    let with_time =
        |time: i64| move |token: &str, md5: &str| format!("POST_{md5}_{time}_n-1_{token}_test-app-secret");
    check_text(with_time(NOW_MS / 1000), "the time in seconds and not in milliseconds");
    check_text(
        |token, md5| format!("post_{md5}_{NOW_MS}_n-1_{token}_test-app-secret"),
        "the method in lower case",
    );
    check_text(
        |token, md5| format!("POST_{}_{NOW_MS}_n-1_{token}_test-app-secret", md5.to_uppercase()),
        "`body_md5` with its hex text in upper case",
    );
    check_text(
        |token, md5| format!("POST{md5}{NOW_MS}n-1{token}test-app-secret"),
        "values without `_` between them",
    );
    check_text(
        |token, md5| format!("POST_{md5}_{NOW_MS}_{token}_test-app-secret"),
        "a text to sign without the nonce",
    );
    check_text(
        |token, md5| format!("POST_{md5}_n-1_{NOW_MS}_{token}_test-app-secret"),
        "the time behind the nonce",
    );
}

#[test]
fn another_way_from_text_to_signature_is_recognized() {
    let text = |token: &str, md5: &str| format!("POST_{md5}_{NOW_MS}_n-1_{token}_test-app-secret");
    let bytes = |token: &str, md5: &str| {
        format!("V1:test-app-key:{}", STANDARD.encode(md5::Md5::digest(text(token, md5))))
    };
    check(bytes, Some("`signature` as Base64 of the bytes and not of their hex text"));
    let hex = |token: &str, md5: &str| format!("V1:test-app-key:{}", hex_md5(text(token, md5).as_bytes()));
    check(hex, Some("`signature` as hex text and not as Base64 of it"));
    let upper = |token: &str, md5: &str| {
        let hex = hex_md5(text(token, md5).as_bytes()).to_uppercase();
        format!("V1:test-app-key:{}", STANDARD.encode(hex))
    };
    check(upper, Some("`signature` with its hex text in upper case"));
    let bare = |token: &str, md5: &str| header_of(&text(token, md5)).replace("V1:test-app-key:", "");
    check(bare, Some("the right value, but without what stands around it"));
}

#[test]
fn another_spelling_is_recognized() {
    let server = MockServer::<gateway::Client>::builder().clock(At::now()).start().expect("it starts");
    let body = r#"{"action":"delete","id":7}"#;
    let wire = Wire::new("POST", "/api/order", body).with("Accept", "application/json");
    let wire = wire.signed(&gateway::API, &input("/api/order", body));
    let digest = STANDARD.encode(md5::Md5::digest(body.as_bytes()));
    let plain = digest.trim_end_matches('=');
    let base64 = "the right value, but in another kind of Base64: `+`, `/` and `=` at the end are expected";
    let escaped = digest.replace('=', "%3D");
    let says = [(plain, base64), (escaped.as_str(), "the right value, but percent-encoded")];
    for (spelt, fits) in says {
        let text = wire.clone().with("Content-MD5", spelt).refused(&server, Reason::DigestWrong);
        assert!(text.ends_with(&format!(": it fits {fits}")), "{text}");
    }
}

#[test]
fn another_token_or_secret_is_recognized() {
    check_text(
        |_, md5| format!("POST_{md5}_{NOW_MS}_n-1__test-app-secret"),
        "a text to sign without the token",
    );
    check_text(
        |token, md5| format!("POST_{md5}_{NOW_MS}_n-1_{token}_"),
        "an empty `app_secret`: was it read from where it stands?",
    );
    check_text(
        |token, md5| format!("POST_{md5}_{NOW_MS}_n-1_{token}_test-app-secret\n"),
        "the `app_secret` with a blank or a line feed at its end",
    );
    check_text(
        |token, md5| format!("POST_{md5}_{NOW_MS}_n-1_{token}_test-app-key"),
        "the `app_key` in place of the `app_secret`",
    );
    check(|token, md5| header_of(&format!("POST_{md5}_{NOW_MS}_n-1_{token}_hunter2")), None);
}

#[test]
fn an_older_token_is_recognized() {
    let server = server();
    let (old, new) = (server.issue_token(), server.issue_token());
    let md5 = hex_md5(BODY.as_bytes());
    let text = format!("POST_{md5}_{NOW_MS}_n-1_{}_test-app-secret", old.expose());
    let found = mismatch(&server, &call(new.expose(), &header_of(&text)));
    let fits = "another token than the one in the header `access_token`: was it renewed?";
    assert_eq!(found.fits.as_deref(), Some(fits));
}

#[test]
fn both_texts_stand_side_by_side_without_secrets() {
    let server = server();
    let token = server.issue_token();
    let md5 = hex_md5(BODY.as_bytes());
    let text = format!("POST_{md5}_1_n-1_{}_hunter2-of-production_test-app-secret", token.expose());
    let wire = call(token.expose(), &header_of(&text)).with("X-Mock-String-To-Sign", &text);
    let found = mismatch(&server, &wire);
    let expected = format!("POST_{md5}_{NOW_MS}_n-1_<token>_<app_secret>");
    assert_eq!(found.expected, expected);
    let signed =
        format!("POST_{md5}_1_n-1_<token>_<7 characters>-<2 characters>-<10 characters>_<app_secret>");
    assert_eq!(found.signed.as_deref(), Some(signed.as_str()));
    assert_eq!(found.differs_at, Some("POST_".len() + 32 + "_1".len()));
    let said = found.to_string();
    assert!(
        said.starts_with("the signature in `req_sign` is wrong: at character 39 of the text to sign"),
        "{said}"
    );
    let shown = format!("{:?}", server.calls());
    assert!(!shown.contains("hunter2") && !shown.contains("test-app-secret"), "{shown}");
}

#[test]
fn a_text_that_is_right_says_that_the_rest_is_not() {
    let server = server();
    let token = server.issue_token();
    let text = format!("POST_{}_{NOW_MS}_n-1_{}_test-app-secret", hex_md5(BODY.as_bytes()), token.expose());
    let found =
        mismatch(&server, &call(token.expose(), "V1:test-app-key:x").with("X-Mock-String-To-Sign", &text));
    assert_eq!((found.differs_at, found.fits), (None, None));
}

const TARGET: &str = "/api/order/7?phone=13800000000&all=1%2B";

/// A call of the other API whose signature is of this input.
fn get(input: &VectorInput<'_>) -> Wire {
    let wire = Wire::new("GET", TARGET, "").with("Accept", "application/json");
    let wire = wire.with("Content-Type", "application/json; charset=UTF-8");
    wire.signed(&gateway::API, input)
}

#[track_caller]
fn check_get(path: &str, query: &[(&str, &str)], fits: &str) {
    let server = MockServer::<gateway::Client>::builder().clock(At::now()).start().expect("it starts");
    let text = get(&VectorInput { method: Method::Get, query, ..input(path, "") })
        .refused(&server, Reason::SignatureWrong);
    assert_eq!(text, format!("the signature in `X-Signature` is wrong: it fits {fits}"));
    let call = server.calls().remove(0).signature.expect("it was compared");
    let expected = "GET\napplication/json\n\napplication/json; charset=UTF-8\n\n\
                    X-Key:<app_key>\nX-Nonce:n-1\nX-Time:1700000000123\n/api/order/7?all=1+&phone=<phone>";
    assert_eq!(call.expected, expected);
}

#[test]
fn another_path_or_query_is_recognized() {
    let query = [("phone", "13800000000"), ("all", "1+")];
    check_get("/order/7", &query, "the path without `/api`, which the server has in front");
    check_get("/api/order/7", &[], "the path without the query");
    let unsorted = "/api/order/7?phone=13800000000&all=1+";
    check_get(unsorted, &[], "the query as it came and not sorted by name");
    check_get("/api/order/7/", &query, "a path with `/` at its end");
}

#[test]
fn another_header_is_recognized() {
    let server = MockServer::<gateway::Client>::builder().clock(At::now()).start().expect("it starts");
    let query = [("phone", "13800000000"), ("all", "1+")];
    let input = VectorInput { method: Method::Get, query: &query, ..input("/api/order/7", "") };
    get(&input).passes(&server);
    let text = get(&VectorInput { nonce: "n-2", ..input })
        .with("Accept", "*/*")
        .refused(&server, Reason::SignatureWrong);
    assert!(
        text.ends_with("it fits the header `Accept` as the pages have it, but another one was sent"),
        "{text}"
    );
}

/// What comes of another recipe, in which one step is this.
fn otherwise(
    wire: &Wire,
    query: &[(String, String)],
    step: usize,
    value: Expression,
    header: &str,
) -> String {
    let own = gateway::API.signing.as_ref().expect("it signs");
    let mut steps = own.steps.to_vec();
    steps[step].value = value;
    // Tests may keep what they make.
    let signing: &'static Signing =
        Box::leak(Box::new(Signing { steps: steps.leak(), headers: own.headers }));
    let came = Came { method: Method::Get, path: "/api/order/7", query, body: b"", headers: &wire.headers };
    let credentials = ["test-app-key", "test-app-secret"].map(Secret::from);
    let told = told(&gateway::API, &came);
    let made = expected_by(&gateway::API, signing, &came, &told, &CredentialValues::new(credentials));
    let found = made.headers.into_iter().find(|(name, _)| *name == header).expect("it has the header");
    String::from_utf8(found.1).expect("a text")
}

#[test]
fn other_lines_are_recognized() {
    use Source::{Header, PathAndSortedQuery, Step, Text};

    let head = &[Source::Method, Header("Accept"), Step(0), Header("Content-Type")];
    let unsigned = &[Source::Method, Header("Accept"), Step(0), Text(""), Text("")];
    let lower =
        &[Step(1), Text("x-key:test-app-key\nx-nonce:n-1\nx-time:1700000000123\n"), PathAndSortedQuery];
    let says = [
        (1, Expression::Lines(head), "a text to sign without its empty line"),
        (1, Expression::Lines(unsigned), "a text to sign in which the header `Content-Type` is empty"),
        (2, Expression::Lines(&[]), "a text to sign without its header lines"),
        (3, Expression::Join("", lower), "header lines whose names are in lower case"),
        (3, Expression::Join("", &[Step(1), Step(2)]), "a text to sign without path and query"),
    ];
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let query = [pair("phone", "13800000000"), pair("all", "1+")];
    let given = [("phone", "13800000000"), ("all", "1+")];
    for (step, value, fits) in says {
        let server = MockServer::<gateway::Client>::builder().clock(At::now()).start().expect("it starts");
        let right = get(&VectorInput { method: Method::Get, query: &given, ..input("/api/order/7", "") });
        let signature = otherwise(&right, &query, step, value, "X-Signature");
        let text = right.with("X-Signature", &signature).refused(&server, Reason::SignatureWrong);
        assert_eq!(text, format!("the signature in `X-Signature` is wrong: it fits {fits}"));
    }
}

#[test]
fn another_digest_is_recognized() {
    let server = MockServer::<gateway::Client>::builder().clock(At::now()).start().expect("it starts");
    let body = r#"{"action":"delete","id":7}"#;
    let wire = Wire::new("POST", "/api/order", body).with("Accept", "application/json");
    let wire = wire.signed(&gateway::API, &input("/api/order", body));
    let says = [
        (
            STANDARD.encode(hex_md5(body.as_bytes())),
            "`content_md5` as Base64 of the hex text and not of the bytes",
        ),
        (hex_md5(body.as_bytes()), "`content_md5` as hex text and not as Base64"),
    ];
    for (digest, fits) in says {
        let text = wire.clone().with("Content-MD5", &digest).refused(&server, Reason::DigestWrong);
        let is = "the header `Content-MD5` is not the digest of the bytes received";
        assert_eq!(text, format!("{is}: it fits {fits}"));
    }
}

#[test]
fn line_feeds_may_be_written_out_in_the_header() {
    let server = MockServer::<gateway::Client>::builder().clock(At::now()).start().expect("it starts");
    let input = VectorInput { method: Method::Get, ..input("/api/order/7", "") };
    let signed = r"GET\napplication/json\n\n\nX-Key:test-app-key\nphone=13800000000";
    get(&input).with("X-Mock-String-To-Sign", signed).refused(&server, Reason::SignatureWrong);
    let found = server.calls().remove(0).signature.expect("it was compared");
    let expected = "GET\napplication/json\n\n\nX-Key:<app_key>\nphone=<phone>";
    assert_eq!((found.signed.as_deref(), found.differs_at), (Some(expected), Some(22)));
}

#[test]
fn percent_encoding_is_that_of_queries() {
    assert_eq!(encoded("a b+测~"), "a%20b%2B%E6%B5%8B~");
}
