//! What a user holds: keys and secrets, by the order of the API's table.
//!
//! In: the values of an emitted `Credentials`. Out: the values by index. Debug shows none of them.

use crate::Secret;

/// The values of an API's credentials, in the order of its table.
#[derive(Clone, Debug, Default)]
pub struct CredentialValues(Vec<Secret>);

impl CredentialValues {
    /// The values in the order of the table.
    #[must_use]
    pub fn new(values: impl IntoIterator<Item = Secret>) -> Self {
        Self(values.into_iter().collect())
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The value with this index; empty where there is none.
    pub(crate) fn at(&self, index: usize) -> &str {
        self.0.get(index).map_or("", Secret::expose)
    }
}

/// What is wrong with a credential: it would be sent changed, or not at all.
pub(crate) fn flaw(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        Some("is empty")
    } else if text.contains(char::is_control) {
        Some("holds control characters")
    } else if text.trim() != text {
        Some("begins or ends with a blank")
    } else {
        None
    }
}

/// What is wrong with a credential or a token that goes into a header.
pub(crate) fn header_flaw(text: &str) -> Option<&'static str> {
    flaw(text).or((!text.is_ascii()).then_some("holds characters beyond ASCII"))
}

/// The credentials of an API that knows no users.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoCredentials;

impl From<NoCredentials> for CredentialValues {
    fn from(NoCredentials: NoCredentials) -> Self {
        Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_by_index_and_are_not_shown() {
        let values = CredentialValues::new([Secret::from("key"), Secret::from("hunter2")]);
        assert_eq!((values.at(0), values.at(1), values.at(2)), ("key", "hunter2", ""));
        assert_eq!(format!("{values:?}"), "CredentialValues([[redacted], [redacted]])");
        assert_eq!(CredentialValues::from(NoCredentials).len(), 0);
    }

    #[track_caller]
    fn check(text: &str, anywhere: Option<&str>, in_a_header: Option<&str>) {
        assert_eq!((flaw(text), header_flaw(text)), (anywhere, in_a_header));
    }

    #[test]
    fn what_would_not_arrive_is_found() {
        check("a b", None, None);
        check("测", None, Some("holds characters beyond ASCII"));
        for (text, reason) in [
            ("", "is empty"),
            ("a\n", "holds control characters"),
            (" a", "begins or ends with a blank"),
            ("a\u{3000}", "begins or ends with a blank"),
        ] {
            check(text, Some(reason), Some(reason));
        }
    }
}
