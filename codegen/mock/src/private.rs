//! What emitted code uses. It may change with the generator; nobody else should name it.
//!
//! In: the rooms. Out: one list of names. Nothing is defined here.

pub use crate::rules::{Reason, Rules, refusal};
pub use crate::server::Mocked;
pub use crate::story::{Effect, RecordKind, act, kept, story};
pub use crate::table::{Endpoint, File, Gift, MockApi, MockOperation, Request};
