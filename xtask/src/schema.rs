//! `cargo xtask schema`: the JSON Schemas of the spec language, into `specs/schema`.
//!
//! It calls the generator and words the result as `codegen` does. Which keys there are, nobody knows here.

use std::path::Path;
use std::process::ExitCode;

use jiekou_codegen::{schemas, write};
use lexopt::{Arg, Parser};

use crate::codegen::{Written, done, fresh, stale};
use crate::specs::failure;

/// Where editors look for them.
const SCHEMAS: &str = "specs/schema";

/// What the words ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Write what differs.
    Write,
    /// Change nothing; what differs is a failure.
    Check,
}

/// Reads the words behind `schema`.
pub(crate) fn parse(words: &mut Parser) -> Result<Wish, lexopt::Error> {
    let mut wish = Wish::Write;
    while let Some(word) = words.next()? {
        wish = match (word, wish) {
            (Arg::Long("check"), Wish::Write) => Wish::Check,
            (word, _) => return Err(word.unexpected()),
        };
    }
    Ok(wish)
}

/// Does it in the workspace at `root`.
pub(crate) fn run(root: &Path, wish: Wish) -> ExitCode {
    let (tree, folder) = (schemas(), root.join(SCHEMAS));
    let written = Written { folder: SCHEMAS.to_owned(), command: "schema".to_owned() };
    let difference = match wish {
        Wish::Write => write::apply(&tree, &folder),
        Wish::Check => write::compare(&tree, &folder),
    };
    match (difference, wish) {
        (Err(error), _) => failure(&error.to_string()),
        (Ok(difference), _) if difference.is_empty() => {
            println!("{}", fresh(&written, tree.len()));
            ExitCode::SUCCESS
        }
        (Ok(difference), Wish::Write) => {
            println!("{}", done(&written, &difference));
            ExitCode::SUCCESS
        }
        (Ok(difference), Wish::Check) => {
            println!("{}", stale(&written, &difference));
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::check;

    #[test]
    fn words_become_wishes() {
        check(parse, &[], Ok(Wish::Write));
        check(parse, &["--check"], Ok(Wish::Check));
        check(parse, &["--check", "--check"], Err("invalid option '--check'"));
        check(parse, &["now"], Err("unexpected argument \"now\""));
    }
}
