//! Members of requests that may be left out, sent as null, or sent with a value.
//!
//! In: one of three states. Out: nothing, `null` or the value in the body. Absent and null are never mixed up.

/// A member with three states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// Not sent.
    #[default]
    Absent,
    /// Sent as `null`.
    Null,
    /// Sent.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, if there is one.
    #[must_use]
    pub const fn as_value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_value_is_one() {
        assert_eq!(Nullable::from(1).as_value(), Some(&1));
        assert_eq!(Nullable::<i32>::Null.as_value(), None);
        assert_eq!(Nullable::<i32>::default(), Nullable::Absent);
    }
}
