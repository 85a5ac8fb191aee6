//! Tables that say what a model looks like on the wire.
//!
//! In: constants that emitted code writes. Out: what the codec, the request and Debug go by. A table holds
//! names and flags; it never holds a value.

use crate::check::{Rules, ViolationKind};
use std::ops::Deref;

/// What a model looks like: its fields, in the order in which they are sent.
#[derive(Debug)]
pub struct Shape {
    /// The model's name in Rust, for Debug.
    pub name: &'static str,
    /// The fields; `Model::get` and `DecodeModel::slot` go by their indexes.
    pub fields: &'static [Field],
    /// Fields that a sibling object may hold instead.
    pub inside: &'static [Inside],
    /// Whose setters fill it.
    pub filled: Filled,
}

/// Whose setters fill a model.
#[derive(Clone, Copy, Debug)]
pub enum Filled {
    /// Its own, or nobody's: it is read.
    Alone,
    /// Those of the builder of the call. The request itself has rules here if anything in it is to be checked before
    /// it is sent, perhaps an empty list.
    ByCall(Option<Rules>),
}

/// A place in a sibling object where a scalar member may stand instead.
#[derive(Clone, Copy, Debug)]
pub struct Inside {
    /// The index of the field that is filled.
    pub field: usize,
    /// The index of the sibling that is an object; it is marked with [`Flags::holds_others`].
    pub within: usize,
    /// The member's wire name in there.
    pub wire: &'static str,
}

/// Where a request carries a field.
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

/// The document that a text holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextOf {
    /// JSON.
    Json,
    /// XML with this outermost element. Members are elements, `@name` is an attribute, an element that comes more
    /// than once is a list.
    Xml(&'static str),
}

/// How the value of a field travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As JSON.
    Plain,
    /// Decimals as text.
    Digits,
    /// A list as one text, with this between its values.
    Joined(&'static str),
    /// As a text that holds a document.
    TextOf(TextOf),
}

impl Form {
    /// Whether the whole value is one text, whatever it is in Rust.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Joined(_) | Self::TextOf(_))
    }
}

/// One field of a model: two names, and what else there is to know. Tables are large, and most fields are alike.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name on the wire.
    pub wire: &'static str,
    /// Its name in Rust.
    pub rust: &'static str,
    /// All else. What is the same for several fields stands in a program once.
    pub flags: &'static Flags,
}

impl Deref for Field {
    type Target = Flags;

    #[inline]
    fn deref(&self) -> &Flags {
        self.flags
    }
}

/// What there is to know of a field beside its names.
#[derive(Clone, Copy, Debug)]
pub struct Flags {
    pub(crate) also: Option<&'static [&'static str]>,
    pub(crate) place: Place,
    pub(crate) required: bool,
    pub(crate) sensitive: bool,
    pub(crate) encrypted: Option<u8>,
    pub(crate) holds_others: bool,
    pub(crate) escaped: bool,
    pub(crate) null_when_absent: bool,
    pub(crate) form: Form,
    pub(crate) fixed: Option<&'static str>,
    pub(crate) limit: Option<ViolationKind>,
    pub(crate) required_when: Option<&'static [Condition]>,
}

/// A sibling by its wire name, and values of it as text.
pub(crate) type Condition = (&'static str, &'static [&'static str]);

/// An optional member of the body, with which the flags of every field begin.
pub const PLAIN: Flags = Flags {
    also: None,
    place: Place::Body,
    required: false,
    sensitive: false,
    encrypted: None,
    holds_others: false,
    escaped: false,
    null_when_absent: false,
    form: Form::Plain,
    fixed: None,
    limit: None,
    required_when: None,
};

macro_rules! common {
    ($($(#[doc = $doc:literal])* $name:ident = $flags:expr;)*) => {$(
        $(#[doc = $doc])*
        pub const $name: &Flags = {
            static FLAGS: Flags = $flags;
            &FLAGS
        };
    )*};
}

common! {
    /// Those of an optional member.
    OPTIONAL = PLAIN;
    /// Those of a required one.
    REQUIRED = PLAIN.required();
    /// Those of an optional one that Debug never shows.
    SENSITIVE = PLAIN.sensitive();
    /// Those of a required one that Debug never shows.
    REQUIRED_SENSITIVE = PLAIN.required().sensitive();
}

/// A field without flags.
#[must_use]
pub const fn field(wire: &'static str, rust: &'static str) -> Field {
    Field { wire, rust, flags: &PLAIN }
}

impl Field {
    /// Whether a member of this name belongs to it.
    pub(crate) fn answers_to(&self, name: &str) -> bool {
        self.wire == name || self.also.is_some_and(|also| also.contains(&name))
    }
}

impl Flags {
    /// In answers: an answer without it is refused.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Debug never shows it.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// In requests: stands in the form that is the body.
    #[must_use]
    pub const fn form(mut self) -> Self {
        self.place = Place::Form;
        self
    }

    /// In requests: a part of the multipart form that is the body.
    #[must_use]
    pub const fn part(mut self) -> Self {
        self.place = Place::Part;
        self
    }

    /// In requests: stands in the query of the URL.
    #[must_use]
    pub const fn query(mut self) -> Self {
        self.place = Place::Query;
        self
    }

    /// In requests: stands in the path of the URL.
    #[must_use]
    pub const fn path(mut self) -> Self {
        self.place = Place::Path;
        self
    }

    /// In requests: stands in a header.
    #[must_use]
    pub const fn header(mut self) -> Self {
        self.place = Place::Header;
        self
    }

    /// In answers: other names that the vendor uses for it.
    #[must_use]
    pub const fn also(mut self, names: &'static [&'static str]) -> Self {
        self.also = Some(names);
        self
    }

    /// In requests: sent only as ciphertext; the index is that of the API's encryption.
    #[must_use]
    pub const fn encrypted(mut self, encryption: u8) -> Self {
        self.encrypted = Some(encryption);
        self
    }

    /// In answers: an object in which members of its siblings may stand, see [`Inside`].
    #[must_use]
    pub const fn holds_others(mut self) -> Self {
        self.holds_others = true;
        self
    }

    /// Its name on the wire has a quote, a backslash or a control character, and stands in JSON in another form than
    /// here.
    #[must_use]
    pub const fn escaped(mut self) -> Self {
        self.escaped = true;
        self
    }

    /// In requests: sent as null when there is no value.
    #[must_use]
    pub const fn null_when_absent(mut self) -> Self {
        self.null_when_absent = true;
        self
    }

    /// In requests: always sent with this value, which is JSON. The model has no field for it, and is never asked.
    #[must_use]
    pub const fn fixed(mut self, json: &'static str) -> Self {
        self.fixed = Some(json);
        self
    }

    /// In requests: decimals are sent as text.
    #[must_use]
    pub const fn as_text(mut self) -> Self {
        self.form = Form::Digits;
        self
    }

    /// A list of plain values travels as one text, with this between them.
    #[must_use]
    pub const fn joined(mut self, separator: &'static str) -> Self {
        self.form = Form::Joined(separator);
        self
    }

    /// It travels as a text that holds JSON.
    #[must_use]
    pub const fn json_text(mut self) -> Self {
        self.form = Form::TextOf(TextOf::Json);
        self
    }

    /// It travels as a text that holds XML, see [`TextOf::Xml`].
    #[must_use]
    pub const fn xml_text(mut self, root: &'static str) -> Self {
        self.form = Form::TextOf(TextOf::Xml(root));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_an_optional_member_of_the_body() {
        const FIELD: Field = field("aName", "a_name");
        assert_eq!((FIELD.place, FIELD.required, FIELD.sensitive), (Place::Body, false, false));
        assert!(FIELD.answers_to("aName") && !FIELD.answers_to("a_name"));
    }

    #[test]
    fn flags_add_up() {
        const FLAGS: Flags = PLAIN.required().sensitive().query().also(&["req_id"]);
        const FIELD: Field = Field { wire: "reqId", rust: "request_id", flags: &FLAGS };
        assert_eq!((FIELD.place, FIELD.required, FIELD.sensitive), (Place::Query, true, true));
        assert!(FIELD.answers_to("req_id"));
    }

    #[test]
    fn a_field_travels_in_one_form() {
        const FORMS: [Flags; 5] =
            [PLAIN, PLAIN.as_text(), PLAIN.joined(","), PLAIN.json_text(), PLAIN.xml_text("root")];
        assert_eq!(FORMS.map(|flags| flags.form.is_text()), [false, false, true, true, true]);
        assert_eq!((PLAIN.fixed, PLAIN.fixed("1").fixed), (None, Some("1")));
    }
}
