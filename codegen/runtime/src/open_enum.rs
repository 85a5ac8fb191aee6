//! Enums of which a vendor may add values at any time.
//!
//! In: a text or a number from the wire. Out: the documented variant, or the value as it came. A value that is
//! not documented is never an error and never changed.

use std::fmt;

/// A value of an enum on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Wire<'a> {
    /// A JSON string.
    Text(&'a str),
    /// A JSON number.
    Integer(i64),
}

/// A value that was not documented, as it came.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownValue(Kept);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Kept {
    Text(String),
    Integer(i64),
}

impl UnknownValue {
    /// As it came and as it is sent.
    #[must_use]
    pub fn wire(&self) -> Wire<'_> {
        match &self.0 {
            Kept::Text(text) => Wire::Text(text),
            Kept::Integer(number) => Wire::Integer(*number),
        }
    }
}

impl Default for UnknownValue {
    fn default() -> Self {
        Self(Kept::Text(String::new()))
    }
}

impl From<Wire<'_>> for UnknownValue {
    fn from(wire: Wire<'_>) -> Self {
        Self(match wire {
            Wire::Text(text) => Kept::Text(text.to_owned()),
            Wire::Integer(number) => Kept::Integer(number),
        })
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kept::Text(text) => text.fmt(f),
            Kept::Integer(number) => number.fmt(f),
        }
    }
}

/// An enum that keeps values that it does not know.
pub trait OpenEnum {
    /// The documented variant with exactly this value.
    fn known(value: Wire<'_>) -> Option<Self>
    where
        Self: Sized;

    /// The variant that keeps any other value.
    fn unknown(value: UnknownValue) -> Self
    where
        Self: Sized;

    /// The value as it is sent.
    fn wire(&self) -> Wire<'_>;

    /// The variant for a value: `9` and `"9"` are the same, where only one of them is documented.
    #[must_use]
    fn from_wire(value: Wire<'_>) -> Self
    where
        Self: Sized,
    {
        let other = || match value {
            Wire::Integer(number) => Self::known(Wire::Text(&number.to_string())),
            Wire::Text(text) => Self::known(Wire::Integer(canonical(text)?)),
        };
        Self::known(value).or_else(other).unwrap_or_else(|| Self::unknown(UnknownValue::from(value)))
    }
}

/// The number that is written exactly so: `9`, but neither `09` nor `+9`.
fn canonical(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum Mode {
        Nine,
        Mail,
        Unknown(UnknownValue),
    }

    impl OpenEnum for Mode {
        fn known(value: Wire<'_>) -> Option<Self> {
            match value {
                Wire::Integer(9) => Some(Self::Nine),
                Wire::Text("mail") => Some(Self::Mail),
                _ => None,
            }
        }

        fn unknown(value: UnknownValue) -> Self {
            Self::Unknown(value)
        }

        fn wire(&self) -> Wire<'_> {
            match self {
                Self::Nine => Wire::Integer(9),
                Self::Mail => Wire::Text("mail"),
                Self::Unknown(value) => value.wire(),
            }
        }
    }

    #[track_caller]
    fn check(wire: Wire<'_>, sent: Wire<'_>) {
        assert_eq!(Mode::from_wire(wire).wire(), sent);
    }

    #[test]
    fn both_spellings_are_read() {
        check(Wire::Integer(9), Wire::Integer(9));
        check(Wire::Text("9"), Wire::Integer(9));
        check(Wire::Text("mail"), Wire::Text("mail"));
    }

    #[test]
    fn an_unknown_value_is_kept_as_it_came() {
        for wire in [Wire::Text("09"), Wire::Text(""), Wire::Integer(-3), Wire::Text("new")] {
            check(wire, wire);
            assert!(matches!(Mode::from_wire(wire), Mode::Unknown(_)));
        }
    }
}
