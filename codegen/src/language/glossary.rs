//! `glossary.yaml` and `group.yaml`: words, enums, sets, objects and codes that several calls share.

use super::Shape::{Flag, Free, Line, Map, Offered, Several, Text, Word};
use super::field::FIELD;
use super::form::{ALLOW, NAME, SOME_EVIDENCE, TYPE_NAME, WIRE_NAME};
use super::{Law, Shape, Words, words};
use crate::model::{Repr, Then};

/// What the values of an enum are on the wire.
pub const WIRE: Words<Repr, 2> =
    [("string", "Texts.", Repr::String), ("integer", "Whole numbers; keys have no quotes.", Repr::Integer)];
/// What a program may do about a code.
pub const THEN: Words<Then, 6> = [
    ("nothing", "Nothing helps by itself.", Then::Nothing),
    ("back_off", "Wait and try again.", Then::BackOff),
    ("refresh_token", "Get a new token.", Then::RefreshToken),
    ("fix_clock", "Set the clock: the time of the request was too far off the vendor's.", Then::FixClock),
    ("fix_input", "Send other values.", Then::FixInput),
    ("ask_vendor", "Ask the vendor.", Then::AskVendor),
];

/// Wire name -> field.
pub(super) static FIELDS: Shape = Free(0, &WIRE_NAME, &Map(&FIELD));
/// The same, and there is at least one.
pub(super) static SOME_FIELDS: Shape = Free(1, &WIRE_NAME, &Map(&FIELD));
/// Names of sets.
pub(super) static WITH: Shape = Several(0, &Line);
/// Type name -> enum.
pub(super) static ENUMS: Shape = Free(0, &TYPE_NAME, &Map(&ENUM));
/// Code -> what it means.
pub(super) static CODES: Shape = Free(0, &CODE_KEY, &Map(&CODE));
static CODE_KEY: Shape = Shape::Form(&super::Form {
    what: "a code: visible ASCII without blanks",
    pattern: "^[!-~]+$",
    digits: true,
});
static SETS: Shape = Free(0, &Line, &SOME_FIELDS);

kind! {
    /// Names of fields, enums and sets that the calls of an API share.
    pub GLOSSARY = "a glossary" {
        /// The API's name.
        must glossary: NAME,
        /// Pages behind this file.
        may evidence: SOME_EVIDENCE,
        /// Questions about this file that may stand for a reason.
        may allow: ALLOW,
        /// Wire name -> word: what Rust calls it, in every call.
        may fields: Free(0, &Line, &Map(&WORD_OF_API)),
        /// Type name -> enum. Enums are open: a value that is not listed is kept as it comes.
        may enums: ENUMS,
        /// Name -> fields that several requests or objects have in common; `with` names them.
        may sets: SETS,
    }
}

kind! {
    /// What the API says of a wire name.
    pub WORD_OF_API = "a word of the glossary" {
        /// The name in Rust, for every call of the API: snake_case, plain English.
        must name: NAME,
        /// The vendor's title.
        may label: Text,
        /// What it means, as whole sentences of our own.
        may about: Text,
        /// Whether it is never shown, in any call. By default `false`.
        may sensitive: Flag,
        /// Questions about the word that may stand for a reason.
        may allow: ALLOW,
    }
}

kind! {
    /// What a group says of a wire name; it takes the place of the API's word.
    pub WORD_OF_GROUP = "a word of a group" {
        /// The name in Rust, for every call of the group: snake_case, plain English.
        must name: NAME,
        /// The vendor's title.
        may label: Text,
        /// What it means, as whole sentences of our own.
        may about: Text,
        /// Whether it is never shown, in any call of the group. By default `false`.
        may sensitive: Flag,
        /// The reason for a name that differs from the API's or another group's; refused where none does.
        may why: Text,
        /// Questions about the word that may stand for a reason.
        may allow: ALLOW,
    }
}

kind! {
    /// A set of values. A value that is not listed is kept as it comes.
    pub ENUM = "an enum" {
        /// The vendor's title.
        may label: Text,
        /// What is told apart, as whole sentences of our own.
        must about: Text,
        /// `string` or `integer`. By default `string`.
        may wire: Word(&const { words(&WIRE) }),
        /// Questions about the enum that may stand for a reason.
        may allow: ALLOW,
        /// Wire value -> what it is; at least one.
        must values: Free(1, &Line, &Map(&VALUE)),
    }
}

kind! {
    /// One value of an enum.
    pub VALUE = "a value of an enum" {
        /// The name in Rust. By default the wire value, where that is a name.
        may name: NAME,
        /// The vendor's title.
        may label: Text,
        /// What it means.
        may about: Text,
        /// Questions about the value that may stand for a reason.
        may allow: ALLOW,
    }
}

kind! {
    /// What the calls of a group share.
    pub GROUP = "a group" {
        /// The folder's name.
        must group: NAME,
        /// Pages behind this file.
        may evidence: SOME_EVIDENCE,
        /// Questions about this file that may stand for a reason.
        may allow: ALLOW,
        /// Wire name -> word: what Rust calls it, in every call of the group.
        may fields: Free(0, &Line, &Map(&WORD_OF_GROUP)),
        /// Type name -> enum. Enums are open: a value that is not listed is kept as it comes.
        may enums: ENUMS,
        /// Name -> fields that several requests or objects have in common; `with` names them.
        may sets: SETS,
        /// Type name -> object that several calls share. It goes one way: it is either sent or received.
        may objects: Free(0, &TYPE_NAME, &Map(&OBJECT)),
        /// Codes that any call of the group may answer with.
        may codes: CODES,
    }
}

kind! {
    /// An object that several calls of a group share.
    pub OBJECT = "an object of a group" {
        /// What it is.
        may about: Text,
        /// Questions about the object that may stand for a reason.
        may allow: ALLOW,
        /// Sets whose fields come first.
        may with: WITH,
        /// Wire name -> field.
        may fields: FIELDS,
        => Law::Any(&["fields", "with"]),
    }
}

kind! {
    /// What a vendor answers instead of success.
    pub CODE = "a code" {
        /// The name in Rust of one exact code.
        may name: NAME,
        /// The name in Rust of a form in which each `x` is one digit, as `4xxx`.
        may class: NAME,
        /// What the code says, as whole sentences of our own.
        must means: Text,
        /// The vendor's text for it.
        may label: Text,
        /// What helps.
        may remedy: Text,
        /// What a program may do about it. By default `nothing`.
        may then: Word(&const { words(&THEN) }),
        /// What the failing answer holds: `response`, as after success, or an object of the group. Codes of an API
        /// have none.
        may data: Offered(&[("response", "The same as after success.")]),
        /// Questions about the code that may stand for a reason.
        may allow: ALLOW,
        => Law::One(&["name", "class"]),
    }
}
