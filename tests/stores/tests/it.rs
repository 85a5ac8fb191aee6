//! The stores of tokens as clients meet them: one list of checks for all, several processes, a real Redis.

#[path = "it/checks.rs"]
mod checks;
#[path = "it/file.rs"]
mod file;
#[path = "it/memory.rs"]
mod memory;
#[path = "it/redis.rs"]
mod redis;
#[path = "it/second.rs"]
mod second;
#[path = "it/server.rs"]
mod server;
#[path = "it/tls.rs"]
mod tls;
