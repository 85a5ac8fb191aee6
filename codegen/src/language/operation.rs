//! `<group>/<operation>.yaml`: one documented call.

use super::Shape::{Either, Flag, Form as OfForm, Line, List, Map, Scalar, Several, Text, Type, Word};
use super::field::{SHAPES, TEXT_OF};
use super::form::{ALL_EVIDENCE, ALLOW, CALL, MEMBERS, TYPE_NAME};
use super::glossary::{CODES, ENUMS, FIELDS, WITH};
use super::work::{PAGES, POLL, PROGRESS};
use super::{Form, Law, Shape, Words, words};
use crate::model::{Method, Place};

/// The methods that the language knows.
pub const METHODS: Words<Method, 4> = [
    ("GET", "Fields stand in the query.", Method::Get),
    ("POST", "Fields stand in the body.", Method::Post),
    ("PUT", "Fields stand in the body.", Method::Put),
    ("DELETE", "Fields stand in the query.", Method::Delete),
];
/// What a call may say of token and signature.
pub const AUTH: Words<(), 1> = [("none", "Neither token nor signature.", ())];
/// Whether a call may be sent twice.
pub const RETRIES: Words<bool, 2> =
    [("never", "It is sent once.", false), ("safe", "It may be sent twice, for it changes nothing.", true)];
/// What a request's body is.
pub const BODIES: Words<Place, 3> = [
    ("json", "A field is a member of the object.", Place::Body),
    ("form", "A field is a pair, percent-encoded as in a query.", Place::Form),
    ("multipart", "A field is a part: a text, or a file.", Place::Part),
];
/// What success may be in place of an envelope.
pub const ANSWERS: Words<(), 1> = [("download", "Success is a file of any type but JSON and HTML.", ())];

static HTTP: Form = Form {
    what: "a method and a path, as `POST /account/{accountId}`; without query, and without `/` at the end",
    pattern: "^(GET|POST|PUT|DELETE) /([^?#]*[^?#/])?$",
    digits: false,
};

static FILE_TYPE: Form = Form {
    what: "a content type, as `application/pdf` or `image/*`",
    pattern: "^[a-z0-9+.-]+/([a-z0-9+.-]+|\\*)$",
    digits: false,
};

/// Things to know.
pub(super) static NOTES: Shape = List(0, &Text);
/// Where the vendor contradicts itself.
pub(super) static DISAGREEMENTS: Shape = List(0, &Map(&DISAGREEMENT));

kind! {
    /// A documented call.
    pub OPERATION = "an operation" {
        /// Folder and file name, `<group>.<operation>`.
        must operation: CALL,
        /// The vendor's own title, as printed.
        must label: Text,
        /// What the call does, as whole sentences of our own.
        must about: Text,
        /// `GET`, `POST`, `PUT` or `DELETE`, and the path, with path parameters as `{wireName}`.
        must http: OfForm(&HTTP),
        /// `none`: neither token nor signature. By default as the API has it.
        may auth: Word(&const { words(&AUTH) }),
        /// Whether it may be sent twice: `safe`, `never`, or a map with `keyed` and `why`. By default `safe` for GET,
        /// else `never`.
        may retry: Either(&[Word(&const { words(&RETRIES) }), Map(&KEYED_CALL)]),
        /// Pages behind this file, at least one.
        must evidence: ALL_EVIDENCE,
        /// What is not known. Without it the spec is complete.
        may partial: Text,
        /// Why not to use it, and what instead.
        may deprecated: Text,
        /// Questions about this file that may stand for a reason.
        may allow: ALLOW,
        /// Things to know before calling: a list of sentences.
        may notes: NOTES,
        /// Where the vendor contradicts itself.
        may disagrees: DISAGREEMENTS,
        /// Sets whose fields are members of the request.
        may with: WITH,
        /// Of POST and PUT: what the fields in the body are. By default `json`.
        may body: Word(&const { words(&BODIES) }),
        /// Wire name -> field.
        may request: FIELDS,
        /// What holds between members of the request.
        may rules: List(0, &Map(&RULE)),
        /// What stands inside the envelope. Without it nothing does.
        may response: Map(&RESPONSE),
        /// `download`: success is a file; or a map that lists the file's types, where they can be JSON.
        may answer: Either(&[Word(&const { words(&ANSWERS) }), Map(&ANSWER)]),
        /// Codes of this call alone.
        may codes: CODES,
        /// Enums of this call alone.
        may enums: ENUMS,
        /// How the work is asked for that the call starts.
        may poll: Map(&POLL),
        /// How the call tells how far some work is; not together with `poll`.
        may progress: Map(&PROGRESS),
        /// How the call gives a list in pages.
        may pages: Map(&PAGES),
        /// Pairs of request and answer, made up, at least one.
        must examples: List(1, &Map(&EXAMPLE)),
    }
}

kind! {
    /// A call that may be sent again as long as one member of the request is set.
    pub KEYED_CALL = "a keyed call" {
        /// The path to that member. The vendor does nothing for a second call with the same value.
        must keyed: Line,
        /// What the vendor's page says about it.
        must why: Text,
    }
}

kind! {
    /// A contradiction of the vendor's.
    pub DISAGREEMENT = "a disagreement" {
        /// What it is about.
        must what: Text,
        /// What the table or prose says.
        must page: Text,
        /// What the example or another source says.
        must example: Text,
        /// What the client does.
        must so: Text,
    }
}

kind! {
    /// What holds between members of the request. A dot leads into an inline object.
    pub RULE = "a rule" {
        /// One of them is set, and no second one.
        may exactly_one_of: Several(2, &Line),
        /// One of them is set, or more.
        may at_least_one_of: Several(2, &Line),
        /// All of them are set, or none.
        may together: Several(2, &Line),
        /// Why it holds.
        may why: Text,
        => Law::One(&["exactly_one_of", "at_least_one_of", "together"]),
    }
}

kind! {
    /// What stands inside the envelope.
    pub RESPONSE = "a response" {
        /// What it holds: a type of the language, the name of an enum or of an object of the group, or a list of one
        /// of these, as `[string]`.
        must type: Type,
        /// Of `type: object` and `type: one_of`: the name of the type. By default `Response`.
        may object: TYPE_NAME,
        /// A successful answer is known to hold it. By default `false`: it is optional in Rust.
        may always_present: Flag,
        /// It travels as a text that holds such a document.
        may text_of: TEXT_OF,
        /// Of `text_of: xml`: the name of the outermost element.
        may root: Line,
        /// What it is, as whole sentences of our own.
        may about: Text,
        /// Of `type: object`: sets whose fields come first.
        may with: WITH,
        /// Of `type: object`: wire name -> field.
        may fields: FIELDS,
        /// Of `type: one_of`: type name -> shape, tried in their order.
        may shapes: SHAPES,
        => Law::Where("type", &["object"], &["fields", "with"]),
        => Law::Where("type", &["one_of"], &["shapes"]),
        => Law::Where("text_of", &["xml"], &["root"]),
    }
}

kind! {
    /// An answer that is a file.
    pub ANSWER = "an answer" {
        /// The types of the file, as `application/pdf` or `image/*`.
        must download: Several(0, &OfForm(&FILE_TYPE)),
    }
}

kind! {
    /// A made-up request and its answer. Every member is a field, and required members are there.
    pub EXAMPLE = "an example" {
        /// What it shows.
        must name: Text,
        /// The members of the request, with exact values.
        must request: MEMBERS,
        /// The whole answer, envelope included.
        may response: MEMBERS,
        /// The content of the file that the call answers with, as text.
        may download: Scalar,
        /// Questions about the example that may stand for a reason.
        may allow: ALLOW,
        => Law::One(&["response", "download"]),
    }
}
