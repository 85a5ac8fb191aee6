//! A store that several pretend clients share.
//!
//! In: its mood. Out: tokens and turns. A turn ends with its time, by the thread's own time, and does not notice when
//! its holder is dropped: so it is with a store on another machine.

use super::VirtualTimer;
use crate::Secret;
use crate::store::{StoreError, StoredToken, TokenStore, Turn};
use crate::timer::Timer as _;
use crate::transport::BoxFuture;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

/// How a store behaves.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Mood {
    #[default]
    Works,
    Fails,
    /// It fails for good once a turn was taken.
    FailsInTurn,
    /// It never answers.
    Hangs,
}

/// See the file. Clones are the same store.
#[derive(Clone, Default)]
pub(crate) struct Shelf(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    mood: Mood,
    token: Option<StoredToken>,
    /// Number and end of the turn that somebody has.
    turn: Option<(u64, Duration)>,
    turns: u64,
}

impl Shelf {
    pub(crate) fn new(mood: Mood) -> Self {
        let shelf = Self::default();
        shelf.state().mood = mood;
        shelf
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no test panics here")
    }

    /// Another process takes the turn for so long.
    pub(crate) fn taken_for(self, time: Duration) -> Self {
        self.state().turn = Some((0, VirtualTimer.now().saturating_add(time)));
        self
    }

    /// Another process leaves a token.
    pub(crate) fn put(&self, token: StoredToken) {
        self.state().token = Some(token);
    }

    /// The token that lies there.
    pub(crate) fn lies(&self) -> Option<String> {
        self.state().token.as_ref().map(|token| token.value.expose().to_owned())
    }

    /// Whether nobody has the turn.
    pub(crate) fn is_free(&self) -> bool {
        self.state().turn.is_none()
    }

    /// Whether another process has the turn.
    pub(crate) fn is_anothers(&self) -> bool {
        self.state().turn.is_some_and(|(number, _)| number == 0)
    }

    /// Gives way once, then does it.
    fn answer<'a, T: Send + 'a>(
        &'a self,
        work: impl FnOnce(&mut State) -> T + Send + 'a,
    ) -> BoxFuture<'a, Result<T, StoreError>> {
        Box::pin(async move {
            let mood = self.state().mood;
            match mood {
                Mood::Hangs => std::future::pending().await,
                Mood::Fails => Err(StoreError::new("it is dead")),
                Mood::FailsInTurn if self.state().turn.is_some() => {
                    self.state().mood = Mood::Fails;
                    Err(StoreError::new("it died"))
                }
                _ => {
                    give_way().await;
                    Ok(work(&mut self.state()))
                }
            }
        })
    }
}

async fn give_way() {
    let mut gave_way = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut gave_way, true) {
            return std::task::Poll::Ready(());
        }
        context.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}

impl TokenStore for Shelf {
    fn load<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Option<StoredToken>, StoreError>> {
        self.answer(|state| state.token.clone())
    }

    fn save<'a>(&'a self, _: &'a str, token: &'a StoredToken) -> BoxFuture<'a, Result<(), StoreError>> {
        self.answer(|state| state.token = Some(token.clone()))
    }

    fn remove<'a>(&'a self, _: &'a str, value: &'a Secret) -> BoxFuture<'a, Result<(), StoreError>> {
        self.answer(|state| {
            state.token.take_if(|token| token.value.expose() == value.expose());
        })
    }

    fn take_turn<'a>(
        &'a self,
        _: &'a str,
        time: Duration,
    ) -> BoxFuture<'a, Result<Option<Turn>, StoreError>> {
        let now = VirtualTimer.now();
        self.answer(move |state| {
            if state.turn.is_some_and(|(_, end)| end > now) {
                return None;
            }
            state.turns += 1;
            state.turn = Some((state.turns, now.saturating_add(time)));
            Some(Turn::new(state.turns))
        })
    }

    fn end_turn<'a>(&'a self, _: &'a str, turn: Turn) -> BoxFuture<'a, Result<(), StoreError>> {
        // On its way at once, so that only the answer is lost with whoever leaves.
        let number = turn.into_inner::<u64>();
        self.state().turn.take_if(|(held, _)| Some(*held) == number);
        self.answer(|_| ())
    }
}
