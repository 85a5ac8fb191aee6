//! Makes calls of each mode in turn: `request ADDRESS ROUNDS CALLS MODE…`.
//!
//! `cargo xtask bench` copies this file into a crate that depends on the emitted client, with the calls in `calls.rs`
//! and the clock in `rounds.rs`.

mod calls;
mod rounds;

fn main() -> rounds::Result<()> {
    let words = rounds::Words::read()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let calls = calls::Calls::new(&words.address)?;
    runtime.block_on(rounds::run(&words, async |mode, count| calls.make(mode, count).await))
}
