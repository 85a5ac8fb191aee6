//! JSON whose members stay in the order in which they were put, so that the same language gives the same bytes.

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use std::fmt;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// An object.
    Object(Vec<(String, Self)>),
}

impl Value {
    /// The members of an object; none of anything else.
    pub(super) fn into_members(self) -> Vec<(String, Self)> {
        match self {
            Self::Object(members) => members,
            _ => Vec::new(),
        }
    }
}

/// Members of an object.
pub(super) fn object<const N: usize>(members: [(&str, Value); N]) -> Vec<(String, Value)> {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A list of texts.
pub(super) fn texts<'a>(all: impl IntoIterator<Item = &'a str>) -> Value {
    Value::List(all.into_iter().map(Value::from).collect())
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<const N: usize> From<[(&str, Value); N]> for Value {
    fn from(members: [(&str, Self); N]) -> Self {
        Self::Object(object(members))
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Flag(flag) => to.serialize_bool(*flag),
            Self::Number(number) => to.serialize_i64(*number),
            Self::Text(text) => to.serialize_str(text),
            Self::List(items) => to.collect_seq(items),
            Self::Object(members) => {
                let mut map = to.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = serde_json::to_string_pretty(self);
        f.write_str(
            &text.unwrap_or_else(|_| unreachable!("keys are texts, and memory does not fail to be written")),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stay_in_their_order() {
        let value = Value::from([("b", Value::Number(1)), ("a", texts(["x\"y"]))]);
        assert_eq!(value.to_string(), "{\n  \"b\": 1,\n  \"a\": [\n    \"x\\\"y\"\n  ]\n}");
    }
}
