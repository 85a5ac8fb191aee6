//! Where tokens are kept beyond one client, as a seam.
//!
//! In: a key that names API, server and credentials without telling them, and a token. Out: the token that any
//! process kept last. A store that fails harms no call: the client goes on with the token in its memory.

mod file;
mod memory;
mod record;
#[cfg(feature = "redis")]
mod redis;

pub use self::file::FileTokenStore;
pub use self::memory::MemoryTokenStore;
#[cfg(feature = "redis")]
pub use self::redis::RedisTokenStore;

use crate::Secret;
use crate::transport::BoxFuture;
use std::any::Any;
use std::error::Error;
use std::fmt;
use std::time::Duration;

/// A token as a store keeps it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StoredToken {
    /// The token.
    pub value: Secret,
    /// When it was fetched, as Unix time in milliseconds.
    pub fetched_ms: i64,
    /// Until when it is used, as Unix time in milliseconds.
    pub until_ms: i64,
}

impl StoredToken {
    /// A token with its times, as Unix time in milliseconds.
    pub fn new(value: impl Into<Secret>, fetched_ms: i64, until_ms: i64) -> Self {
        Self { value: value.into(), fetched_ms, until_ms }
    }
}

/// Keeps tokens, so that processes share them and a restart does not fetch anew.
///
/// Many vendors throttle the call that gives tokens, and some end an old token when they give a new one. With a
/// store one process of a fleet fetches at a time, and the others take what it was given.
pub trait TokenStore: Send + Sync {
    /// The token that was kept last.
    fn load<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<StoredToken>, StoreError>>;

    /// Keeps a token in place of any other.
    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Forgets this token, unless another one has taken its place.
    fn remove<'a>(&'a self, key: &'a str, value: &'a Secret) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Takes the turn to fetch; none while somebody else has it. It ends by itself after so long, and when the turn
    /// is dropped, as far as the store can notice that.
    fn take_turn<'a>(
        &'a self,
        key: &'a str,
        time: Duration,
    ) -> BoxFuture<'a, Result<Option<Turn>, StoreError>>;

    /// Gives the turn back.
    fn end_turn<'a>(&'a self, key: &'a str, turn: Turn) -> BoxFuture<'a, Result<(), StoreError>>;
}

/// The turn to fetch a token, and whatever a store must know to end it.
pub struct Turn(Box<dyn Any + Send>);

impl Turn {
    /// A turn that holds this.
    pub fn new(holds: impl Any + Send) -> Self {
        Self(Box::new(holds))
    }

    /// What it holds, if it is of this type.
    #[must_use]
    pub fn into_inner<T: Any>(self) -> Option<T> {
        self.0.downcast().ok().map(|holds| *holds)
    }

    /// The same for a store that is handed back what it gave.
    fn given_back<T: Any>(self) -> Result<T, StoreError> {
        self.into_inner().ok_or_else(|| StoreError::new("the turn was given by a store of another kind"))
    }
}

impl fmt::Debug for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Turn").finish_non_exhaustive()
    }
}

/// Why a store did not do what it was asked for.
#[derive(Debug)]
pub struct StoreError(Box<dyn Error + Send + Sync>);

impl StoreError {
    /// An error of the store. Its text may be logged, so no token stands in it.
    pub fn new(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(source.into())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the token store failed: {}", self.0)
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_gives_back_what_it_holds() {
        assert_eq!(Turn::new(7_u32).into_inner::<u32>(), Some(7));
        assert_eq!(Turn::new(7_u32).into_inner::<String>(), None);
    }

    #[test]
    fn debug_shows_no_token() {
        let token = StoredToken::new("hunter2", 1, 2);
        assert_eq!(
            format!("{token:?} {:?}", Turn::new("hunter2")),
            "StoredToken { value: [redacted], fetched_ms: 1, until_ms: 2 } Turn { .. }"
        );
        assert_eq!(StoreError::new("no route").to_string(), "the token store failed: no route");
    }
}
