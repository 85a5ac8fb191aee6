//! What the calls of one API, and those of one group, may refer to.
//!
//! A [`Scope`] is filled from `api.yaml` and `glossary.yaml`, a [`Ground`] from `group.yaml`, both before the
//! first call is read. Nothing here reads YAML.

use super::named::Taken;
use super::objects::Objects;
use super::sets::Sets;
use super::words::Words;
use crate::model::{Code, Credential, Encryption, Enum, Group};
use crate::names::Ident;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The common ground of one API.
#[derive(Default)]
pub(super) struct Scope<'a> {
    /// Wire name -> what the glossary says of it.
    pub(super) words: Words,
    /// Shared enums, in order of names.
    pub(super) enums: Vec<Enum>,
    /// Fields that requests and objects have in common.
    pub(super) sets: Sets<'a>,
    /// Ways to encrypt, in the order of `api.yaml`.
    pub(super) encryptions: Vec<Encryption>,
    /// What the user of the client holds, in the order of `api.yaml`.
    pub(super) credentials: Vec<Credential>,
    /// Names of the headers that the API sends itself.
    pub(super) headers: Vec<String>,
    /// Names of the codes that all calls share.
    pub(super) codes: Taken,
    /// Codes of success.
    pub(super) success: Vec<String>,
    /// Names of the declared groups.
    pub(super) groups: Vec<Ident>,
    /// Whether every file of the API could be read, and `api.yaml` and the glossary have no unknown key. If
    /// not, a name that is not found may stand in what was not read, and is not reported.
    pub(super) complete: bool,
}

impl Scope<'_> {
    /// The shared enum of this name.
    pub(super) fn shared_enum(&self, pascal: &str) -> Option<&Enum> {
        self.enums.iter().find(|candidate| candidate.name.pascal() == pascal)
    }
}

/// The common ground of one group.
#[derive(Default)]
pub(super) struct Ground<'a> {
    /// The folder.
    pub(super) name: String,
    /// Wire name -> what the group says of it; it goes before the API's words.
    pub(super) words: Words,
    /// Shared enums, in order of names.
    pub(super) enums: Vec<Enum>,
    /// Fields that requests and objects have in common.
    pub(super) sets: Sets<'a>,
    /// Names of the sets, the group's and the API's, that its calls and objects use.
    pub(super) used_sets: RefCell<BTreeSet<String>>,
    /// Shared objects.
    pub(super) objects: Objects<'a>,
    /// Names of the codes that all calls of the group share, those of the API among them.
    pub(super) code_names: Taken,
    /// Codes that any call of the group may answer with.
    pub(super) codes: Vec<Code>,
    /// Whether the file has no unknown key.
    pub(super) complete: bool,
    /// Whether nothing in the file was reported.
    pub(super) clean: bool,
    /// The whole group, if it was read before and stands; then nothing else is here but the name and the words.
    pub(super) standing: Option<Arc<Group>>,
}

impl Ground<'_> {
    /// The shared enum of this name.
    pub(super) fn shared_enum(&self, pascal: &str) -> Option<&Enum> {
        self.enums.iter().find(|candidate| candidate.name.pascal() == pascal)
    }
}
