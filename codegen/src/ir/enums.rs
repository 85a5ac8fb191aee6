//! Enums that keep values nobody documented.

use super::Docs;

/// An open enum.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Enum {
    /// Its name.
    pub(crate) name: String,
    /// What it tells apart.
    pub(crate) docs: Docs,
    /// The documented values; `render` adds the one for all others.
    pub(crate) variants: Vec<Variant>,
}

/// A documented value.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Variant {
    /// Its name.
    pub(crate) name: String,
    /// What it means.
    pub(crate) docs: Docs,
    /// How it travels.
    pub(crate) wire: Wire,
}

/// A value on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Wire {
    /// A text.
    Text(String),
    /// A number.
    Integer(i64),
}
