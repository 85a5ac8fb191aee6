//! One API as the rules see it: its model, its documents, and where in them the parts of the model stand.
//!
//! In come the model and the trees, out goes a [`Scene`]. Nothing here asks about anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::load::Source;
use crate::model::{Api, Operation};
use crate::source::{Document, Entry, SourceFiles, Span};

use super::members::{Member, members};
use super::subjects::{Subject, subjects};
use super::texts::{Text, texts};

/// One API.
pub(super) struct Scene<'a> {
    /// The checked API.
    pub(super) api: &'a Api,
    /// Its files as trees, in order of paths.
    pub(super) documents: Vec<&'a Document>,
    /// The same by path below the API's folder.
    by_path: BTreeMap<&'a str, &'a Document>,
    /// Its files as text.
    pub(super) files: &'a SourceFiles,
    /// What may hold `allow`.
    pub(super) subjects: Vec<Subject<'a>>,
    /// Its fields with their places, each place once.
    pub(super) members: Vec<Member<'a>>,
    /// What is written for people.
    pub(super) texts: Vec<Text<'a>>,
}

impl<'a> Scene<'a> {
    /// Takes what belongs to this API.
    pub(super) fn new(api: &'a Api, source: &'a Source, files: &'a SourceFiles) -> Self {
        let folder = format!("specs/{}/", api.id.snake());
        let documents: Vec<&Document> =
            source.documents.iter().filter(|document| document.path.starts_with(&folder)).collect();
        let by_path = documents.iter().map(|document| (&document.path[folder.len()..], *document)).collect();
        let subjects = subjects(&documents);
        let members = members(api, &documents);
        let texts = texts(&documents, &subjects);
        Self { api, documents, by_path, files, subjects, members, texts }
    }

    /// The file at this path below the API's folder.
    pub(super) fn file(&self, path: &str) -> Option<&'a Document> {
        self.by_path.get(path).copied()
    }

    /// The file of a call.
    pub(super) fn call(&self, spec: &str) -> Option<&'a Document> {
        let below = spec.strip_prefix("specs/")?.strip_prefix(self.api.id.snake())?.strip_prefix('/')?;
        self.file(below)
    }

    /// The path of the file that holds this place.
    pub(super) fn path(&self, place: Span) -> &'a str {
        &self.files.file(place.file).path
    }

    /// All calls.
    pub(super) fn operations(&self) -> impl Iterator<Item = &'a Operation> {
        self.api.groups.iter().flat_map(|group| &group.operations).map(Arc::as_ref)
    }

    /// The key of an entry below `api.yaml`, and the map of the whole file.
    pub(super) fn of_api(&self, part: &str, key: &str) -> Option<(&'a Entry, Span)> {
        let root = &self.file("api.yaml")?.root;
        Some((root.get(part)?.entry(key)?, root.span))
    }
}
