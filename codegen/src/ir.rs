//! Data 3: the Rust items to print, as plain data without tokens.
//!
//! `lower` makes it, `render` prints it. Every question of Rust is answered here: types, arguments, states,
//! words of the docs. What is left open is punctuation, and which runtime items a file has to import.

mod builder;
mod client;
mod codes;
mod constant;
mod docs;
mod enums;
mod exchange;
mod file;
mod layout;
mod manifest;
mod mock;
mod notification;
mod object;
mod one_of;
mod ty;
mod vector;

pub(crate) use builder::{
    Argument, AtOnce, Builder, End, Pages, Setter, Setters, State, Store, Stored, Work, WorkBy,
};
pub(crate) use client::{Call, Client, Credential, Credentials, Group, Server};
pub(crate) use codes::{CallCodes, CodeItem, CodeKind};
pub(crate) use constant::{Constant, Sharing, Static, StaticType};
pub(crate) use docs::{Docs, Line, Piece};
pub(crate) use enums::{Enum, Variant, Wire};
pub(crate) use exchange::{Example, ExampleLists, Examples, Made, NotificationExample, Start, Value};
pub(crate) use file::{File, Gate, Import, Item, Module, Shown, Surface};
pub use layout::Layout;
pub(crate) use layout::WORKSPACE_MARK;
pub(crate) use manifest::{Api, Feature, Manifest, Readme, Role};
pub(crate) use mock::{Endpoint, Mock, MockProgram};
pub(crate) use notification::{Notification, Reply, Sender};
pub(crate) use object::{Check, Direction, Flag, Inside, Member, Object};
pub(crate) use one_of::{Kind, OneOf, Shape};
pub(crate) use ty::Type;
pub(crate) use vector::{VectorTest, VectorTests};

/// What is emitted.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Crates {
    /// The pages of each crate, the root first.
    pub(crate) packages: Vec<Package>,
    /// All files of all crates but for these pages.
    pub(crate) files: Vec<File>,
}

/// The pages of one crate.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Package {
    /// Its folder in what is emitted: nothing, or a name with `/` behind.
    pub(crate) folder: String,
    /// `Cargo.toml`.
    pub(crate) manifest: Manifest,
    /// `README.md`.
    pub(crate) readme: Readme,
}
