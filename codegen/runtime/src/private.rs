//! What emitted code uses. It may change with the generator; nobody else should name it.
//!
//! In: the rooms. Out: one list of names. Nothing is defined here.

pub use crate::call::{Answer, Call, FullCall};
pub use crate::callback::{
    Callback, Posted, Probe, Repeats, Reply, Signs, Verify, post_vector, read_notification,
};
pub use crate::check::{Rule, Rules};
pub use crate::client::Client;
pub use crate::code::{Code, CodeClass, KnownCode, Then, code};
pub use crate::debug::debug_model;
pub use crate::download::DownloadCall;
pub use crate::envelope::{Data, EmptyText, Envelope, Names, Success};
pub use crate::error::Result;
pub use crate::example::write_json;
pub use crate::one_of::{Choice, Kind, OneOf, choice};
pub use crate::open_enum::{OpenEnum, UnknownValue, Wire};
pub use crate::operation::{Api, Method, Operation, Retry, operation};
pub use crate::pages::{PageBy, Pages, Paging};
pub use crate::poll::{Ask, Fill, FillAs, FillFrom, Progress, Work, blank_request};
pub use crate::prepare::Prepared;
pub use crate::recipe::{
    Encryption, Expression, Extra, Header, Member, Obtain, Part, Signing, Source, Step, Token, Transform,
};
pub use crate::seal::{Ciphertext, Sealed};
pub use crate::shape::{
    Field, Filled, Flags, Form, Inside, OPTIONAL, PLAIN, Place, REQUIRED, REQUIRED_SENSITIVE, SENSITIVE,
    Shape, TextOf, field,
};
pub use crate::sign::{SignedVector, VectorInput, sign_vector};
pub use crate::state::{Given, Unset};
pub use crate::upload::Upload;
pub use crate::value::{Blank, DecodeModel, Grow, List, Model, Null, Slot, Target, Value, View, no_slot};
pub use crate::{Decimal, Id, Json, Nullable, Secret};
pub use crate::{answer, built, call, calls, codes, one_of, open_enum, part, request, settable};
pub use std::fmt;
pub use std::marker::PhantomData;
