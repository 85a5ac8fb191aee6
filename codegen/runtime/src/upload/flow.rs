//! The content of one file on its way, piece by piece.
//!
//! In: an open file, a reader or a body, and the length that was told before. Out: pieces, and an error where there
//! are fewer or more bytes than that: the vendor would take the rest of the body for something else.

use crate::body::Body;
use crate::transport::BoxFuture;
use bytes::Bytes;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::{error, fmt};

/// How much is read at a time.
const PIECE: usize = 64 << 10;

/// A file that is being read.
pub(crate) struct Flow {
    state: State,
    came: u64,
    length: Option<u64>,
}

enum State {
    /// A piece is being read; the reader comes back with it.
    Reading(BoxFuture<'static, (Reader, io::Result<Bytes>)>),
    Resting(Reader),
    Coming(Body),
    Failed(FlowError),
    Over,
}

/// What gives the pieces. A file is opened with the first one.
enum Reader {
    Closed(PathBuf),
    Open(Box<dyn Read + Send>),
}

impl Flow {
    fn new(state: State, length: Option<u64>) -> Self {
        Self { state, came: 0, length }
    }

    pub(super) fn of_file(path: PathBuf, length: Option<u64>) -> Self {
        Self::new(State::Resting(Reader::Closed(path)), length)
    }

    pub(super) fn of_reader(reader: Box<dyn Read + Send>, length: Option<u64>) -> Self {
        Self::new(State::Resting(Reader::Open(reader)), length)
    }

    pub(super) fn of_body(body: Body, length: Option<u64>) -> Self {
        Self::new(State::Coming(body), length)
    }

    pub(super) fn failed(error: FlowError) -> Self {
        Self::new(State::Failed(error), None)
    }

    /// The next piece; none at the end, and after an error.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, FlowError>>> {
        let piece = ready!(self.poll_piece(context));
        let counted = match piece {
            Ok(Some(piece)) => self.count(piece).map(Some),
            Ok(None) => match self.length {
                Some(length) if self.came != length => Err(FlowError::other_length(length)),
                _ => Ok(None),
            },
            Err(error) => Err(error),
        };
        if !matches!(counted, Ok(Some(_))) {
            self.state = State::Over;
        }
        Poll::Ready(counted.transpose())
    }

    fn count(&mut self, piece: Bytes) -> Result<Bytes, FlowError> {
        self.came = self.came.saturating_add(piece.len() as u64);
        match self.length {
            Some(length) if self.came > length => Err(FlowError::other_length(length)),
            _ => Ok(piece),
        }
    }

    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, FlowError>> {
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return Poll::Ready(Ok(None)),
                State::Failed(error) => return Poll::Ready(Err(error)),
                State::Resting(reader) => self.state = State::Reading(Box::pin(read(reader))),
                State::Reading(mut reading) => {
                    let Poll::Ready((reader, piece)) = reading.as_mut().poll(context) else {
                        self.state = State::Reading(reading);
                        return Poll::Pending;
                    };
                    self.state = State::Resting(reader);
                    let piece = piece.map_err(|error| FlowError::unreadable(&error))?;
                    return Poll::Ready(Ok(Some(piece).filter(|piece| !piece.is_empty())));
                }
                State::Coming(mut body) => {
                    let frame = http_body::Body::poll_frame(Pin::new(&mut body), context);
                    self.state = State::Coming(body);
                    match ready!(frame) {
                        None => return Poll::Ready(Ok(None)),
                        Some(Err(error)) => return Poll::Ready(Err(FlowError::broken(&*error))),
                        Some(Ok(frame)) => match frame.into_data() {
                            Ok(piece) if !piece.is_empty() => return Poll::Ready(Ok(Some(piece))),
                            // Trailers of a part say nothing to anybody.
                            _ => {}
                        },
                    }
                }
            }
        }
    }
}

/// Reads a piece where it may block.
async fn read(reader: Reader) -> (Reader, io::Result<Bytes>) {
    #[cfg(feature = "hyper")]
    if let Ok(tokio) = tokio::runtime::Handle::try_current() {
        let done = tokio.spawn_blocking(move || read_here(reader)).await;
        // The reader panicked, or the runtime is shutting down.
        let stopped = |_| (Reader::Open(Box::new(io::empty())), Err(io::ErrorKind::Interrupted.into()));
        return done.unwrap_or_else(stopped);
    }
    read_here(reader)
}

/// Reads until a piece is full or the end is reached, so that a reader of small pieces does not make small frames.
fn read_here(reader: Reader) -> (Reader, io::Result<Bytes>) {
    let mut open = match reader {
        Reader::Open(open) => open,
        Reader::Closed(path) => match File::open(&path) {
            Ok(file) => Box::new(file),
            Err(error) => return (Reader::Closed(path), Err(error)),
        },
    };
    let mut piece = Vec::with_capacity(PIECE);
    let read = open.by_ref().take(PIECE as u64).read_to_end(&mut piece);
    (Reader::Open(open), read.map(|_| piece.into()))
}

/// Why a file cannot be sent. It names neither the file nor its path.
#[derive(Debug)]
pub(crate) struct FlowError(String);

impl FlowError {
    pub(super) fn unreadable(error: &io::Error) -> Self {
        // The text of an error of a foreign reader may say anything.
        Self(format!("the file cannot be read: {}", error.kind()))
    }

    pub(super) fn read_before() -> Self {
        Self("its reader was read before; only bytes and paths can be sent again".to_owned())
    }

    fn other_length(length: u64) -> Self {
        Self(format!("the file has other than the {length} bytes that were told before"))
    }

    fn broken(_: &(dyn error::Error + Send + Sync)) -> Self {
        Self("the body that the file comes from broke".to_owned())
    }
}

impl fmt::Display for FlowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl error::Error for FlowError {}
