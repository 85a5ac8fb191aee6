//! Builders: setters, and states that remember which required members were set.

use super::{Docs, Object, Type};

/// A builder of a request or of an object inside one.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Builder {
    /// Its name.
    pub(crate) name: String,
    /// What it is for.
    pub(crate) docs: Docs,
    /// The struct that it fills.
    pub(crate) object: Object,
    /// The module of the traits that its states must have in the end.
    pub(crate) needs: String,
    /// What it is about, in messages: `account.update`.
    pub(crate) of: String,
    /// One for each required member.
    pub(crate) states: Vec<State>,
    /// Its methods.
    pub(crate) setters: Vec<Setter>,
    /// What comes at the end.
    pub(crate) end: End,
}

/// Setters on an object without required members.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Setters {
    /// The object.
    pub(crate) object: Object,
    /// Its methods.
    pub(crate) setters: Vec<Setter>,
}

/// A type parameter that is `Given` once a member was set.
#[derive(Clone, Debug, Hash)]
pub(crate) struct State {
    /// The parameter: `A`.
    pub(crate) letter: String,
    /// The trait that it must have in the end.
    pub(crate) need: String,
    /// The member's setter.
    pub(crate) setter: String,
    /// The vendor's title of the member.
    pub(crate) label: Option<String>,
}

/// What a builder ends with.
#[derive(Clone, Debug, Hash)]
pub(crate) enum End {
    /// `send`, `send_full` and `prepare`.
    Send {
        /// What the call answers.
        answer: Type,
        /// The docs of `send`.
        docs: Docs,
        /// `send_and_wait`, where the call starts work or tells how far some is.
        work: Option<Box<Work>>,
        /// `send_pages`, where it gives a list in pages.
        pages: Option<Box<Pages>>,
    },
    /// `send` to a file, and `prepare`.
    Download {
        /// The content types of the file; none for any but JSON and HTML.
        types: Vec<String>,
        /// The docs of `send`.
        docs: Docs,
    },
    /// `build`.
    Build,
}

/// `send_and_wait`.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Work {
    /// Its docs.
    pub(crate) docs: Docs,
    /// What the asked call answers with.
    pub(crate) state: Type,
    /// Whose work it is.
    pub(crate) by: WorkBy,
}

/// Whose work it is that is waited for.
#[derive(Clone, Debug, Hash)]
pub(crate) enum WorkBy {
    /// The call starts it. Where its answer may be the result already, that type and its shape; `Option` around it
    /// where the answer may be missing.
    Start(Option<AtOnce>),
    /// It was started before, and the call asks for it.
    Ask,
}

/// An answer that may be the result of the work already.
#[derive(Clone, Debug, Hash)]
pub(crate) struct AtOnce {
    /// The enum of shapes.
    pub(crate) of: String,
    /// The shape.
    pub(crate) shape: String,
    /// Whether the answer may be missing.
    pub(crate) optional: bool,
}

/// `send_pages`.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Pages {
    /// Its docs.
    pub(crate) docs: Docs,
    /// The type of a page.
    pub(crate) page: Type,
    /// The type of a row.
    pub(crate) row: Type,
    /// The members from the page to its rows, each with whether it may be missing.
    pub(crate) rows: Vec<(String, bool)>,
    /// The state of the page's number, which need not be set.
    pub(crate) without: Option<usize>,
}

/// A method that sets one member.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Setter {
    /// Its name.
    pub(crate) name: String,
    /// What it sets.
    pub(crate) docs: Docs,
    /// The member, behind the members that lead to it.
    pub(crate) member: Vec<String>,
    /// Where the value comes from.
    pub(crate) stored: Stored,
    /// How it is kept.
    pub(crate) store: Store,
    /// The state that it gives, by index.
    pub(crate) gives: Option<usize>,
}

/// Where the value of a setter comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Stored {
    /// The argument as it is.
    Plain(Argument),
    /// Text that is encrypted before it is sent: `Sealed::plain(…)`.
    ToSeal(Argument),
    /// What is encrypted already: `Sealed::encrypted(…)`.
    Encrypted(Argument),
    /// No argument: null.
    Null,
}

/// How a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Store {
    /// As it is.
    Bare,
    /// In `Some`, or `None` for null.
    Option,
    /// In `Nullable::Value`, or `Nullable::Null`.
    Nullable,
}

/// The argument of a setter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Argument {
    /// `impl Into<T>`
    Into(Type),
    /// `T`
    Exactly(Type),
}
