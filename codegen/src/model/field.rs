//! Data 2, fields: members of requests and answers, and their types.

use super::Text;
use crate::names::{Ident, Name};
use crate::source::Span;

/// One member of a request or an answer.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name on the wire and in Rust.
    pub name: Name,
    /// The vendor's title.
    pub label: Option<Text>,
    /// What it means.
    pub about: Option<Text>,
    /// What it holds.
    pub ty: Type,
    /// Where a request carries it; `Body` in answers and nested objects.
    pub place: Place,
    /// In requests: must be set. In answers: the vendor's table says it is there (documentation only).
    pub required: bool,
    /// May be null on the wire.
    pub nullable: bool,
    /// In answers: known to be there and not null, so that Rust need not ask.
    pub always_present: bool,
    /// Other names that an answer may use.
    pub also: Vec<String>,
    /// Other objects of the same answer that may hold it.
    pub inside: Vec<Inside>,
    /// Must never be shown.
    pub sensitive: bool,
    /// Encrypted before it is sent: an index into [`super::Api::encryptions`].
    pub encrypt: Option<usize>,
    /// Why it should not be used any more.
    pub deprecated: Option<Text>,
    /// The most characters that the vendor takes.
    pub max_chars: Option<u32>,
    /// A text of digits alone, one of these numbers of them; empty where it need not be.
    pub digits: Vec<u8>,
    /// The most elements that the vendor takes.
    pub max_items: Option<u32>,
    /// The largest number that the vendor takes.
    pub max: Option<i64>,
    /// What the vendor takes when it is absent.
    pub default: Option<Text>,
    /// It must be set when one of these holds.
    pub required_when: Vec<Condition>,
    /// In requests: always sent with this value; the user of the client does not see it.
    pub fixed: Option<Fixed>,
    /// In requests: an object whose fields are set as if they were the request's own.
    pub inline: bool,
    /// A list that travels as one text, with this between its values.
    pub joined: Option<String>,
    /// It travels as a text that holds a document.
    pub text_of: Option<TextOf>,
    /// How its text is written: `yyyyMMdd`.
    pub format: Option<Text>,
    /// Where the spec says it.
    pub at: Span,
}

/// The value of a member that is always sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fixed {
    /// A text, or a value of an enum of texts.
    Text(String),
    /// A whole number, or a value of an enum of numbers.
    Integer(i64),
    /// True or false.
    Boolean(bool),
}

/// The document that a text holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextOf {
    /// JSON.
    Json,
    /// XML. Members are elements, `@name` is an attribute.
    Xml {
        /// The name of the outermost element.
        root: String,
    },
}

/// A place in a sibling object where a member may stand instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inside {
    /// The wire name of the sibling field, which is an object.
    pub within: String,
    /// The member's wire name there.
    pub wire: String,
}

/// Another field of the same object has a certain value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The other field.
    pub field: Name,
    /// Its value, as text of the wire.
    pub is: String,
    /// The value's name in Rust where it is one of an enum.
    pub variant: Option<Ident>,
}

/// Where a request carries a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the JSON object that is the body.
    Body,
    /// In the form that is the body.
    Form,
    /// In the multipart form that is the body.
    Part,
    /// In the query of the URL.
    Query,
    /// In the path of the URL.
    Path,
    /// In a header.
    Header,
}

/// What a field holds.
#[derive(Clone, Debug)]
pub enum Type {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// A whole number of 32 bits.
    I32,
    /// A whole number of 64 bits.
    I64,
    /// A number of up to 20 digits that arrives as number or text, and is sent as number.
    Id,
    /// A number with any digits, sent as number. Arrives as number or text.
    Decimal,
    /// The same, sent as text.
    DecimalText,
    /// Any JSON.
    Any,
    /// A file; only a part of a multipart form is one.
    File,
    /// One of a set of values, and any other.
    Enum {
        /// The enum.
        name: Ident,
        /// Where it is declared.
        home: Home,
    },
    /// An object with fields of its own.
    Object(Box<Object>),
    /// One of [`super::Group::objects`].
    Shared(Ident),
    /// One of several shapes. Answers only.
    OneOf(Box<OneOf>),
    /// Several of one type. Never a list of lists.
    List(Box<Type>),
}

/// Where an enum is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// In [`super::Api::enums`].
    Api,
    /// In [`super::Group::enums`].
    Group,
    /// In [`super::Operation::enums`] or [`super::Callback::enums`].
    Call,
}

/// A value that comes in one of several shapes.
#[derive(Clone, Debug)]
pub struct OneOf {
    /// Its type's name in Rust, unique in the operation.
    pub name: Ident,
    /// What it is.
    pub about: Option<Text>,
    /// The shapes, in the order in which they are tried.
    pub shapes: Vec<OneOfShape>,
}

/// One shape of a [`OneOf`].
#[derive(Clone, Debug)]
pub struct OneOfShape {
    /// The variant.
    pub name: Ident,
    /// What it is.
    pub about: Option<Text>,
    /// What it holds. Never [`Type::OneOf`] or [`Type::Any`].
    pub ty: Type,
    /// Members that an object of this shape has, by wire name.
    pub has: Vec<String>,
    /// Members of an object of this shape and the values, as text, of which they have one.
    pub when: Vec<(String, Vec<String>)>,
    /// Where the spec says it.
    pub at: Span,
}

/// An object inside a request or an answer.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its type's name in Rust, unique in the operation.
    pub name: Ident,
    /// What it is.
    pub about: Option<Text>,
    /// Its members, in the order of the spec.
    pub fields: Vec<Field>,
}

/// A set of values that a vendor documents. Others are kept as they come.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Its type's name in Rust.
    pub name: Ident,
    /// The vendor's title.
    pub label: Option<Text>,
    /// What is told apart.
    pub about: Text,
    /// How values travel. The other form is understood in answers.
    pub repr: Repr,
    /// The values, in the order of the spec; at least one.
    pub values: Vec<EnumValue>,
    /// Where the spec says it.
    pub at: Span,
}

/// The form of an enum's values on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repr {
    /// JSON strings.
    String,
    /// JSON numbers.
    Integer,
}

/// One value of an [`Enum`].
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The value.
    pub wire: WireValue,
    /// Its variant's name in Rust.
    pub name: Ident,
    /// The vendor's title.
    pub label: Option<Text>,
    /// What it means, where the name does not say it.
    pub about: Option<Text>,
    /// Where the spec says it.
    pub at: Span,
}

/// A value of an enum on the wire.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WireValue {
    /// Of an enum with [`Repr::String`].
    Text(String),
    /// Of an enum with [`Repr::Integer`].
    Integer(i64),
}
