//! `<group>/<callback>.yaml`: something that a vendor posts.

use super::Shape::{Any, Form as OfForm, Free, Line, List, Map, Number, Text, Word};
use super::form::{ALL_EVIDENCE, ALLOW, CALL, DURATION, MEMBERS, NAME, TEMPLATES_BY_HEADER};
use super::glossary::{ENUMS, FIELDS, WITH};
use super::operation::{DISAGREEMENTS, NOTES};
use super::recipe::{POSTED_VECTOR, STEPS};
use super::{Form, Law, Words, words};
use crate::model::Method;

/// POST is what notifications come by, and nothing else was ever seen.
pub const PROBES: Words<Method, 1> = [("GET", "The vendor gets the address.", Method::Get)];

static MEDIA_TYPE: Form = Form {
    what: "a type of a body, as `text/plain`",
    pattern: "^ *[A-Za-z0-9+._-]+/[A-Za-z0-9+._-]+ *(;[ -~]*)?$",
    digits: false,
};

kind! {
    /// Something that the vendor posts to an address of the client's user.
    pub CALLBACK = "a callback" {
        /// Folder and file name, `<group>.<callback>`.
        must callback: CALL,
        /// The vendor's own title, as printed.
        must label: Text,
        /// What it tells, as whole sentences of our own.
        must about: Text,
        /// Pages behind this file, at least one.
        must evidence: ALL_EVIDENCE,
        /// What is not known. Without it the spec is complete.
        may partial: Text,
        /// Why not to use it, and what instead.
        may deprecated: Text,
        /// Questions about this file that may stand for a reason.
        may allow: ALLOW,
        /// Things to know: a list of sentences.
        may notes: NOTES,
        /// Where the vendor contradicts itself.
        may disagrees: DISAGREEMENTS,
        /// Enums of this callback alone.
        may enums: ENUMS,
        /// Sets whose fields are members of the body.
        may with: WITH,
        /// What is posted: wire name -> field, as in answers.
        may body: FIELDS,
        /// How the vendor tries the address.
        may probe: Map(&PROBE),
        /// When the same is posted again.
        may repeats: Map(&REPEATS),
        /// How the vendor signs what it posts. Without it nothing proves who posts.
        may verify: Map(&VERIFY),
        /// Name -> what may be answered; first the wanted one, after which the same is not posted again. With
        /// `partial` it may be unknown.
        may replies: Free(1, &NAME, &Map(&REPLY)),
        /// Bodies, made up, at least one.
        must examples: List(1, &Map(&POSTED_EXAMPLE)),
        => Law::Any(&["body", "with"]),
        => Law::Any(&["replies", "partial"]),
    }
}

kind! {
    /// How the vendor tries the address.
    pub PROBE = "a probe" {
        /// The method that it comes by.
        must method: Word(&const { words(&PROBES) }),
        /// The name of a reply. By default HTTP 200 without a body.
        may reply: NAME,
    }
}

kind! {
    /// When the same is posted again.
    pub REPEATS = "repetitions" {
        /// The stated waits before the second push, the third and so on.
        must after: List(0, &DURATION),
        /// The most pushes, with the first one.
        must pushes: Number(2, u32::MAX as i64),
    }
}

kind! {
    /// How the vendor signs what it posts.
    pub VERIFY = "a recipe of a signature" {
        /// Named values, as in signing.
        may steps: STEPS,
        /// Headers that the vendor adds, as templates.
        may headers: TEMPLATES_BY_HEADER,
        /// Members that the vendor adds to the body, as templates.
        may members: Free(0, &Line, &Line),
        /// How far the vendor's time may be from ours. Without it old ones are let in.
        may window: DURATION,
        /// Known answers that prove the recipe, at least one.
        must vectors: List(1, &Map(&POSTED_VECTOR)),
    }
}

kind! {
    /// What may be answered to the vendor.
    pub REPLY = "a reply" {
        /// When it is given.
        must about: Text,
        /// The HTTP status. By default 200.
        may status: Number(200, 599),
        /// The type of the body. By default `application/json`.
        may type: OfForm(&MEDIA_TYPE),
        /// Any JSON; in another type than JSON a text stands there without quotes.
        must body: Any,
    }
}

kind! {
    /// A made-up body.
    pub POSTED_EXAMPLE = "an example" {
        /// What it shows.
        must name: Text,
        /// The members of the body.
        must body: MEMBERS,
        /// Questions about the example that may stand for a reason.
        may allow: ALLOW,
    }
}
