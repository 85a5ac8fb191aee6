//! What a mock server needs of the codec and of the recipes: the vendor's half.
//!
//! In: requests as they came, and the tables that clients go by. Out: models that were read, what a signature must be,
//! and what may be shown of a request. It is for the crate `jiekou-mock` and changes with it; it listens to nobody.

mod answer;
#[cfg(feature = "rsa")]
mod keys;
mod read;
mod recipe;
mod show;
mod table;

pub use answer::{ShownAnswer, shown_answer};
#[cfg(feature = "rsa")]
pub use keys::KeyPair;
pub use read::{json_of, read, read_answer, read_request, violations, write};
pub use recipe::{
    Came, Expected, Said, Told, expected, expected_by, exposed, is_same, token_members, told, unguessable,
};
pub use show::{request_json, shown_headers, shown_json, shown_target};

pub use crate::check::{FieldPath, Violation, ViolationKind};
pub use crate::code::{CodeClass, KnownCode};
pub use crate::envelope::{Data, EmptyText, Envelope, Names, Success};
pub use crate::operation::{Api, Method, Operation, Retry};
pub use crate::recipe::{Expression, Extra, Header, Part, Signing, Source, Step, Token, Transform};
pub use crate::shape::{Field, Filled, Form, Place, Shape, TextOf};
pub use crate::value::{Blank, DecodeModel, Model, Null, Slot, Target, Value, View};
