//! Makes calls of each mode in turn, some at once: `request ADDRESS ROUNDS CALLS MODE…`.
//!
//! `cargo xtask bench` copies this file into a crate that depends on the emitted client, with the calls in `calls.rs`
//! and the clock in `rounds.rs`.

mod calls;
mod rounds;

use std::rc::Rc;

fn main() -> rounds::Result<()> {
    let words = rounds::Words::read()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let calls = Rc::new(calls::Calls::new(&words.address)?);
    let make = |mode: String, count| {
        let calls = Rc::clone(&calls);
        async move { calls.make(&mode, count).await }
    };
    runtime.block_on(rounds::run(&words, make))
}
