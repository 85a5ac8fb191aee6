//! Data 2, recipes: signing, token, encryption and envelope as data.
//!
//! A recipe is a list of named steps over a closed set of sources and transforms; it is no programming
//! language. Every reference in it was checked: a step refers to earlier steps only.

use super::{Method, OperationId, Text};
use crate::names::Ident;

/// How calls are signed.
#[derive(Clone, Debug)]
pub struct Signing {
    /// Named values, in the order of evaluation.
    pub steps: Vec<Step>,
    /// Headers of signed calls. One whose value comes out empty is not sent.
    pub headers: Vec<HeaderTemplate>,
    /// Known answers; at least one.
    pub vectors: Vec<Vector>,
}

/// A named value of a recipe.
#[derive(Clone, Debug)]
pub struct Step {
    /// What other steps and templates call it.
    pub name: String,
    /// How it is made.
    pub value: Expression,
}

/// How a step is made.
#[derive(Clone, Debug)]
pub enum Expression {
    /// One value, changed step by step: `[body, md5, hex]`.
    Pipeline {
        /// Where it begins.
        from: Source,
        /// What is done to it, in order.
        through: Vec<Transform>,
    },
    /// Values with a separator between them: `{ join: "_", of: [method, now_ms] }`.
    Join {
        /// Stands between two values; may be empty.
        separator: String,
        /// The values.
        of: Vec<Source>,
    },
    /// Values with a line feed after each, empty ones too: `{ lines: [method, header Accept] }`.
    Lines(Vec<Source>),
    /// `Name:Value` and a line feed for each of these headers, sorted by name:
    /// `{ header_lines: [X-Key], extra: true }`.
    HeaderLines {
        /// Names of headers of the recipe.
        of: Vec<String>,
        /// Whether the headers that the user of the client adds take part.
        extra: bool,
    },
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// `method`: upper case.
    Method,
    /// `path`: with the server's own path in front, percent-encoded as sent.
    Path,
    /// `path_and_sorted_query`: the path, then `?` and `key=value` pairs sorted by key and joined by `&`,
    /// not percent-encoded; an empty value leaves its key alone; of a repeated key the first counts.
    PathAndSortedQuery,
    /// `body`: the exact bytes sent.
    Body,
    /// `body_unless_form`: the same, but empty where the body is a form.
    BodyUnlessForm,
    /// `now_ms`: Unix time in milliseconds, decimal.
    NowMs,
    /// `now_s`: Unix time in seconds, decimal.
    NowS,
    /// `nonce`: a new random UUID for each attempt.
    Nonce,
    /// `token`: from the token recipe.
    Token,
    /// `signed_header_names`: the names of the `header_lines`, in their order, with commas between.
    SignedHeaderNames,
    /// The name of a credential: an index into [`super::Api::credentials`].
    Credential(usize),
    /// The name of an earlier step: an index into the recipe's steps.
    Step(usize),
    /// `{ header: Accept }`: the value of a header of this request, empty where it has none.
    Header(String),
    /// `{ member: taskId }`: in callbacks, the text of a member of the body; empty where there is none.
    Member(String),
    /// `{ text: "…" }`: as it stands.
    Text(String),
}

/// What is done to a value. All work on bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transform {
    /// `md5`: 16 bytes.
    Md5,
    /// `sha256`: 32 bytes.
    Sha256,
    /// `{ hmac_sha256: app_secret }`: 32 bytes, with that value as the key.
    HmacSha256(Source),
    /// `hex`: lower case.
    Hex,
    /// `base64`: the standard alphabet, padded, on one line.
    Base64,
    /// `unless_empty`: an empty value ends the pipeline and the step is empty.
    UnlessEmpty,
}

/// A header and how its value is made.
#[derive(Clone, Debug)]
pub struct HeaderTemplate {
    /// The name, in the letter case that is sent and signed.
    pub name: String,
    /// The value.
    pub value: Template,
}

/// Text with values in it: `"API-SV1:{app_key}:{signature}"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The pieces, in order.
    pub parts: Vec<TemplatePart>,
}

/// A piece of a [`Template`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatePart {
    /// As it stands.
    Text(String),
    /// The value of a source.
    Value(Source),
}

/// A known answer of a signing recipe.
#[derive(Clone, Debug)]
pub struct Vector {
    /// What it shows.
    pub name: Text,
    /// What goes in.
    pub given: Given,
    /// What must come out: the name of a header or of a step, and its value.
    pub expect: Vec<(String, String)>,
}

/// What goes into a [`Vector`].
#[derive(Clone, Debug)]
pub struct Given {
    /// The method.
    pub method: Method,
    /// The path, as it is sent.
    pub path: String,
    /// The query's pairs, not encoded.
    pub query: Vec<(String, String)>,
    /// The body; empty for none.
    pub body: String,
    /// The clock.
    pub now_ms: i64,
    /// The nonce, where the recipe uses one.
    pub nonce: String,
    /// The token, where the recipe uses one.
    pub token: String,
    /// The credentials, in the order of [`super::Api::credentials`].
    pub credentials: Vec<String>,
    /// Headers that the user of the client added.
    pub headers: Vec<(String, String)>,
}

/// How a token is had and kept.
#[derive(Clone, Debug)]
pub struct Token {
    /// The operation that answers with it.
    pub operation: OperationId,
    /// The operation's method.
    pub method: Method,
    /// The operation's path, which has no parameters.
    pub path: String,
    /// Values for the request, in the order of evaluation. They know credentials, the clock and a nonce; there is no token yet.
    pub steps: Vec<Step>,
    /// Members of the body, by wire name, all of them text.
    pub request: Vec<(String, Template)>,
    /// Where the token stands in the answer: wire names from the outside in.
    pub value: Vec<String>,
    /// Where a text stands that means failure though the code says success.
    pub problem: Option<Vec<String>>,
    /// For how many seconds it is used.
    pub keep_seconds: u32,
    /// Codes that say it is no longer valid.
    pub stale: Vec<String>,
}

/// A way to encrypt single members: RSA with PKCS#1 v1.5 padding, in chunks, then Base64.
#[derive(Clone, Debug)]
pub struct Encryption {
    /// What fields call it.
    pub name: Ident,
    /// Bytes of plain text for each block. An empty text has no blocks.
    pub chunk: u32,
    /// The key that the vendor publishes: SubjectPublicKeyInfo in Base64. None: the user must give one.
    pub key: Option<String>,
}

/// The members around every answer.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// The business code, text or number.
    pub code: Member,
    /// The text for people.
    pub message: Option<Member>,
    /// The id of the call in the vendor's logs.
    pub request_id: Option<Member>,
    /// Whether the message is fit to be shown to an end user.
    pub presentable: Option<Member>,
    /// Where the operation's own answer stands.
    pub data: EnvelopeData,
    /// When the call succeeded.
    pub success: Success,
}

/// A member of the envelope.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub wire: String,
    /// Other names that the vendor uses for it.
    pub also: Vec<String>,
}

/// Where an operation's own answer stands.
#[derive(Clone, Debug)]
pub enum EnvelopeData {
    /// In a member.
    Member {
        /// The member.
        member: Member,
        /// Whether `""` stands for nothing, as null does.
        empty_text_is_nothing: bool,
    },
    /// Beside the code: its members are members of the envelope.
    Beside,
}

/// When a call succeeded.
#[derive(Clone, Debug)]
pub struct Success {
    /// One of these codes, compared as text; at least one.
    pub codes: Vec<String>,
    /// A boolean member that must not be false where it is there.
    pub flag: Option<Member>,
    /// A boolean member that says success where an answer has no code.
    pub without_code: Option<Member>,
}
