//! Any JSON, for members of which nothing more is known.
//!
//! In: JSON text. Out: the same text. It is never shown, since nobody knows what it holds.

use serde_json::value::RawValue;
use std::fmt;
use std::str::FromStr;

/// Any JSON, as text. Two are equal if they are written alike.
#[derive(Clone, PartialEq, Eq)]
pub struct Json(String);

impl Json {
    /// The text. It may hold personal data; keep it out of logs.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// `null`.
    #[must_use]
    pub fn null() -> Self {
        Self::from_static("null")
    }

    /// For texts of which the generator has seen that they are JSON.
    #[doc(hidden)]
    #[must_use]
    pub fn from_static(text: &'static str) -> Self {
        Self::from_raw(text)
    }

    /// For texts that the parser has read.
    pub(crate) fn from_raw(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// A text that is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseJsonError;

impl fmt::Display for ParseJsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not JSON")
    }
}

impl std::error::Error for ParseJsonError {}

impl FromStr for Json {
    type Err = ParseJsonError;

    fn from_str(text: &str) -> Result<Self, ParseJsonError> {
        let raw: &RawValue = serde_json::from_str(text).map_err(|_| ParseJsonError)?;
        Ok(Self::from_raw(raw.get()))
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(text.parse::<Json>().ok().as_ref().map(Json::text), expected);
    }

    #[test]
    fn json_stays_as_it_is() {
        check(" {\"b\": 1.50,\"a\":[]}\n", Some("{\"b\": 1.50,\"a\":[]}"));
        check("null", Some("null"));
        check(&"[".repeat(10), None);
        for text in ["", "{", "hunter2", "1 2"] {
            check(text, None);
        }
        assert_eq!(Json::null().text(), "null");
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", Json::from_static("\"hunter2\"")), "Json(9 bytes)");
    }
}
