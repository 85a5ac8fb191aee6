//! Forms of texts, and the small maps that many others hold: evidence and what is allowed.

use super::Shape;
use super::Shape::{Line, List, Map, Rule, Text};

/// A form of a text.
#[derive(Debug)]
pub struct Form {
    /// As the end of a sentence that begins with "expected".
    pub what: &'static str,
    /// An expression of ECMA-262 that every text of the form fits; some others may fit it too.
    pub pattern: &'static str,
    /// Whether a text of this form may look like a number.
    pub digits: bool,
}

const fn form(what: &'static str, pattern: &'static str) -> Form {
    Form { what, pattern, digits: false }
}

/// A name in Rust.
pub(super) static NAME: Shape = Shape::Form(&NAME_FORM);
/// A name of a type in Rust.
pub(super) static TYPE_NAME: Shape = Shape::Form(&TYPE_NAME_FORM);
/// A call or a callback.
pub(super) static CALL: Shape = Shape::Form(&CALL_FORM);
/// A duration.
pub(super) static DURATION: Shape = Shape::Form(&DURATION_FORM);
/// A day.
pub(super) static DAY: Shape = Shape::Form(&DAY_FORM);
/// The name of a header.
pub(super) static HEADER: Shape = Shape::Form(&HEADER_FORM);
/// A wire name of a field.
pub(super) static WIRE_NAME: Shape = Shape::Form(&WIRE_NAME_FORM);

static NAME_FORM: Form = form("a name in snake_case, as `taxpayer_id`", "^[a-z][a-z0-9]*(_[a-z0-9]+)*$");
static TYPE_NAME_FORM: Form = form("a name in PascalCase, as `LoginMode`", "^[A-Z][A-Za-z0-9]{0,47}$");
static CALL_FORM: Form =
    form("`<group>.<operation>`, as `account.update`", "^[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*$");
static DURATION_FORM: Form =
    form("a duration: a number and `s`, `m`, `h` or `d`, as `7d`", "^0*[1-9][0-9]*[smhd]$");
static DAY_FORM: Form = form("a day, as `2027-03-31`", "^[0-9]{4}-[01][0-9]-[0-3][0-9]$");
static HEADER_FORM: Form = Form {
    what: "the name of a header: letters, digits and `-_.`",
    pattern: "^[A-Za-z0-9._-]+$",
    digits: true,
};
static WIRE_NAME_FORM: Form = Form { what: "a wire name", pattern: "\\S", digits: true };

/// Where facts come from, perhaps from nowhere yet.
pub(super) static SOME_EVIDENCE: Shape = List(0, &Map(&EVIDENCE));
/// Where facts come from.
pub(super) static ALL_EVIDENCE: Shape = List(1, &Map(&EVIDENCE));
/// What is let stand.
pub(super) static ALLOW: Shape = List(1, &Map(&ALLOWED));

kind! {
    /// A page that facts come from.
    pub EVIDENCE = "a piece of evidence" {
        /// A file of the collected pages, a page id or an address.
        must page: Text,
        /// Where on the page.
        may section: Text,
    }
}

kind! {
    /// What a question is about may stand for a reason. Mistakes cannot be allowed.
    pub ALLOWED = "an entry of `allow`" {
        /// The number of the rule, as `L0501`.
        must rule: Rule,
        /// Why it may stand.
        must why: Text,
        /// The day after which the question is asked again.
        may until: DAY,
    }
}

/// Members of an example.
pub(super) static MEMBERS: Shape = Shape::Free(0, &Line, &Shape::Any);
/// A text that stands on one line, under keys that the author chooses.
pub(super) static TEMPLATES_BY_HEADER: Shape = Shape::Free(0, &HEADER, &Line);
