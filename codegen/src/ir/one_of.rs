//! Values that come in one of several shapes.

use super::{Docs, Type};

/// An enum of shapes; `render` adds the variant for all others.
#[derive(Clone, Debug, Hash)]
pub(crate) struct OneOf {
    /// Its name.
    pub(crate) name: String,
    /// What it is.
    pub(crate) docs: Docs,
    /// The shapes, in the order in which they are tried.
    pub(crate) shapes: Vec<Shape>,
}

/// A variant and how it is told from the others.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Shape {
    /// The variant.
    pub(crate) name: String,
    /// What it is.
    pub(crate) docs: Docs,
    /// What it holds.
    pub(crate) ty: Type,
    /// What stands on the wire.
    pub(crate) kind: Kind,
    /// Members that an object has.
    pub(crate) has: Vec<String>,
    /// Members and the values of which they have one.
    pub(crate) when: Vec<(String, Vec<String>)>,
}

/// What stands on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// A text or a number.
    Single,
    /// True or false.
    Boolean,
    /// An object.
    Object,
    /// A list.
    List,
}
