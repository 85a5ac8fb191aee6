//! Types of the emitted code, and the values that stand in before anything is set.

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
    /// `Option<T>`
    Option(Box<Type>),
    /// `Nullable<T>`
    Nullable(Box<Type>),
    /// `Vec<T>`
    Vec(Box<Type>),
    /// `Box<T>`
    Boxed(Box<Type>),
}

/// The value of a member before it is set or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Blank {
    /// `String::new()`, `Vec::new()`
    New,
    /// `false`
    False,
    /// `0`
    Zero,
    /// `None`
    None,
    /// `Nullable::Absent`
    Absent,
    /// `T::blank()`, by the runtime's trait.
    Trait,
    /// `Box::new(…)`
    Boxed,
}

impl Type {
    /// `Option<T>`
    pub(crate) fn option(self) -> Self {
        Self::Option(Box::new(self))
    }

    /// Its value before it is set.
    pub(crate) fn blank(&self) -> Blank {
        match self {
            Self::String | Self::Vec(_) => Blank::New,
            Self::Bool => Blank::False,
            Self::I32 | Self::I64 => Blank::Zero,
            Self::Option(_) => Blank::None,
            Self::Nullable(_) => Blank::Absent,
            Self::Unit | Self::Runtime(_) | Self::Enum(_) | Self::Object(_) => Blank::Trait,
            Self::Boxed(_) => Blank::Boxed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_optional_begins_as_none_whatever_it_holds() {
        assert_eq!(Type::Bool.option().blank(), Blank::None);
        assert_eq!(Type::Bool.blank(), Blank::False);
        assert_eq!(Type::Vec(Box::new(Type::Bool)).blank(), Blank::New);
    }
}
