//! Which file is of which kind, and the files of lists: the inventory and the approvals.

use super::Shape::{Form as OfForm, List, Map, Several, Text};
use super::form::{ALL_EVIDENCE, CALL, NAME};
use super::{API, CALLBACK, Form, GLOSSARY, GROUP, Kind, Law, MOCK, OPERATION};
use crate::names::nearest;
use crate::source::Node;

/// All kinds of files, each with the name of what editors know of it.
pub static FILES: [(&str, &Kind); 8] = [
    ("api", &API),
    ("approvals", &APPROVALS),
    ("callback", &CALLBACK),
    ("glossary", &GLOSSARY),
    ("group", &GROUP),
    ("inventory", &INVENTORY),
    ("mock", &MOCK),
    ("operation", &OPERATION),
];

static FINGERPRINT: Form =
    Form { what: "a fingerprint: 24 digits of 0-9 and a-f", pattern: "^[0-9a-f]{24}$", digits: true };

/// The kind of a whole file, by its path and what it says of itself. A file without a place has none.
pub fn kind_of_file(path: &str, root: &Node) -> Option<&'static Kind> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        ["specs", "approvals.yaml"] => Some(&APPROVALS),
        ["specs", _, "api.yaml"] => Some(&API),
        ["specs", _, "glossary.yaml"] => Some(&GLOSSARY),
        ["specs", _, "inventory.yaml"] => Some(&INVENTORY),
        ["specs", _, "mock.yaml"] => Some(&MOCK),
        ["specs", _, _, "group.yaml"] => Some(&GROUP),
        ["specs", _, _, file] if file.ends_with(".yaml") => {
            Some(if is_callback(root) { &CALLBACK } else { &OPERATION })
        }
        _ => None,
    }
}

/// Whether the file of a call says of itself that it is a callback, well spelt or not.
pub fn is_callback(root: &Node) -> bool {
    let has = |key: &str| root.entry(key).is_some();
    let meant = |key: &str| nearest(key, ["operation", "callback"]) == Some("callback");
    has("callback") || (!has("operation") && root.entries().iter().any(|entry| meant(&entry.key)))
}

kind! {
    /// Every title of the vendor's tree, and what became of it.
    pub INVENTORY = "an inventory" {
        /// The API's name.
        must inventory: NAME,
        /// Pages behind this file, at least one.
        must evidence: ALL_EVIDENCE,
        /// The titles, in the vendor's order.
        must titles: List(0, &Map(&TITLE)),
    }
}

kind! {
    /// A title of the vendor's tree. It has exactly one of `spec`, `partial` and `title_only`.
    pub TITLE = "a title" {
        /// As the vendor prints it; where no title was seen, method and path, or the path alone.
        must title: Text,
        /// The vendor's folders, with ` / ` between.
        may group: Text,
        /// The vendor's id of the page.
        may page: Text,
        /// Method and path.
        may path: Text,
        /// What to know about it.
        may note: Text,
        /// The operation or callback that it became; a list where pages share a title or a path.
        may spec: Several(1, &CALL),
        /// Something is known; what is missing.
        may partial: Text,
        /// Nothing but the title is known, or next to nothing; why.
        may title_only: Text,
        => Law::One(&["spec", "partial", "title_only"]),
    }
}

kind! {
    /// The changes that somebody answers for.
    pub APPROVALS = "the list of approvals" {
        /// One entry for each change.
        must approvals: List(0, &Map(&APPROVAL)),
    }
}

kind! {
    /// A change that somebody answers for.
    pub APPROVAL = "an approval" {
        /// What `cargo xtask diff` prints beside the change.
        must fingerprint: OfForm(&FINGERPRINT),
        /// Why it is right.
        must reason: Text,
        /// Who answers for it.
        must who: Text,
    }
}
