//! A second pretend API: digests, header lines, a query, forms, and operations that share a path.
//!
//! In: nothing. Out: its tables, as emitted code would have them, and a client.

#![allow(unreachable_pub, dead_code, reason = "emitted code stands in public modules")]

use crate::rules::{Reason, Rules, refusal};
use crate::server::Mocked;
use crate::table::MockApi;
use jiekou_runtime::example::{Example, Run};
use jiekou_runtime::private::{
    Api, Data, EmptyText, Envelope, Expression, Extra, Header, Names, Part, Signing, Source, Step, Success,
    Transform, code,
};
use jiekou_runtime::{ApiClient, CredentialValues, FullCall};

const fn names(wire: &'static str) -> Names {
    Names { wire, also: &[] }
}

pub(crate) static API: Api = Api {
    id: "gateway",
    servers: &["https://gateway.example/api"],
    credentials: &["app_key", "app_secret"],
    headers: &[
        Header { name: "Accept", value: &[Part::Text("application/json")] },
        Header { name: "Content-Type", value: &[Part::Text("application/json; charset=UTF-8")] },
    ],
    token: None,
    signing: Some(Signing {
        steps: &[
            Step {
                name: "content_md5",
                value: Expression::Pipeline(
                    Source::BodyUnlessForm,
                    &[Transform::UnlessEmpty, Transform::Md5, Transform::Base64],
                ),
            },
            Step {
                name: "head",
                value: Expression::Lines(&[
                    Source::Method,
                    Source::Header("Accept"),
                    Source::Step(0),
                    Source::Header("Content-Type"),
                    Source::Text(""),
                ]),
            },
            Step {
                name: "signed",
                value: Expression::HeaderLines { of: &["X-Key", "X-Nonce", "X-Time"], extra: Extra::Signed },
            },
            Step {
                name: "text",
                value: Expression::Join("", &[Source::Step(1), Source::Step(2), Source::PathAndSortedQuery]),
            },
            Step {
                name: "signature",
                value: Expression::Pipeline(
                    Source::Step(3),
                    &[Transform::HmacSha256(Source::Credential(1)), Transform::Base64],
                ),
            },
        ],
        headers: &[
            Header { name: "X-Key", value: &[Part::Value(Source::Credential(0))] },
            Header { name: "X-Mode", value: &[Part::Text("Signature")] },
            Header { name: "X-Nonce", value: &[Part::Value(Source::Nonce)] },
            Header { name: "X-Time", value: &[Part::Value(Source::NowMs)] },
            Header { name: "X-Signed", value: &[Part::Value(Source::SignedHeaderNames)] },
            Header { name: "X-Signature", value: &[Part::Value(Source::Step(4))] },
            Header { name: "Content-MD5", value: &[Part::Value(Source::Step(0))] },
        ],
    }),
    encryptions: &[],
    envelope: Envelope {
        code: names("code"),
        message: Some(names("msg")),
        request_id: None,
        presentable: None,
        data: Data::Member { names: names("result"), empty_text: EmptyText::IsText },
        success: Success { codes: &["200"], flag: None, without_code: None },
    },
    codes: &[code("400", "invalid_parameter", "The parameters are wrong.").label("参数错误")],
};

pub(crate) static MOCK: MockApi = MockApi {
    api: &API,
    label: "网关",
    operations: &[order::ENDPOINTS],
    examples: &[order::EXAMPLES],
    notifications: &[],
    rules: &Rules {
        refusals: &[refusal(Reason::FieldMissing, "400"), refusal(Reason::FieldWrong, "400").status(422)],
        window_seconds: Some(900),
        ..Rules::NONE
    },
};

/// A client of this API.
#[derive(Clone, Debug)]
pub(crate) struct Client(jiekou_runtime::Client);

impl ApiClient for Client {
    type Credentials = CredentialValues;

    fn from_core(core: jiekou_runtime::Client) -> Self {
        Self(core)
    }
}

impl Mocked for Client {
    const MOCK: &'static MockApi = &MOCK;
}

impl Client {
    /// `order.get`
    pub(crate) fn get(&self, id: u64, phone: &str) -> FullCall<bool> {
        order::get::call(&self.0, id, phone)
    }
}

pub(crate) mod order {
    use super::*;

    crate::endpoints!(create, delete, delete_all, get, last, mark);

    pub(super) static EXAMPLES: &[Example] = &[
        example("order.create", "an order"),
        example("order.delete", "no order"),
        example("order.delete_all", "no orders"),
        example("order.get", "an order"),
        example("order.last", "an order"),
        example("order.mark", "a mark"),
    ];

    const fn example(operation: &'static str, name: &'static str) -> Example {
        Example {
            operation,
            name,
            request: "{}",
            answer: r#"{"code":"200","msg":"","result":true}"#,
            run: |client| Run::of(get::call(client, 7, "13800000000")),
        }
    }

    pub(crate) mod create {
        use jiekou_runtime::private::*;

        static OPERATION: Operation = operation("order.create", Method::Post, "/order").signed();

        part! {
            /// One line.
            pub struct Line {
                #[field(0, "sku", required)]
                sku: String,
                #[field(1, "count")]
                count: Option<i32>,
            }
        }

        request! {
            #[checked(exactly_one_of("phone", "mail"))]
            struct Request {
                #[field(0, "name", required, max_chars(3))]
                name: String,
                #[field(1, "lines", required)]
                lines: Vec<Line>,
                #[field(2, "phone", sensitive)]
                phone: Option<Secret>,
                #[field(3, "mail")]
                mail: Option<String>,
                #[field(4, "note", required_when(&[("name", &["x"])]))]
                note: Option<String>,
                #[field(5, "kind")]
                kind: Option<Kind>,
                #[field(6, "action", fixed("\"create\""))]
                action: (),
            }
        }

        part! {
            /// What kind it is.
            pub struct Kind {
                #[field(0, "version", fixed("1"))]
                version: (),
            }
        }

        crate::endpoint!("下单", bool);
    }

    pub(crate) mod delete {
        use jiekou_runtime::private::*;

        static OPERATION: Operation = operation("order.delete", Method::Post, "/order").signed();

        request! {
            struct Request {
                #[field(0, "id", required)]
                id: Id,
                #[field(1, "action", fixed("\"delete\""))]
                action: (),
            }
        }

        crate::endpoint!("撤单", bool);
    }

    pub(crate) mod delete_all {
        use jiekou_runtime::private::*;

        static OPERATION: Operation = operation("order.delete_all", Method::Post, "/order").signed();

        request! {
            struct Request {
                #[field(0, "id")]
                id: Option<Id>,
                #[field(1, "until", required)]
                until: String,
                #[field(2, "action", fixed("\"delete\""))]
                action: (),
            }
        }

        crate::endpoint!("全撤", bool);
    }

    pub(crate) mod get {
        use jiekou_runtime::FullCall;
        use jiekou_runtime::private::*;

        static OPERATION: Operation =
            operation("order.get", Method::Get, "/order/{id}").signed().retry(Retry::Safe);

        request! {
            struct Request {
                #[field(0, "id", required, path)]
                id: Id,
                #[field(1, "phone", sensitive, query)]
                phone: Option<Secret>,
                #[field(2, "all", query)]
                all: Option<String>,
            }
        }

        crate::endpoint!("查单", bool);

        pub(crate) fn call(client: &Client, id: u64, phone: &str) -> FullCall<bool> {
            let mut request = Request::blank();
            request.id = Id::from(id);
            request.phone = Some(Secret::from(phone));
            request.all = Some("1".to_owned());
            FullCall::new(client, &OPERATION, &request)
        }
    }

    pub(crate) mod last {
        use jiekou_runtime::private::*;

        static OPERATION: Operation =
            operation("order.last", Method::Get, "/order/last").signed().retry(Retry::Safe);

        request! {
            struct Request {
                #[field(0, "shop", required, query)]
                shop: String,
            }
        }

        crate::endpoint!("末单", bool);
    }

    pub(crate) mod mark {
        use jiekou_runtime::private::*;

        static OPERATION: Operation = operation("order.mark", Method::Post, "/mark").signed();

        request! {
            struct Request {
                #[field(0, "text", required, form)]
                text: String,
            }
        }

        crate::endpoint!("标记", bool);
    }
}
