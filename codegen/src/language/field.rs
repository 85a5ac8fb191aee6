//! Fields of requests, answers and objects, and the shapes that a value may have.

use super::Shape::{Flag, Form as OfForm, Free, Line, Map, Number, Scalar, Several, Text, Type, Word};
use super::form::{ALLOW, NAME, TYPE_NAME};
use super::glossary::{FIELDS, WITH};
use super::{Form, Law, Shape, Words, words};
use crate::model::{self, Place};

/// Where a field of a request stands.
pub const PLACES: Words<Place, 4> = [
    ("body", "In the body; the default for POST and PUT.", Place::Body),
    ("query", "In the query; the default for GET and DELETE.", Place::Query),
    ("path", "In the path, as `{wireName}` of `http`.", Place::Path),
    ("header", "In a header of this name.", Place::Header),
];
/// Documents that a text may hold: whether it is XML.
pub const ITEMS_OF_TEXT: Words<bool, 2> = [
    ("json", "A document of JSON.", false),
    ("xml", "A document of XML; `root` names its outermost element.", true),
];
/// Types that are one value on the wire.
pub const PLAIN: Words<model::Type, 8> = [
    ("string", "Text.", model::Type::String),
    ("boolean", "`true` or `false`.", model::Type::Boolean),
    ("i32", "A whole number of 32 bits.", model::Type::I32),
    ("i64", "A whole number of 64 bits.", model::Type::I64),
    ("id", "A number of up to 20 digits.", model::Type::Id),
    ("decimal", "A number with any digits, kept as they came.", model::Type::Decimal),
    ("decimal_text", "A number with any digits, sent as text.", model::Type::DecimalText),
    ("any", "Any JSON.", model::Type::Any),
];

/// A document in a text.
pub(super) static TEXT_OF: Shape = Word(&const { words(&ITEMS_OF_TEXT) });
/// Type name -> shape.
pub(super) static SHAPES: Shape = Free(1, &TYPE_NAME, &Map(&SHAPE));
/// Member -> value or values.
static VALUES_BY_MEMBER: Shape = Free(0, &Line, &Several(0, &Line));
static COUNT: Shape = Number(1, u32::MAX as i64);

static FORMAT: Form = Form {
    what: "a form of a time, as `yyyy-MM-dd HH:mm:ss`: each of `y M d H m s S` is a digit",
    pattern: "[yMdHmsS]",
    digits: false,
};

kind! {
    /// A member of a request, an answer or an object.
    pub FIELD = "a field" {
        /// What it holds: a type of the language, the name of an enum or of an object of the group, or a list of one
        /// of these, as `[string]`.
        must type: Type,
        /// Of `type: object` and `type: one_of`: the name of the type. By default the field's Rust name in PascalCase.
        may object: TYPE_NAME,
        /// A request must have it; in an answer: the vendor's table says it is there. By default `false`.
        may required: Flag,
        /// It may be null; not together with `always_present`. By default `false`.
        may nullable: Flag,
        /// In answers only. A successful answer is known to hold it. By default `false`: it is optional in Rust.
        may always_present: Flag,
        /// In requests only. Where it stands. By default `query` for GET and DELETE, else `body`.
        may in: Word(&const { words(&PLACES) }),
        /// In requests only. An object whose fields are set as if they were the request's own; it is always sent, even
        /// empty. By default `false`.
        may inline: Flag,
        /// In requests only. The value that is always sent; the user of the client does not see the field.
        may fixed: Scalar,
        /// In requests only. A name of `encryption` in `api.yaml`; implies `sensitive`. By default it is sent as it is.
        may encrypt: Line,
        /// A list of plain values travels as one text, with this text between them.
        may joined: Line,
        /// It travels as a text that holds such a document.
        may text_of: TEXT_OF,
        /// Of `text_of: xml`: the name of the outermost element.
        may root: Line,
        /// How a text is written: each of `y M d H m s S` is a digit, other characters stand for themselves. A limit
        /// in requests, documentation in answers.
        may format: OfForm(&FORMAT),
        /// In requests only. The most characters, which are Unicode scalar values.
        may max_chars: COUNT,
        /// In requests only. How many digits the text has, and nothing else; a list where several numbers are right.
        may digits: Several(1, &Number(1, 255)),
        /// In requests only. The most elements of a list.
        may max_items: COUNT,
        /// In requests only. The largest number.
        may max: Number(i64::MIN, i64::MAX),
        /// In requests only. What the vendor takes when it is left out; documentation only.
        may default: Text,
        /// In requests only. Sibling's wire name -> value or list of values; needed when any of them holds.
        may required_when: VALUES_BY_MEMBER,
        /// The name in Rust, where that of the word in a glossary does not fit.
        may name: NAME,
        /// The reason for a `name`, which is refused without.
        may why: Text,
        /// The vendor's title, where that of the word does not fit.
        may label: Text,
        /// What it means, as whole sentences of our own, where that of the word does not fit.
        may about: Text,
        /// Whether it is never shown. By default as the word has it.
        may sensitive: Flag,
        /// Why not to use it, and what instead.
        may deprecated: Text,
        /// In answers only. Other wire names for it.
        may also: Several(0, &Line),
        /// In answers only. Other places for it: `[sibling.member]`, where the sibling is an object.
        may also_inside: Several(0, &Line),
        /// Questions about the field that may stand for a reason.
        may allow: ALLOW,
        /// Of `type: object`: sets whose fields come first.
        may with: WITH,
        /// Of `type: object`: wire name -> field.
        may fields: FIELDS,
        /// In answers only. Of `type: one_of`: type name -> shape, tried in their order.
        may shapes: SHAPES,
        => Law::Where("type", &["object"], &["fields", "with"]),
        => Law::Where("type", &["one_of"], &["shapes"]),
        => Law::Where("text_of", &["xml"], &["root"]),
    }
}

kind! {
    /// One of the shapes that a value may have. The kind of the value decides first, then what an object has.
    pub SHAPE = "a shape" {
        /// What it holds: any type but `one_of`, `any` and `decimal_text`.
        must type: Type,
        /// Of `type: object`: the name of the type. By default the shape's name.
        may object: TYPE_NAME,
        /// Of an object: members that are there and not null.
        may has: Several(0, &Line),
        /// Of an object: member -> value or list of values, as texts.
        may when: VALUES_BY_MEMBER,
        /// What it is.
        may about: Text,
        /// Of `type: object`: sets whose fields come first.
        may with: WITH,
        /// Of `type: object`: wire name -> field.
        may fields: FIELDS,
        /// Shapes do not nest.
        may shapes: SHAPES,
        => Law::Where("type", &["object"], &["fields", "with"]),
    }
}
