//! Structs whose members have rows of a table: requests, answers and the objects inside them.

use super::{Constant, Docs, Type};

/// A struct, with what makes its table.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Object {
    /// The struct's name.
    pub(crate) name: String,
    /// What it is.
    pub(crate) docs: Docs,
    /// What it is good for.
    pub(crate) direction: Direction,
    /// Its members, in the order in which they are sent.
    pub(crate) members: Vec<Member>,
    /// Members that a sibling may hold instead.
    pub(crate) inside: Vec<Inside>,
    /// Of a request that is checked before it is sent: its rules.
    pub(crate) checks: Option<Vec<Check>>,
}

/// A rule between members of a request, by the runtime's name for it, and the members by their wire names.
pub(crate) type Check = (&'static str, Vec<String>);

/// What an object is good for; it decides what is emitted beside the struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Direction {
    /// The request itself, or a part of it that is filled like it: nobody sees it but its builder.
    Request,
    /// Inside a request: seen and printed, made by setters.
    InRequest,
    /// An answer or inside one: read, seen and printed.
    Answer,
}

/// A method of the runtime's `Field` and its arguments: `required`, `joined(",")`.
pub(crate) type Flag = (&'static str, Vec<Constant>);

/// A member that a sibling may hold instead, both by their position.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Inside {
    /// The member.
    pub(crate) member: usize,
    /// The sibling.
    pub(crate) within: usize,
    /// The member's name in there.
    pub(crate) wire: String,
}

/// A member of a struct.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Member {
    /// Its name.
    pub(crate) name: String,
    /// Its name on the wire.
    pub(crate) wire: String,
    /// How it travels: methods of the runtime's `Field`, and their arguments.
    pub(crate) flags: Vec<Flag>,
    /// What it is; empty where nobody sees it.
    pub(crate) docs: Docs,
    /// Its type.
    pub(crate) ty: Type,
}
