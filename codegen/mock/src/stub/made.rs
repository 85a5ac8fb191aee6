//! What answers a call: data, a file, or a code.
//!
//! In: what closures of a test give. Out: the same in one form. Nothing is written here as a vendor writes it.

use crate::table::File;
use jiekou_runtime::mock::{Value, write};
use jiekou_runtime::{Code, CodeClass};

/// What answers a call.
#[doc(hidden)]
#[derive(Clone)]
pub enum Made {
    /// Data as JSON.
    Data(String),
    /// A whole answer as JSON.
    Whole(String),
    /// The answer of an example of this name.
    Example(&'static str),
    /// A file.
    File(File),
    /// A code.
    Failure(Failure),
    /// Nothing, for this reason.
    Wrong(String),
}

/// A failure as the vendor tells it: a code that the call's pages list, perhaps with another message and status.
///
/// ```
/// use jiekou_mock::Failure;
///
/// let failure = Failure::new("no_such_account").message("no account 7").status(404);
/// # let _ = failure;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub(super) code: String,
    pub(super) message: Option<String>,
    pub(super) status: Option<u16>,
}

impl Failure {
    /// With this code: a constant of the call's `codes`, a code's text, or the name that it has there.
    #[must_use]
    pub fn new(code: impl Into<Self>) -> Self {
        code.into()
    }

    /// With this text in place of the vendor's own.
    #[must_use]
    pub fn message(self, message: impl Into<String>) -> Self {
        Self { message: Some(message.into()), ..self }
    }

    /// With this HTTP status in place of 200.
    #[must_use]
    pub fn status(self, status: u16) -> Self {
        Self { status: Some(status), ..self }
    }
}

impl From<Code<'_>> for Failure {
    fn from(code: Code<'_>) -> Self {
        Self::from(code.as_str())
    }
}

impl From<CodeClass> for Failure {
    fn from(class: CodeClass) -> Self {
        Self::from(class.as_str())
    }
}

impl From<&str> for Failure {
    fn from(code: &str) -> Self {
        Self { code: code.to_owned(), message: None, status: None }
    }
}

/// What a call answers with when all is well: its data, or a [`File`].
pub trait Answers: 'static {
    /// In the form in which it is written.
    #[doc(hidden)]
    fn made(self) -> Made;
}

impl<V: Value + 'static> Answers for V {
    fn made(self) -> Made {
        match write(&self).map(String::from_utf8) {
            Ok(Ok(json)) => Made::Data(json),
            Ok(Err(_)) => Made::Wrong("the answer is no text".to_owned()),
            Err(text) => Made::Wrong(text),
        }
    }
}

impl Answers for File {
    fn made(self) -> Made {
        Made::File(self)
    }
}

/// What a closure of [`On::reply`](crate::On::reply) may give: the answer `A`, or a `Result` with a code in place of it.
#[diagnostic::on_unimplemented(
    message = "a reply cannot give `{Self}` where the call answers with `{A}`",
    label = "the closure gives this",
    note = "a reply gives `{A}`, or `Result<{A}, E>` where `E` is a code, the name of one, or a `Failure`"
)]
pub trait Gives<A> {
    /// In the form in which it is written.
    #[doc(hidden)]
    fn into_made(self) -> Made;
}

impl<A: Answers> Gives<A> for A {
    fn into_made(self) -> Made {
        self.made()
    }
}

impl<A: Answers, E: Into<Failure>> Gives<A> for Result<A, E> {
    fn into_made(self) -> Made {
        match self {
            Ok(answer) => answer.made(),
            Err(code) => Made::Failure(code.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gives<A>(answer: impl Gives<A>) -> Made {
        answer.into_made()
    }

    #[test]
    fn an_answer_is_data_a_file_or_a_code() {
        assert!(matches!(gives::<bool>(true), Made::Data(json) if json == "true"));
        assert!(matches!(gives::<Option<String>>(None), Made::Data(json) if json == "null"));
        assert!(matches!(gives::<File>(File::new("text/csv", "a,b")), Made::File(_)));
        let failed = gives::<bool>(Err(Code::new("5006")));
        assert!(matches!(failed, Made::Failure(failure) if failure == Failure::new("5006")));
        let failed = gives::<bool>(Err(Failure::new(CodeClass::new("7xxx")).status(500)));
        assert!(matches!(failed, Made::Failure(failure) if failure.status == Some(500)));
    }
}
