//! `cargo xtask explain`: the page of a code, the list of all, and the lists in the guide of the spec language.
//!
//! It words nothing itself: all texts are the generator's.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use jiekou_codegen::diagnostics::{Code, Page, guide, mistakes, rules};
use lexopt::{Arg, Parser, ValueExt as _};

use crate::specs::failure;

/// The guide that holds the lists.
const GUIDE: &str = "specs/README.md";

/// What the words ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// The page of this code.
    One(Code),
    /// The lists of all.
    All,
    /// Write the lists into the guide.
    Write,
}

/// Reads the words behind `explain`.
pub(crate) fn parse(words: &mut Parser) -> Result<Wish, lexopt::Error> {
    let mut wish = Wish::All;
    while let Some(word) = words.next()? {
        wish = match (word, wish) {
            (Arg::Long("write"), Wish::All) => Wish::Write,
            (Arg::Value(word), Wish::All) => Wish::One(code(&word.string()?)?),
            (word, _) => return Err(word.unexpected()),
        };
    }
    Ok(wish)
}

fn code(word: &str) -> Result<Code, lexopt::Error> {
    let found = Code::ALL.iter().find(|code| code.number().eq_ignore_ascii_case(word));
    found.copied().ok_or_else(|| format!("there is no code `{word}`").into())
}

/// Does it in the workspace at `root`.
pub(crate) fn run(root: &Path, wish: Wish) -> ExitCode {
    match wish {
        Wish::One(code) => print!("{}", Page::of(code).text()),
        Wish::All => print!("{}\n{}", mistakes(), rules()),
        Wish::Write => return write(&root.join(GUIDE)),
    }
    ExitCode::SUCCESS
}

fn write(path: &Path) -> ExitCode {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return failure(&format!("cannot read `{GUIDE}`: {error}")),
    };
    let Some(written) = guide(&text) else {
        return failure(&format!("`{GUIDE}` has no place for the lists"));
    };
    if written == text {
        println!("{GUIDE} is up to date");
        return ExitCode::SUCCESS;
    }
    match fs::write(path, written) {
        Ok(()) => {
            println!("{GUIDE} is written");
            ExitCode::SUCCESS
        }
        Err(error) => failure(&format!("cannot write `{GUIDE}`: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::check;

    #[test]
    fn words_become_wishes() {
        check(parse, &[], Ok(Wish::All));
        check(parse, &["S0107"], Ok(Wish::One(Code::UnknownKey)));
        check(parse, &["l0501"], Ok(Wish::One(Code::PlainSecret)));
        check(parse, &["--write"], Ok(Wish::Write));
        check(parse, &["S9999"], Err("there is no code `S9999`"));
        check(parse, &["S0107", "--write"], Err("invalid option '--write'"));
    }
}
