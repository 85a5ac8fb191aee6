//! Counts what one call asks of the allocator: `allocations ADDRESS MODE…`.
//!
//! `cargo xtask bench` copies this file into a crate that depends on the emitted client, with the calls in `calls.rs`,
//! and reads what it prints: mode, allocations a call. It is a program of its own, since counting takes time too.

mod calls;

use std::error::Error;

/// Calls that do not count: connections are made, and pools are filled.
const FEW: usize = 100;
/// Calls that do.
const MORE: usize = 500;

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut words = std::env::args().skip(1);
    let address = words.next().ok_or("say ADDRESS and MODEs")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    for mode in words {
        let mut counted = [0; 2];
        for (calls, counted) in [FEW, FEW + MORE].into_iter().zip(&mut counted) {
            let mut made = Ok(0);
            let info = allocation_counter::measure(|| {
                made = runtime.block_on(async { calls::Calls::new(&address)?.make(&mode, calls).await });
            });
            made?;
            *counted = info.count_total;
        }
        println!("{mode} {}", counted[1].saturating_sub(counted[0]) as f64 / MORE as f64);
    }
    Ok(())
}
