//! Tests of recipes: each source and each transform.

use super::*;
use crate::Secret;
use secrecy::zeroize::ZeroizeOnDrop;

static HEADERS: &[Header] = &[
    Header { name: "Accept", value: &[Part::Text("*/*")] },
    Header { name: "X-Key", value: &[Part::Text("{"), Part::Value(Source::Credential(0)), Part::Text("}")] },
];

/// Compiles only for what is wiped on drop.
fn is_wiped(_: &impl ZeroizeOnDrop) {}

/// Evaluates one step, after a step `first` whose value is `1`.
#[track_caller]
fn check(value: Expression, expected: &str) {
    let credentials = CredentialValues::new([Secret::from("key"), Secret::from("secret")]);
    let given = Given {
        method: Method::Put,
        path: "/p%20q",
        query: vec![("b", "2 é"), ("a", ""), ("b", "3")],
        body: b"{}",
        now_ms: 1_700_000_000_123,
        nonce: "n-1",
        token: "t",
        credentials: &credentials,
        recipe_headers: [HEADERS, &[]],
        own_headers: &[("X-Own", "o")],
        extra_headers: vec![("X-B", ""), ("X-A", "1")],
    };
    let first = Step { name: "first", value: Expression::Join("", &[Source::Text("1")]) };
    let steps: &'static [Step] = Box::leak(Box::new([first, Step { name: "it", value }]));
    let evaluated = evaluate(&given, steps);
    is_wiped(&evaluated.values[1]);
    is_wiped(&evaluated.template(&[]));
    assert_eq!(String::from_utf8_lossy(evaluated.step("it").expect("the step is there")), expected);
}

#[test]
fn every_source() {
    check(
        Expression::Join(
            "|",
            &[
                Source::Method,
                Source::Path,
                Source::PathAndSortedQuery,
                Source::Body,
                Source::NowMs,
                Source::NowS,
                Source::Nonce,
                Source::Token,
                Source::Credential(1),
                Source::Step(0),
                Source::Text("x"),
            ],
        ),
        "PUT|/p%20q|/p%20q?a&b=2 é|{}|1700000000123|1700000000|n-1|t|secret|1|x",
    );
}

#[test]
fn headers_are_those_of_the_request() {
    check(
        Expression::Lines(&[
            Source::Header("accept"),
            Source::Header("X-Key"),
            Source::Header("X-Own"),
            Source::Header("X-A"),
            Source::Header("X-None"),
        ]),
        "*/*\n{key}\no\n1\n\n",
    );
}

#[test]
fn header_lines_are_sorted() {
    let lines = |extra| Expression::HeaderLines { of: &["X-Key", "Accept"], extra };
    check(lines(Extra::Left), "Accept:*/*\nX-Key:{key}\n");
    check(lines(Extra::Signed), "Accept:*/*\nX-A:1\nX-B:\nX-Key:{key}\n");
    check(Expression::HeaderLines { of: &[], extra: Extra::Left }, "");
}

#[test]
fn every_transform() {
    check(
        Expression::Pipeline(Source::Body, &[Transform::Md5, Transform::Hex]),
        "99914b932bd37a50b983c5e7c90ae93b",
    );
    check(
        Expression::Pipeline(Source::Body, &[Transform::Md5, Transform::Base64]),
        "mZFLkyvTelC5g8XnyQrpOw==",
    );
    check(
        Expression::Pipeline(Source::Text("abc"), &[Transform::Sha256, Transform::Hex]),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    check(
        Expression::Pipeline(
            Source::Text("what do ya want for nothing?"),
            &[Transform::HmacSha256(Source::Text("Jefe")), Transform::Hex],
        ),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
}

#[test]
fn an_empty_value_may_end_a_pipeline() {
    let all = &[Transform::UnlessEmpty, Transform::Md5, Transform::Base64];
    check(Expression::Pipeline(Source::Text(""), all), "");
    check(Expression::Pipeline(Source::Body, all), "mZFLkyvTelC5g8XnyQrpOw==");
    check(Expression::Pipeline(Source::Text(""), &all[1..]), "1B2M2Y8AsgTpgAmY7PhCfg==");
}
