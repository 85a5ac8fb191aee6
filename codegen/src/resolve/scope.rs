//! What the operations of one API may refer to: its glossary, enums, encryptions, groups.
//!
//! It is filled from `api.yaml` and `glossary.yaml` before the first operation is read. Nothing here reads
//! YAML.

use super::glossary::Word;
use super::named::Taken;
use crate::model::{Encryption, Enum};
use crate::names::Ident;
use std::collections::BTreeMap;

/// The common ground of one API.
#[derive(Default)]
pub(super) struct Scope {
    /// Wire name -> what the glossary says of it.
    pub(super) words: BTreeMap<String, Word>,
    /// Shared enums, in order of names.
    pub(super) enums: Vec<Enum>,
    /// Ways to encrypt, in the order of `api.yaml`.
    pub(super) encryptions: Vec<Encryption>,
    /// Names of the headers that the API sends itself.
    pub(super) headers: Vec<String>,
    /// Names of the codes that all calls share.
    pub(super) codes: Taken,
    /// Names of the declared groups.
    pub(super) groups: Vec<Ident>,
    /// Whether every file of the API could be read, and `api.yaml` and the glossary have no unknown key. If
    /// not, a name that is not found may stand in what was not read, and is not reported.
    pub(super) complete: bool,
}

impl Scope {
    /// The shared enum of this name.
    pub(super) fn shared_enum(&self, pascal: &str) -> Option<&Enum> {
        self.enums.iter().find(|candidate| candidate.name.pascal() == pascal)
    }
}
