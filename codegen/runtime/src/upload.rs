//! Files that a call sends, each a part of a multipart body.
//!
//! In: bytes, a path, a reader or a body of the user. Out: the same type for all of them, with what is known before it
//! is read: its length, and whether it can be read a second time. Neither content nor names are ever printed.

mod flow;

pub(crate) use flow::{Flow, FlowError};

use crate::body::{Body, BodyError};
use bytes::Bytes;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::{fmt, fs};

/// A file that is sent as a part of a body.
///
/// ```
/// use jiekou_runtime::Upload;
///
/// let whole = Upload::from("a,b\n").file_name("table.csv").content_type("text/csv");
/// let on_disk = Upload::file("contract.pdf");
/// let once = Upload::reader(std::io::stdin(), None);
/// # let _ = (whole, on_disk, once);
/// ```
///
/// Bytes and paths can be sent again where the client makes a call a second time; a reader and a body are read once,
/// so that the call is sent once. Clones of one share its reader.
///
/// A file or a reader is read in pieces of 64 KiB while they are sent, never as a whole. In a tokio runtime that is
/// done on tokio's threads for work that blocks, since a disk may be slow; elsewhere in the thread that sends.
#[derive(Clone)]
pub struct Upload {
    source: Source,
    file_name: Option<String>,
    content_type: Option<String>,
}

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    File(PathBuf),
    /// Whoever sends it takes it out.
    Once {
        seat: Arc<Mutex<Option<Once>>>,
        length: Option<u64>,
    },
}

/// What can be read once.
pub(crate) enum Once {
    Reader(Box<dyn Read + Send>),
    Body(Body),
}

impl Upload {
    /// The file at this path, under its own name. It is opened when it is sent, and each time anew.
    #[must_use]
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Self { file_name: name, ..Self::of(Source::File(path)) }
    }

    /// All that a reader gives. With a length the vendor is told it before, and it must be exact; without one the
    /// body travels in chunks, which not every vendor takes.
    #[must_use]
    pub fn reader(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Self::once(Once::Reader(Box::new(reader)), length)
    }

    /// All that a body gives: anything that comes asynchronously. Its own hint tells the length.
    #[must_use]
    pub fn body(body: impl http_body::Body<Data = Bytes, Error: Into<BodyError>> + Send + 'static) -> Self {
        let body = Body::new(body);
        let length = body.length();
        Self::once(Once::Body(body), length)
    }

    fn once(once: Once, length: Option<u64>) -> Self {
        Self::of(Source::Once { seat: Arc::new(Mutex::new(Some(once))), length })
    }

    fn of(source: Source) -> Self {
        Self { source, file_name: None, content_type: None }
    }

    /// The name that the vendor sees; otherwise that of the path, or the member's own.
    #[must_use]
    pub fn file_name(self, name: impl Into<String>) -> Self {
        Self { file_name: Some(name.into()), ..self }
    }

    /// What it holds; `application/octet-stream` otherwise.
    #[must_use]
    pub fn content_type(self, content_type: impl Into<String>) -> Self {
        Self { content_type: Some(content_type.into()), ..self }
    }

    /// Whether it can be read a second time.
    pub(crate) fn can_be_sent_again(&self) -> bool {
        !matches!(self.source, Source::Once { .. })
    }

    /// The content that a mock server received; none of one that is still to be read.
    #[cfg(feature = "mock")]
    #[must_use]
    pub fn content(&self) -> Option<&[u8]> {
        self.as_bytes().map(|bytes| &**bytes)
    }

    pub(crate) fn name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    pub(crate) fn media_type(&self) -> &str {
        self.content_type.as_deref().unwrap_or("application/octet-stream")
    }

    /// The bytes of one that is whole.
    pub(crate) fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
            Source::File(_) | Source::Once { .. } => None,
        }
    }

    /// The length, as far as it is known, of one that can be read now.
    pub(crate) fn measure(&self) -> Result<Option<u64>, FlowError> {
        match &self.source {
            Source::Bytes(bytes) => Ok(Some(bytes.len() as u64)),
            Source::File(path) => match fs::metadata(path) {
                Ok(data) if data.is_file() => Ok(Some(data.len())),
                Ok(_) => Err(FlowError::unreadable(&io::ErrorKind::IsADirectory.into())),
                Err(error) => Err(FlowError::unreadable(&error)),
            },
            Source::Once { seat, length } => {
                let is_there = seat.lock().unwrap_or_else(PoisonError::into_inner).is_some();
                if is_there { Ok(*length) } else { Err(FlowError::read_before()) }
            }
        }
    }

    /// Begins to read it.
    pub(crate) fn open(&self, length: Option<u64>) -> Flow {
        match &self.source {
            Source::Bytes(bytes) => Flow::of_body(bytes.clone().into(), length),
            Source::File(path) => Flow::of_file(path.clone(), length),
            Source::Once { seat, .. } => {
                let once = seat.lock().unwrap_or_else(PoisonError::into_inner).take();
                match once {
                    Some(Once::Reader(reader)) => Flow::of_reader(reader, length),
                    Some(Once::Body(body)) => Flow::of_body(body, length),
                    None => Flow::failed(FlowError::read_before()),
                }
            }
        }
    }
}

impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        Self::of(Source::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Upload {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Upload {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl From<&'static [u8]> for Upload {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = match &self.source {
            Source::Bytes(bytes) => Some(bytes.len() as u64),
            Source::File(_) => None,
            Source::Once { length, .. } => *length,
        };
        f.debug_struct("Upload").field("bytes", &length).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
