//! Rounds of all modes in turn, so many calls each: `ADDRESS ROUNDS CALLS MODE…`.
//!
//! `cargo xtask bench` copies this file beside the programs that make requests, and reads what it prints: a line for each
//! round with the nanoseconds of each mode. They are CPU time of this thread, which makes all calls and does all of
//! their I/O: what else the machine does is not in them, but for the caches that it spoils, and that in all modes alike.
//! The thread stays on one core.

use nix::time::{ClockId, clock_gettime};
use std::error::Error;
use std::hint::black_box;
use std::time::Duration;
use tokio::task::{JoinSet, LocalSet};

/// Calls that are in the air at once, so that the thread never waits: where it does, what wakes it costs more than a
/// call, and differs from wait to wait.
const AT_ONCE: usize = 16;

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

/// Keeps this thread on one core: each move to another begins with caches that hold nothing of it.
#[cfg(target_os = "linux")]
fn stay() -> nix::Result<()> {
    use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
    use nix::unistd::Pid;

    let this = Pid::from_raw(0);
    let allowed = sched_getaffinity(this)?;
    let Some(core) = (0..CpuSet::count()).find(|core| allowed.is_set(*core).unwrap_or(false)) else {
        return Ok(());
    };
    let mut one = CpuSet::new();
    one.set(core)?;
    sched_setaffinity(this, &one)
}

/// Elsewhere nobody asks.
#[cfg(not(target_os = "linux"))]
fn stay() -> nix::Result<()> {
    Ok(())
}

/// Makes the calls, some at once. Every other round goes backwards, so that no mode always follows the same one.
pub async fn run<F>(words: &Words, make: impl Fn(String, usize) -> F) -> Result<()>
where
    F: Future<Output = Result<i64>> + 'static,
{
    let Words { rounds, calls, modes, .. } = words;
    stay()?;
    let all = async |mode: &str| {
        let mut under_way = JoinSet::new();
        for at in 0..AT_ONCE {
            // All together they are `calls`.
            under_way.spawn_local(make(mode.to_owned(), (calls + at) / AT_ONCE));
        }
        let mut sum = 0;
        while let Some(made) = under_way.join_next().await {
            sum += made??;
        }
        Ok::<i64, Box<dyn Error + Send + Sync>>(sum)
    };
    for round in 0..*rounds {
        let mut spent = vec![Duration::ZERO; modes.len()];
        for place in 0..modes.len() {
            let at = if round % 2 == 0 { place } else { modes.len() - 1 - place };
            let before = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)?;
            black_box(LocalSet::new().run_until(all(&modes[at])).await?);
            let after = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)?;
            spent[at] = Duration::from(after - before);
        }
        let spent: Vec<_> = spent.iter().map(|time| time.as_nanos().to_string()).collect();
        println!("{}", spent.join(" "));
    }
    Ok(())
}
