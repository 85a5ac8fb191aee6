//! Models of the pretend API, as emitted code would have them.
//!
//! In: nothing. Out: a request with a field of every kind and place, and an answer to match. They have no rules of
//! their own.

use crate::private::*;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Nine,
    Unknown(UnknownValue),
}

impl OpenEnum for Mode {
    fn known(value: Wire<'_>) -> Option<Self> {
        match value {
            Wire::Integer(9) => Some(Self::Nine),
            _ => None,
        }
    }
    fn unknown(value: UnknownValue) -> Self {
        Self::Unknown(value)
    }
    fn wire(&self) -> Wire<'_> {
        match self {
            Self::Nine => Wire::Integer(9),
            Self::Unknown(value) => value.wire(),
        }
    }
}
impl Value for Mode {
    fn view(&self) -> View<'_> {
        View::of_enum(self)
    }
}
impl Slot for Mode {
    fn target(&mut self, null: Null) -> Target<'_> {
        Target::of_enum(self, null)
    }
}
impl Blank for Mode {
    fn blank() -> Self {
        Self::Unknown(UnknownValue::default())
    }
}

/// A request with a field of every kind and place.
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

static REQUEST: Shape = Shape {
    name: "Request",
    fields: &[
        field("orgId", "org_id").required().path(),
        field("page", "page").query(),
        field("X-Trace", "trace").header(),
        field("accountId", "account_id").required(),
        field("pass", "password").encrypted(0),
        field("mobile", "mobile").sensitive(),
        field("flow", "flow"),
        field("mode", "mode"),
        field("note", "note").null_when_absent(),
        field("parts", "parts"),
    ],
    inside: &[],
};

impl Model for Request {
    fn shape(&self) -> &'static Shape {
        &REQUEST
    }
    fn get(&self, index: usize) -> &dyn Value {
        match index {
            0 => &self.org_id,
            1 => &self.page,
            2 => &self.trace,
            3 => &self.account_id,
            4 => &self.password,
            5 => &self.mobile,
            6 => &self.flow,
            7 => &self.mode,
            8 => &self.note,
            _ => &self.parts,
        }
    }
}

impl Request {
    pub(crate) fn new() -> Self {
        Self {
            org_id: "o 1".to_owned(),
            page: None,
            trace: None,
            account_id: Id::from(7),
            password: None,
            mobile: None,
            flow: Nullable::Absent,
            mode: None,
            note: Some("n".to_owned()),
            parts: None,
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_model(self, f)
    }
}

/// A request without fields.
pub(crate) struct Nothing;

impl Model for Nothing {
    fn shape(&self) -> &'static Shape {
        &Shape { name: "Nothing", fields: &[], inside: &[] }
    }
    fn get(&self, _: usize) -> &dyn Value {
        &()
    }
}

/// A part of requests and answers.
#[derive(Clone, PartialEq)]
pub(crate) struct Part1 {
    pub(crate) price: i64,
    pub(crate) name: Option<String>,
}

static PART: Shape = Shape {
    name: "Part1",
    fields: &[field("price", "price").required(), field("name", "name").also(&["title"])],
    inside: &[],
};

impl Model for Part1 {
    fn shape(&self) -> &'static Shape {
        &PART
    }
    fn get(&self, index: usize) -> &dyn Value {
        match index {
            0 => &self.price,
            _ => &self.name,
        }
    }
}
impl DecodeModel for Part1 {
    fn slot(&mut self, index: usize) -> &mut dyn Slot {
        match index {
            0 => &mut self.price,
            _ => &mut self.name,
        }
    }
}
impl Blank for Part1 {
    fn blank() -> Self {
        Self { price: 0, name: None }
    }
}
impl fmt::Debug for Part1 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_model(self, f)
    }
}

/// An answer with a field of every kind, of which the id may stand in a sibling.
#[derive(Clone)]
pub(crate) struct Response {
    pub(crate) part: Option<Part1>,
    pub(crate) account_id: Id,
    pub(crate) items: Vec<Part1>,
    pub(crate) mode: Option<Mode>,
    pub(crate) secret: Option<Secret>,
    pub(crate) done: Option<bool>,
    pub(crate) count: Option<i32>,
    pub(crate) tags: Option<Vec<String>>,
}

static RESPONSE: Shape = Shape {
    name: "Response",
    fields: &[
        field("part", "part").holds_others(),
        field("accountId", "account_id").required(),
        field("items", "items"),
        field("mode", "mode"),
        field("secret", "secret").sensitive(),
        field("done", "done"),
        field("count", "count"),
        field("tags", "tags"),
    ],
    inside: &[
        Inside { field: 1, within: 0, wire: "accountId" },
        Inside { field: 6, within: 0, wire: "price" },
    ],
};

impl Model for Response {
    fn shape(&self) -> &'static Shape {
        &RESPONSE
    }
    fn get(&self, index: usize) -> &dyn Value {
        match index {
            0 => &self.part,
            1 => &self.account_id,
            2 => &self.items,
            3 => &self.mode,
            4 => &self.secret,
            5 => &self.done,
            6 => &self.count,
            _ => &self.tags,
        }
    }
}
impl DecodeModel for Response {
    fn slot(&mut self, index: usize) -> &mut dyn Slot {
        match index {
            0 => &mut self.part,
            1 => &mut self.account_id,
            2 => &mut self.items,
            3 => &mut self.mode,
            4 => &mut self.secret,
            5 => &mut self.done,
            6 => &mut self.count,
            _ => &mut self.tags,
        }
    }
}
impl Blank for Response {
    fn blank() -> Self {
        Self {
            part: None,
            account_id: Id::blank(),
            items: Vec::new(),
            mode: None,
            secret: None,
            done: None,
            count: None,
            tags: None,
        }
    }
}
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_model(self, f)
    }
}
