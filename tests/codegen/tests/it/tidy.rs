//! The rules of the house, as far as a machine can read them. Each failure says what to do.

mod emitted;
mod look;
mod manifests;
mod names;
mod rooms;
mod rust;
mod words;
