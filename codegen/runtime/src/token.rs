//! The token of a client: fetched when needed, once at a time, and kept in memory.
//!
//! In: the API's token recipe. Out: a token for a signed call. A call that was answered with a stale code drops
//! the token that it used, and no newer one. Nothing is sent again by itself: those who wait for a fetch share its
//! failure too.

use crate::Secret;
use crate::call::{judge, may_retry};
use crate::client::Inner;
use crate::code::{Code, find};
use crate::credentials::header_flaw;
use crate::decode::find_text;
use crate::envelope::read;
use crate::error::{Error, ErrorKind, Result};
use crate::evaluate::{Given, evaluate};
use crate::operation::{OperationInfo, Retry};
use crate::prepare::Draft;
use crate::recipe::Token;
use bytes::Bytes;
use serde_core::ser::{SerializeMap, Serializer};
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Where a client keeps its token.
pub(crate) struct TokenSeat {
    seat: Mutex<Seat>,
    /// Whoever holds it fetches; the others wait for the result.
    fetching: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Seat {
    token: Option<Held>,
    /// How many fetches came to an end.
    ended: u64,
    /// How the last one failed, if it did.
    failure: Option<Error>,
}

struct Held {
    value: Secret,
    number: u64,
    /// When it may be used. A time before it was fetched is a clock that was wrong.
    span_ms: Range<i64>,
}

/// A token that goes with a call.
#[derive(Clone)]
pub(crate) struct Used {
    pub(crate) value: Secret,
    number: u64,
}

impl TokenSeat {
    /// With a token that the user holds. Its age is not known, so that only a stale code ends it.
    pub(crate) fn new(token: Option<Secret>) -> Self {
        let token = token.map(|value| Held { value, number: 0, span_ms: i64::MIN..i64::MAX });
        Self { seat: Mutex::new(Seat { token, ..Seat::default() }), fetching: tokio::sync::Mutex::new(()) }
    }

    fn seat(&self) -> MutexGuard<'_, Seat> {
        self.seat.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The token, if there is one that may still be used.
    pub(crate) fn held(&self, now_ms: i64) -> Option<Used> {
        let seat = self.seat();
        let held = seat.token.as_ref().filter(|held| held.span_ms.contains(&now_ms))?;
        Some(Used { value: held.value.clone(), number: held.number })
    }

    fn ended(&self) -> u64 {
        self.seat().ended
    }

    /// How a fetch failed that ended after this many others.
    fn failure_since(&self, ended: u64) -> Option<Error> {
        let seat = self.seat();
        seat.failure.clone().filter(|_| seat.ended > ended)
    }

    /// Keeps what came of a fetch.
    fn end(&self, fetched: Result<Secret>, span_ms: Range<i64>) -> Result<Used> {
        let mut seat = self.seat();
        seat.ended += 1;
        let number = seat.ended;
        seat.failure = fetched.as_ref().err().cloned();
        let value = fetched?;
        seat.token = Some(Held { value: value.clone(), number, span_ms });
        Ok(Used { value, number })
    }

    /// Drops this token, unless a newer one has taken its place.
    pub(crate) fn drop_if(&self, used: &Used) {
        let mut seat = self.seat();
        if seat.token.as_ref().is_some_and(|held| held.number == used.number) {
            seat.token = None;
        }
    }
}

impl Inner {
    /// The token for a signed call; none where the API has no tokens.
    pub(crate) async fn token(&self) -> Result<Option<Used>> {
        let Some(recipe) = &self.api.token else { return Ok(None) };
        if let Some(used) = self.tokens.held(self.clock.now_ms()) {
            return Ok(Some(used));
        }
        let ended = self.tokens.ended();
        let _turn = self.tokens.fetching.lock().await;
        // Somebody else may have fetched it meanwhile, or failed to.
        let now_ms = self.clock.now_ms();
        if let Some(used) = self.tokens.held(now_ms) {
            return Ok(Some(used));
        }
        if let Some(failure) = self.tokens.failure_since(ended) {
            return Err(failure);
        }
        let fetched = self.fetch(recipe, now_ms).await;
        let until_ms = now_ms.saturating_add(i64::from(recipe.keep_seconds) * 1000);
        self.tokens.end(fetched, now_ms..until_ms).map(Some)
    }

    async fn fetch(&self, recipe: &Token, now_ms: i64) -> Result<Secret> {
        let body = self.token_request(recipe, now_ms)?;
        // To ask twice for a token changes nothing that counts.
        let operation = OperationInfo { id: recipe.operation, retry: Retry::Safe };
        let draft = Draft::bare(self, operation, recipe.method, body).at(recipe.path);
        let answer = self.exchange(draft.prepare(self, None)?).await?;
        self.read_token(recipe, answer.status().as_u16(), answer.body())
    }

    fn token_request(&self, recipe: &Token, now_ms: i64) -> Result<Bytes> {
        let nonce = self.nonces.nonce().map_err(|error| {
            Error::new(recipe.operation, ErrorKind::Token, format!("no nonce was had: {error}"))
        })?;
        let given = Given {
            method: recipe.method,
            path: recipe.path,
            query: Vec::new(),
            body: &[],
            now_ms,
            nonce: &nonce,
            token: "",
            credentials: &self.credentials,
            recipe_headers: [self.api.headers, &[]],
            own_headers: Vec::new(),
            extra_headers: Vec::new(),
        };
        let evaluated = evaluate(&given, recipe.steps);
        let mut body = Vec::with_capacity(256);
        let mut serializer = serde_json::Serializer::new(&mut body);
        let written = (&mut serializer).serialize_map(None).and_then(|mut object| {
            for member in recipe.request {
                let value = evaluated.template(member.value);
                object.serialize_entry(member.wire, &*String::from_utf8_lossy(&value))?;
            }
            object.end()
        });
        match written {
            Ok(()) => Ok(body.into()),
            Err(_) => {
                let text = "the request for a token could not be written";
                Err(Error::new(recipe.operation, ErrorKind::Token, text))
            }
        }
    }

    fn read_token(&self, recipe: &Token, status: u16, body: &Bytes) -> Result<Secret> {
        let (head, outcome) = read(&self.api.envelope, None, body, &mut ());
        if let Some(error) = judge(recipe.operation, status, &outcome) {
            let known = head.code.as_deref().and_then(|code| find(&[], self.api.codes, Code::new(code)));
            return Err(error
                .with_head(head)
                .with_known(known)
                .with_answer(status, body)
                .with_envelope(&self.api.envelope, None)
                .retryable_if(|error| may_retry(error, Retry::Safe)));
        }
        let at = |path| find_text(body, path).ok().flatten().filter(|text| !text.is_empty());
        let fail =
            |text: &str| Error::new(recipe.operation, ErrorKind::Token, text).with_answer(status, body);
        if let Some(problem) = Some(recipe.problem).filter(|path| !path.is_empty()).and_then(at) {
            let text = "the vendor gave no token; its text is in `message()`";
            return Err(fail(text).with_message(problem));
        }
        let token = at(recipe.value).ok_or_else(|| fail("the answer holds no token"))?;
        match header_flaw(&token) {
            Some(reason) => Err(fail(&format!("the token {reason}"))),
            None => Ok(Secret::from(token)),
        }
    }
}

#[cfg(test)]
mod tests;
