//! `poll`, `progress` and `pages`: how a call belongs to work that goes on, or to a list.

use super::Shape::{Either, Flag, Form as OfForm, Free, Line, Map, Number, Several, Text as Prose};
use super::form::{CALL, DURATION, TYPE_NAME};
use super::{Form, Law};

static PLACE: Form = Form {
    what: "`answer`, or `answer.` or `request.` and a path",
    pattern: "^(answer(\\..*)?|request\\..+)$",
    digits: false,
};

kind! {
    /// How the work is asked for that the call starts.
    pub POLL = "a poll" {
        /// The call that tells how far the work is; it has `progress`.
        must ask: CALL,
        /// Member of that call's request -> where its value comes from: `answer.taskId`, `request.orgId`, a list of
        /// places in the answer, a number, a boolean, or `{ text: … }`. All required ones are there.
        must fill: Free(1, &Line, &Either(&[
            Several(1, &OfForm(&PLACE)),
            Number(i64::MIN, i64::MAX),
            Flag,
            Map(&TEXT),
        ])),
        /// The shape of the answer that is the result already: one object of `group.yaml` with the answer of `ask`.
        may at_once: TYPE_NAME,
    }
}

kind! {
    /// A text that is always sent.
    pub TEXT = "a text that is always sent" {
        /// The text.
        must text: Line,
    }
}

kind! {
    /// How the call tells how far some work is.
    pub PROGRESS = "progress" {
        /// The path to the state in the answer: one plain value. Without it the work is over once the call succeeds.
        may state: Line,
        /// The value or values of work that is done.
        may done: Several(0, &Line),
        /// Those of work that failed; any other goes on.
        may failed: Several(0, &Line),
        /// Documented codes of failure that say that the work goes on.
        may running_codes: Several(0, &Line),
        /// The path to a code about the failure.
        may code: Line,
        /// The path to a text about the failure.
        may message: Line,
        /// How long to wait between two calls: a number and `s`, `m`, `h` or `d`.
        must every: DURATION,
        /// How long to wait altogether.
        must for_at_most: DURATION,
        /// Where the two come from.
        must why: Prose,
        => Law::Any(&["state", "running_codes"]),
        => Law::With("state", "done"),
        => Law::With("done", "state"),
        => Law::With("failed", "state"),
    }
}

kind! {
    /// How the call gives a list in pages.
    pub PAGES = "pages" {
        /// The path to the number of the page in the request: a number or a text.
        may page: Line,
        /// The number of the first page. By default 1.
        may first: Number(i64::MIN, i64::MAX),
        /// The path to the cursor in the request.
        may cursor: Line,
        /// The path to the next cursor in the answer.
        may next: Line,
        /// The path to the number of rows on a page in the request.
        may size: Line,
        /// The most rows on a page that the vendor takes.
        may largest: Number(1, i64::MAX),
        /// The path to the rows, through objects. By default the answer, where it is a list.
        may items: Line,
        /// The path to the number of all rows.
        may total: Line,
        /// The path to the number of all pages.
        may pages: Line,
        /// The path to a boolean that says whether there are more.
        may more: Line,
        => Law::One(&["page", "cursor"]),
        => Law::With("cursor", "next"),
        => Law::With("next", "cursor"),
        => Law::With("first", "page"),
        => Law::With("largest", "size"),
        // The answer may be the list itself.
        => Law::Outside("items"),
    }
}
