//! What a mock server needs of the emitted crate; all of it stands behind the feature `mock`.

use super::{Constant, Type};

/// The endpoint of one call: its types, for servers.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Endpoint {
    /// The vendor's title.
    pub(crate) label: String,
    /// What the call answers; none for a file.
    pub(crate) answer: Option<Type>,
}

/// The tables of one API.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Mock {
    /// The vendor's name.
    pub(crate) label: String,
    /// Modules and features of the groups that have calls.
    pub(crate) groups: Vec<(String, String)>,
    /// Whether there are examples of calls.
    pub(crate) has_examples: bool,
    /// Whether there are examples of callbacks.
    pub(crate) has_notifications: bool,
    /// What the vendor's side does beside answering; none where nothing is known.
    pub(crate) rules: Option<Constant>,
}

/// The program that serves the APIs that are switched on: their modules and features.
#[derive(Clone, Debug, Hash)]
pub(crate) struct MockProgram {
    /// Modules and features.
    pub(crate) apis: Vec<(String, String)>,
}
