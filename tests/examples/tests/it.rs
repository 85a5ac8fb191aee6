//! Every example of every spec over real HTTP.

#[path = "it/examples.rs"]
mod examples;
