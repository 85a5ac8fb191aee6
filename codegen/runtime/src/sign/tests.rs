//! Tests of signing: recipes of two kinds, with known answers.

use super::*;
use crate::pretend::{API, BARE};
use crate::private::*;

#[track_caller]
fn check_digest(body: &str, now_ms: i64, body_md5: &str, sign: &str) {
    let signed = sign_vector(
        &API,
        &VectorInput {
            method: Method::Post,
            path: "/any",
            query: &[],
            body,
            now_ms,
            nonce: "",
            token: "test.token.0001",
            credentials: &["10000001", "test-secret-0001"],
            headers: &[],
        },
    );
    assert_eq!(signed.get("body_md5"), Some(body_md5));
    assert_eq!(signed.get("req_sign"), Some(format!("API-SV1:10000001:{sign}").as_str()));
    assert_eq!(signed.get("Accept"), Some("*/*"));
    assert_eq!(signed.get("none"), None);
}

#[test]
fn a_joined_text_and_a_digest() {
    check_digest(
        r#"{"nsrsbh":"915211111111111111"}"#,
        1_700_000_000_000,
        "4e7f9b81e299ad014cfbc6949c3f4e04",
        "ZjljM2ExNDA5ODc1NWEzNzQ3ZjE4ZjFjZDczZWMyNWM=",
    );
    check_digest(
        r#"{"aggOrgId":1234567890123456,"accountId":234567890123456}"#,
        1_700_000_000_123,
        "cca2cad67876ff764c2fbd5b1a504d20",
        "MzE1ODUxM2I4MzVjODdjYTFkZGE0NzM5MjIxNmJkMWQ=",
    );
    check_digest(
        r#"{"nsrsbh":"91310000MA1FL0000X","aggOrgName":"测试企业有限公司","dq":"31","productCodeList":"0020,0036"}"#,
        1_735_689_600_000,
        "b3cccc62976f972480e0880d3843f0a5",
        "MmQ0YTQ4ZjIzN2RjMjY5MTI4NzYyN2RkZjYyMDQ4NDc=",
    );
    check_digest(
        "{}",
        1_735_689_600_001,
        "99914b932bd37a50b983c5e7c90ae93b",
        "ZjQyZmI5Nzg4ZDg5MDMwOTFiZWU3NDdkY2I0ODU2MDI=",
    );
}

/// Lines, header lines, a path with a query, and an HMAC over them.
static LINES: Api = Api {
    headers: &[
        Header { name: "Accept", value: &[Part::Text("*/*")] },
        Header { name: "Content-Type", value: &[Part::Text("application/json; charset=UTF-8")] },
    ],
    signing: Some(Signing {
        steps: &[
            Step {
                name: "content_md5",
                value: Expression::Pipeline(
                    Source::Body,
                    &[Transform::UnlessEmpty, Transform::Md5, Transform::Base64],
                ),
            },
            Step {
                name: "head",
                value: Expression::Lines(&[
                    Source::Method,
                    Source::Header("Accept"),
                    Source::Header("Content-MD5"),
                    Source::Header("Content-Type"),
                    Source::Header("Date"),
                ]),
            },
            Step { name: "signed", value: Expression::HeaderLines { of: &[], extra: Extra::Signed } },
            Step {
                name: "text",
                value: Expression::Join("", &[Source::Step(1), Source::Step(2), Source::PathAndSortedQuery]),
            },
            Step {
                name: "signature",
                value: Expression::Pipeline(
                    Source::Step(3),
                    &[Transform::HmacSha256(Source::Credential(0)), Transform::Base64],
                ),
            },
        ],
        headers: &[
            Header { name: "Content-MD5", value: &[Part::Value(Source::Step(0))] },
            Header { name: "X-Signature", value: &[Part::Value(Source::Step(4))] },
            Header { name: "X-Signed", value: &[Part::Value(Source::SignedHeaderNames)] },
        ],
    }),
    ..BARE
};

const BLANK: VectorInput<'static> = VectorInput {
    method: Method::Get,
    path: "",
    query: &[],
    body: "",
    now_ms: 0,
    nonce: "",
    token: "",
    credentials: &["demo-secret-0123456789"],
    headers: &[],
};

#[track_caller]
fn check_lines(input: &VectorInput<'_>, content_md5: &str, signature: &str) {
    let signed = sign_vector(&LINES, input);
    assert_eq!(signed.get("Content-MD5"), Some(content_md5));
    assert_eq!(signed.get("X-Signature"), Some(signature));
}

const ORGANIZATION: &str = "/v1/organizations/d406f301ee5349399dfc83f36a243fcd";

#[test]
fn lines_with_a_body() {
    check_lines(
        &VectorInput {
            method: Method::Put,
            path: ORGANIZATION,
            body: r#"{"name":"测试企业01","orgLegalName":"张三","orgLegalIdNumber":"110101199003070011"}"#,
            ..BLANK
        },
        "79kjEdikNwnQtLch4nD72w==",
        "+yTj8HcwVyp5xekzj/4S/ORbsE4zPPVrhIki21MjMkk=",
    );
    check_lines(
        &VectorInput {
            method: Method::Post,
            path: "/v1/accounts/createByThirdPartyUserId",
            body: r#"{"thirdPartyUserId":"A001","name":"测试用户","idType":"CRED_PSN_CH_IDCARD","idNumber":"110101199003070011","mobile":"15811111111"}"#,
            ..BLANK
        },
        "rPMKpErk0Ud3F94wdFybIQ==",
        "ZkCYltRGPOYeA7jIrgCAkS3dCszKllRDAH6MXTufmWc=",
    );
}

#[test]
fn lines_without_a_body() {
    check_lines(
        &VectorInput {
            path: "/v1/organizations/getByThirdId",
            query: &[("thirdPartyUserId", "B001")],
            ..BLANK
        },
        "",
        "W6HA6ksJW9tuvZa0H0JZ5mAu/M3BsmMaKSuXTVaAl5c=",
    );
    check_lines(
        &VectorInput {
            method: Method::Delete,
            path: "/v1/accounts/99b9513fa07c4dc4b1e77aecc2588cb6",
            ..BLANK
        },
        "",
        "gAC0JnXntyP6GyaiwNTB4KnGyGmjTMlttXE8s5936UU=",
    );
}

#[test]
fn headers_of_the_user_are_signed() {
    let input = VectorInput {
        method: Method::Put,
        path: ORGANIZATION,
        body: r#"{"name":"测试企业01"}"#,
        headers: &[("X-Demo-B", ""), ("X-Demo-A", "1")],
        ..BLANK
    };
    check_lines(&input, "PDQjVZnizKPsc/utndO1SQ==", "bF+1mEACsaAL8VYoeADTTzqdT+F7BLkzt8WDyz7pbR4=");
    let signed = sign_vector(&LINES, &input);
    assert_eq!(signed.get("X-Signed"), Some("X-Demo-A,X-Demo-B"));
}

/// An API that signs so.
const fn signing(steps: &'static [Step], headers: &'static [Header]) -> Api {
    Api {
        id: "nonces",
        servers: &[],
        credentials: &[],
        headers: &[],
        token: None,
        signing: Some(Signing { steps, headers }),
        encryptions: &[],
        envelope: API.envelope,
        codes: &[],
    }
}

#[test]
fn a_nonce_is_made_only_where_it_is_signed_or_sent() {
    const NONCE: Source = Source::Nonce;
    static SENT: Api = signing(&[], &[Header { name: "n", value: &[Part::Text("v"), Part::Value(NONCE)] }]);
    static JOINED: Api =
        signing(&[Step { name: "a", value: Expression::Join("_", &[Source::Body, NONCE]) }], &[]);
    static LINES: Api = signing(&[Step { name: "a", value: Expression::Lines(&[NONCE]) }], &[]);
    static KEY: Api = signing(
        &[Step { name: "a", value: Expression::Pipeline(Source::Body, &[Transform::HmacSha256(NONCE)]) }],
        &[],
    );
    static NONE: Api =
        signing(&[Step { name: "a", value: Expression::Pipeline(Source::Body, &[Transform::Md5]) }], &[]);
    for api in [&SENT, &JOINED, &LINES, &KEY] {
        assert!(wants_nonce(api));
    }
    assert!(!wants_nonce(&NONE) && !wants_nonce(&API) && !wants_nonce(&BARE));
}
