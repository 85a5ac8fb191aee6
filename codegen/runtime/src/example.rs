//! Examples of the specs, and what vendors post, for tests.
//!
//! In: tables that emitted code writes. Out: calls that are made from an example's request, answers as JSON to
//! compare with the example, and requests as a vendor posts them. No client needs it; it is here so that no test
//! writes requests by hand.

pub use crate::callback::callback_request;

#[cfg(feature = "examples")]
mod plant;

#[cfg(feature = "examples")]
pub use {
    crate::operation::Operation,
    crate::value::Model,
    plant::{Mark, Marked, Marker, Marks, NUMBER, TEXT, Where},
};

use crate::call::FullCall;
use crate::callback::Callback;
use crate::client::Client;
use crate::download::DownloadCall;
use crate::encode::encode_value;
use crate::error::{Error, ErrorKind, Result};
use crate::transport::BoxFuture;
use crate::value::{Blank, Slot, Value};
use bytes::Bytes;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// An example of a call.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// `group.name`.
    pub operation: &'static str,
    /// What it shows.
    pub name: &'static str,
    /// The request as JSON, by wire names: fixed members stand there too, encrypted ones as plain text, files as
    /// their text.
    pub request: &'static str,
    /// The answer as JSON, or the text of a file.
    pub answer: &'static str,
    /// Makes the call with the request's values.
    pub run: fn(&Client) -> Run,
}

/// An example of what a vendor posts.
#[derive(Clone, Copy, Debug)]
pub struct NotificationExample {
    /// `group.name`.
    pub callback: &'static str,
    /// What it shows.
    pub name: &'static str,
    /// What is known of the callback beside its body.
    pub posted: &'static Callback,
    /// The body as JSON.
    pub body: &'static str,
    /// Reads a body and writes as JSON what was read.
    pub read: fn(&[u8]) -> Result<Vec<u8>>,
}

/// The call of an example, on its way to the data of its answer as JSON.
#[must_use = "nothing is sent before `.await`"]
pub struct Run(BoxFuture<'static, Result<Ran>>);

impl Run {
    /// Wraps a call. No data is `null`.
    pub fn of<T: Value + Slot + Blank + fmt::Debug + 'static>(call: FullCall<T>) -> Self {
        Self(Box::pin(async move {
            let answer = call.await?;
            let debug = format!("{answer:?} {answer:#?}");
            Ok(Ran { debug, data: Data::Value(Box::new(answer.data)) })
        }))
    }

    /// Wraps a call that gives a file, whose bytes come as they are.
    pub fn of_file(call: DownloadCall) -> Self {
        Self(Box::pin(async move {
            let file = call.await?;
            let debug = format!("{file:?} {file:#?}");
            Ok(Ran { debug, data: Data::File(file.into_bytes().await?) })
        }))
    }

    /// The answer itself in place of its data as JSON.
    ///
    /// # Errors
    ///
    /// Those of the call.
    pub async fn ran(self) -> Result<Ran> {
        self.0.await
    }
}

/// The answer to an example.
pub struct Ran {
    /// What Debug shows of the whole answer.
    pub debug: String,
    /// The data.
    pub data: Data,
}

/// The data of an answer.
pub enum Data {
    /// A value with its table.
    Value(Box<dyn Value>),
    /// A file.
    File(Bytes),
}

impl fmt::Debug for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.debug)
    }
}

impl Future for Run {
    type Output = Result<Vec<u8>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<Vec<u8>>> {
        let ran = ready!(self.0.as_mut().poll(context))?;
        Poll::Ready(match ran.data {
            Data::Value(value) => write_json("example", &*value),
            Data::File(bytes) => Ok(bytes.into()),
        })
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run").finish_non_exhaustive()
    }
}

/// JSON as XML with this outermost element, for answers whose data is a text that holds some.
///
/// # Errors
///
/// What XML cannot hold, by its kind and never by its text; anything where the feature `xml` is off.
#[cfg(feature = "examples")]
pub fn xml_of_json(json: &str, root: &str) -> std::result::Result<String, &'static str> {
    crate::xml::from_json(json, root)
}

/// Writes any value as JSON, texts that Debug hides too. The id is that of the call or callback it belongs to.
///
/// # Errors
///
/// [`ErrorKind::Input`] where it cannot be written.
#[doc(hidden)]
pub fn write_json(id: &'static str, value: &dyn Value) -> Result<Vec<u8>> {
    encode_value(value).map_err(|error| Error::new(id, ErrorKind::Input, error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callback::read_notification;
    use crate::pretend::{LIST, Nothing, Part1, Pretend, Response, block_on, client};

    static LISTED: Example = Example {
        operation: "account.list",
        name: "all",
        request: "{}",
        answer: r#"{"code":"2000","data":{"accountId":"7","secret":"s","items":{"price":1}}}"#,
        run: |client| Run::of(FullCall::<Option<Response>>::new(client, &LIST, &Nothing)),
    };

    static DONE: NotificationExample = NotificationExample {
        callback: "task.done",
        name: "done",
        posted: &Callback { id: "task.done", probe: None, repeats: None, wanted: None, verify: None },
        body: r#"{"price":"1"}"#,
        read: |bytes| {
            read_notification::<Part1>("task.done", bytes).and_then(|part| write_json("task.done", &part))
        },
    };

    #[track_caller]
    fn check(answer: &'static str, expected: &str) {
        let client = client(&Pretend::answering(200, answer));
        let written = block_on((LISTED.run)(&client)).expect("the call succeeds");
        assert_eq!(String::from_utf8(written).as_deref(), Ok(expected));
    }

    #[test]
    fn an_answer_is_written_as_it_was_understood() {
        check(LISTED.answer, r#"{"accountId":7,"items":[{"price":1}],"secret":"s"}"#);
        check(r#"{"code":"2000"}"#, "null");
    }

    #[test]
    fn a_body_is_written_as_it_was_understood() {
        let written = (DONE.read)(DONE.body.as_bytes());
        assert_eq!(written.map_err(|error| error.to_string()).as_deref(), Ok(&br#"{"price":1}"#[..]));
    }
}
