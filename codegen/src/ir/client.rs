//! The face of an API: its client, credentials, addresses and groups.

use super::Docs;

/// The client of one API.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Client {
    /// What it calls.
    pub(crate) docs: Docs,
    /// What its user holds; none where the API wants nothing.
    pub(crate) credentials: Option<Credentials>,
    /// Known addresses and their docs; none where the user must know.
    pub(crate) servers: Option<(Docs, Vec<Server>)>,
}

/// What the user of an API holds.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Credentials {
    /// Whose.
    pub(crate) docs: Docs,
    /// What `new` takes.
    pub(crate) new_docs: Docs,
    /// In the order of the recipe.
    pub(crate) members: Vec<Credential>,
}

/// One argument of `Credentials::new`.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Credential(pub(crate) String);

/// A base address as a constant.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Server {
    /// Its name.
    pub(crate) name: String,
    /// What it is for.
    pub(crate) docs: Docs,
    /// The address.
    pub(crate) url: String,
}

/// The calls of one group.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Group {
    /// The method on the client.
    pub(crate) method: String,
    /// The struct that has the calls.
    pub(crate) name: String,
    /// The docs of the method.
    pub(crate) method_docs: Docs,
    /// The docs of the struct.
    pub(crate) docs: Docs,
    /// The calls.
    pub(crate) calls: Vec<Call>,
}

/// A method that begins a call.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Call {
    /// Its name, and its module.
    pub(crate) name: String,
    /// What it does.
    pub(crate) docs: Docs,
}
