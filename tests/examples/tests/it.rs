//! Every example of every spec over real HTTP.

#[path = "it/examples.rs"]
mod examples;
#[path = "../../client/tests/it/server.rs"]
mod server;
