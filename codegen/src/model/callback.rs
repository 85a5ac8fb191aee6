//! Data 2, callbacks: what a vendor posts to the user of the client, and what is known around it.

use super::{
    Disagreement, Enum, Evidence, Field, HeaderTemplate, Json, Keys, Method, OperationId, Signing, Text,
};
use crate::names::Ident;

/// Something that the vendor posts to the user of the client.
#[derive(Clone, Debug)]
pub struct Callback {
    /// Group and name.
    pub id: OperationId,
    /// The vendor's title.
    pub label: Text,
    /// What it tells.
    pub about: Text,
    /// The file that says so: `specs/<api>/<group>/<callback>.yaml`.
    pub spec: String,
    /// Where the keys of that file stand.
    pub keys: Keys,
    /// Where the facts come from; at least one.
    pub evidence: Vec<Evidence>,
    /// What is not known, where the spec is not complete.
    pub partial: Option<Text>,
    /// Where the vendor contradicts itself, and what was made of it.
    pub disagreements: Vec<Disagreement>,
    /// Why it should not be used any more.
    pub deprecated: Option<Text>,
    /// Things to know.
    pub notes: Vec<Text>,
    /// What is posted, in the order of the spec.
    pub body: Vec<Field>,
    /// How the vendor tries whether the address can be reached.
    pub probe: Option<Probe>,
    /// When the vendor posts the same again.
    pub repeats: Option<Repeats>,
    /// How the vendor proves who posts. None: nothing proves it.
    pub verify: Option<Verify>,
    /// What may be answered, in the order of the spec; at least one, unless the callback is partial. The first is the
    /// wanted one, after which the same is not posted again.
    pub replies: Vec<Reply>,
    /// Enums of this callback alone.
    pub enums: Vec<Enum>,
    /// Synthetic examples; at least one.
    pub examples: Vec<CallbackExample>,
}

/// An answer to a [`Callback`].
#[derive(Clone, Debug)]
pub struct Reply {
    /// Its name in Rust.
    pub name: Ident,
    /// When it is given.
    pub about: Text,
    /// The HTTP status.
    pub status: u16,
    /// The type of the body.
    pub content_type: String,
    /// The body. In a type other than JSON a text stands there as it is.
    pub body: Json,
}

impl Reply {
    /// Whether the body is sent as JSON, or a text in it as it stands.
    pub fn is_json(&self) -> bool {
        self.content_type.split(';').next().is_some_and(|kind| kind.trim() == "application/json")
    }
}

/// How a vendor tries whether an address can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// The method.
    pub method: Method,
    /// What is answered: an index into [`Callback::replies`]. None: HTTP 200 without a body.
    pub reply: Option<usize>,
}

/// When a vendor posts the same again, because the answer was not the wanted one or none came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeats {
    /// The documented waits in seconds: before the second push, before the third one and so on; at most one less than
    /// there are pushes.
    pub after_seconds: Vec<u32>,
    /// The most pushes, with the first one.
    pub pushes: u32,
}

/// How a vendor signs what it posts.
///
/// Every time and nonce that the recipe uses is the whole value of one of its headers or members, and one of these
/// depends on a secret and on the body.
#[derive(Clone, Debug)]
pub struct Verify {
    /// Steps, headers that the vendor adds, and known answers.
    pub recipe: Signing,
    /// Members of the body that the vendor adds.
    pub members: Vec<HeaderTemplate>,
    /// What of the body is signed.
    pub signs: Signs,
    /// The sensitive credentials that it uses: indices into [`super::Api::credentials`]; at least one.
    pub secrets: Vec<usize>,
    /// How many seconds the vendor's time may be away from ours. None: the vendor states nothing.
    pub window_seconds: Option<u32>,
}

/// What of a body a vendor signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    /// Its bytes as they came.
    Body,
    /// The members that the recipe names.
    Members,
}

/// A synthetic body of a [`Callback`] that fits its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct CallbackExample {
    /// What it shows.
    pub name: Text,
    /// The body.
    pub body: Json,
}
