//! Every example of every spec over real HTTP, and everything that must never be shown.

#[path = "it/canary.rs"]
mod canary;
#[path = "it/examples.rs"]
mod examples;
