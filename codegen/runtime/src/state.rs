//! States of a builder's required fields.
//!
//! In: nothing. Out: two types that emitted builders carry in their parameters. They have no values.

/// The field was set.
#[derive(Clone, Copy, Debug)]
pub enum Given {}

/// The field was not set.
#[derive(Clone, Copy, Debug)]
pub enum Unset {}
