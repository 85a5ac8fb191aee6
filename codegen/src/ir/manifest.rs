//! What the manifest of a crate and its first page say.

use super::Docs;

/// `Cargo.toml`, as far as it depends on the specs and on the layout.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Manifest {
    /// The package's name.
    pub(crate) name: String,
    /// What it is besides a package.
    pub(crate) role: Role,
    /// The way from the crate to the folder with the runtime and the mock servers.
    pub(crate) libraries: String,
    /// Features of APIs and groups, in the order to print.
    pub(crate) features: Vec<Feature>,
}

/// What a crate is to others.
#[derive(Clone, Debug, Hash)]
pub(crate) enum Role {
    /// A member of a workspace that somebody wrote.
    Whole,
    /// The root of an emitted workspace with these members, which it shows.
    Facade(Vec<String>),
    /// A member of an emitted workspace, with one API.
    Api,
}

/// A feature of the crate.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Feature {
    /// Its name.
    pub(crate) name: String,
    /// What it switches on, as a comment; none where the name says it.
    pub(crate) about: Option<String>,
    /// Other features.
    pub(crate) enables: Vec<String>,
}

/// `README.md`, as far as it depends on the specs and on the layout.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Readme {
    /// The package's name.
    pub(crate) name: String,
    /// What it is besides a package.
    pub(crate) role: Role,
    /// The APIs.
    pub(crate) apis: Vec<Api>,
    /// Code of a first call, without the lines that are not shown.
    pub(crate) example: Vec<String>,
}

/// An API in the overview.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Api {
    /// Its module and feature.
    pub(crate) feature: String,
    /// Whose it is, and what it is for.
    pub(crate) about: Docs,
    /// How many titles of the vendor are specified.
    pub(crate) total: String,
    /// The same by the vendor's folders, as a table.
    pub(crate) coverage: Docs,
    /// Features of its groups and what they are.
    pub(crate) groups: Vec<(String, Docs)>,
}
