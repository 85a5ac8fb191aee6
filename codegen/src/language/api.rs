//! `api.yaml`: what all calls of an API share.

use super::Shape::{
    Either, Flag, Form as OfForm, Free, Line, List, Map, Nothing, Number, Several, Text, Word,
};
use super::form::{ALL_EVIDENCE, ALLOW, CALL, DURATION, Form, NAME, TEMPLATES_BY_HEADER};
use super::glossary::CODES;
use super::recipe::{SIGNING, STEPS};
use super::{Words, words};

/// How plain text is padded before it is encrypted.
pub const PADDINGS: Words<(), 1> = [("pkcs1v15", "RSAES-PKCS1-v1_5.", ())];
/// How encrypted bytes are written.
pub const TEXTS: Words<(), 1> = [("base64", "Standard Base64 with padding.", ())];

static ADDRESS: Form = Form {
    what: "an address: `https://`, a host, perhaps a port and a path, no `/` at the end",
    pattern: "^https://[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*$",
    digits: false,
};
static PUBLIC_KEY: Form = Form {
    what: "a public key in Base64, of at least 100 characters",
    pattern: "^[A-Za-z0-9+/]{98,}={0,2}$",
    digits: true,
};

kind! {
    /// What all calls of an API share.
    pub API = "an API" {
        /// The folder's name.
        must api: NAME,
        /// The vendor's name for it.
        must label: Text,
        /// What it is for, as whole sentences of our own.
        must about: Text,
        /// Pages behind this file, at least one.
        must evidence: ALL_EVIDENCE,
        /// Questions about this file that may stand for a reason.
        may allow: ALLOW,
        /// Addresses by name; the first one is the default. Without any the user of the client gives the address.
        may servers: Free(0, &NAME, &Either(&[OfForm(&ADDRESS), Map(&SERVER)])),
        /// What the user of the client holds, by name.
        may credentials: Free(0, &NAME, &Map(&CREDENTIAL)),
        /// Headers of every call, signed or not. Their values are templates of credentials only: `{app_key}`.
        may headers: TEMPLATES_BY_HEADER,
        /// The folders of operations, by name.
        must groups: Free(0, &NAME, &Map(&GROUP_OF_API)),
        /// How a token is had. Without it there is none.
        may token: Map(&TOKEN),
        /// How a call is signed. Without it calls are not signed.
        may signing: Map(&SIGNING),
        /// Ways to encrypt single fields, by name.
        may encryption: Free(0, &NAME, &Map(&ENCRYPTION)),
        /// The members around every answer.
        must envelope: Map(&ENVELOPE),
        /// Codes that any call may answer with.
        may codes: CODES,
    }
}

kind! {
    /// An address that calls are sent to.
    pub SERVER = "a server" {
        /// `https://`, host and perhaps path, without `/` at the end. The path goes in front of every call's path.
        must url: OfForm(&ADDRESS),
        /// What it is for.
        may about: Text,
        /// Questions about the server that may stand for a reason.
        may allow: ALLOW,
    }
}

kind! {
    /// What the user of the client holds.
    pub CREDENTIAL = "a credential" {
        /// Whether it is never shown. By default `false`.
        may sensitive: Flag,
        /// What it is for.
        must about: Text,
        /// Questions about the credential that may stand for a reason.
        may allow: ALLOW,
    }
}

kind! {
    /// A folder of operations.
    pub GROUP_OF_API = "a group" {
        /// The vendor's title.
        must label: Text,
        /// What its calls are about.
        must about: Text,
    }
}

kind! {
    /// How a token is had and kept.
    pub TOKEN = "a token recipe" {
        /// The operation that answers with the token: a POST with `auth: none` and no path parameter.
        must from: CALL,
        /// Values for `request`, as in signing; they know credentials, clock and nonce.
        may steps: STEPS,
        /// Members of that operation's body, as templates. All required ones are among them.
        must request: Free(0, &Line, &Line),
        /// Where the token stands in the answer, envelope included: a path that leads to a string.
        must value: Line,
        /// Where a text stands that means failure though the code says success. It need not be described.
        may problem: Line,
        /// How long a token is used: a number above 0 and `s`, `m`, `h` or `d`.
        must keep: DURATION,
        /// Codes that mean: get a new token and send again, once.
        may stale: Several(0, &Line),
    }
}

kind! {
    /// A way to encrypt single fields.
    pub ENCRYPTION = "an encryption" {
        /// How plain text is padded.
        must padding: Word(&const { words(&PADDINGS) }),
        /// Bytes of plain text for each block.
        must chunk: Number(1, u32::MAX as i64),
        /// How encrypted bytes are written.
        must text: Word(&const { words(&TEXTS) }),
        /// The published public key, SubjectPublicKeyInfo in Base64. Without it the user of the client gives one.
        may key: OfForm(&PUBLIC_KEY),
        /// Questions about the encryption that may stand for a reason.
        may allow: ALLOW,
    }
}

kind! {
    /// The members around every answer.
    pub ENVELOPE = "an envelope" {
        /// The member with the code, a text or a number.
        must code: Map(&MEMBER),
        /// The member with the text for people.
        may message: Map(&MEMBER),
        /// The member with the vendor's id of the call.
        may request_id: Map(&MEMBER),
        /// A boolean member that says whether the message may be shown to an end user.
        may presentable: Map(&MEMBER),
        /// The member with the call's own answer, or `beside`: its members stand beside the code.
        must data: Either(&[Word(&[("beside", "The answer's members stand beside the code.")]), Map(&DATA)]),
        /// What says that a call succeeded.
        must success: Map(&SUCCESS),
    }
}

kind! {
    /// A member around every answer.
    pub MEMBER = "a member of the envelope" {
        /// Its wire name.
        must wire: Line,
        /// Other names that the vendor uses for it.
        may also: Several(0, &Line),
    }
}

kind! {
    /// The member that holds the call's own answer.
    pub DATA = "the data of an envelope" {
        /// Its wire name.
        must wire: Line,
        /// Other names that the vendor uses for it.
        may also: Several(0, &Line),
        /// What stands for nothing: `null` always does, `""` only where it is listed.
        may empty: List(0, &Nothing),
    }
}

kind! {
    /// What says that a call succeeded.
    pub SUCCESS = "the rule of success" {
        /// The code or the codes of success.
        must code: Several(1, &Line),
        /// A boolean member that must not be false.
        may flag: Line,
        /// A boolean member that says success where an answer has no code.
        may without_code: Line,
    }
}
