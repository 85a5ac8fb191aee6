//! A token that several processes share through a store.
//!
//! In: the store, and what this client knows to be stale. Out: a token that another process left there, or a new one
//! that is left there for the others. One process fetches at a time; a store that fails or hangs is done without.

use crate::background;
use crate::client::Inner;
use crate::credentials::CredentialValues;
use crate::error::Result;
use crate::evaluate::hex;
use crate::observe::{Event, TokenEvent};
use crate::operation::Api;
use crate::recipe::Token;
use crate::store::{StoreError, StoredToken, TokenStore, Turn};
use crate::timer::within;
use crate::token::span;
use crate::url::Base;
use sha2::{Digest as _, Sha256};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

/// Where tokens are kept beyond the client, and under which key.
pub(super) struct Kept {
    pub(super) store: Arc<dyn TokenStore>,
    pub(super) key: String,
}

/// A turn that is given back however its holder leaves.
struct OwnTurn<'c> {
    client: &'c Inner,
    kept: &'c Kept,
    turn: Option<Turn>,
}

impl OwnTurn<'_> {
    async fn end(mut self) -> Result<(), StoreError> {
        let Some(turn) = self.turn.take() else { return Ok(()) };
        self.client.ask(self.kept.store.end_turn(&self.kept.key, turn)).await
    }
}

impl Drop for OwnTurn<'_> {
    fn drop(&mut self) {
        let Some(turn) = self.turn.take() else { return };
        let (store, key) = (Arc::clone(&self.kept.store), self.kept.key.clone());
        let timer = Arc::clone(&self.client.timer);
        background::spawn(async move {
            // Where it fails, the turn ends with its time.
            let _ = within(&*timer, || STORE, store.end_turn(&key, turn)).await;
        });
    }
}

/// How long one process may take to fetch before another one does.
const TURN: Duration = Duration::from_secs(30);
/// How often to look whether it has.
const LOOK: Duration = Duration::from_millis(100);
/// How long a store may take for an answer.
const STORE: Duration = Duration::from_secs(2);

/// Names API, server and credentials, and tells none of them but the API.
pub(crate) fn store_key(api: &Api, base: &Base, credentials: &CredentialValues) -> String {
    let mut hash = Sha256::new();
    let values = (0..credentials.len()).map(|index| credentials.at(index));
    for part in [base.origin.as_str(), base.path.as_str()].into_iter().chain(values) {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hash.update(part);
    }
    format!("{}-{}", api.id, hex(&hash.finalize()[..16]))
}

impl Inner {
    /// The token that another process left, or a new one.
    pub(super) async fn find_or_fetch(&self, recipe: &'static Token) -> Result<StoredToken> {
        let Some(kept) = &self.tokens.kept else { return self.fetch(recipe).await };
        match self.share(kept, recipe).await {
            Ok(shared) => shared,
            Err(error) => {
                self.tell(|| Event::StoreFailed(&error));
                let token = self.fetch(recipe).await?;
                // What could not be read may be written, and be whole again.
                if let Err(error) = self.ask(kept.store.save(&kept.key, &token)).await {
                    self.tell(|| Event::StoreFailed(&error));
                }
                Ok(token)
            }
        }
    }

    async fn share(&self, kept: &Kept, recipe: &'static Token) -> Result<Result<StoredToken>, StoreError> {
        let Kept { store, key } = kept;
        let stale = self.tokens.seat().stale.clone();
        if let Some(stale) = stale {
            self.ask(store.remove(key, &stale)).await?;
        }
        let began = self.timer.now();
        loop {
            if let Some(token) = self.left_there(kept).await? {
                return Ok(Ok(token));
            }
            if let Some(turn) = self.ask(store.take_turn(key, TURN)).await? {
                let turn = OwnTurn { client: self, kept, turn: Some(turn) };
                return self.take(kept, turn, recipe).await;
            }
            if self.timer.now().saturating_sub(began) >= TURN {
                return Ok(self.fetch(recipe).await);
            }
            self.timer.sleep(LOOK).await;
        }
    }

    /// Fetches while the others wait for it.
    async fn take(
        &self,
        kept: &Kept,
        turn: OwnTurn<'_>,
        recipe: &'static Token,
    ) -> Result<Result<StoredToken>, StoreError> {
        // It may have been left there just before.
        let token = match self.left_there(kept).await? {
            Some(token) => Ok(token),
            None => self.fetch(recipe).await,
        };
        let saved = match &token {
            Ok(token) => self.ask(kept.store.save(&kept.key, token)).await,
            Err(_) => Ok(()),
        };
        let ended = turn.end().await;
        // The token is good all the same.
        if let Err(error) = saved.and(ended) {
            self.tell(|| Event::StoreFailed(&error));
        }
        Ok(token)
    }

    /// A token in the store that is of use: neither at its end, nor the one that this client holds or dropped.
    async fn left_there(&self, kept: &Kept) -> Result<Option<StoredToken>, StoreError> {
        let Some(token) = self.ask(kept.store.load(&kept.key)).await? else { return Ok(None) };
        let is_new = {
            let seat = self.tokens.seat();
            let known = [seat.stale.as_ref(), seat.held.as_ref().map(|held| &held.used.value)];
            known.into_iter().flatten().all(|known| known.expose() != token.value.expose())
        };
        if !is_new || !span(&token).0.contains(&self.now_ms()) {
            return Ok(None);
        }
        self.tell(|| Event::Token(TokenEvent::Loaded));
        Ok(Some(token))
    }

    async fn ask<T>(&self, answer: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        let answer = within(&*self.timer, || STORE, pin!(answer)).await;
        answer.unwrap_or_else(|| Err(StoreError::new("it did not answer in time")))
    }
}

#[cfg(test)]
mod tests;
