//! Every transport against the same bad days on real sockets, TLS with a private authority, and calls that block.

#[path = "it/authority.rs"]
mod authority;
#[path = "it/bad_days.rs"]
mod bad_days;
#[path = "it/blocking.rs"]
mod blocking;
#[path = "it/kept.rs"]
mod kept;
#[path = "it/own.rs"]
mod own;
#[path = "it/proxy.rs"]
mod proxy;
#[path = "it/server.rs"]
mod server;
#[path = "it/tls.rs"]
mod tls;
#[path = "it/transports.rs"]
mod transports;
