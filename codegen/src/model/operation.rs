//! Data 2, operations: documented calls.

use super::{Code, Enum, Field, Keys, Paging, Poll, Progress, Text, TextOf, Type};
use crate::names::{Ident, Name};

/// One documented call.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Group and name.
    pub id: OperationId,
    /// The vendor's title.
    pub label: Text,
    /// What it does, as one sentence without a full stop problem: it ends with one.
    pub about: Text,
    /// The file that says so: `specs/<api>/<group>/<operation>.yaml`.
    pub spec: String,
    /// Where the keys of that file stand.
    pub keys: Keys,
    /// The HTTP method.
    pub method: Method,
    /// The path behind the server's address; begins with `/`.
    pub path: Vec<PathPart>,
    /// Whether the API's token and signature go with it.
    pub signed: bool,
    /// Whether it may be sent twice.
    pub retry: Retry,
    /// Where the facts come from; at least one.
    pub evidence: Vec<Evidence>,
    /// What is not known, where the spec is not complete.
    pub partial: Option<Text>,
    /// Where the vendor contradicts itself, and what was made of it.
    pub disagreements: Vec<Disagreement>,
    /// Why it should not be used any more.
    pub deprecated: Option<Text>,
    /// Things to know before calling: regions left out, rules without a field.
    pub notes: Vec<Text>,
    /// What is sent, in the order of the spec.
    pub request: Vec<Field>,
    /// What comes back inside the envelope; none where nothing does.
    pub response: Option<Response>,
    /// Where success is a file in place of an envelope: its content types; none for any but JSON and HTML.
    pub download: Option<Vec<String>>,
    /// Codes of this call beside those of the API.
    pub codes: Vec<Code>,
    /// Enums of this call alone.
    pub enums: Vec<Enum>,
    /// Rules between members of the request.
    pub rules: Vec<Rule>,
    /// Pairs of request and answer, synthetic; at least one.
    pub examples: Vec<Example>,
    /// How work is asked for that it starts.
    pub poll: Option<Poll>,
    /// How it tells how far some work is; never together with the former.
    pub progress: Option<Progress>,
    /// How it gives a list in pages.
    pub paging: Option<Paging>,
}

/// A rule between members of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What holds.
    pub kind: RuleKind,
    /// The members, each as the names from the request inwards.
    pub members: Vec<Vec<Name>>,
    /// The reason, if it is told.
    pub why: Option<Text>,
}

/// What holds between members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// One is set and the others are not.
    ExactlyOneOf,
    /// One is set, or several.
    AtLeastOneOf,
    /// All are set or none.
    Together,
}

/// The full name of an operation: `account.update`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OperationId {
    /// The folder.
    pub group: Ident,
    /// The file.
    pub name: Ident,
}

impl OperationId {
    /// Whether this text is the full name.
    pub fn is(&self, text: &str) -> bool {
        text.split_once('.') == Some((self.group.snake(), self.name.snake()))
    }
}

impl std::fmt::Display for OperationId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.group.snake(), self.name.snake())
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// GET, without a body.
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// DELETE, without a body.
    Delete,
}

impl Method {
    /// As it stands in a request.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// A piece of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPart {
    /// Sent as it stands.
    Literal(String),
    /// The request field with this wire name, whose place is the path.
    Parameter(String),
}

/// Whether an operation may be sent twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retry {
    /// It changes something.
    Never,
    /// It only reads, or a second time changes nothing.
    Safe,
    /// It may, as long as a member of the request is set: the vendor does nothing for a second one with the same value.
    Keyed {
        /// The names that lead to the member from the request inwards.
        member: Vec<Name>,
        /// How that is known.
        why: Text,
    },
}

/// A source of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// A page of the seeds, a page id of the vendor, an address.
    pub page: Text,
    /// The part of the page.
    pub section: Option<Text>,
}

/// A contradiction in the vendor's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// What it is about.
    pub what: Text,
    /// What the page's tables or prose say.
    pub page: Text,
    /// What the page's example, or another source, says.
    pub example: Text,
    /// What the client does about it.
    pub so: Text,
}

/// What an operation answers inside the envelope.
#[derive(Clone, Debug)]
pub struct Response {
    /// What it holds.
    pub ty: Type,
    /// Whether a successful answer is known to hold it.
    pub always_present: bool,
    /// It travels as a text that holds a document.
    pub text_of: Option<TextOf>,
    /// What it means.
    pub about: Option<Text>,
}

/// A synthetic pair of request and answer that fits the fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// What it shows.
    pub name: Text,
    /// The members of the request, by wire name.
    pub request: Json,
    /// The whole answer, envelope included; null in place of a file.
    pub response: Json,
    /// The text of the file that is the answer.
    pub download: Option<String>,
}

/// A JSON value, in the order of the spec.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it was written.
    Number(String),
    /// A text.
    String(String),
    /// A list.
    Array(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}
