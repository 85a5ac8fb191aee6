//! Values that come in one of several shapes.
//!
//! In: constants that say how a shape is known. Out: which shape a value has, and a slot for it. A value of no
//! documented shape is kept as it came.

use crate::Json;
use crate::value::Slot;

/// An enum of shapes.
pub trait OneOf {
    /// The shapes, in the order in which they are tried.
    fn choices(&self) -> &'static [Choice];
    /// Takes the shape with this index, blank, and gives its slot.
    fn choose(&mut self, index: usize) -> &mut dyn Slot;
    /// Takes a value of no documented shape.
    fn other(&mut self, json: Json);
}

/// The kinds of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text or a number.
    Single,
    /// True or false.
    Boolean,
    /// An object.
    Object,
    /// A list.
    List,
}

impl Kind {
    /// The kind of a JSON value that is not null.
    pub(crate) fn of(raw: &str) -> Self {
        match raw.as_bytes().first() {
            Some(b't' | b'f') => Self::Boolean,
            Some(b'{') => Self::Object,
            Some(b'[') => Self::List,
            _ => Self::Single,
        }
    }
}

/// How one shape is known.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    pub(crate) kind: Kind,
    pub(crate) has: &'static [&'static str],
    pub(crate) when: &'static [(&'static str, &'static [&'static str])],
}

/// Begins a shape: any value of this kind.
#[must_use]
pub const fn choice(kind: Kind) -> Choice {
    Choice { kind, has: &[], when: &[] }
}

impl Choice {
    /// The object has all of these members, and none of them is null.
    #[must_use]
    pub const fn has(mut self, wire: &'static [&'static str]) -> Self {
        self.has = wire;
        self
    }

    /// Each of these members of the object has one of the values, written as text.
    #[must_use]
    pub const fn when(mut self, members: &'static [(&'static str, &'static [&'static str])]) -> Self {
        self.when = members;
        self
    }

    /// Whether an object whose members are found by `text` has this shape. It gives a single value as text, an
    /// empty text for other values, and nothing for null.
    pub(crate) fn fits<'v>(&self, text: impl Fn(&str) -> Option<&'v str>) -> bool {
        self.has.iter().all(|wire| text(wire).is_some())
            && self.when.iter().all(|(wire, values)| text(wire).is_some_and(|value| values.contains(&value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(choice: Choice, members: &[(&str, &str)], expected: bool) {
        let text = |wire: &str| members.iter().find(|(name, _)| *name == wire).map(|(_, value)| *value);
        assert_eq!(choice.fits(text), expected);
    }

    #[test]
    fn an_object_needs_its_members_and_their_values() {
        const CHOICE: Choice =
            choice(Kind::Object).has(&["a", "b"]).when(&[("c", &["1", "2"]), ("d", &["3"])]);
        check(CHOICE, &[("a", ""), ("b", "x"), ("c", "2"), ("d", "3"), ("e", "")], true);
        check(CHOICE, &[("a", ""), ("c", "2"), ("d", "3")], false);
        check(CHOICE, &[("a", ""), ("b", "x"), ("c", "2"), ("d", "4")], false);
        check(choice(Kind::Object), &[], true);
    }

    #[test]
    fn a_kind_is_known_by_its_first_byte() {
        let kinds: Vec<_> = ["\"a\"", "-1", "true", "{}", "[]"].into_iter().map(Kind::of).collect();
        assert_eq!(kinds, [Kind::Single, Kind::Single, Kind::Boolean, Kind::Object, Kind::List]);
    }
}
