//! Ids: whole numbers that vendors write as numbers or as text.
//!
//! In: a `u64`, or digits. Out: the same digits. An id never goes through floating point.

use std::fmt;
use std::str::FromStr;

/// An id of up to 20 digits. It is read from a JSON number or from text, and sent as a number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(u64);

impl Id {
    /// The number.
    #[inline]
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

// No other integer converts: with one only, a plain `1234` as an argument is taken for it.
impl From<u64> for Id {
    #[inline]
    fn from(value: u64) -> Self {
        Self(value)
    }
}

impl From<Id> for u64 {
    #[inline]
    fn from(id: Id) -> Self {
        id.0
    }
}

/// A text that is no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseIdError;

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id is 1 to 20 decimal digits, up to 18446744073709551615")
    }
}

impl std::error::Error for ParseIdError {}

impl FromStr for Id {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        // `u64::from_str` takes a leading `+`.
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ParseIdError);
        }
        text.parse().map(Self).map_err(|_| ParseIdError)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<u64>) {
        assert_eq!(text.parse::<Id>().ok().map(Id::get), expected);
    }

    #[test]
    fn digits_are_an_id() {
        check("0", Some(0));
        check("18446744073709551615", Some(u64::MAX));
        check("0012", Some(12));
    }

    #[test]
    fn anything_else_is_not() {
        for text in ["", "+1", "-1", "1.0", "18446744073709551616", " 1", "１"] {
            check(text, None);
        }
    }

    #[test]
    fn a_plain_number_is_an_argument() {
        fn take(id: impl Into<Id>) -> Id {
            id.into()
        }
        assert_eq!(format!("{:?} {}", take(1_234_567_890_123_456), take(7)), "1234567890123456 7");
    }
}
