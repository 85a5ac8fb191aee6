//! Codes that vendors answer with, and what is known about them.
//!
//! In: tables that emitted code writes, and the code of an answer. Out: the entry for it. A code is compared
//! as text and never read as a number.

use std::fmt;

/// A code of a vendor. Constants of it may stand in `match` patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code<'a>(&'a str);

impl<'a> Code<'a> {
    /// The code with this text; a number on the wire is its decimal text.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// Its text.
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.0
    }
}

impl fmt::Display for Code<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// All codes of a form like `4xxx`: each `x` stands for one decimal digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CodeClass(&'static str);

impl CodeClass {
    /// The class of this form.
    #[must_use]
    pub const fn new(form: &'static str) -> Self {
        Self(form)
    }

    /// The form.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// Whether the code has this form.
    #[must_use]
    pub fn contains(self, code: Code<'_>) -> bool {
        let fits = |(form, byte): (u8, u8)| if form == b'x' { byte.is_ascii_digit() } else { form == byte };
        self.0.len() == code.0.len() && self.0.bytes().zip(code.0.bytes()).all(fits)
    }
}

/// What a code asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Then {
    /// Nothing that a program could do.
    #[default]
    Nothing,
    /// Wait and try again.
    BackOff,
    /// Get a new token and try again.
    RefreshToken,
    /// Correct the clock and try again.
    FixClock,
    /// Correct the request.
    FixInput,
    /// Ask the vendor.
    AskVendor,
}

/// What is known about a code or a class of codes.
#[derive(Clone, Copy, Debug)]
pub struct KnownCode {
    pub(crate) text: &'static str,
    pub(crate) name: &'static str,
    pub(crate) means: &'static str,
    pub(crate) label: Option<&'static str>,
    pub(crate) remedy: Option<&'static str>,
    pub(crate) then: Then,
    pub(crate) is_class: bool,
}

/// Begins an entry: one code, its name in Rust and its meaning.
#[must_use]
pub const fn code(text: &'static str, name: &'static str, means: &'static str) -> KnownCode {
    KnownCode { text, name, means, label: None, remedy: None, then: Then::Nothing, is_class: false }
}

impl KnownCode {
    /// The vendor's own text for it.
    #[must_use]
    pub const fn label(mut self, label: &'static str) -> Self {
        self.label = Some(label);
        self
    }

    /// What helps.
    #[must_use]
    pub const fn remedy(mut self, remedy: &'static str) -> Self {
        self.remedy = Some(remedy);
        self
    }

    /// What it asks for.
    #[must_use]
    pub const fn then(mut self, then: Then) -> Self {
        self.then = then;
        self
    }

    /// Its text is the form of a class.
    #[must_use]
    pub const fn class(mut self) -> Self {
        self.is_class = true;
        self
    }
}

/// The entry for a code. Exact codes come before classes, earlier tables before later ones.
pub(crate) fn find(
    tables: &[&'static [KnownCode]],
    api: &'static [KnownCode],
    code: Code<'_>,
) -> Option<&'static KnownCode> {
    let all = || tables.iter().copied().chain([api]).flatten();
    let exact = all().find(|known| !known.is_class && known.text == code.0);
    exact.or_else(|| all().find(|known| known.is_class && CodeClass(known.text).contains(code)))
}

#[cfg(test)]
mod tests {
    use super::*;

    static OPERATION: &[KnownCode] =
        &[code("5006", "access_denied", "No permission."), code("4xxx", "login", "Wrong data.").class()];
    static GROUP: &[KnownCode] = &[
        code("5007", "of_the_group", "Of the group."),
        code("5006", "hidden", "The operation's own comes first."),
        code("5xxx", "group_system", "Trouble.").class(),
    ];
    static API: &[KnownCode] = &[
        code("4001", "wrong_password", "The password is wrong."),
        code("5007", "hidden", "The group's own comes first."),
        code("5xxx", "hidden", "The group's own comes first.").class(),
        code("6xxx", "system", "Trouble.").class(),
    ];

    #[track_caller]
    fn check(text: &str, name: Option<&str>) {
        assert_eq!(find(&[OPERATION, GROUP], API, Code::new(text)).map(|known| known.name), name);
    }

    #[test]
    fn exact_before_class_and_operation_before_group_before_api() {
        check("5006", Some("access_denied"));
        check("4001", Some("wrong_password"));
        check("4002", Some("login"));
        check("5007", Some("of_the_group"));
        check("5001", Some("group_system"));
        check("6001", Some("system"));
        check("9999", None);
    }

    #[test]
    fn a_class_wants_digits_and_its_own_length() {
        check("400", None);
        check("40001", None);
        check("4x01", None);
        check("", None);
    }

    #[test]
    fn constants_stand_in_patterns() {
        const DENIED: Code<'static> = Code::new("5006");
        assert!(matches!(Code::new(&String::from("5006")), DENIED));
    }
}
