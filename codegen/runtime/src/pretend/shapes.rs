//! Models with values that travel in other forms than their own, as emitted code would have them.
//!
//! In: nothing. Out: a model that is sent and read, a request with fixed members, and values of several shapes. They
//! have no rules of their own.

use super::Part1;
use crate::private::*;

macro_rules! model {
    ($(#[$about:meta])* $name:ident { $($field:ident: $type:ty = $row:expr;)* }) => {
        $(#[$about])*
        #[derive(Clone)]
        pub(crate) struct $name {
            $(pub(crate) $field: $type,)*
        }
        impl Model for $name {
            fn shape(&self) -> &'static Shape {
                static SHAPE: Shape = Shape { name: stringify!($name), fields: &[$($row),*], inside: &[] };
                &SHAPE
            }
            fn get(&self, index: usize) -> &dyn Value {
                let fields: &[&dyn Value] = &[$(&self.$field),*];
                fields[index]
            }
        }
        impl DecodeModel for $name {
            fn slot(&mut self, index: usize) -> &mut dyn Slot {
                let fields: Vec<&mut dyn Slot> = vec![$(&mut self.$field),*];
                fields.into_iter().nth(index).expect("the table has as many fields")
            }
        }
        impl Blank for $name {
            fn blank() -> Self {
                Self { $($field: Blank::blank(),)* }
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                debug_model(self, f)
            }
        }
    };
}

model! {
    /// What an XML text holds.
    Document {
        id: Option<String> = field("@id", "id");
        note: Option<String> = field("note", "note");
        rows: Option<Vec<Part1>> = field("row", "rows");
    }
}

model! {
    /// A member of every form.
    Forms {
        amount: Option<Decimal> = field("amount", "amount");
        rate: Option<Decimal> = field("rate", "rate").as_text();
        amounts: Option<Vec<Decimal>> = field("amounts", "amounts");
        any: Option<Json> = field("any", "any");
        numbers: Option<Vec<i64>> = field("numbers", "numbers").joined(",");
        part: Option<Part1> = field("part", "part").json_text();
        parts: Option<Vec<Part1>> = field("parts", "parts").json_text();
        document: Option<Document> = field("document", "document").xml_text("business");
        shape: Option<Shapes> = field("shape", "shape");
        shapes: Option<Vec<Shapes>> = field("shapes", "shapes");
        inner: Option<Box1> = field("inner", "inner").json_text();
    }
}

model! {
    /// A task.
    Task {
        task_id: Id = field("taskId", "task_id").required();
    }
}

/// A value of any kind.
#[derive(Clone, Debug)]
pub(crate) enum Shapes {
    Task(Box<Task>),
    Part(Box<Part1>),
    Id(Id),
    Done(bool),
    Parts(Vec<Part1>),
    Unknown(Json),
}

static SHAPES: &[Choice] = &[
    choice(Kind::Object).has(&["taskId"]),
    choice(Kind::Object).when(&[("price", &["1", "2.50"])]),
    choice(Kind::Single),
    choice(Kind::Boolean),
    choice(Kind::List),
];

impl OneOf for Shapes {
    fn choices(&self) -> &'static [Choice] {
        SHAPES
    }
    fn choose(&mut self, index: usize) -> &mut dyn Slot {
        *self = match index {
            0 => Self::Task(Box::new(Task::blank())),
            1 => Self::Part(Box::new(Part1::blank())),
            2 => Self::Id(Id::blank()),
            3 => Self::Done(bool::blank()),
            4 => Self::Parts(Vec::blank()),
            _ => Self::Unknown(Json::blank()),
        };
        match self {
            Self::Task(value) => value.as_mut(),
            Self::Part(value) => value.as_mut(),
            Self::Id(value) => value,
            Self::Done(value) => value,
            Self::Parts(value) => value,
            Self::Unknown(value) => value,
        }
    }
    fn other(&mut self, json: Json) {
        *self = Self::Unknown(json);
    }
}
impl Value for Shapes {
    fn view(&self) -> View<'_> {
        match self {
            Self::Task(value) => value.as_ref().view(),
            Self::Part(value) => value.as_ref().view(),
            Self::Id(value) => value.view(),
            Self::Done(value) => value.view(),
            Self::Parts(value) => value.view(),
            Self::Unknown(value) => value.view(),
        }
    }
}
impl Slot for Shapes {
    fn target(&mut self, null: Null) -> Target<'_> {
        Target::one_of(self, null)
    }
    fn wants_raw(&self) -> bool {
        true
    }
}
impl Blank for Shapes {
    fn blank() -> Self {
        Self::Unknown(Json::null())
    }
    fn is_raw() -> bool {
        true
    }
}

/// A value that holds others of its own type, as no emitted one does.
#[derive(Clone, Debug)]
pub(crate) enum Box1 {
    Full(Box<Full>),
    Unknown(Json),
}

model! {
    /// What is in a [`Box1`].
    Full {
        inner: Option<Box1> = field("inner", "inner");
    }
}

impl OneOf for Box1 {
    fn choices(&self) -> &'static [Choice] {
        const { &[choice(Kind::Object)] }
    }
    fn choose(&mut self, _: usize) -> &mut dyn Slot {
        *self = Self::Full(Box::new(Full::blank()));
        match self {
            Self::Full(value) => value.as_mut(),
            Self::Unknown(value) => value,
        }
    }
    fn other(&mut self, json: Json) {
        *self = Self::Unknown(json);
    }
}
impl Value for Box1 {
    fn view(&self) -> View<'_> {
        match self {
            Self::Full(value) => value.as_ref().view(),
            Self::Unknown(value) => value.view(),
        }
    }
}
impl Slot for Box1 {
    fn target(&mut self, null: Null) -> Target<'_> {
        Target::one_of(self, null)
    }
    fn wants_raw(&self) -> bool {
        true
    }
}
impl Blank for Box1 {
    fn blank() -> Self {
        Self::Unknown(Json::null())
    }
    fn is_raw() -> bool {
        true
    }
}

/// A request with fixed members, for which it has no fields.
pub(crate) struct Fixed {
    pub(crate) name: Option<String>,
    pub(crate) tags: Option<Vec<String>>,
}

static FIXED: Shape = Shape {
    name: "Fixed",
    fields: &[
        field("kind", "kind").fixed("\"a\\\"b\""),
        field("name", "name"),
        field("version", "version").fixed("2"),
        field("tags", "tags").query().joined("|"),
        field("mode", "mode").query().fixed("\"x y\""),
        field("X-Flag", "flag").header().fixed("true"),
    ],
    inside: &[],
};

impl Model for Fixed {
    fn shape(&self) -> &'static Shape {
        &FIXED
    }
    fn get(&self, index: usize) -> &dyn Value {
        match index {
            1 => &self.name,
            3 => &self.tags,
            _ => panic!("a fixed member is never asked for"),
        }
    }
}
impl fmt::Debug for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_model(self, f)
    }
}
