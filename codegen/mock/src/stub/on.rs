//! What a test says of one operation's answers.
//!
//! In: `server.on(account::update)` and what follows it. Out: entries among the stubs. What cannot be right panics at
//! once, at the test's own line.

use super::made::{Answers, Failure, Gives, Made};
use super::untyped::example_of;
use super::{Make, Settings, When, request_of, typed, write};
use crate::table::{MockOperation, Request};
use crate::vendor::Vendor;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// One operation of a server, to say how it is answered.
///
/// What was said first answers first. An answer with a count ([`once`](Stub::once), [`times`](Stub::times)) is used so
/// often and no more; one with a condition ([`when`](Self::when)) as often as the condition holds. Of several others
/// each is used once, and the last one stays:
///
/// ```text
/// server.on(account::update).code(codes::RATE_LIMITED).times(2);                // twice,
/// server.on(account::update).answer(true);                                      // then always
/// server.on(account::get).when(|get| get.account_id.get() == 7).code("no_such_account");
/// server.on(account::get).reply(|get| account_with(get.account_id));            // all others
/// ```
#[must_use = "nothing is answered before `.reply(..)`, `.answer(..)` or `.code(..)`"]
pub struct On<'s, R, A> {
    vendor: &'s Vendor,
    operation: &'static MockOperation,
    when: Vec<Arc<When>>,
    types: PhantomData<fn(R) -> A>,
}

/// In place of the types of an operation that was named by a text.
#[derive(Clone, Copy, Debug)]
pub struct Named;

impl<R, A> fmt::Debug for On<'_, R, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("On").field(&self.operation.operation.id).finish()
    }
}

impl<'s, R: Request, A: 'static> On<'s, R, A> {
    /// Only for requests for which this holds. Said twice, both must.
    pub fn when(mut self, condition: impl Fn(&R) -> bool + Send + Sync + 'static) -> Self {
        self.when.push(typed(condition));
        self
    }

    /// Answers with what a closure makes of the request, which is decrypted and typed. The closure may give a code in
    /// place of the answer:
    ///
    /// ```text
    /// server.on(account::update).reply(|update| {
    ///     if update.account_id.get() == 7 { Ok(true) } else { Err(codes::NO_SUCH_ACCOUNT) }
    /// });
    /// ```
    ///
    /// It runs in the server's thread: it may look at the server, and must not call it. When it panics, or gives what
    /// is no answer of the operation, the call is answered with status 500 and the test fails at its end.
    pub fn reply<T: Gives<A>>(self, make: impl Fn(&R) -> T + Send + Sync + 'static) -> Stub<'s> {
        self.say(Arc::new(move |request| make(request_of(request)).into_made()))
    }

    /// Answers with this value.
    ///
    /// # Panics
    ///
    /// Where it is no answer of the operation: a client could not read it.
    #[track_caller]
    pub fn answer(self, answer: A) -> Stub<'s>
    where
        A: Answers,
    {
        self.fixed(answer.made())
    }
}

impl<'s, R, A> On<'s, R, A> {
    pub(crate) fn new(vendor: &'s Vendor, operation: &'static MockOperation) -> Self {
        Self { vendor, operation, when: Vec::new(), types: PhantomData }
    }

    /// In place of all that was said of this operation before.
    pub fn instead(self) -> Self {
        self.vendor.stubs().forget(self.operation);
        self
    }

    /// Answers with this data, written as JSON. What stands around data is written by the server.
    ///
    /// # Panics
    ///
    /// Where it is no JSON, or no answer of the operation.
    #[track_caller]
    pub fn answer_json(self, data: impl Into<String>) -> Stub<'s> {
        let data = data.into();
        self.expect_json(&data);
        self.fixed(Made::Data(data))
    }

    /// Answers with this JSON as it stands, code and all. Nobody looks whether a client can read it.
    ///
    /// # Panics
    ///
    /// Where it is no JSON.
    #[track_caller]
    pub fn whole_answer_json(self, answer: impl Into<String>) -> Stub<'s> {
        let answer = answer.into();
        self.expect_json(&answer);
        self.fixed(Made::Whole(answer))
    }

    /// Answers as the spec's example of this name.
    ///
    /// # Panics
    ///
    /// Where the spec has none of this name.
    #[track_caller]
    pub fn example(self, name: &str) -> Stub<'s> {
        match example_of(self.vendor, self.operation, name) {
            Ok(made) => self.fixed(made),
            Err(text) => panic!("{text}"),
        }
    }

    /// Answers with a code that the pages of the operation list: a constant of its `codes`, the code's text, or its
    /// name. A [`Failure`] has message and status too.
    ///
    /// # Panics
    ///
    /// Where the pages list no such code; the text lists those that there are, nearest first.
    #[track_caller]
    pub fn code(self, code: impl Into<Failure>) -> Stub<'s> {
        self.fixed(Made::Failure(code.into()))
    }

    #[track_caller]
    fn expect_json(&self, text: &str) {
        if let Err(error) = serde_json::from_str::<serde_core::de::IgnoredAny>(text) {
            let (line, column) = (error.line(), error.column());
            let id = self.operation.operation.id;
            panic!("the answer for `{id}` is no JSON: line {line}, column {column}");
        }
    }

    /// What can be seen to be wrong now is not kept for the first call.
    #[track_caller]
    fn fixed(self, made: Made) -> Stub<'s> {
        match write::reply(self.vendor, self.operation, made.clone(), &Settings::default(), "") {
            Ok(_) => self.say(Arc::new(move |_| made.clone())),
            Err(text) => panic!("{text}"),
        }
    }

    fn say(self, make: Arc<Make>) -> Stub<'s> {
        let Self { vendor, operation, when, .. } = self;
        let number = vendor.stubs().add(operation, when, make);
        Stub { vendor, operation, number }
    }
}

/// An answer that a test has said, to say more of it. It holds from the moment it was said.
pub struct Stub<'s> {
    vendor: &'s Vendor,
    operation: &'static MockOperation,
    number: usize,
}

impl fmt::Debug for Stub<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Stub").field(&self.operation.operation.id).finish()
    }
}

impl Stub<'_> {
    /// Once and no more.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// So often and no more.
    pub fn times(self, times: u32) -> Self {
        self.with(|settings| settings.times = Some(times))
    }

    /// After so long a time. Other calls are answered meanwhile.
    pub fn delay(self, delay: Duration) -> Self {
        self.with(|settings| settings.delay = delay)
    }

    /// With this HTTP status.
    pub fn status(self, status: u16) -> Self {
        self.with(|settings| settings.status = Some(status))
    }

    /// With this text for people.
    pub fn message(self, message: impl Into<String>) -> Self {
        let message = message.into();
        self.with(|settings| settings.message = Some(message))
    }

    fn with(self, change: impl FnOnce(&mut Settings)) -> Self {
        self.vendor.stubs().change(self.operation, self.number, change);
        self
    }
}
