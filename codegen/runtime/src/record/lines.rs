//! Exchanges as lines of JSON.
//!
//! In: exchanges. Out: one line for each, in a writer. A body that is too long is left out of its line, and a full
//! writer gets nothing more; a writer that fails harms no call.

use super::moment::moment;
use super::{Exchange, Recorder, ShownAnswer};
use crate::Json;
use serde_core::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;
use std::fmt;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

/// Writes each exchange as one line of JSON, for example into a file.
///
/// ```
/// use jiekou_runtime::JsonLines;
///
/// let lines = JsonLines::new(Vec::new()).longest_body(4096).at_most(1 << 20);
/// // `recorder(lines)` gives it to a builder, `recorder(Arc::clone(&lines))` where the writer is wanted back.
/// assert_eq!(lines.into_inner()?, b"");
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct JsonLines<W> {
    sink: Mutex<Sink<W>>,
    longest_body: usize,
    most_bytes: u64,
}

struct Sink<W> {
    writer: W,
    written: u64,
    failure: Option<io::Error>,
}

impl<W: Write + Send> JsonLines<W> {
    /// Writes into this, 64 MiB at most, with bodies of at most 64 KiB.
    pub fn new(writer: W) -> Self {
        let sink = Mutex::new(Sink { writer, written: 0, failure: None });
        Self { sink, longest_body: 64 << 10, most_bytes: 64 << 20 }
    }

    /// Leaves out bodies that have more bytes than this when they are shown.
    #[must_use]
    pub fn longest_body(self, bytes: usize) -> Self {
        Self { longest_body: bytes, ..self }
    }

    /// Stops before the line that would make it more bytes than this.
    #[must_use]
    pub fn at_most(self, bytes: u64) -> Self {
        Self { most_bytes: bytes, ..self }
    }

    /// The writer.
    ///
    /// # Errors
    ///
    /// The first one that the writer gave. Nothing was written after it.
    pub fn into_inner(self) -> io::Result<W> {
        let mut sink = self.sink.into_inner().unwrap_or_else(PoisonError::into_inner);
        match sink.failure.take() {
            Some(error) => Err(error),
            None => Ok(sink.writer),
        }
    }

    fn write(&self, sink: &mut Sink<W>, line: &[u8]) {
        let length = line.len() as u64;
        if sink.failure.is_some() || sink.written.saturating_add(length) > self.most_bytes {
            return;
        }
        match sink.writer.write_all(line).and_then(|()| sink.writer.flush()) {
            Ok(()) => sink.written += length,
            Err(error) => sink.failure = Some(error),
        }
    }
}

impl<W: Write + Send> Recorder for JsonLines<W> {
    fn record(&self, exchange: &Exchange) {
        let line = Line { exchange, longest_body: self.longest_body };
        let Ok(mut line) = serde_json::to_vec(&line) else { return };
        line.push(b'\n');
        self.write(&mut self.sink.lock().unwrap_or_else(PoisonError::into_inner), &line);
    }
}

impl<W> fmt::Debug for JsonLines<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines").finish_non_exhaustive()
    }
}

struct Line<'a> {
    exchange: &'a Exchange,
    longest_body: usize,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let exchange = self.exchange;
        let mut line = serializer.serialize_map(None)?;
        line.serialize_entry("time", &moment(exchange.began_ms))?;
        line.serialize_entry("api", exchange.operation.api)?;
        line.serialize_entry("operation", exchange.operation.id)?;
        line.serialize_entry("attempt", &exchange.attempt)?;
        line.serialize_entry("took_ms", &ms(exchange.took))?;
        line.serialize_entry("waited_ms", &exchange.waited.map(ms))?;
        line.serialize_entry("method", exchange.operation.method.as_str())?;
        line.serialize_entry("url", &exchange.url)?;
        line.serialize_entry("headers", &Headers(&exchange.headers))?;
        line.serialize_entry("body_bytes", &exchange.body_bytes)?;
        line.serialize_entry("body", &self.part(exchange.body.as_ref()))?;
        line.serialize_entry("error", &exchange.ending.flaw())?;
        line.serialize_entry(
            "answer",
            &exchange.answer.as_ref().map(|answer| Answered { answer, line: self }),
        )?;
        line.end()
    }
}

impl Line<'_> {
    fn part<'j>(&self, json: Option<&'j Json>) -> Option<Part<'j>> {
        json.map(|json| if json.text().len() > self.longest_body { Part::TooLong } else { Part::Whole(json) })
    }
}

struct Answered<'a> {
    answer: &'a ShownAnswer,
    line: &'a Line<'a>,
}

impl Serialize for Answered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut answer = serializer.serialize_map(None)?;
        answer.serialize_entry("status", &self.answer.status)?;
        answer.serialize_entry("headers", &Headers(&self.answer.headers))?;
        answer.serialize_entry("bytes", &self.answer.bytes)?;
        answer.serialize_entry("code", &self.answer.code)?;
        answer.serialize_entry("request_id", &self.answer.request_id)?;
        answer.serialize_entry("data", &self.line.part(self.answer.data.as_ref()))?;
        answer.end()
    }
}

/// A body, or what is said in its place.
enum Part<'a> {
    Whole(&'a Json),
    TooLong,
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::TooLong => serializer.serialize_str(TOO_LONG),
            Self::Whole(json) => match serde_json::from_str::<&RawValue>(json.text()) {
                Ok(raw) => raw.serialize(serializer),
                Err(_) => serializer.serialize_unit(),
            },
        }
    }
}

/// What stands in place of a body that is too long to be shown.
pub(super) const TOO_LONG: &str = "[too long]";

struct Headers<'a>(&'a [(String, String)]);

impl Serialize for Headers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// With a thousandth of a millisecond at most.
pub(super) fn ms(time: std::time::Duration) -> f64 {
    u32::try_from(time.as_micros()).map_or(f64::from(u32::MAX), f64::from) / 1000.0
}

#[cfg(test)]
mod tests {
    use super::super::har::tests::{failed, succeeded};
    use super::*;

    fn lines(recorder: JsonLines<Vec<u8>>) -> String {
        String::from_utf8(recorder.into_inner().expect("a vector takes everything")).expect("Unicode")
    }

    #[test]
    fn an_exchange_is_one_line() {
        let recorder = JsonLines::new(Vec::new());
        recorder.record(&succeeded());
        recorder.record(&failed());
        assert_eq!(
            lines(recorder),
            concat!(
                r#"{"time":"2023-11-14T22:13:20.000Z","api":"pretend","operation":"account.update","attempt":2,"#,
                r#""took_ms":12.5,"waited_ms":10.0,"method":"POST","url":"https://a.example/x?pin=REDACTED","#,
                r#""headers":{"content-type":"application/json","req_sign":"[redacted]"},"body_bytes":20,"#,
                r#""body":{"a":1,"pin":"[redacted]"},"error":null,"answer":{"status":200,"headers":{},"bytes":9,"#,
                r#""code":"2000","request_id":"f3a2","data":{"id":7}}}"#,
                "\n",
                r#"{"time":"2023-11-14T22:13:20.000Z","api":"pretend","operation":"account.update","attempt":1,"#,
                r#""took_ms":3.0,"waited_ms":null,"method":"POST","url":"https://a.example/x","headers":{},"#,
                r#""body_bytes":null,"body":null,"error":"Transport","answer":null}"#,
                "\n"
            )
        );
    }

    #[test]
    fn a_long_body_is_left_out_and_a_full_writer_gets_nothing() {
        let recorder = JsonLines::new(Vec::new()).longest_body(10);
        recorder.record(&succeeded());
        let text = lines(recorder);
        assert!(text.contains(r#""body":"[too long]""#) && text.contains(r#""data":{"id":7}"#), "{text}");
        let recorder = JsonLines::new(Vec::new()).at_most(text.len() as u64);
        (0..3).for_each(|_| recorder.record(&failed()));
        assert_eq!(lines(recorder).lines().count(), 1);
    }

    #[test]
    fn a_writer_that_fails_is_told_of_later() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let recorder = JsonLines::new(Full);
        recorder.record(&succeeded());
        assert_eq!(recorder.into_inner().err().map(|error| error.kind()), Some(io::ErrorKind::StorageFull));
    }
}
