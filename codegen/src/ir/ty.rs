//! Types of the emitted code.

/// A type of a member, an argument or an answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Type {
    /// `()`
    Unit,
    /// `String`
    String,
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// A type of the runtime: `Id`, `Decimal`, `Json`, `Secret`, `Sealed`, `Ciphertext`.
    Runtime(&'static str),
    /// An enum, in scope under this name.
    Enum(String),
    /// An object or a value of several shapes, in scope under this name.
    Object(String),
    /// A type of a neighbour, by the module and its name: `super::get_state::Task`.
    Beside(String, String),
    /// `Option<T>`
    Option(Box<Type>),
    /// `Nullable<T>`
    Nullable(Box<Type>),
    /// `Vec<T>`
    Vec(Box<Type>),
    /// `Box<T>`
    Boxed(Box<Type>),
}

impl Type {
    /// `Option<T>`
    pub(crate) fn option(self) -> Self {
        Self::Option(Box::new(self))
    }
}
