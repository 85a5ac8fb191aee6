//! Data 2: the APIs, checked and complete.
//!
//! `resolve` makes it, `lower` and its siblings read it. References are resolved, the glossary and the
//! defaults applied, and every name is spelt for Rust. Whoever holds a model may trust it: nothing here can
//! be wrong any more.

mod callback;
mod code;
mod field;
mod mock;
mod operation;
mod recipe;
#[cfg(test)]
pub(crate) mod samples;
mod work;

pub use callback::{Callback, CallbackExample, Probe, Repeats, Reply, Signs, Verify};
pub use code::{Code, CodeData, CodePattern, Then};
pub use field::{
    Condition, Enum, EnumValue, Field, Fixed, Home, Inside, Object, OneOf, OneOfShape, Place, Repr, TextOf,
    Type, WireValue,
};
pub use mock::{Act, Effect, Kept, Mock, Posts, Reason, RecordKind, Refusal, StoryCall};
pub use operation::{
    Disagreement, Evidence, Example, Json, Method, Operation, OperationId, PathPart, Response, Retry, Rule,
    RuleKind,
};
pub use recipe::{
    Encryption, Envelope, EnvelopeData, Expression, Given, HeaderTemplate, Member, Signing, Source, Step,
    Success, Template, TemplatePart, Token, Transform, Vector,
};
pub use work::{Fill, FillFrom, PageBy, Paging, Plain, Poll, Progress, WirePath};

use crate::names::Ident;
use crate::source::Span;
use std::collections::BTreeSet;
use std::sync::Arc;

/// All APIs, in order of their ids.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The APIs.
    pub apis: Vec<Api>,
    /// Changes that somebody answers for.
    pub approvals: Vec<Approval>,
}

/// Somebody answers for a change that touches security.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// That of the finding: 24 hexadecimal digits.
    pub fingerprint: String,
    /// Why the change is right.
    pub reason: Text,
    /// Who looked at it.
    pub who: Text,
    /// Where it stands.
    pub at: Span,
}

/// Text of a spec that passed the gate: one line, no control or bidirectional characters. It is still a
/// stranger's text: whoever prints it escapes it for the place where it goes. Shared, since what a glossary says of a
/// name stands in hundreds of fields and in the docs of each.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text(pub Arc<str>);

impl From<&Text> for Arc<str> {
    fn from(text: &Text) -> Self {
        text.0.clone()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the keys of a spec file stand.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// The first key, for what has no key of its own.
    pub first: Span,
    /// The others, in the order of the file.
    pub others: Vec<(String, Span)>,
}

impl Keys {
    /// Where a key stands; the first of the file where it is left out.
    pub fn of(&self, key: &str) -> Span {
        self.others.iter().find(|(other, _)| other == key).map_or(self.first, |(_, at)| *at)
    }
}

/// One wire protocol of one vendor.
#[derive(Clone, Debug)]
pub struct Api {
    /// The folder under `specs/`, and the client's module and feature.
    pub id: Ident,
    /// The vendor's name for itself.
    pub label: Text,
    /// What it is for.
    pub about: Text,
    /// The file that says so: `specs/<api>/api.yaml`.
    pub spec: String,
    /// Where the facts of that file come from.
    pub evidence: Vec<Evidence>,
    /// Where the keys of that file stand.
    pub keys: Keys,
    /// Where it is served. The first is the default; none means that the user of the client must say.
    pub servers: Vec<Server>,
    /// What the user of the client holds, in the order of the spec.
    pub credentials: Vec<Credential>,
    /// Headers of every call, signed or not.
    pub headers: Vec<HeaderTemplate>,
    /// How a token is had, where the API wants one.
    pub token: Option<Token>,
    /// How a call is signed, where the API wants it.
    pub signing: Option<Signing>,
    /// Ways to encrypt single members; fields refer to them by index.
    pub encryptions: Vec<Encryption>,
    /// The members around every answer.
    pub envelope: Envelope,
    /// Codes that any operation may answer with.
    pub codes: Vec<Code>,
    /// Enums shared by operations, in order of their names.
    pub enums: Vec<Enum>,
    /// Parts of the API, in order of their names.
    pub groups: Vec<Arc<Group>>,
    /// Where `api.yaml` names each of them.
    pub group_keys: Keys,
    /// Every title of the vendor's tree.
    pub inventory: Arc<[Title]>,
    /// What its side does beside answering, as far as that is known.
    pub mock: Option<Mock>,
}

/// A base address.
#[derive(Clone, Debug)]
pub struct Server {
    /// `production`, `sandbox` …
    pub name: Ident,
    /// What it is for, where the name does not say it all.
    pub about: Option<Text>,
    /// `https://` and no `/` at the end.
    pub url: String,
    /// Where the spec says it.
    pub at: Span,
}

/// Something that the user of the client holds.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Its name in recipes and in Rust.
    pub name: Ident,
    /// What it is.
    pub about: Text,
    /// Whether it must never be shown.
    pub sensitive: bool,
    /// Where the spec says it.
    pub at: Span,
}

/// A part of an API: a folder of operations, a module and a feature of the client.
#[derive(Clone, Debug)]
pub struct Group {
    /// The folder.
    pub name: Ident,
    /// The vendor's title.
    pub label: Text,
    /// What the group is for.
    pub about: Text,
    /// Names of sets, its own and those of the API, whose fields its calls have.
    pub sets: BTreeSet<String>,
    /// Codes that any call of the group may answer with.
    pub codes: Vec<Code>,
    /// Enums shared by calls of the group, in order of their names.
    pub enums: Vec<Enum>,
    /// Objects shared by calls of the group, in order of their names.
    pub objects: Vec<SharedObject>,
    /// The calls, in order of their names.
    pub operations: Vec<Arc<Operation>>,
    /// What the vendor posts, in order of their names.
    pub callbacks: Vec<Callback>,
}

/// An object that several calls of a group share.
#[derive(Clone, Debug)]
pub struct SharedObject {
    /// The object.
    pub object: Object,
    /// Where it is used.
    pub side: ObjectSide,
    /// Where the spec says it.
    pub at: Span,
}

/// Where a shared object is used: never on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectSide {
    /// In requests.
    Request,
    /// In answers, callbacks and the data of codes.
    Answer,
}

/// A title in the vendor's tree and what became of it.
#[derive(Clone, Debug)]
pub struct Title {
    /// As the vendor prints it.
    pub title: Text,
    /// The vendor's folders, with ` / ` between.
    pub group: Option<Text>,
    /// The vendor's page.
    pub page: Option<Text>,
    /// Method and path, where they are known.
    pub path: Option<Text>,
    /// What to know about it.
    pub note: Option<Text>,
    /// What became of it.
    pub state: TitleState,
    /// Where the spec says it.
    pub at: Span,
}

/// How far a title is known.
#[derive(Clone, Debug)]
pub enum TitleState {
    /// There is a spec, or several for pages that share a title or a path; at least one.
    Specified(Vec<OperationId>),
    /// Too little is known for a spec; what is missing.
    Partial(Text),
    /// Nothing but the title is known, or it is not specified yet; why.
    TitleOnly(Text),
}
