//! What a child process used: CPU time, peak memory, elapsed time.
//!
//! The system tells this of all children that a process has waited for, so each measured command gets a process
//! of its own between it and the bench: the program that was built for the generator, with the word `measured`. In
//! comes a command, out goes its [`Usage`]. A command that fails is a failure here.

use super::failure::{Failure, Result};
use super::place::Place;
use std::ffi::OsString;
use std::fmt;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// The word that makes this program stand between.
pub(super) const WORD: &str = "measured";

/// What a command and its children used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Usage {
    /// CPU time outside the system.
    pub(super) user: Duration,
    /// CPU time of the system on its behalf.
    pub(super) system: Duration,
    /// From start to end.
    pub(super) elapsed: Duration,
    /// Bytes of the process that held most.
    pub(super) peak: u64,
}

impl Usage {
    /// The sum of two commands, and the higher of their peaks.
    #[must_use]
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            user: self.user + other.user,
            system: self.system + other.system,
            elapsed: self.elapsed + other.elapsed,
            peak: self.peak.max(other.peak),
        }
    }

    /// User and system time.
    pub(super) fn cpu(&self) -> Duration {
        self.user + self.system
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [user, system, elapsed] = [self.user, self.system, self.elapsed].map(|time| time.as_micros());
        write!(f, "{user} {system} {elapsed} {}", self.peak)
    }
}

/// Runs a command and tells what it used. What it prints to stdout is dropped.
pub(super) fn measure(place: &Place, command: &Command) -> Result<Usage> {
    let mut between = Command::new(place.generator());
    between.args(["bench", WORD]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => between.env(name, value),
            None => between.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        between.current_dir(folder);
    }
    let output =
        between.output().map_err(|error| Failure::new(format!("cannot run {command:?}: {error}")))?;
    if !output.status.success() {
        return Err(Failure::new(format!("{command:?}:\n{}", String::from_utf8_lossy(&output.stderr))));
    }
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    usage(&told).ok_or_else(|| Failure::new(format!("{command:?} told `{told}`")))
}

/// The run with the median of user time, of several.
pub(super) fn median(mut runs: Vec<Usage>) -> Usage {
    runs.sort_unstable_by_key(|run| run.user);
    runs.get(runs.len() / 2).copied().unwrap_or_default()
}

fn usage(told: &str) -> Option<Usage> {
    let numbers: Vec<u64> = told.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [user, system, elapsed, peak] = numbers[..] else { return None };
    let [user, system, elapsed] = [user, system, elapsed].map(Duration::from_micros);
    Some(Usage { user, system, elapsed, peak })
}

/// Stands between: runs the command, waits for it, and prints what it used.
pub(super) fn stand_between(words: &[OsString]) -> ExitCode {
    let Some((program, arguments)) = words.split_first() else {
        eprintln!("error: a program is missing behind `{WORD}`");
        return ExitCode::from(2);
    };
    let start = Instant::now();
    let status = Command::new(program).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).status();
    let elapsed = start.elapsed();
    match (status, children()) {
        (Ok(status), Some(used)) if status.success() => {
            println!("{}", Usage { elapsed, ..used });
            ExitCode::SUCCESS
        }
        (Ok(status), Some(_)) => {
            eprintln!("it ended with {status}");
            ExitCode::FAILURE
        }
        (Ok(_), None) => {
            eprintln!("this system does not tell what a process used");
            ExitCode::FAILURE
        }
        (Err(error), _) => {
            eprintln!("it cannot be started: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(unix)]
fn children() -> Option<Usage> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeVal;

    let used = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let time = |time: TimeVal| {
        let micros = u64::try_from(time.tv_sec()).ok()? * 1_000_000 + u64::try_from(time.tv_usec()).ok()?;
        Some(Duration::from_micros(micros))
    };
    // Apple counts bytes, all others KiB.
    let unit = if cfg!(target_vendor = "apple") { 1 } else { 1024 };
    let peak = u64::try_from(used.max_rss()).ok()? * unit;
    Some(Usage { user: time(used.user_time())?, system: time(used.system_time())?, peak, ..Usage::default() })
}

#[cfg(not(unix))]
fn children() -> Option<Usage> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(user: u64, peak: u64) -> Usage {
        Usage { user: Duration::from_micros(user), peak, ..Usage::default() }
    }

    #[test]
    fn what_is_printed_is_read_again() {
        let usage_of_all = Usage {
            user: Duration::from_micros(1_500_000),
            system: Duration::from_micros(20),
            elapsed: Duration::from_micros(3),
            peak: 4096,
        };
        assert_eq!(usage(&format!("{usage_of_all}\n")), Some(usage_of_all));
        assert_eq!(usage("1 2 3"), None);
        assert_eq!(usage(""), None);
    }

    #[test]
    fn runs_are_summed_and_the_middle_one_counts() {
        assert_eq!(used(1, 7).and(used(2, 5)), used(3, 7));
        assert_eq!(median(vec![used(9, 1), used(1, 2), used(3, 3)]), used(3, 3));
        assert_eq!(median(Vec::new()), Usage::default());
    }
}
