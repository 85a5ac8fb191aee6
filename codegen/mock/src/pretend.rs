//! A pretend API for the tests of all rooms: a token, a signature, an encrypted member, states and a callback.
//!
//! In: nothing. Out: its tables, as emitted code would have them, and a client.

#![allow(unreachable_pub, reason = "emitted code stands in public modules")]

pub(crate) mod account;
mod closed;
pub(crate) mod roster;

pub use closed::Closed;

use crate::rules::{Reason, Rules, refusal};
use crate::server::Mocked;
use crate::table::MockApi;
use jiekou_runtime::example::{Example, NotificationExample, Run};
use jiekou_runtime::private::{
    Api, Callback, Data, EmptyText, Encryption, Envelope, Expression, Header, Member, Method, Names, Obtain,
    Part, Probe, Reply, Signing, Source, Step, Success, Token, Transform, code,
};
use jiekou_runtime::{ApiClient, CredentialValues, FullCall, Then};

const fn names(wire: &'static str) -> Names {
    Names { wire, also: &[] }
}

pub(crate) static API: Api = Api {
    id: "pretend",
    servers: &["https://api.pretend.example/base"],
    credentials: &["app_key", "app_secret"],
    headers: &[Header { name: "Content-Type", value: &[Part::Text("application/json")] }],
    token: Some(Token {
        operation: "auth.login",
        method: Method::Post,
        path: "/login",
        steps: &[Step {
            name: "secret_md5",
            value: Expression::Pipeline(Source::Credential(1), &[Transform::Md5, Transform::Hex]),
        }],
        request: &[
            Member { wire: "app_key", value: &[Part::Value(Source::Credential(0))] },
            Member { wire: "secret", value: &[Part::Value(Source::Step(0))] },
        ],
        value: &["data", "access_token"],
        problem: &["data", "error_msg"],
        keep_seconds: 60,
        stale: &["40101"],
        obtain: Obtain::BY_CALL,
    }),
    signing: Some(Signing {
        steps: &[
            Step {
                name: "body_md5",
                value: Expression::Pipeline(Source::Body, &[Transform::Md5, Transform::Hex]),
            },
            Step {
                name: "text",
                value: Expression::Join(
                    "_",
                    &[
                        Source::Method,
                        Source::Step(0),
                        Source::NowMs,
                        Source::Nonce,
                        Source::Token,
                        Source::Credential(1),
                    ],
                ),
            },
            Step {
                name: "signature",
                value: Expression::Pipeline(
                    Source::Step(1),
                    &[Transform::Md5, Transform::Hex, Transform::Base64],
                ),
            },
        ],
        headers: &[
            Header { name: "access_token", value: &[Part::Value(Source::Token)] },
            Header { name: "req_date", value: &[Part::Value(Source::NowMs)] },
            Header { name: "req_nonce", value: &[Part::Value(Source::Nonce)] },
            Header {
                name: "req_sign",
                value: &[
                    Part::Text("V1:"),
                    Part::Value(Source::Credential(0)),
                    Part::Text(":"),
                    Part::Value(Source::Step(2)),
                ],
            },
        ],
    }),
    encryptions: &[Encryption { name: "rsa", chunk: 117, key: None }],
    envelope: Envelope {
        code: names("code"),
        message: Some(names("message")),
        request_id: Some(names("reqId")),
        presentable: None,
        data: Data::Member {
            names: Names { wire: "data", also: &["result"] },
            empty_text: EmptyText::IsNothing,
        },
        success: Success { codes: &["2000"], flag: Some(names("success")), without_code: None },
    },
    codes: &[
        code("40101", "token_expired", "The token is over.").then(Then::RefreshToken),
        code("505019", "signature_wrong", "The signature is wrong.").label("签名错误"),
        code("5006", "no_such_account", "There is no such account.").then(Then::FixInput),
    ],
};

pub(crate) static MOCK: MockApi = MockApi {
    api: &API,
    label: "假装",
    operations: &[auth::ENDPOINTS, account::ENDPOINTS, roster::ENDPOINTS],
    examples: &[auth::EXAMPLES, account::EXAMPLES, roster::EXAMPLES],
    notifications: &[&[
        NotificationExample {
            callback: "account.changed",
            name: "an account was changed",
            posted: &Callback {
                id: "account.changed",
                probe: Some(Probe { method: Method::Get, reply: Reply::EMPTY }),
                repeats: None,
                wanted: None,
                verify: None,
            },
            body: r#"{"accountId":7}"#,
            read: |bytes| Ok(bytes.to_vec()),
        },
        NotificationExample {
            callback: "account.closed",
            name: "closed",
            posted: &closed::CLOSED,
            body: r#"{"accountId":8}"#,
            read: |bytes| Ok(bytes.to_vec()),
        },
    ]],
    rules: &Rules {
        refusals: &[
            refusal(Reason::SignatureWrong, "505019"),
            refusal(Reason::TokenExpired, "40101"),
            refusal(Reason::NoSuchRecord, "5006"),
        ],
        window_seconds: Some(900),
        ..Rules::NONE
    },
};

/// The same with data beside the code, and without examples.
pub(crate) static BESIDE: MockApi = MockApi {
    api: &Api {
        id: "beside",
        servers: &[],
        credentials: &[],
        headers: &[],
        token: None,
        signing: None,
        encryptions: &[],
        envelope: Envelope {
            code: names("errCode"),
            message: Some(names("msg")),
            request_id: None,
            presentable: Some(names("errShow")),
            data: Data::Beside,
            success: Success { codes: &["0"], flag: None, without_code: None },
        },
        codes: &[],
    },
    label: "假装",
    operations: &[],
    examples: &[],
    notifications: &[],
    rules: &Rules::NONE,
};

/// A client of the pretend API.
#[derive(Clone, Debug)]
pub(crate) struct Client(jiekou_runtime::Client);

/// What it is known by.
pub struct Credentials(CredentialValues);

impl Credentials {
    pub(crate) fn new(key: &'static str, secret: &'static str) -> Self {
        Self(CredentialValues::new([key.into(), secret.into()]))
    }
}

impl From<Credentials> for CredentialValues {
    fn from(credentials: Credentials) -> Self {
        credentials.0
    }
}

impl ApiClient for Client {
    type Credentials = Credentials;

    fn from_core(core: jiekou_runtime::Client) -> Self {
        Self(core)
    }
}

impl Mocked for Client {
    const MOCK: &'static MockApi = &MOCK;
}

pub(crate) mod auth {
    use super::*;

    crate::endpoints!(login);

    pub(super) static EXAMPLES: &[Example] = &[Example {
        operation: "auth.login",
        name: "a token",
        request: r#"{"app_key":"test-app-key","secret":"5ebe2294ecd0e0f08eab7690d2a6ee69"}"#,
        answer: r#"{"code":"2000","success":true,"message":"","reqId":"r1","data":{"access_token":"t1","expires_in":1296000000}}"#,
        run: |client| Run::of(login::call(client)),
    }];

    pub(crate) mod login {
        use jiekou_runtime::private::*;

        static OPERATION: Operation = operation("auth.login", Method::Post, "/login").retry(Retry::Safe);

        request! {
            struct Request {
                #[field(0, "app_key", required)]
                app_key: String,
                #[field(1, "secret", required, sensitive)]
                secret: Secret,
            }
        }

        answer! {
            /// A token.
            pub struct Token {
                /// The token.
                #[field(0, "access_token", required, sensitive)]
                pub access_token: Secret,
                /// Milliseconds.
                #[field(1, "expires_in")]
                pub expires_in: Option<i64>,
            }
        }

        crate::endpoint!("登录", Token);

        pub(crate) fn call(client: &Client) -> FullCall<Token> {
            let mut request = Request::blank();
            request.app_key = "test-app-key".to_owned();
            request.secret = Secret::from("5ebe2294ecd0e0f08eab7690d2a6ee69");
            FullCall::new(client, &OPERATION, &request)
        }
    }
}
