//! Files of the emitted crate: their docs, their modules and what stands in them.
//!
//! Imports from the runtime are missing on purpose: `render` finds them while it prints.

use super::{
    Builder, CallCodes, Client, CodeItem, Docs, Endpoint, Enum, ExampleLists, Examples, Group, Mock,
    MockProgram, Notification, Object, OneOf, Setters, Static, VectorTests,
};

/// One Rust file.
#[derive(Clone, Debug, Hash)]
pub(crate) struct File {
    /// Below what is emitted: `src/pretend/mod.rs`.
    pub(crate) path: String,
    /// The spec that it comes from, or the folder of specs.
    pub(crate) spec: String,
    /// What the file is.
    pub(crate) docs: Docs,
    /// Its modules, in order.
    pub(crate) modules: Vec<Module>,
    /// What it takes from its neighbours.
    pub(crate) imports: Vec<Import>,
    /// What it holds.
    pub(crate) items: Vec<Item>,
}

/// A `mod` line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Module {
    /// Its name.
    pub(crate) name: String,
    /// When it is compiled, and who sees it.
    pub(crate) gate: Gate,
}

/// When a module is compiled. Gates stand on `mod` lines, and before what a mock server needs of a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Gate {
    /// Always, for everyone.
    Public,
    /// Always, for its neighbours.
    Private,
    /// With a feature, for everyone.
    Feature(String),
    /// With a feature, for everyone who knows of it: documentation does not show it.
    Hidden(&'static str),
    /// In tests.
    Test,
}

/// An item of a neighbour: `use super::super::enums::LoginMode;`
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Import {
    /// The path to it: `super`, `super`, `enums`.
    pub(crate) module: Vec<&'static str>,
    /// Its name.
    pub(crate) name: String,
}

/// Which items of the runtime a crate shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Surface {
    /// All, and the modules for examples and for mock servers.
    Whole,
    /// Those for callers, behind an API's own of the same name; and the crate of mock servers by its name.
    BehindApi,
}

/// A crate that stands in another one: `pub use jiekou_pretend as pretend;`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Shown {
    /// The crate, as Rust spells it.
    pub(crate) krate: String,
    /// The name of the module.
    pub(crate) name: String,
    /// The feature that brings it.
    pub(crate) feature: String,
}

/// What a file may hold.
#[derive(Clone, Debug, Hash)]
pub(crate) enum Item {
    /// The runtime's public items and the ban of unsafe code, at the crate's root.
    Root(Surface),
    /// Crates of APIs under the names of modules.
    Shown(Vec<Shown>),
    /// A client for one API.
    Client(Client),
    /// The calls of one group.
    Group(Group),
    /// A constant table.
    Static(Static),
    /// A code as a constant.
    Code(CodeItem),
    /// All items of another module under this one's name: `pub use super::super::codes::*;`
    Reexport(Vec<&'static str>),
    /// The module with the codes of one call.
    CallCodes(CallCodes),
    /// An enum.
    Enum(Enum),
    /// A value that comes in one of several shapes.
    OneOf(OneOf),
    /// An answer or an object inside one, or a part of a request that its builder fills.
    Object(Object),
    /// A request or an object inside one, with its builder.
    Builder(Box<Builder>),
    /// An object inside a request, with setters of its own.
    Setters(Setters),
    /// How a notification is read, and what may be answered to it.
    Notification(Notification),
    /// Known answers of a recipe.
    Vectors(VectorTests),
    /// Examples of one group.
    Examples(Examples),
    /// The lists of all groups that are switched on.
    ExampleLists(ExampleLists),
    /// The endpoint of a call.
    Endpoint(Endpoint),
    /// The endpoints of a group, by the modules of its calls.
    Endpoints(Vec<String>),
    /// The mock server of an API, by its docs.
    MockServer(Docs),
    /// What the mock server of an API goes by.
    Mock(Mock),
    /// The program with all mock servers.
    MockProgram(MockProgram),
}
