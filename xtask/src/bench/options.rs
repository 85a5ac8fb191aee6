//! The words behind `cargo xtask bench`.
//!
//! In come words, out goes a wish, or what is wrong with a word.

use super::measure;
use super::metric::Part;
use lexopt::{Arg, Error, Parser, ValueExt as _};
use std::ffi::OsString;

/// What the words ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Run a command and tell what it used.
    Measured(Vec<OsString>),
    /// Run the bench.
    Run(Options),
}

/// How the bench is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// Numbers of operations.
    pub(super) operations: Vec<usize>,
    /// The parts to run.
    pub(super) parts: Vec<Part>,
    /// Whether the peer is measured too.
    pub(super) peer: Peer,
    /// What becomes of the figures.
    pub(super) figures: Keep,
    /// How often a command is run; the median counts.
    pub(super) runs: usize,
}

/// Whether the peer is measured too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Peer {
    /// It stays out; recorded figures stand in.
    Recorded,
    /// It is installed and measured.
    Measured,
}

/// What becomes of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// They lie below `target/bench`.
    InTarget,
    /// They take the place of the committed ones too.
    Committed,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            operations: vec![60, 300, 1_000, 5_000],
            parts: Part::USUAL.to_vec(),
            peer: Peer::Recorded,
            figures: Keep::InTarget,
            runs: 3,
        }
    }
}

/// Reads the words behind `bench`.
pub(crate) fn parse(words: &mut Parser) -> Result<Wish, Error> {
    let mut options = Options::default();
    while let Some(word) = words.next()? {
        match word {
            Arg::Value(word) if word == measure::WORD => {
                return Ok(Wish::Measured(words.raw_args()?.collect()));
            }
            Arg::Long("operations") => options.operations = numbers(&words.value()?.string()?)?,
            Arg::Long("only") => options.parts = parts(&words.value()?.string()?)?,
            Arg::Long("runs") => options.runs = number(&words.value()?.string()?)?,
            Arg::Long("peers") => options.peer = Peer::Measured,
            Arg::Long("write") => options.figures = Keep::Committed,
            word => return Err(word.unexpected()),
        }
    }
    Ok(Wish::Run(options))
}

fn number(word: &str) -> Result<usize, Error> {
    match word.trim().parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("`{word}` is not a number above 0").into()),
    }
}

/// In order and without repetition.
fn numbers(words: &str) -> Result<Vec<usize>, Error> {
    let mut numbers = words.split(',').map(number).collect::<Result<Vec<_>, _>>()?;
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}

fn parts(words: &str) -> Result<Vec<Part>, Error> {
    let part = |word: &str| {
        let all = || Part::ALL.map(Part::word).join(", ");
        let found = Part::ALL.into_iter().find(|part| part.word() == word.trim());
        found.ok_or_else(|| Error::from(format!("`{word}` is no part of the bench; there are {}", all())))
    };
    words.split(',').map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &[&str], expected: Result<Options, &str>) {
        let wish = parse(&mut Parser::from_args(words)).map_err(|error| error.to_string());
        assert_eq!(wish, expected.map(Wish::Run).map_err(str::to_owned));
    }

    #[test]
    fn words_become_options() {
        check(&[], Ok(Options::default()));
        check(
            &["--operations", "300,60,300", "--only", "compile,codegen", "--peers", "--write", "--runs", "1"],
            Ok(Options {
                operations: vec![60, 300],
                parts: vec![Part::Compile, Part::Codegen],
                peer: Peer::Measured,
                figures: Keep::Committed,
                runs: 1,
            }),
        );
        check(&["--operations", "0"], Err("`0` is not a number above 0"));
        check(
            &["--only", "codgen"],
            Err(
                "`codgen` is no part of the bench; there are codegen, compile, binary, request, codec, crates",
            ),
        );
        check(&["--quick"], Err("invalid option '--quick'"));
    }

    #[test]
    fn words_of_a_measured_command_are_left_alone() {
        let wish = parse(&mut Parser::from_args(["measured", "cargo", "--runs", "x"]));
        let words = ["cargo", "--runs", "x"].map(OsString::from).to_vec();
        assert_eq!(wish.map_err(|error| error.to_string()), Ok(Wish::Measured(words)));
    }
}
