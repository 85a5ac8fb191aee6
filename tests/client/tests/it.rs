//! The emitted client as its users meet it: real HTTP on 127.0.0.1, and the compiler.

#[path = "it/bodies.rs"]
mod bodies;
#[path = "it/callbacks.rs"]
mod callbacks;
#[path = "it/compile_fail.rs"]
mod compile_fail;
#[path = "it/crates.rs"]
mod crates;
#[path = "it/encryption.rs"]
mod encryption;
#[path = "it/esign.rs"]
mod esign;
#[path = "it/esign_sdk.rs"]
mod esign_sdk;
#[path = "it/fixtures.rs"]
mod fixtures;
#[path = "it/long_work.rs"]
mod long_work;
#[path = "it/odd_answers.rs"]
mod odd_answers;
#[path = "it/pages.rs"]
mod pages;
#[path = "it/qiandun.rs"]
mod qiandun;
#[path = "it/qixiangyun.rs"]
mod qixiangyun;
#[path = "it/secrets.rs"]
mod secrets;
#[path = "it/token.rs"]
mod token;
#[path = "it/tree.rs"]
mod tree;
