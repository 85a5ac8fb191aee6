//! Where and why an answer could not be read.
//!
//! In: names and indexes from the inside out, and what was expected. Out: one line with a path. What was found is
//! told by its kind only, since it may be a secret.

use super::document;
use serde_core::de::IgnoredAny;
use std::fmt;

/// An answer that does not fit.
#[derive(Debug)]
pub(crate) struct DecodeError {
    /// What is read: `the answer`.
    document: &'static str,
    path: Vec<Piece>,
    what: What,
}

/// The most objects and lists inside each other, through texts that hold documents too.
const DEEPEST: u8 = 100;

#[derive(Clone, Copy, Debug)]
enum Piece {
    Name(&'static str),
    Index(usize),
}

/// What is wrong at that place.
#[derive(Clone, Copy, Debug)]
pub(crate) enum What {
    /// A value of another kind.
    Mismatch {
        /// The kind that the table asks for.
        expected: &'static str,
        /// The kind that was there.
        found: &'static str,
    },
    /// Nothing, or null.
    Missing {
        /// The kind that the table asks for.
        expected: &'static str,
    },
    /// JSON, but a number that is too large, or a text that is no Unicode.
    Odd,
    /// More objects and lists inside each other than are read.
    Deep,
    /// A text that holds another document than it should.
    Text {
        /// What it is instead.
        because: &'static str,
    },
    /// No JSON.
    NotJson {
        /// What it is instead.
        because: &'static str,
        /// From 1; 0 where it is not known.
        line: usize,
        /// From 1.
        column: usize,
    },
}

impl DecodeError {
    #[cold]
    pub(crate) fn new(what: What) -> Self {
        Self { document: "the answer", path: Vec::new(), what }
    }

    #[cold]
    pub(crate) fn at(name: &'static str, what: What) -> Self {
        Self { path: vec![Piece::Name(name)], ..Self::new(what) }
    }

    /// The same about another kind of document.
    pub(crate) fn of(self, document: &'static str) -> Self {
        Self { document, ..self }
    }

    pub(crate) fn is_not_json(&self) -> bool {
        matches!(self.what, What::NotJson { .. })
    }

    /// Whether it is the answer as a whole that does not fit.
    pub(crate) fn is_whole(&self) -> bool {
        self.path.is_empty()
    }

    /// `items[3].price`, empty for the whole.
    fn path(&self) -> String {
        let mut path = String::new();
        for piece in &self.path {
            match piece {
                Piece::Name(name) if path.is_empty() => path.push_str(name),
                Piece::Name(name) => path.extend([".", name]),
                Piece::Index(index) => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        if path.is_empty() {
            f.write_str(self.document)?;
        } else {
            write!(f, "`{path}`")?;
        }
        match self.what {
            What::Mismatch { expected, found } => write!(f, ": expected {expected}, found {found}"),
            What::Missing { expected } => write!(f, ": expected {expected}, found nothing"),
            What::Odd => f.write_str(": a number is too large, or a text is no Unicode"),
            What::Deep => f.write_str(": it is nested too deeply"),
            What::Text { because } => write!(f, ": its text {because}"),
            What::NotJson { because, line: 0, .. } => write!(f, " {because}"),
            What::NotJson { because, line, column } => {
                write!(f, " {because} (line {line}, column {column})")
            }
        }
    }
}

/// What seeds leave behind when they fail.
pub(crate) struct Fault {
    /// From the inside out.
    path: Vec<Piece>,
    what: Option<What>,
    depth: u8,
    is_marked: bool,
}

impl Fault {
    /// For a document, which may have marks.
    pub(super) fn new(is_marked: bool) -> Self {
        Self { path: Vec::new(), what: None, depth: 0, is_marked }
    }

    /// Whether this part of the document has a mark.
    pub(super) fn has_mark(&self, raw: &str) -> bool {
        self.is_marked && document::has_mark(raw)
    }

    /// Notes what is wrong and makes the error that stops the parser. Its text is never shown.
    pub(crate) fn raise<E: serde_core::de::Error>(&mut self, what: What) -> E {
        self.what = Some(what);
        E::custom("refused")
    }

    /// Stops the parser of a document inside this one, which failed with this error.
    pub(crate) fn raise_inner<E: serde_core::de::Error>(
        &mut self,
        error: &serde_json::Error,
        text: &str,
    ) -> E {
        let what = self.what.unwrap_or_else(|| match not_read(error, text.as_bytes()) {
            What::NotJson { because, .. } => What::Text { because },
            what => what,
        });
        self.raise(what)
    }

    /// Goes into an object or a list. Whoever does comes out again by [`Self::leave`], unless it fails.
    pub(crate) fn enter<E: serde_core::de::Error>(&mut self) -> Result<(), E> {
        self.depth += 1;
        if self.depth > DEEPEST { Err(self.raise(What::Deep)) } else { Ok(()) }
    }

    pub(crate) fn leave(&mut self) {
        self.depth -= 1;
    }

    pub(crate) fn at_name(&mut self, name: &'static str) {
        self.path.push(Piece::Name(name));
    }

    pub(crate) fn at_index(&mut self, index: usize) {
        self.path.push(Piece::Index(index));
    }

    /// Puts it together, after the parser stopped with this error.
    pub(crate) fn finish(mut self, error: &serde_json::Error, bytes: &[u8]) -> DecodeError {
        self.path.reverse();
        match self.what.unwrap_or_else(|| not_read(error, bytes)) {
            // A path would say how far the parser came, not what is wrong.
            what @ What::NotJson { .. } => DecodeError::new(what),
            what => DecodeError { path: self.path, ..DecodeError::new(what) },
        }
    }
}

fn not_read(error: &serde_json::Error, bytes: &[u8]) -> What {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    let because = match first {
        None => return What::NotJson { because: "is empty", line: 0, column: 0 },
        // The parser asks for objects only, and only of the whole answer.
        Some(first) if error.is_data() => {
            return What::Mismatch { expected: "an object", found: kind(*first) };
        }
        Some(b'<') => "is HTML or XML, not JSON",
        Some(_) if error.is_eof() => "ends too early",
        // What is ignored is read for its grammar only.
        Some(_) if serde_json::from_slice::<IgnoredAny>(bytes).is_ok() => return What::Odd,
        Some(_) => "is not JSON",
    };
    What::NotJson { because, line: error.line(), column: error.column() }
}

/// The kind of a JSON value that begins like this.
fn kind(first: u8) -> &'static str {
    match first {
        b'"' => "a string",
        b'[' => "a list",
        b't' | b'f' => "a boolean",
        b'n' => "null",
        _ => "a number",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_from_the_outside_in() {
        let path = vec![Piece::Name("data"), Piece::Name("items"), Piece::Index(3), Piece::Name("price")];
        let what = What::Mismatch { expected: "a string", found: "a number" };
        let error = DecodeError { path, ..DecodeError::new(what) };
        assert_eq!(error.to_string(), "`data.items[3].price`: expected a string, found a number");
    }

    #[test]
    fn without_a_path_it_is_the_answer() {
        let what = What::NotJson { because: "ends too early", line: 1, column: 7 };
        assert_eq!(DecodeError::new(what).to_string(), "the answer ends too early (line 1, column 7)");
        let error = DecodeError::new(What::Deep).of("the notification");
        assert_eq!(error.to_string(), "the notification: it is nested too deeply");
    }
}
