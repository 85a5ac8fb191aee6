//! `cargo xtask show`: one call or callback as a page for the terminal.
//!
//! It asks the terminal how wide it is and calls the generator; what the page says is decided there.

use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::process::ExitCode;

use jiekou_codegen::pages;
use jiekou_codegen::show::{Lists, Look};
use lexopt::{Arg, Parser, ValueExt as _};

use crate::specs::{self, colour_of, failure};

/// Columns where nothing says how many there are.
const COLUMNS: usize = 120;

/// What the words ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wish {
    /// `account.update` or `<api>:account.update`.
    call: String,
    lists: Lists,
}

/// Reads the words behind `show`.
pub(crate) fn parse(words: &mut Parser) -> Result<Wish, lexopt::Error> {
    let (mut names, mut lists) = (Vec::new(), Lists::Short);
    while let Some(word) = words.next()? {
        match word {
            Arg::Long("all") => lists = Lists::Whole,
            Arg::Value(name) if names.len() < 2 => names.push(name.string()?),
            word => return Err(word.unexpected()),
        }
    }
    if names.is_empty() {
        return Err("a call is missing: `account.update`, or an API and a call".into());
    }
    Ok(Wish { call: names.join(":"), lists })
}

/// Prints the page of a call in the workspace at `root`.
pub(crate) fn run(root: &Path, wish: &Wish) -> ExitCode {
    let pages = match specs::read(root, pages) {
        Ok(pages) => pages,
        Err(code) => return code,
    };
    let look = Look { columns: columns(), colour: colour_of(&io::stdout()), lists: wish.lists };
    match pages.show(&wish.call, look) {
        Ok(page) => {
            print!("{page}");
            ExitCode::SUCCESS
        }
        Err(error) => failure(&error.to_string()),
    }
}

fn columns() -> usize {
    let terminal = terminal_size::terminal_size().filter(|_| io::stdout().is_terminal());
    terminal.map_or(COLUMNS, |(width, _)| width.0.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &[&str], expected: Result<(&str, Lists), &str>) {
        let wish = |(call, lists): (&str, Lists)| Wish { call: call.to_owned(), lists };
        crate::tests::check(parse, words, expected.map(wish));
    }

    #[test]
    fn words_become_wishes() {
        check(&["account.update"], Ok(("account.update", Lists::Short)));
        check(&["an_api", "account.update", "--all"], Ok(("an_api:account.update", Lists::Whole)));
        check(&["an_api:account.update"], Ok(("an_api:account.update", Lists::Short)));
        check(&[], Err("a call is missing: `account.update`, or an API and a call"));
        check(&["a", "b", "c"], Err("unexpected argument \"c\""));
    }
}
