//! Instructions of a program, counted by valgrind: the same in each run, whatever else the machine does.
//!
//! In come a program and its words, out goes their number.

use super::failure::{Failure, Result};
use super::place;
use std::path::Path;
use std::process::Command;

/// Whether it is installed.
pub(super) fn is_there() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok()
}

/// All instructions of the program with these words, with a blank between them.
pub(super) fn instructions(program: &Path, words: &str) -> Result<f64> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", "--log-fd=1"]);
    valgrind.arg(program).args(words.split(' '));
    let told = place::run(&mut valgrind)?;
    counted(&told).ok_or_else(|| Failure::new(format!("valgrind told `{told}`")))
}

/// `==7== I refs: 1,234`.
fn counted(told: &str) -> Option<f64> {
    let (_, number) = told.lines().find_map(|line| line.split_once("refs:"))?;
    number.trim().replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_found() {
        assert_eq!(counted("==7== Cachegrind\n==7==\n==7== I refs:        1,234,567\n"), Some(1_234_567.0));
        assert_eq!(counted("==7== I   refs:      12\n"), Some(12.0));
        assert_eq!(counted("valgrind: failed to start"), None);
    }
}
