//! What a mock server asks of the rows of tables.
//!
//! In: rows. Out: what they say. Clients read the rows themselves.

use crate::code::KnownCode;
use crate::encode::fixed_text;
use crate::shape::{Field, Form, Place};
use std::borrow::Cow;

impl Field {
    /// Its name on the wire.
    #[must_use]
    pub fn wire(&self) -> &'static str {
        self.wire
    }

    /// Its name in Rust.
    #[must_use]
    pub fn rust(&self) -> &'static str {
        self.rust
    }

    /// Where a request carries it.
    #[must_use]
    pub fn place(&self) -> Place {
        self.place
    }

    /// How its value travels.
    #[must_use]
    pub fn travels(&self) -> Form {
        self.form
    }

    /// Whether it must be there.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.required
    }

    /// Whether it, or what stands in it, is never shown.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.sensitive || self.encrypted.is_some()
    }

    /// The index of the API's encryption that its text goes through.
    #[must_use]
    pub fn encryption(&self) -> Option<usize> {
        self.encrypted.map(usize::from)
    }

    /// The value that it always has: as JSON, and as text.
    #[must_use]
    pub fn always(&self) -> Option<(&'static str, Cow<'static, str>)> {
        self.fixed.map(|json| (json, fixed_text(json)))
    }
}

impl KnownCode {
    /// The code, or the form of a class.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// Its name in Rust.
    #[must_use]
    pub const fn rust(&self) -> &'static str {
        self.name
    }

    /// Whether it stands for all codes of a form.
    #[must_use]
    pub const fn is_class(&self) -> bool {
        self.is_class
    }

    /// What a vendor would say with it: its own text, or ours where none is known.
    #[must_use]
    pub fn message(&self) -> &'static str {
        self.label.unwrap_or(self.means)
    }

    /// What it means.
    #[must_use]
    pub const fn meaning(&self) -> &'static str {
        self.means
    }
}

#[cfg(test)]
mod tests {
    use crate::private::{code, field};
    use crate::shape::{Field, Flags, Form, PLAIN, Place};

    #[test]
    fn a_row_tells_what_it_is() {
        static FLAGS: Flags = PLAIN.required().encrypted(1).query();
        let row = Field { flags: &FLAGS, ..field("aName", "a_name") };
        assert_eq!((row.wire(), row.rust(), row.place()), ("aName", "a_name", Place::Query));
        assert_eq!((row.is_required(), row.is_hidden(), row.encryption()), (true, true, Some(1)));
        static FIXED: Flags = PLAIN.fixed("\"1\"");
        let always = Field { flags: &FIXED, ..field("b", "b") };
        assert_eq!(always.always(), Some(("\"1\"", "1".into())));
        assert_eq!((always.travels(), always.encryption()), (Form::Plain, None));
    }

    #[test]
    fn a_code_has_a_message() {
        let known = code("5006", "access_denied", "No permission.");
        assert_eq!(
            (known.text(), known.rust(), known.message()),
            ("5006", "access_denied", "No permission.")
        );
        assert_eq!(known.label("\u{65e0}").message(), "\u{65e0}");
        assert!(!known.is_class());
    }
}
