//! Asks the vendor for a token.
//!
//! In: the API's token recipe. Out: the token with its times. It is asked for as often as any call that may be sent
//! twice: to ask for a token twice changes nothing that counts.

use crate::Secret;
use crate::attempts::{Attempts, Failed};
use crate::client::Inner;
use crate::credentials::header_flaw;
use crate::decode::find_text;
use crate::envelope::read;
use crate::error::{Error, ErrorKind, Result};
use crate::evaluate::{Given, evaluate};
use crate::judge::{Judge, lost, succeeded};
use crate::observe::{Event, Outcome, TokenEvent};
use crate::operation::OperationInfo;
use crate::prepare::Draft;
use crate::recipe::Token;
use crate::store::StoredToken;
use bytes::Bytes;
use serde_core::ser::{SerializeMap, Serializer};

impl Inner {
    /// A new token from the vendor.
    pub(super) async fn fetch(&self, recipe: &'static Token) -> Result<StoredToken> {
        let operation = recipe.info(self.api);
        let mut attempts = Attempts::new(operation, self.deadline);
        attempts.depart(self);
        let span = attempts.span();
        let fetched = span.around(self.fetch_again(recipe, operation, &mut attempts)).await;
        span.end(&fetched.as_ref().err().map_or_else(Outcome::default, Error::outcome));
        fetched
    }

    /// Asks until there is one, or no other attempt.
    async fn fetch_again(
        &self,
        recipe: &'static Token,
        operation: OperationInfo,
        attempts: &mut Attempts,
    ) -> Result<StoredToken> {
        loop {
            attempts.pause(self).await;
            match self.fetch_once(recipe, operation, attempts).await {
                Ok(token) => {
                    self.tell(|| Event::Token(TokenEvent::Fetched));
                    return Ok(token);
                }
                Err(Failed::Attempt(error)) if attempts.correct_clock(self, &error) => {}
                Err(Failed::Attempt(error)) => {
                    attempts.again(self, error).map_err(|error| error.after(attempts.number()))?;
                }
                Err(Failed::Call(error)) => return Err(error.after(attempts.number())),
            }
        }
    }

    async fn fetch_once(
        &self,
        recipe: &'static Token,
        operation: OperationInfo,
        attempts: &mut Attempts,
    ) -> Result<StoredToken, Failed> {
        let _place = attempts.admit(self).await.map_err(Failed::Call)?;
        let now_ms = self.now_ms();
        let body = self.token_request(recipe, now_ms).map_err(Failed::Call)?;
        let draft = Draft::bare(self, operation, body);
        let (mut request, mut answer) = (http::Request::default(), http::Response::default());
        let ways = attempts.begin(self, &draft, None, &mut request).map_err(Failed::Call)?;
        let exchanged = ways.exchange(request, attempts.watch(), &mut answer).await;
        let (status, read) = match exchanged {
            Ok(()) => {
                attempts.received(answer.body().len());
                (Some(answer.status().as_u16()), self.read_token(recipe, operation, &answer))
            }
            Err(error) => (None, Err(lost(operation, error))),
        };
        let success = Outcome { status, ..Outcome::default() };
        attempts.tell_attempt(self, read.as_ref().err().map_or(success, Error::outcome), None);
        let until_ms = now_ms.saturating_add(i64::from(recipe.keep_seconds) * 1000);
        read.map(|value| StoredToken { value, fetched_ms: now_ms, until_ms }).map_err(Failed::Attempt)
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
            own_headers: &[],
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

    fn read_token(
        &self,
        recipe: &Token,
        operation: OperationInfo,
        answer: &http::Response<Bytes>,
    ) -> Result<Secret> {
        let (status, body) = (answer.status().as_u16(), answer.body());
        let (head, outcome) = read(&self.api.envelope, None, body, &mut ());
        if !succeeded(&outcome, answer.status()) {
            let judge = Judge { api: self.api, operation, codes: &[], text_of: None };
            return Err(judge.judge(head, &outcome, answer, &|| self.now_ms()));
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
