//! Rounds of all modes in turn, so many calls each: `ADDRESS ROUNDS CALLS MODE…`.
//!
//! `cargo xtask bench` copies this file beside the programs that make requests, and reads what it prints: a line for each
//! round with the nanoseconds of each mode. They are CPU time of this thread, which makes all calls and does all of
//! their I/O: what else the machine does is not in them, but for the caches that it spoils, and that in all modes alike.

use nix::time::{ClockId, clock_gettime};
use std::error::Error;
use std::hint::black_box;
use std::time::Duration;

pub type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// What the program was asked for.
pub struct Words {
    pub address: String,
    rounds: usize,
    calls: usize,
    modes: Vec<String>,
}

impl Words {
    pub fn read() -> Result<Self> {
        let mut words = std::env::args().skip(1);
        let mut next = || words.next().ok_or("say ADDRESS, ROUNDS, CALLS and MODEs");
        let (address, rounds, calls) = (next()?, next()?.parse()?, next()?.parse()?);
        Ok(Self { address, rounds, calls, modes: words.collect() })
    }
}

/// Makes the calls. Every other round goes backwards, so that no mode always follows the same one.
pub async fn run(words: &Words, make: impl AsyncFn(&str, usize) -> Result<i64>) -> Result<()> {
    let Words { rounds, calls, modes, .. } = words;
    for round in 0..*rounds {
        let mut spent = vec![Duration::ZERO; modes.len()];
        for place in 0..modes.len() {
            let at = if round % 2 == 0 { place } else { modes.len() - 1 - place };
            let before = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)?;
            black_box(make(&modes[at], *calls).await?);
            let after = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)?;
            spent[at] = Duration::from(after - before);
        }
        let spent: Vec<_> = spent.iter().map(|time| time.as_nanos().to_string()).collect();
        println!("{}", spent.join(" "));
    }
    Ok(())
}
