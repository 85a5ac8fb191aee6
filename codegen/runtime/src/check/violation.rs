//! What a request breaks.
//!
//! In: fields and what was expected of them. Out: names and words for people and for programs. It never holds a value
//! of a request.

use std::fmt;

/// One limit or rule that a request breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub(super) kind: ViolationKind,
    pub(super) fields: Vec<FieldPath>,
    /// What is expected.
    pub(super) expected: String,
}

/// Where a field of a request stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct FieldPath {
    /// By the names of setters: `lines[2].name`.
    pub rust: String,
    /// By the names on the wire: `data.mxList[2].xm`.
    pub wire: String,
}

/// The kinds of violations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ViolationKind {
    /// The text has more characters than this.
    MaxChars(u32),
    /// The text is not of digits alone, or not of one of these numbers of them.
    Digits(&'static [u8]),
    /// The text is not written so: each of `y M d H m s S` is a digit, other characters stand for themselves.
    Format(&'static str),
    /// The list has more elements than this.
    MaxItems(u32),
    /// The number is larger than this.
    Max(i64),
    /// The field is needed because of what another one holds.
    RequiredWhen,
    /// One of the fields must be set and the others not.
    ExactlyOneOf,
    /// One of the fields must be set, or several.
    AtLeastOneOf,
    /// All of the fields must be set or none.
    Together,
}

impl Violation {
    /// What kind it is.
    #[must_use]
    pub fn kind(&self) -> ViolationKind {
        self.kind
    }

    /// The field; several where a rule between fields is broken.
    #[must_use]
    pub fn fields(&self) -> &[FieldPath] {
        &self.fields
    }

    /// A limit of one field.
    pub(super) fn of_limit(kind: ViolationKind, field: FieldPath) -> Self {
        Self { kind, fields: vec![field], expected: limit(kind) }
    }
}

/// What a limit allows.
fn limit(kind: ViolationKind) -> String {
    match kind {
        ViolationKind::MaxChars(most) => format!("at most {}", count(most, "character")),
        ViolationKind::Digits(counts) => format!("{} digits", any_of(counts, |count| count.to_string())),
        ViolationKind::Format(format) => format!("written as `{format}`"),
        ViolationKind::MaxItems(most) => format!("at most {}", count(most, "element")),
        ViolationKind::Max(most) => format!("at most {most}"),
        ViolationKind::RequiredWhen
        | ViolationKind::ExactlyOneOf
        | ViolationKind::AtLeastOneOf
        | ViolationKind::Together => String::new(),
    }
}

fn count(most: u32, of: &str) -> String {
    format!("{most} {of}{}", if most == 1 { "" } else { "s" })
}

/// `a`, `a or b`, `a, b or c`
pub(super) fn any_of<T>(all: &[T], shown: impl Fn(&T) -> String) -> String {
    let last = all.len().saturating_sub(1);
    let parts = all.iter().enumerate().map(|(at, one)| match at {
        0 => shown(one),
        at if at == last => format!(" or {}", shown(one)),
        _ => format!(", {}", shown(one)),
    });
    parts.collect()
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` (`{}`)", self.rust, self.wire)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, field) in self.fields.iter().enumerate() {
            let before = if at == 0 { "" } else { ", " };
            write!(f, "{before}{field}")?;
        }
        write!(f, ": {}", self.expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: ViolationKind, expected: &str) {
        let field = FieldPath { rust: "lines[2].name".to_owned(), wire: "data.mxList[2].xm".to_owned() };
        let expected = format!("`lines[2].name` (`data.mxList[2].xm`): {expected}");
        assert_eq!(Violation::of_limit(kind, field).to_string(), expected);
    }

    #[test]
    fn a_violation_is_a_field_and_what_is_expected_of_it() {
        check(ViolationKind::MaxChars(20), "at most 20 characters");
        check(ViolationKind::Digits(&[20]), "20 digits");
        check(ViolationKind::Digits(&[8, 10, 20]), "8, 10 or 20 digits");
        check(ViolationKind::Format("yyyy-MM"), "written as `yyyy-MM`");
        check(ViolationKind::MaxItems(50), "at most 50 elements");
        check(ViolationKind::Max(-1), "at most -1");
    }
}
