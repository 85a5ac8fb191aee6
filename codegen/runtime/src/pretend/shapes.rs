//! Models with values that travel in other forms than their own, as emitted code would have them.
//!
//! In: nothing. Out: a model that is sent and read, a request with fixed members, and values of several shapes. They
//! have no rules of their own.

use super::Part1;
use crate::private::*;

answer! {
    /// What an XML text holds.
    pub(crate) struct Document {
        /// An attribute.
        #[field(0, "@id")]
        pub id: Option<String>,
        /// An element.
        #[field(1, "note")]
        pub note: Option<String>,
        /// An element that is repeated.
        #[field(2, "row")]
        pub rows: Option<Vec<Part1>>,
    }
}

answer! {
    /// A member of every form.
    pub(crate) struct Forms {
        /// A decimal.
        #[field(0, "amount")]
        pub amount: Option<Decimal>,
        /// One that is sent as text.
        #[field(1, "rate", as_text)]
        pub rate: Option<Decimal>,
        /// Several.
        #[field(2, "amounts")]
        pub amounts: Option<Vec<Decimal>>,
        /// Any JSON.
        #[field(3, "any")]
        pub any: Option<Json>,
        /// A list in one text.
        #[field(4, "numbers", joined(","))]
        pub numbers: Option<Vec<i64>>,
        /// An object in a text.
        #[field(5, "part", json_text)]
        pub part: Option<Part1>,
        /// A list in a text.
        #[field(6, "parts", json_text)]
        pub parts: Option<Vec<Part1>>,
        /// XML in a text.
        #[field(7, "document", xml_text("business"))]
        pub document: Option<Document>,
        /// One of several shapes.
        #[field(8, "shape")]
        pub shape: Option<Shapes>,
        /// Several of these.
        #[field(9, "shapes")]
        pub shapes: Option<Vec<Shapes>>,
        /// A text that may hold texts that hold texts.
        #[field(10, "inner", json_text)]
        pub inner: Option<Box1>,
    }
}

answer! {
    /// A task.
    pub(crate) struct Task {
        /// Its id.
        #[field(0, "taskId", required)]
        pub task_id: Id,
    }
}

one_of! {
    /// A value of any kind.
    pub(crate) enum Shapes {
        /// Known by its member.
        #[shape(0, Object, has(&["taskId"]))]
        Task(Box<Task>),
        /// Known by the value of its member.
        #[shape(1, Object, when(&[("price", &["1", "2.50"])]))]
        Part(Box<Part1>),
        /// A text or a number.
        #[shape(2, Single)]
        Id(Id),
        /// A boolean.
        #[shape(3, Boolean)]
        Done(bool),
        /// A list.
        #[shape(4, List)]
        Parts(Vec<Part1>),
    }
}

one_of! {
    /// A value that holds others of its own type, as no emitted one does.
    pub(crate) enum Box1 {
        /// Another one.
        #[shape(0, Object)]
        Full(Box<Full>),
    }
}

answer! {
    /// What is in a [`Box1`].
    pub(crate) struct Full {
        /// The next one.
        #[field(0, "inner")]
        pub inner: Option<Box1>,
    }
}

/// A request with fixed members. Tests of other rooms fill it, so its fields are open.
pub(crate) struct Fixed {
    pub(crate) kind: (),
    pub(crate) name: Option<String>,
    pub(crate) version: (),
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) mode: (),
    pub(crate) flag: (),
}

crate::model! {
    Fixed []
    kind 0 "kind" [.fixed("\"a\\\"b\"")]
    name 1 "name" []
    version 2 "version" [.fixed("2")]
    tags 3 "tags" [.query().joined("|")]
    mode 4 "mode" [.query().fixed("\"x y\"")]
    flag 5 "X-Flag" [.header().fixed("true")]
}
crate::shown! { Fixed }
