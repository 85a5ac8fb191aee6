//! Models of the pretend API, declared as emitted code declares its own.
//!
//! In: nothing. Out: a request with a field of every kind and place, and an answer to match. They have no rules of
//! their own.

use crate::private::*;

open_enum! {
    /// One of a set, which has one known value.
    pub(crate) enum Mode {
        /// It.
        Nine = Integer(9),
    }
}

/// A request with a field of every kind and place. Tests of other rooms fill it, so its fields are open.
pub(crate) struct Request {
    pub(crate) org_id: String,
    pub(crate) page: Option<i32>,
    pub(crate) trace: Option<String>,
    pub(crate) account_id: Id,
    pub(crate) password: Option<Sealed>,
    pub(crate) mobile: Option<Secret>,
    pub(crate) flow: Nullable<String>,
    pub(crate) mode: Option<Mode>,
    pub(crate) note: Option<String>,
    pub(crate) parts: Option<Vec<Part1>>,
}

crate::model! {
    Request []
    org_id 0 "orgId" [.required().path()]
    page 1 "page" [.query()]
    trace 2 "X-Trace" [.header()]
    account_id 3 "accountId" [.required()]
    password 4 "pass" [.encrypted(0)]
    mobile 5 "mobile" [.sensitive()]
    flow 6 "flow" []
    mode 7 "mode" []
    note 8 "note" [.null_when_absent()]
    parts 9 "parts" []
}
crate::shown! { Request }

impl Request {
    pub(crate) fn new() -> Self {
        let (org_id, note) = ("o 1".to_owned(), Some("n".to_owned()));
        Self { org_id, account_id: Id::from(7), note, ..Self::blank() }
    }
}

/// A request without fields.
pub(crate) struct Nothing;

impl Model for Nothing {
    fn shape(&self) -> &'static Shape {
        &Shape { name: "Nothing", fields: &[], inside: &[], filled: Filled::Alone }
    }
    fn get(&self, _: usize) -> &dyn Value {
        &()
    }
}

answer! {
    /// A part of requests and answers.
    pub(crate) struct Part1 {
        /// A number.
        #[field(0, "price", required)]
        pub price: i64,
        /// A text with another name.
        #[field(1, "name", also(&["title"]))]
        pub name: Option<String>,
    }
}

impl PartialEq for Part1 {
    fn eq(&self, other: &Self) -> bool {
        (self.price, &self.name) == (other.price, &other.name)
    }
}

answer! {
    /// Names that JSON escapes.
    pub(crate) struct Odd {
        /// One with a quote.
        #[field(0, "a\"b", escaped)]
        pub quote: Option<i64>,
        /// One with a backslash, in front of a letter that would make an escape of it.
        #[field(1, "a\\n", escaped)]
        pub backslash: Option<i64>,
    }
}

answer! {
    #[inside((1, 0, "accountId"), (6, 0, "price"))]
    /// An answer with a field of every kind, of which two may stand in a sibling.
    pub(crate) struct Response {
        /// The sibling.
        #[field(0, "part", holds_others)]
        pub part: Option<Part1>,
        /// An id.
        #[field(1, "accountId", required)]
        pub account_id: Id,
        /// A list that is there.
        #[field(2, "items")]
        pub items: Vec<Part1>,
        /// An enum.
        #[field(3, "mode")]
        pub mode: Option<Mode>,
        /// A secret.
        #[field(4, "secret", sensitive)]
        pub secret: Option<Secret>,
        /// A flag.
        #[field(5, "done")]
        pub done: Option<bool>,
        /// A number.
        #[field(6, "count")]
        pub count: Option<i32>,
        /// A list that may be missing.
        #[field(7, "tags")]
        pub tags: Option<Vec<String>>,
    }
}
