//! Whole calls: a good one passes, and each single mistake gives exactly its reason.

mod callers;
mod contents;
pub(crate) mod gateway;
mod tokens;
pub(crate) mod wire;
