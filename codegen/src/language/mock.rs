//! `mock.yaml`: how a vendor refuses calls, and what it remembers.

use super::Shape::{Any, Either, Flag, Form as OfForm, Free, Line, Map, Number, Several, Text, Word};
use super::form::{ALL_EVIDENCE, CALL, DURATION, NAME};
use super::{Form, Law, Words, words};

/// Why mock servers refuse calls, each with its name in Rust.
pub const REASONS: Words<&str, 21> = [
    ("unknown_path", "No call has this path.", "UnknownPath"),
    ("wrong_method", "No call with this path has this method.", "WrongMethod"),
    ("too_large", "The request is too large.", "TooLarge"),
    ("content_type", "The body is of another type.", "ContentType"),
    ("header_missing", "A signing header that always has one value is not there.", "HeaderMissing"),
    ("header_wrong", "A signing header that always has one value has another.", "HeaderWrong"),
    ("credentials_wrong", "Nobody has these credentials.", "CredentialsWrong"),
    ("signature_missing", "There is no signature.", "SignatureMissing"),
    ("token_missing", "There is no token.", "TokenMissing"),
    ("token_unknown", "No such token was given.", "TokenUnknown"),
    ("token_expired", "The token is no longer valid.", "TokenExpired"),
    ("clock_off", "The caller's time is too far off.", "ClockOff"),
    ("nonce_used", "The nonce was used before.", "NonceUsed"),
    ("digest_wrong", "The digest is not that of the body.", "DigestWrong"),
    ("signature_wrong", "The signature is not that of the request.", "SignatureWrong"),
    ("unreadable", "The body cannot be read.", "Unreadable"),
    ("undecryptable", "A member cannot be decrypted.", "Undecryptable"),
    ("field_missing", "A required field is not there.", "FieldMissing"),
    ("field_wrong", "A field has the wrong type, or is beyond its limits.", "FieldWrong"),
    ("rule_broken", "A rule between fields is broken.", "RuleBroken"),
    ("no_such_record", "There is no such record.", "NoSuchRecord"),
];

static IDS: Form = Form {
    what: "a form of ids: text with one run of at least three `#`, as `1234567890######`",
    pattern: "^[^#]*###+[^#]*$",
    digits: false,
};

static STATES: super::Shape = Several(0, &NAME);
static WIRE_NAMES: super::Shape = Several(0, &Line);

kind! {
    /// What the vendor's side does beside answering.
    pub MOCK = "a mock" {
        /// The API's name.
        must mock: NAME,
        /// Pages behind this file, at least one.
        must evidence: ALL_EVIDENCE,
        /// How exact a caller's time must be. Without it no call is refused for its time.
        may clock: Map(&CLOCK),
        /// Reason -> the code, or a map with the code.
        may refusals: Free(0, &Word(&const { words(&REASONS) }), &Either(&[Line, Map(&REFUSAL)])),
        /// What the vendor remembers, by name.
        may records: Free(0, &NAME, &Map(&RECORD)),
        /// What calls do to records, by operation.
        may operations: Free(0, &CALL, &Map(&EFFECT)),
    }
}

kind! {
    /// How exact a caller's time must be.
    pub CLOCK = "a clock" {
        /// How far it may be from the vendor's: a number and `s`, `m`, `h` or `d`.
        must window: DURATION,
    }
}

kind! {
    /// How a call is refused.
    pub REFUSAL = "a refusal" {
        /// The code, which some call of the API documents.
        must code: Line,
        /// The text for people. By default the code's own.
        may message: Text,
        /// The HTTP status. By default 200.
        may status: Number(200, 599),
    }
}

kind! {
    /// What the vendor remembers.
    pub RECORD = "a record" {
        /// What it is.
        must about: Text,
        /// The wire name of its id.
        must id: Line,
        /// How ids look that the vendor gives: a text with one run of at least three `#`, each of which is a digit.
        may ids: OfForm(&IDS),
        /// Wire names of what is kept and has one owner: ids of the caller's own.
        may keys: WIRE_NAMES,
        /// Wire names of what else is kept.
        may keep: WIRE_NAMES,
        /// Other wire name -> the `id`, or one of `keys` and `keep`, for which it stands.
        may names: Free(0, &Line, &Line),
        /// The states that it goes through, the first one first.
        may states: STATES,
        /// The one wire name by which answers tell the state -> state -> value.
        may told_by: Free(1, &Line, &Free(0, &NAME, &Line)),
        /// What happens to it outside all calls, by name.
        may acts: Free(0, &NAME, &Map(&ACT)),
    }
}

kind! {
    /// What happens to a record outside all calls.
    pub ACT = "an act" {
        /// Whether it may be the first thing that is known of a record. By default `false`.
        may begins: Flag,
        /// The state or states in which it can happen. By default any.
        may from: STATES,
        /// The state afterwards.
        must to: STATES,
        /// The callback that the vendor posts then.
        may posts: CALL,
        /// Members of that callback and their values; the rest is that of its first example.
        may body: Free(0, &Line, &Any),
        => Law::With("body", "posts"),
    }
}

kind! {
    /// What a call does to records: exactly one effect with the name of a record, and what goes beside it.
    pub EFFECT = "what a call does" {
        /// It makes a record; the answer holds its id.
        may creates: NAME,
        /// It needs one, and may show it.
        may gets: NAME,
        /// It shows all that fit the request; the answer has a list with a row for each.
        may lists: NAME,
        /// It tells whether one fits that is in a state of `from`.
        may tells: NAME,
        /// It needs one, and keeps what the request says anew.
        may changes: NAME,
        /// It needs one, and takes it away.
        may removes: NAME,
        /// Paths to the members of the request by which records are found. By default the id and the keys; of `lists`
        /// and `tells`, all that is kept.
        may by: WIRE_NAMES,
        /// Of `lists`: the value of these members that asks for all records.
        may all: Line,
        /// The state or states in which it may be done. By default any.
        may from: STATES,
        /// The state afterwards; of `creates` the first.
        may to: STATES,
        /// The code where there is no such record; of `lists`, where none fits.
        may missing: Line,
        /// Of `creates`: the code where a key has an owner. By default as `missing`.
        may taken: Line,
        /// With `from`: the code where it is in another state. By default as `missing`.
        may wrong_state: Line,
        => Law::One(&["creates", "gets", "lists", "tells", "changes", "removes"]),
        => Law::With("wrong_state", "from"),
    }
}
