//! Tables of recipes: signing, token and encryption as data.
//!
//! In: constants that emitted code writes. Out: what `evaluate`, `token` and `seal` go by. A recipe is a list of
//! named steps over a closed set of sources and transforms; it is no programming language. Every reference in
//! it was checked by the generator.

use crate::operation::Method;
pub use crate::token::Obtain;

/// How calls are signed.
#[derive(Clone, Copy, Debug)]
pub struct Signing {
    /// Named values, in the order of evaluation.
    pub steps: &'static [Step],
    /// Headers of signed calls. One whose value comes out empty is not sent.
    pub headers: &'static [Header],
}

/// A named value of a recipe.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// What it is called.
    pub name: &'static str,
    /// How it is made.
    pub value: Expression,
}

/// How a step is made.
#[derive(Clone, Copy, Debug)]
pub enum Expression {
    /// One value, changed step by step.
    Pipeline(Source, &'static [Transform]),
    /// Values with a separator between them.
    Join(&'static str, &'static [Source]),
    /// Values with a line feed after each, empty ones too.
    Lines(&'static [Source]),
    /// `Name:Value` and a line feed for each of these headers, sorted by name.
    HeaderLines {
        /// Names of headers of the recipe.
        of: &'static [&'static str],
        /// Whether the headers that the user added take part.
        extra: Extra,
    },
}

/// Whether the headers that the user added take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extra {
    /// They do.
    Signed,
    /// They do not.
    Left,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The method, in upper case.
    Method,
    /// The method in lower case: a mistake of callers that a mock server tries.
    #[cfg(feature = "mock")]
    LowerMethod,
    /// The path, with the server's own path in front, percent-encoded as sent.
    Path,
    /// The path, then `?` and the pairs of the query sorted by key, not percent-encoded.
    PathAndSortedQuery,
    /// The exact bytes sent.
    Body,
    /// The same, but empty where the body is a form.
    BodyUnlessForm,
    /// Unix time in milliseconds.
    NowMs,
    /// Unix time in seconds.
    NowS,
    /// A new random UUID for each attempt.
    Nonce,
    /// From the token recipe.
    Token,
    /// The names of the header lines, in their order, with commas between.
    SignedHeaderNames,
    /// What the user holds, by index.
    Credential(usize),
    /// An earlier step, by index.
    Step(usize),
    /// The value of a header of this request, empty where it has none.
    Header(&'static str),
    /// The text of a member of what a vendor posts: of a string its content, of anything else the JSON as it came;
    /// empty where there is none.
    Member(&'static str),
    /// As it stands.
    Text(&'static str),
}

/// What is done to a value. All work on bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transform {
    /// 16 bytes.
    Md5,
    /// 32 bytes.
    Sha256,
    /// 32 bytes, with that value as the key.
    HmacSha256(Source),
    /// Lower case.
    Hex,
    /// The standard alphabet, padded, on one line.
    Base64,
    /// An empty value ends the pipeline and the step is empty.
    UnlessEmpty,
    /// Letters of ASCII in upper case: a mistake of callers that a mock server tries.
    #[cfg(feature = "mock")]
    Upper,
}

/// A header and how its value is made.
#[derive(Clone, Copy, Debug)]
pub struct Header {
    /// The name, in the letter case that is signed.
    pub name: &'static str,
    /// The value.
    pub value: &'static [Part],
}

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// As it stands.
    Text(&'static str),
    /// The value of a source.
    Value(Source),
}

/// How a token is had and kept.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// The operation that answers with it.
    pub operation: &'static str,
    /// Its method.
    pub method: Method,
    /// Its path, which has no parameters.
    pub path: &'static str,
    /// Values for the request, in the order of evaluation.
    pub steps: &'static [Step],
    /// Members of the body.
    pub request: &'static [Member],
    /// Where the token stands in the answer: wire names from the outside in.
    pub value: &'static [&'static str],
    /// Where a text stands that means failure though the code says success; empty: nowhere.
    pub problem: &'static [&'static str],
    /// For how many seconds it is used.
    pub keep_seconds: u32,
    /// Codes that say it is no longer valid.
    pub stale: &'static [&'static str],
    /// The way to it.
    pub obtain: Obtain,
}

/// A member of the token's request; its value is text.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Its wire name.
    pub wire: &'static str,
    /// The value.
    pub value: &'static [Part],
}

/// A way to encrypt single members: RSA with PKCS#1 v1.5 padding, in chunks, then Base64.
#[derive(Clone, Copy, Debug)]
pub struct Encryption {
    /// What it is called.
    pub name: &'static str,
    /// Bytes of plain text for each block. An empty text has no blocks.
    pub chunk: usize,
    /// The key that the vendor publishes: SubjectPublicKeyInfo in Base64. None: the user must give one.
    pub key: Option<&'static str>,
}
