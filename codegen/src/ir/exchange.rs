//! Examples of the specs as code that makes their requests.

/// The examples of one group.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Examples {
    /// Of its calls.
    pub(crate) calls: Vec<Example>,
    /// Of what the vendor posts.
    pub(crate) notifications: Vec<NotificationExample>,
}

/// A request and its answer.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Example {
    /// `account.update`
    pub(crate) operation: String,
    /// What it shows.
    pub(crate) name: String,
    /// What is sent: JSON.
    pub(crate) request: String,
    /// What comes back: JSON, or the text of a file.
    pub(crate) answer: String,
    /// The builder of the call with everything set.
    pub(crate) run: Made,
}

/// Something that the vendor posts.
#[derive(Clone, Debug, Hash)]
pub(crate) struct NotificationExample {
    /// `invoice.task_finished`
    pub(crate) callback: String,
    /// What it shows.
    pub(crate) name: String,
    /// What is posted: JSON.
    pub(crate) body: String,
    /// The module that reads it.
    pub(crate) module: String,
    /// The static with what is known beside the body.
    pub(crate) table: String,
}

/// The lists of all groups of an API, each with the group's module and feature.
#[derive(Clone, Debug, Default, Hash)]
pub(crate) struct ExampleLists {
    /// Groups with examples of calls.
    pub(crate) calls: Vec<(String, String)>,
    /// Groups with examples of what the vendor posts.
    pub(crate) notifications: Vec<(String, String)>,
}

/// An object or a request that is made by setters.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct Made {
    /// The path of its type.
    pub(crate) of: Vec<String>,
    /// How it begins.
    pub(crate) by: Start,
    /// Setters, and the argument of those that have one.
    pub(crate) with: Vec<(String, Option<Value>)>,
}

/// How something that is made by setters begins, and how it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Start {
    /// `Builder::new(client)` to `.send_full()`.
    Call,
    /// `Builder::new(client)` to `.send()`.
    Download,
    /// `T::builder()` to `.build()`.
    Builder,
    /// `T::new()`, and it is done.
    New,
}

/// The argument of a setter.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) enum Value {
    /// `"…"`, which the setter converts.
    Text(String),
    /// `"…".into()`
    Owned(String),
    /// A whole number as it was written.
    Number(String),
    /// `true` or `false`
    Flag(bool),
    /// `Id::from(…)`
    Id(String),
    /// A type of the runtime from text: `Decimal::from_static("12.30")`.
    Static(&'static str, String),
    /// A variant of an enum, by its path.
    Variant(Vec<String>),
    /// An object.
    Made(Made),
    /// `Vec::from([…])`
    List(Vec<Value>),
}
