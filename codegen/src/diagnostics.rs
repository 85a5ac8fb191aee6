//! What is to be said of specs: what is wrong, where, and what would be right.
//!
//! Every stage up to `resolve` pushes into one [`Diagnostics`]; all of these are errors, no spec is half right.
//! `lint` adds what weighs less. [`print()`] shows both in rustc's look, and every kind has a [`Page`]. Nothing
//! here decides what a mistake is.

mod catalogue;
mod control;
mod page;
mod print;

pub use catalogue::{Code, Severity};
pub use control::{is_control, printable};
pub use page::{Page, guide, mistakes, rules};
pub use print::{Colour, print};

use crate::names;
use crate::source::Span;

/// How many known words are listed where none is near.
const MAX_LISTED: usize = 12;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of mistake.
    pub code: Code,
    /// What is wrong, in one line.
    pub message: String,
    /// The place to mend, and a word under it. The text may be empty.
    pub primary: Label,
    /// Other places that explain the mistake.
    pub secondary: Vec<Label>,
    /// Facts that explain the rule.
    pub notes: Vec<String>,
    /// What to write instead.
    pub helps: Vec<String>,
    /// What a program may do about it without asking, if anything.
    pub fix: Option<Fix>,
}

/// A change that leaves the meaning of a spec as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Take away the entry of a map whose key stands there, or the item of a list that stands there.
    Remove(Span),
    /// Write this behind the last character of the text that stands there.
    Append(Span, &'static str),
}

/// A place with a word under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The word, or nothing.
    pub text: String,
}

impl Diagnostic {
    /// A mistake without words under its place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            primary: Label { span, text: String::new() },
            secondary: Vec::new(),
            notes: Vec::new(),
            helps: Vec::new(),
            fix: None,
        }
    }

    /// Says what a program may do about it.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Puts a word under the place of the mistake.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Shows a second place.
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// Adds a fact.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Says what to write instead.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.helps.push(text.into());
        self
    }

    /// Names the known word that was probably meant; if none is near, lists what is known.
    pub fn nearest<'a>(self, wanted: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Self {
        if let Some(word) = names::nearest(wanted, known.clone()) {
            return self.help(format!("did you mean `{word}`?"));
        }
        let mut known = known.into_iter();
        let listed: Vec<String> = known.by_ref().take(MAX_LISTED).map(|word| format!("`{word}`")).collect();
        match (listed.is_empty(), known.count()) {
            (true, _) => self,
            (false, 0) => self.help(format!("known are {}", listed.join(", "))),
            (false, more) => self.help(format!("known are {} and {more} more", listed.join(", "))),
        }
    }
}

/// All mistakes of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a mistake.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Adds all mistakes that another part of the run found.
    pub fn append(&mut self, other: Self) {
        self.all.extend(other.all);
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The mistakes, in order of pushing or of the last [`Diagnostics::sort`].
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.all.iter()
    }

    /// Orders by path, place and code, and drops what was said twice.
    pub fn sort(&mut self) {
        self.all.sort_by(|a, b| {
            let place = |one: &Diagnostic| (one.primary.span.file, one.primary.span.start, one.code);
            place(a).cmp(&place(b)).then_with(|| a.message.cmp(&b.message))
        });
        self.all.dedup();
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn span(file: u32, start: u32) -> Span {
        Span { file: FileId(file), start, end: start + 1 }
    }

    #[track_caller]
    fn check_nearest(wanted: &str, known: &[&str], expected: &[&str]) {
        let diagnostic = Diagnostic::new(Code::UnknownKey, span(0, 0), "x");
        assert_eq!(diagnostic.nearest(wanted, known.iter().copied()).helps, expected);
    }

    #[test]
    fn a_near_word_is_named_and_others_are_listed() {
        check_nearest("nmae", &["name", "label"], &["did you mean `name`?"]);
        check_nearest("企业", &["name", "label"], &["known are `name`, `label`"]);
        check_nearest("企业", &[], &[]);
        check_nearest(
            "企业",
            &["aaa"; 14],
            &[
                "known are `aaa`, `aaa`, `aaa`, `aaa`, `aaa`, `aaa`, `aaa`, `aaa`, `aaa`, `aaa`, `aaa`, `aaa` and 2 more",
            ],
        );
    }

    #[test]
    fn order_is_by_file_place_and_code_and_nothing_is_said_twice() {
        let mut diagnostics = Diagnostics::default();
        for (file, start, code) in [
            (1, 0, Code::NotYaml),
            (0, 9, Code::UnknownKey),
            (0, 9, Code::NotYaml),
            (0, 2, Code::Keyword),
            (0, 9, Code::UnknownKey),
        ] {
            diagnostics.push(Diagnostic::new(code, span(file, start), "x"));
        }
        diagnostics.sort();
        let order: Vec<_> = diagnostics
            .iter()
            .map(|one| (one.primary.span.file.0, one.primary.span.start, one.code))
            .collect();
        assert_eq!(
            order,
            [(0, 2, Code::Keyword), (0, 9, Code::NotYaml), (0, 9, Code::UnknownKey), (1, 0, Code::NotYaml)]
        );
    }
}
