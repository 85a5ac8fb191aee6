//! The token of a client: fetched when needed, once at a time, renewed before it ends.
//!
//! In: the API's token recipe. Out: a token for a signed call. Those who wait share one fetch and its failure;
//! whoever leaves does not stop it for the others. A call that was answered with a stale code drops the token that
//! it used, and no newer one.

mod fetch;
mod fleet;

use crate::Secret;
use crate::background;
use crate::client::Inner;
use crate::error::{Error, Result};
use crate::observe::{Event, TokenEvent};
use crate::recipe::Token;
use crate::store::{StoredToken, TokenStore};
use crate::transport::BoxFuture;
use fleet::Kept;
pub(crate) use fleet::store_key;
use futures_util::FutureExt as _;
use futures_util::future::{Shared, WeakShared};
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Where a client keeps its token.
pub(crate) struct TokenSeat {
    seat: Mutex<Seat>,
    /// Beyond this client.
    kept: Option<Kept>,
}

#[derive(Default)]
struct Seat {
    held: Option<Held>,
    /// How many tokens there were.
    number: u64,
    /// What the vendor called stale last.
    stale: Option<Secret>,
    /// The way to a new token, as long as somebody goes it.
    under_way: Option<WeakShared<Obtaining>>,
}

type Obtaining = BoxFuture<'static, Result<Used>>;

struct Held {
    used: Used,
    span_ms: Range<i64>,
    /// When to look for the next one.
    renew_ms: i64,
}

/// A token that goes with a call.
#[derive(Clone)]
pub(crate) struct Used {
    pub(crate) value: Secret,
    number: u64,
}

/// A token from farther in the future than this was fetched by a clock that was wrong, and says nothing about its end.
const CLOCKS_DIFFER_MS: i64 = 300_000;
/// How long after a failure a token is not renewed ahead of its end.
const REST_MS: i64 = 60_000;

/// When a token may be used, and when to look for the next one.
fn span(token: &StoredToken) -> (Range<i64>, i64) {
    let life = token.until_ms.saturating_sub(token.fetched_ms).max(0);
    let renew_ms = token.until_ms.saturating_sub(life / 5);
    (token.fetched_ms.saturating_sub(CLOCKS_DIFFER_MS)..token.until_ms, renew_ms)
}

impl TokenSeat {
    /// With a token that the user holds. Its age is not known, so that only a stale code ends it.
    pub(crate) fn new(token: Option<Secret>, store: Option<(Arc<dyn TokenStore>, String)>) -> Self {
        let held = token.map(|value| Held {
            used: Used { value, number: 0 },
            span_ms: i64::MIN..i64::MAX,
            renew_ms: i64::MAX,
        });
        let kept = store.map(|(store, key)| Kept { store, key });
        Self { seat: Mutex::new(Seat { held, ..Seat::default() }), kept }
    }

    fn seat(&self) -> MutexGuard<'_, Seat> {
        self.seat.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The token, if there is one that may still be used.
    pub(crate) fn held(&self, now_ms: i64) -> Option<Used> {
        self.seat().held.as_ref().filter(|held| held.span_ms.contains(&now_ms)).map(|held| held.used.clone())
    }

    /// The token, if there is one and nobody needs to look for the next one.
    fn fresh(&self, now_ms: i64) -> Option<Used> {
        let seat = self.seat();
        let is_fresh = |held: &&Held| held.span_ms.contains(&now_ms) && held.renew_ms > now_ms;
        seat.held.as_ref().filter(is_fresh).map(|held| held.used.clone())
    }

    /// Keeps a token, and forgets how it was come by.
    fn keep(&self, token: &StoredToken) -> Used {
        let mut seat = self.seat();
        seat.number += 1;
        let used = Used { value: token.value.clone(), number: seat.number };
        let (span_ms, renew_ms) = span(token);
        seat.held = Some(Held { used: used.clone(), span_ms, renew_ms });
        seat.under_way = None;
        used
    }

    /// There is no new token. An old one is left alone for a while.
    fn rest(&self, now_ms: i64) {
        let mut seat = self.seat();
        seat.under_way = None;
        if let Some(held) = &mut seat.held {
            held.renew_ms = held.renew_ms.max(now_ms.saturating_add(REST_MS));
        }
    }

    /// Whether nobody is on the way to a token, and no lock is held or poisoned.
    #[cfg(test)]
    pub(crate) fn is_at_rest(&self) -> bool {
        let seat = self.seat.try_lock();
        seat.is_ok_and(|seat| seat.under_way.as_ref().and_then(WeakShared::upgrade).is_none())
    }

    /// Drops this token, unless a newer one has taken its place.
    fn drop_if(&self, used: &Used) -> bool {
        let mut seat = self.seat();
        let is_held = seat.held.as_ref().is_some_and(|held| held.used.number == used.number);
        if is_held {
            seat.stale = seat.held.take().map(|held| held.used.value);
        }
        is_held
    }

    /// Whether this token is still the one that is kept.
    pub(crate) fn holds(&self, used: &Used) -> bool {
        self.seat().held.as_ref().is_some_and(|held| held.used.number == used.number)
    }

    /// Looks for a token and for the way to one at once, so that nobody sets out for what another one just brought.
    fn find(&self, client: &Arc<Inner>, recipe: &'static Token) -> Found {
        let now_ms = client.now_ms();
        let mut seat = self.seat();
        let held = seat.held.as_ref().filter(|held| held.span_ms.contains(&now_ms));
        let held = held.map(|held| (held.used.clone(), held.renew_ms <= now_ms));
        let under_way = seat.under_way.as_ref().and_then(WeakShared::upgrade);
        match (held, under_way) {
            (Some((used, false)), _) | (Some((used, true)), Some(_)) => Found::Token(used),
            (Some((used, true)), None) => Found::Old(used, seat.set_out(client, recipe)),
            (None, Some(way)) => Found::Way(way),
            (None, None) => Found::Way(seat.set_out(client, recipe)),
        }
    }
}

impl Seat {
    /// The one way to a new token, which all go who need one.
    fn set_out(&mut self, client: &Arc<Inner>, recipe: &'static Token) -> Shared<Obtaining> {
        let way: Obtaining = Box::pin(obtain(Arc::clone(client), recipe));
        let way = way.shared();
        self.under_way = way.downgrade();
        way
    }
}

/// What there is for a call that needs a token.
enum Found {
    Token(Used),
    /// One that will end soon, and the way to the next.
    Old(Used, Shared<Obtaining>),
    Way(Shared<Obtaining>),
}

/// The way to tokens. It stands in the tables of APIs that have some: a program that calls no such API does not carry
/// what only tokens need.
#[derive(Clone, Copy, Debug)]
pub struct Obtain(fn(Arc<Inner>, &'static Token) -> Obtaining);

impl Obtain {
    /// By the call that the vendor has for it.
    pub const BY_CALL: Self = Self(|client, recipe| Box::pin(find_or_obtain(client, recipe)));
}

async fn find_or_obtain(client: Arc<Inner>, recipe: &'static Token) -> Result<Used> {
    match client.tokens.find(&client, recipe) {
        Found::Token(used) => Ok(used),
        Found::Old(used, way) => {
            background::spawn(async move { drop(way.await) });
            Ok(used)
        }
        Found::Way(way) => way.await,
    }
}

impl Inner {
    /// The token for a signed call; none where the API has no tokens.
    pub(crate) async fn token(self: &Arc<Self>) -> Result<Option<Used>> {
        let Some(recipe) = &self.api.token else { return Ok(None) };
        match self.tokens.fresh(self.now_ms()) {
            Some(used) => Ok(Some(used)),
            None => (recipe.obtain.0)(Arc::clone(self), recipe).await.map(Some),
        }
    }

    /// Drops the token if the code of the failure says that it is stale, and tells whether it does.
    pub(crate) fn drop_stale(&self, error: &Error, used: Option<&Used>) -> bool {
        let (Some(recipe), Some(used), Some(code)) = (&self.api.token, used, error.code()) else {
            return false;
        };
        let is_stale = recipe.stale.contains(&code.as_str());
        if is_stale && self.tokens.drop_if(used) {
            self.tell(|| Event::Token(TokenEvent::Dropped));
        }
        is_stale
    }
}

async fn obtain(client: Arc<Inner>, recipe: &'static Token) -> Result<Used> {
    match client.find_or_fetch(recipe).await {
        Ok(token) => Ok(client.tokens.keep(&token)),
        Err(error) => {
            let now_ms = client.now_ms();
            client.tokens.rest(now_ms);
            if client.tokens.held(now_ms).is_some() {
                client.tell(|| Event::Token(TokenEvent::NotRenewed));
            }
            Err(error)
        }
    }
}

#[cfg(test)]
mod tests;
