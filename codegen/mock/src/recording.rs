//! Exchanges in a file: written while a server answers, and answered from another time.
//!
//! In: calls and answers as they may be shown, or a file of them. Out: one line of JSON for each, or answers. Nothing
//! that a journal or a log hides stands in such a file; what was hidden in an answer is taken from the spec's example
//! when it is answered again.
//!
//! A line is `{"operation": "group.name", "request": {…}, "answer": {"status": 200, "data": …}}`; a failure has `code`
//! in place of `data`, and an answer that nobody can read has neither.

mod line;
mod recorder;
mod replay;

pub(crate) use recorder::Recorder;
pub(crate) use replay::Replay;
