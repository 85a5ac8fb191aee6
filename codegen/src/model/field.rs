//! Data 2, fields: members of requests and answers, and their types.

use super::Text;
use crate::names::{Ident, Name};

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
    /// What the vendor takes when it is absent.
    pub default: Option<Text>,
    /// It must be set when one of these holds.
    pub required_when: Vec<Condition>,
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
    /// One of a set of values, and any other.
    Enum {
        /// The enum.
        name: Ident,
        /// Whether it is one of [`super::Api::enums`] or of [`super::Operation::enums`].
        shared: bool,
    },
    /// An object with fields of its own.
    Object(Box<Object>),
    /// Several of one type. Never a list of lists.
    List(Box<Type>),
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
}

/// A value of an enum on the wire.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WireValue {
    /// Of an enum with [`Repr::String`].
    Text(String),
    /// Of an enum with [`Repr::Integer`].
    Integer(i64),
}
