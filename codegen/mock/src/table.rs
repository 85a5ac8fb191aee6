//! Tables of an API as its mock server goes by, and the macros by which emitted code writes them.
//!
//! In: the operations, examples and rules of an API. Out: constants. Nothing here is computed.

use crate::rules::Rules;
use jiekou_runtime::example::{Example, NotificationExample};
use jiekou_runtime::mock::{Api, DecodeModel, Operation, Slot};
use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

/// An API with all that its mock server knows.
#[derive(Debug)]
pub struct MockApi {
    /// How clients speak.
    pub api: &'static Api,
    /// The vendor's name.
    pub label: &'static str,
    /// Its operations, by group.
    pub operations: &'static [&'static [&'static MockOperation]],
    /// Requests and answers, by group.
    pub examples: &'static [&'static [Example]],
    /// What the vendor posts, by group.
    pub notifications: &'static [&'static [NotificationExample]],
    /// What the vendor's side does beside answering.
    pub rules: &'static Rules,
}

impl MockApi {
    /// All operations.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &'static MockOperation> + use<> {
        self.operations.iter().copied().flatten().copied()
    }

    /// The examples of an operation.
    pub(crate) fn examples_of(&self, id: &str) -> impl Iterator<Item = &'static Example> {
        self.examples.iter().copied().flatten().filter(move |example| example.operation == id)
    }
}

/// An operation with its types.
pub struct MockOperation {
    /// How clients call it.
    pub operation: &'static Operation,
    /// The vendor's title.
    pub label: &'static str,
    /// A request with nothing in it.
    pub request: fn() -> Box<dyn Request>,
    /// The data of an answer with nothing in it.
    pub answer: fn() -> Box<dyn Slot>,
    /// What it answers with.
    pub gives: Gift,
}

/// What an operation answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gift {
    /// Data, with the members of the API around them.
    Data,
    /// A file.
    File,
}

impl fmt::Debug for MockOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MockOperation").field(&self.operation.id).finish()
    }
}

/// A request that was received, of any type.
pub trait Request: DecodeModel + Any + Send + Sync + fmt::Debug {}

impl<R: DecodeModel + Any + Send + Sync + fmt::Debug> Request for R {}

/// An operation with the types of its request and its answer: what `server.on(account::update)` takes.
pub struct Endpoint<R, A> {
    pub(crate) operation: &'static MockOperation,
    types: PhantomData<fn(R) -> A>,
}

impl<R, A> Endpoint<R, A> {
    /// Of this operation.
    #[doc(hidden)]
    #[must_use]
    pub const fn of(operation: &'static MockOperation) -> Self {
        Self { operation, types: PhantomData }
    }
}

impl<R, A> fmt::Debug for Endpoint<R, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Endpoint").field(&self.operation.operation.id).finish()
    }
}

/// The answer of a call that gives a file.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct File {
    /// Its content type.
    pub content_type: String,
    /// Its content.
    pub content: bytes::Bytes,
}

impl File {
    /// With this type and this content.
    #[must_use]
    pub fn new(content_type: impl Into<String>, content: impl Into<bytes::Bytes>) -> Self {
        Self { content_type: content_type.into(), content: content.into() }
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({}, {} bytes)", self.content_type, self.content.len())
    }
}

/// The endpoint of one operation, in the module of its call. A call that gives a file says `file`.
#[doc(hidden)]
#[macro_export]
macro_rules! endpoint {
    ($label:literal, file) => {
        $crate::endpoint!(@ $label, File, $crate::File, ());
    };
    ($label:literal, $answer:ty) => {
        $crate::endpoint!(@ $label, Data, $answer, $answer);
    };
    (@ $label:literal, $gift:ident, $answer:ty, $data:ty) => {
        /// The call for tests with a mock server, with the types of its request and its answer.
        #[must_use]
        pub fn endpoint() -> $crate::Endpoint<Request, $answer> {
            $crate::Endpoint::of(&ENDPOINT)
        }

        pub(super) static ENDPOINT: $crate::private::MockOperation = $crate::private::MockOperation {
            operation: &OPERATION,
            label: $label,
            request: || ::std::boxed::Box::new(<Request as ::jiekou_runtime::private::Blank>::blank()),
            answer: || ::std::boxed::Box::new(<$data as ::jiekou_runtime::private::Blank>::blank()),
            gives: $crate::private::Gift::$gift,
        };
    };
}

/// The endpoints of a group, in its module: `server.on(account::update)`.
#[doc(hidden)]
#[macro_export]
macro_rules! endpoints {
    ($($name:ident),* $(,)?) => {
        $(pub use $name::endpoint as $name;)*

        pub(super) static ENDPOINTS: &[&$crate::private::MockOperation] = &[$(&$name::ENDPOINT),*];
    };
}
