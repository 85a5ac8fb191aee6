//! Recipes: how a call is signed, the steps of it, and the vectors that prove it.

use super::Shape::{Either, Flag, Free, Line, List, Map, Number, Offered, Row, Scalar, Text, Word};
use super::form::{NAME, TEMPLATES_BY_HEADER};
use super::operation::METHODS;
use super::{Shape, Words, words};
use crate::model::{Source, Transform};

/// Values that every recipe may know.
pub const BUILT_IN: Words<Source, 10> = [
    ("body", "The bytes that are sent.", Source::Body),
    ("body_unless_form", "The bytes that are sent; empty where the body is a form.", Source::BodyUnlessForm),
    ("method", "`GET`, `POST`, `PUT` or `DELETE`.", Source::Method),
    ("nonce", "A new UUID for each attempt.", Source::Nonce),
    ("now_ms", "Unix time in milliseconds.", Source::NowMs),
    ("now_s", "Unix time in seconds.", Source::NowS),
    ("path", "The path as sent, the server's path in front.", Source::Path),
    (
        "path_and_sorted_query",
        "The path, `?`, and `key=value` pairs sorted by key and joined by `&`, not percent-encoded.",
        Source::PathAndSortedQuery,
    ),
    (
        "signed_header_names",
        "The names of the `header_lines` of an earlier step, with commas between.",
        Source::SignedHeaderNames,
    ),
    ("token", "The token of the API's recipe.", Source::Token),
];
/// What a value may go through.
pub const TRANSFORMS: Words<Transform, 5> = [
    ("base64", "Standard Base64 with padding.", Transform::Base64),
    ("hex", "Lower-case hexadecimal text.", Transform::Hex),
    ("md5", "The digest, as raw bytes.", Transform::Md5),
    ("sha256", "The digest, as raw bytes.", Transform::Sha256),
    (
        "unless_empty",
        "Ends the pipeline if the value is empty; the step is empty then.",
        Transform::UnlessEmpty,
    ),
];

static A_SOURCE: Shape = Either(&[Offered(&const { words(&BUILT_IN) }), Map(&SOURCE)]);
static A_TRANSFORM: Shape = Either(&[Word(&const { words(&TRANSFORMS) }), Map(&KEYED)]);
static TEXTS_BY_NAME: Shape = Free(0, &Line, &Scalar);
/// Named values of a recipe.
pub(super) static STEPS: Shape =
    Free(0, &NAME, &Either(&[Row(&A_SOURCE, &A_TRANSFORM), Map(&JOIN), Map(&LINES), Map(&HEADER_LINES)]));

kind! {
    /// How a call is signed.
    pub SIGNING = "a signing recipe" {
        /// Named values, each of which may use earlier ones: `[source, transform, …]`, or a map with `join`, `lines`
        /// or `header_lines`.
        may steps: STEPS,
        /// Headers with their templates: text with `{source}` in it. One that comes out empty is not sent.
        must headers: TEMPLATES_BY_HEADER,
        /// Known answers that prove the recipe, at least one.
        must vectors: List(1, &Map(&VECTOR)),
    }
}

kind! {
    /// Sources with a text between them.
    pub JOIN = "a join" {
        /// The text between two sources, which may be empty.
        must join: Scalar,
        /// The sources.
        must of: List(0, &A_SOURCE),
    }
}

kind! {
    /// Each source and a line feed, empty ones too.
    pub LINES = "a step of lines" {
        /// The sources.
        must lines: List(0, &A_SOURCE),
    }
}

kind! {
    /// `Name:Value` and a line feed for each header, sorted by name.
    pub HEADER_LINES = "a step of header lines" {
        /// Names of headers; there may be none.
        must header_lines: List(0, &Line),
        /// Whether the caller's own headers take part too. By default `false`.
        may extra: Flag,
    }
}

kind! {
    /// A value that has no name.
    pub SOURCE = "a value" {
        /// The value of a header of `headers` or `signing.headers`.
        may header: Line,
        /// A field of the body of a callback.
        may member: Line,
        /// This text, which may be empty.
        may text: Scalar,
        => super::Law::One(&["header", "member", "text"]),
    }
}

kind! {
    /// A transform that needs a key.
    pub KEYED = "a transform with a key" {
        /// HMAC-SHA256 as raw bytes, with this source as its key.
        must hmac_sha256: A_SOURCE,
    }
}

kind! {
    /// A known answer of a recipe for calls.
    pub VECTOR = "a vector" {
        /// What it shows.
        must name: Text,
        /// All that the recipe uses.
        must given: Map(&GIVEN),
        /// Headers or steps, and what comes out.
        must expect: Free(1, &Line, &Scalar),
    }
}

kind! {
    /// What a recipe for calls is given.
    pub GIVEN = "what is given" {
        /// The method of the call.
        must method: Word(&const { words(&METHODS) }),
        /// The path, the server's path in front.
        must path: Scalar,
        /// Pairs of the query.
        may query: TEXTS_BY_NAME,
        /// The body as text.
        may body: Scalar,
        /// Unix time in milliseconds.
        may now_ms: Number(i64::MIN, i64::MAX),
        /// The nonce.
        may nonce: Scalar,
        /// The token.
        may token: Scalar,
        /// The value of each credential.
        may credentials: TEXTS_BY_NAME,
        /// The caller's own headers.
        may headers: TEXTS_BY_NAME,
    }
}

kind! {
    /// A known answer of a recipe for what a vendor posts.
    pub POSTED_VECTOR = "a vector" {
        /// What it shows.
        must name: Text,
        /// All that the recipe uses.
        must given: Map(&POSTED),
        /// Headers, members or steps, and what comes out.
        must expect: Free(1, &Line, &Scalar),
    }
}

kind! {
    /// What a recipe for a callback is given.
    pub POSTED = "what is given" {
        /// The body as text.
        may body: Scalar,
        /// Unix time in milliseconds.
        may now_ms: Number(i64::MIN, i64::MAX),
        /// The nonce.
        may nonce: Scalar,
        /// The value of each credential.
        may credentials: TEXTS_BY_NAME,
    }
}
