//! Tokens in the memory of one process, for clients that share them and for tests.
//!
//! In: tokens and turns by key. Out: the same to every clone of the store. Nothing outlives the last clone.

use super::{StoreError, StoredToken, TokenStore, Turn};
use crate::Secret;
use crate::timer::{SystemTimer, Timer};
use crate::transport::BoxFuture;
use std::collections::BTreeMap;
use std::fmt;
use std::future::ready;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Keeps tokens in memory, for all clients that hold a clone of it.
///
/// A client keeps its own token in memory without any store. This one is for several clients of one process that
/// use the same credentials, such as one a thread or one a tenant, and for tests of what a shared token does.
#[derive(Clone)]
pub struct MemoryTokenStore(Arc<Shared>);

struct Shared {
    timer: Box<dyn Timer>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    tokens: BTreeMap<String, StoredToken>,
    /// Whose turn it is, and when it ends by itself.
    turns: BTreeMap<String, (u64, Duration)>,
    /// How many turns were given.
    given: u64,
}

impl MemoryTokenStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::with_timer(SystemTimer::default())
    }

    /// An empty store whose turns end by this timer.
    #[must_use]
    pub fn with_timer(timer: impl Timer + 'static) -> Self {
        Self(Arc::new(Shared { timer: Box::new(timer), kept: Mutex::default() }))
    }

    fn turn(&self, key: &str, time: Duration) -> Option<Turn> {
        let now = self.0.timer.now();
        let mut kept = self.0.kept();
        if kept.turns.get(key).is_some_and(|(_, ends)| *ends > now) {
            return None;
        }
        kept.given += 1;
        let number = kept.given;
        kept.turns.insert(key.to_owned(), (number, now.saturating_add(time)));
        Some(Turn::new(Held { shared: Arc::clone(&self.0), key: key.to_owned(), number }))
    }
}

impl Default for MemoryTokenStore {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryTokenStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryTokenStore").finish_non_exhaustive()
    }
}

impl Shared {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A turn. To drop it ends it.
struct Held {
    shared: Arc<Shared>,
    key: String,
    number: u64,
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut kept = self.shared.kept();
        // It may have run out, and be somebody else's now.
        if kept.turns.get(&self.key).is_some_and(|(number, _)| *number == self.number) {
            kept.turns.remove(&self.key);
        }
    }
}

impl TokenStore for MemoryTokenStore {
    fn load<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<StoredToken>, StoreError>> {
        Box::pin(async move { Ok(self.0.kept().tokens.get(key).cloned()) })
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            self.0.kept().tokens.insert(key.to_owned(), token.clone());
            Ok(())
        })
    }

    fn remove<'a>(&'a self, key: &'a str, value: &'a Secret) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let mut kept = self.0.kept();
            if kept.tokens.get(key).is_some_and(|token| token.value.expose() == value.expose()) {
                kept.tokens.remove(key);
            }
            Ok(())
        })
    }

    fn take_turn<'a>(
        &'a self,
        key: &'a str,
        time: Duration,
    ) -> BoxFuture<'a, Result<Option<Turn>, StoreError>> {
        Box::pin(async move { Ok(self.turn(key, time)) })
    }

    fn end_turn<'a>(&'a self, _: &'a str, turn: Turn) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(ready(turn.given_back::<Held>().map(drop)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::block_on;

    const SECOND: Duration = Duration::from_secs(1);

    /// A timer that stands still until it is moved.
    #[derive(Clone, Default)]
    struct Still(Arc<Mutex<Duration>>);

    impl Timer for Still {
        fn now(&self) -> Duration {
            *self.0.lock().expect("no test panics here")
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
            Box::pin(std::future::pending())
        }
    }

    #[test]
    fn a_turn_that_ran_out_does_not_end_the_next_one() {
        let timer = Still::default();
        let store = MemoryTokenStore::with_timer(timer.clone());
        let take = || block_on(store.take_turn("k", SECOND)).expect("a store in memory does not fail");
        let first = take().expect("the first one's turn");
        *timer.0.lock().expect("no test panics here") = SECOND - Duration::from_millis(1);
        assert!(take().is_none());
        *timer.0.lock().expect("no test panics here") = SECOND;
        let second = take().expect("the first turn is over");
        drop(first);
        assert!(take().is_none(), "the second one still has its turn");
        drop(second);
        assert!(take().is_some());
    }

    #[test]
    fn debug_shows_no_token() {
        let store = MemoryTokenStore::new();
        block_on(store.save("k", &StoredToken::new("hunter2", 1, 2))).expect("kept");
        assert_eq!(format!("{store:?}"), "MemoryTokenStore { .. }");
    }
}
