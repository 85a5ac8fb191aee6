//! Writes a recording.
//!
//! In: exchanges as they are answered. Out: lines in a file. A file that cannot be written harms no call; the first
//! failure is kept for whoever asks.

use super::line::Line;
use crate::table::MockApi;
use crate::vendor::Exchange;
use jiekou_runtime::mock::shown_answer;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// A file that gets a line for each call whose request could be read.
#[derive(Debug)]
pub(crate) struct Recorder(Mutex<Sink>);

#[derive(Debug)]
struct Sink {
    file: File,
    failure: Option<io::Error>,
}

impl Recorder {
    /// Begins a file anew.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        let created = File::create(path);
        let file = created.map_err(|error| {
            io::Error::new(error.kind(), format!("cannot write `{}`: {error}", path.display()))
        })?;
        Ok(Self(Mutex::new(Sink { file, failure: None })))
    }

    /// Writes what may be shown of an exchange.
    pub(crate) fn write(&self, table: &MockApi, exchange: &Exchange<'_>) {
        let Some(operation) = exchange.operation else { return };
        let record = exchange.record;
        if record.request.is_empty() {
            return;
        }
        let mut slot = (operation.answer)();
        let line = Line {
            operation: operation.operation.id.to_owned(),
            request: record.request.clone(),
            status: record.status,
            answer: shown_answer(table.api, operation.operation, &exchange.reply.body, &mut *slot),
        };
        let line = format!("{}\n", line.text());
        let mut sink = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if sink.failure.is_none() {
            // In one piece, so that whoever stops the program finds whole lines.
            sink.failure = sink.file.write_all(line.as_bytes()).err();
        }
    }

    /// Why the file is not whole, if it is not.
    #[cfg(feature = "program")]
    pub(crate) fn failure(&self) -> Option<String> {
        let sink = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sink.failure.as_ref().map(ToString::to_string)
    }
}
