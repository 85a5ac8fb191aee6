//! Data 2, codes: what a vendor answers instead of success.

use super::Text;
use crate::names::Ident;
use crate::source::Span;

/// One documented code or class of codes.
#[derive(Clone, Debug)]
pub struct Code {
    /// Which codes are meant.
    pub pattern: CodePattern,
    /// Its name in Rust.
    pub name: Ident,
    /// What it means.
    pub means: Text,
    /// The vendor's text for it.
    pub label: Option<Text>,
    /// What helps.
    pub remedy: Option<Text>,
    /// What the client may do by itself.
    pub then: Then,
    /// What the failing answer holds.
    pub data: Option<CodeData>,
    /// Where the spec says it.
    pub at: Span,
}

/// What an answer with a certain code holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeData {
    /// The same as a successful answer.
    Response,
    /// One of [`super::Group::objects`].
    Shared(Ident),
}

/// One code, or all codes of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodePattern {
    /// Exactly this text; a number on the wire is compared as its decimal text.
    Exact(String),
    /// A form like `4xxx`: each `x` stands for one decimal digit. Exact codes come first.
    Class(String),
}

impl CodePattern {
    /// Whether a code is meant.
    pub fn holds(&self, code: &str) -> bool {
        match self {
            Self::Exact(text) => text == code,
            Self::Class(form) => {
                let fits =
                    |(form, digit): (u8, u8)| form == digit || (form == b'x' && digit.is_ascii_digit());
                form.len() == code.len() && form.bytes().zip(code.bytes()).all(fits)
            }
        }
    }

    /// As it stands in the spec.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Exact(text) | Self::Class(text) => text,
        }
    }
}

/// What a code asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing that a program could do.
    Nothing,
    /// Wait and try again.
    BackOff,
    /// Get a new token and try again.
    RefreshToken,
    /// Set the clock that signs requests.
    FixClock,
    /// Correct the request.
    FixInput,
    /// Ask the vendor.
    AskVendor,
}

#[cfg(test)]
mod tests {
    use super::CodePattern;

    #[test]
    fn a_class_holds_codes_of_its_form() {
        let class = CodePattern::Class("40xx".into());
        assert!(class.holds("4001") && !class.holds("4101") && !class.holds("400a") && !class.holds("400"));
        let exact = CodePattern::Exact("40xx".into());
        assert!(exact.holds("40xx") && !exact.holds("4001"));
    }
}
