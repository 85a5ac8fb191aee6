//! Two operations of the pretend API at one path, whose answers have lists.
//!
//! In: nothing. Out: their tables, as emitted code would have them.

use super::Client;
use jiekou_runtime::FullCall;
use jiekou_runtime::example::{Example, Run};

crate::endpoints!(by_name, by_tag);

const ANSWER: &str = r#"{"code":"2000","success":true,"message":"","reqId":"r5","data":{"total":1,"rate":"1.50","people":[{"id":7,"tags":["a","b"]}]}}"#;

pub(super) static EXAMPLES: &[Example] = &[
    Example {
        operation: "roster.by_name",
        name: "one",
        request: r#"{"name":"a"}"#,
        answer: ANSWER,
        run: |client| Run::of(Client(client.clone()).people_by_name("a")),
    },
    Example {
        operation: "roster.by_tag",
        name: "one",
        request: r#"{"tag":"a"}"#,
        answer: ANSWER,
        run: |client| Run::of(Client(client.clone()).people_by_tag("a")),
    },
];

impl Client {
    /// `roster.by_name`
    pub(crate) fn people_by_name(&self, name: &str) -> FullCall<by_name::Roster> {
        by_name::call(&self.0, name)
    }

    /// `roster.by_tag`
    pub(crate) fn people_by_tag(&self, tag: &str) -> FullCall<by_name::Roster> {
        by_tag::call(&self.0, tag)
    }
}

pub(crate) mod by_name {
    use jiekou_runtime::private::*;

    static OPERATION: Operation =
        operation("roster.by_name", Method::Post, "/roster").signed().retry(Retry::Safe);

    request! {
        struct Request {
            #[field(0, "name", required)]
            name: String,
        }
    }

    answer! {
        /// People.
        pub struct Roster {
            /// How many.
            #[field(0, "total")]
            pub total: Option<i64>,
            /// A number with its digits.
            #[field(1, "rate")]
            pub rate: Option<Decimal>,
            /// The people.
            #[field(2, "people")]
            pub people: Option<Vec<Person>>,
        }
    }

    answer! {
        /// Somebody.
        pub struct Person {
            /// The id.
            #[field(0, "id", required)]
            pub id: Id,
            /// Words.
            #[field(1, "tags")]
            pub tags: Option<Vec<String>>,
        }
    }

    crate::endpoint!("按名称", Roster);

    pub(crate) fn call(client: &Client, name: &str) -> FullCall<Roster> {
        let mut request = Request::blank();
        request.name = name.to_owned();
        FullCall::new(client, &OPERATION, &request)
    }
}

pub(crate) mod by_tag {
    use super::by_name::Roster;
    use jiekou_runtime::private::*;

    static OPERATION: Operation =
        operation("roster.by_tag", Method::Post, "/roster").signed().retry(Retry::Safe);

    request! {
        struct Request {
            #[field(0, "tag", required)]
            tag: String,
        }
    }

    crate::endpoint!("按标签", Roster);

    pub(crate) fn call(client: &Client, tag: &str) -> FullCall<Roster> {
        let mut request = Request::blank();
        request.tag = tag.to_owned();
        FullCall::new(client, &OPERATION, &request)
    }
}
