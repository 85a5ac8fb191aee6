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

    /// The index of the first value that cannot be sent in a header.
    pub(crate) fn first_with_control_character(&self) -> Option<usize> {
        self.0.iter().position(|value| value.expose().contains(char::is_control))
    }
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

    #[test]
    fn control_characters_are_found() {
        let values = CredentialValues::new([Secret::from("a b"), Secret::from("a\n")]);
        assert_eq!(values.first_with_control_character(), Some(1));
    }
}
