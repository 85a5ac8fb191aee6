//! Structs with a table: requests, answers and the objects inside them.

use super::{Constant, Docs, Sharing, Type};

/// A struct, its table, and the implementations that lead from one to the other.
#[derive(Clone, Debug)]
pub(crate) struct Object {
    /// The struct's name.
    pub(crate) name: String,
    /// The name of its table.
    pub(crate) table: String,
    /// What it is.
    pub(crate) docs: Docs,
    /// What it is good for.
    pub(crate) direction: Direction,
    /// Who may begin one that is made by setters.
    pub(crate) sharing: Sharing,
    /// Its members, in the order of the table, which may have rows without one.
    pub(crate) members: Vec<Member>,
    /// The table.
    pub(crate) shape: Constant,
}

/// What an object is good for; it decides what is emitted beside the struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// The request itself, or a part of it that is filled like it: nobody sees it but its builder.
    Request,
    /// Inside a request: seen and printed, made by setters.
    InRequest,
    /// An answer or inside one: read, seen and printed.
    Answer,
}

/// A member of a struct.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// Its name.
    pub(crate) name: String,
    /// Its row in the table.
    pub(crate) row: usize,
    /// What it is; empty where nobody sees it.
    pub(crate) docs: Docs,
    /// Its type.
    pub(crate) ty: Type,
}
