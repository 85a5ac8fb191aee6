//! Makes one call again and again: `request MODE COUNT ADDRESS`.
//!
//! `cargo xtask bench` copies this file into a crate that depends on the emitted client, with the calls in `calls.rs`,
//! and takes the CPU time of its process.

mod calls;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let words: Vec<String> = std::env::args().collect();
    let [_, mode, count, address] = &words[..] else { return Err("say MODE, COUNT and ADDRESS".into()) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let sum = runtime.block_on(calls::run(mode, count.parse()?, address))?;
    println!("{sum}");
    Ok(())
}
