//! Why a measurement could not be made.
//!
//! In come what was attempted and its cause, out goes one text for the contributor.

use std::fmt;
use std::path::Path;

/// What was attempted, and why it failed.
#[derive(Debug)]
pub(super) struct Failure(String);

/// What measuring gives.
pub(super) type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    /// A failure in whole words.
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The failure of an attempt on a file or folder.
    pub(super) fn on(attempt: &str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |error| Self(format!("cannot {attempt} `{}`: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
