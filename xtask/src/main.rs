//! `cargo xtask …`: the words of the command line become calls of the generator.
//!
//! In come words, out go texts and an exit code: 0 all is well, 1 something is wrong with the specs or the
//! folder, 2 wrong words. No rule of the specs or of the emitted code stands here.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks to its user")]

mod bench;
mod ci;
mod codegen;
mod coverage;
mod diff;
mod explain;
mod fmt;
mod lint;
mod mock;
mod new;
mod progress;
mod schema;
mod show;
mod specs;
mod summary;
mod watch;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use coverage::Look;
use lexopt::{Arg, Parser};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "\
cargo xtask codegen                write generated/ from specs/
cargo xtask codegen --check        only tell whether generated/ is up to date
cargo xtask codegen --watch        write it again whenever a spec is saved
    --crates <folder>              write a workspace there instead, with a crate for each API
cargo xtask coverage               tell how much of each vendor's tree is specified
cargo xtask coverage --markdown    the same as Markdown
cargo xtask diff [BASE]            tell what the specs change since a git revision, the fork from main if none
    --format human                 or markdown, json, html, junit, github, changelog
    --write-changelog              add the changes to CHANGELOG.md
    --release                      fail, too, where the version is not high enough
cargo xtask lint                   tell what is wrong with the specs, and what is to be asked; any of:
    --format human                 or json, sarif, github, junit, markdown
    --fail-on danger               or error, warn, note: what makes the exit code 1
    --fix                          mend first what needs no thought
    --schema                       only print the JSON Schema of `--format json`
cargo xtask explain S0107          tell what a code means, why, and what is right
cargo xtask explain                list all codes
cargo xtask explain --write        write the lists into specs/README.md
cargo xtask schema                 write specs/schema/, by which editors know the spec language
cargo xtask schema --check         only tell whether specs/schema/ is up to date
cargo xtask show account.update    show one call: members, codes, evidence, the call in Rust; any of:
    <api>                          before the call, where several APIs have one of its name
    --all                          the codes of the API, too, and long texts and lists
cargo xtask new <api> account.freeze
                                   write a draft of a spec, whose open points lint lists; any of:
    --title 冻结                   take title, path and page from the inventory
    --page 1665, --path /freeze    the same, by the vendor's page or the path
    --callback                     of something that the vendor posts
cargo xtask fmt [PATH…]            lay out spec files; their comments stay
    --check                        only tell which are not laid out
cargo xtask bench                  measure the generator and the emitted crate; any of:
    --only codegen,compile,…       these parts alone; there are binary, request, codec, crates
    --operations 60,300,…          on so many pretend operations
    --runs 3                       the median of so many runs
    --peers                        install progenitor and measure it as well
    --write                        write xtask/bench/figures.json and chart.svg
cargo xtask mock <api>             serve as the vendor of this API on loopback until stopped
    --port 8080 --json …           see cargo xtask mock help
cargo xtask ci [BASE]              all that a server does with a change, compared with a git revision
cargo xtask help                   this text";

/// What the words ask for.
#[derive(Debug, PartialEq, Eq)]
enum Command {
    Help,
    Codegen(codegen::Wish),
    Coverage(Look),
    Bench(bench::Wish),
    Diff(diff::Wish),
    Lint(lint::Wish),
    Explain(explain::Wish),
    Schema(schema::Wish),
    Show(show::Wish),
    Fmt(fmt::Wish),
    New(jiekou_codegen::skeleton::Wish),
    Mock(Vec<OsString>),
    Ci(ci::Wish),
}

fn main() -> ExitCode {
    let command = match parse(&mut Parser::from_env()) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("error: {error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match command {
        Command::Help => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        Command::Codegen(wish) => in_root(|root| codegen::run(root, &wish)),
        Command::Ci(wish) => in_root(|root| ci::run(root, &wish)),
        Command::Mock(words) => in_root(|root| mock::run(root, &words)),
        Command::Bench(wish) => in_root(|root| bench::run(root, &wish)),
        Command::Diff(wish) => in_root(|root| diff::run(root, &wish)),
        Command::Coverage(look) => in_root(|root| coverage::run(root, look)),
        Command::Lint(wish) => in_root_or(2, |root| lint::run(root, wish)),
        Command::Explain(wish) => in_root(|root| explain::run(root, wish)),
        Command::Schema(wish) => in_root(|root| schema::run(root, wish)),
        Command::Fmt(wish) => in_root(|root| fmt::run(root, &wish)),
        Command::New(wish) => in_root(|root| new::run(root, &wish)),
        Command::Show(wish) => in_root(|root| show::run(root, &wish)),
    }
}

fn in_root(run: impl FnOnce(&Path) -> ExitCode) -> ExitCode {
    in_root_or(1, run)
}

/// Runs a command in the workspace; the code is that of there being none.
fn in_root_or(code: u8, run: impl FnOnce(&Path) -> ExitCode) -> ExitCode {
    root().map_or_else(
        || {
            specs::failure("neither this folder nor one above it holds `specs`");
            ExitCode::from(code)
        },
        |root| run(&root),
    )
}

fn parse(words: &mut Parser) -> Result<Command, lexopt::Error> {
    if asks_for_help(words) {
        return Ok(Command::Help);
    }
    let mut command = None;
    while let Some(word) = words.next()? {
        command = Some(match (word, command) {
            (Arg::Value(word), None) if word == "help" => Command::Help,
            (Arg::Short('h') | Arg::Long("help"), _) => return Ok(Command::Help),
            (Arg::Value(word), None) if word == "codegen" => Command::Codegen(codegen::parse(words)?),
            (Arg::Value(word), None) if word == "bench" => Command::Bench(bench::parse(words)?),
            (Arg::Value(word), None) if word == "diff" => Command::Diff(diff::parse(words)?),
            (Arg::Value(word), None) if word == "ci" => Command::Ci(ci::parse(words)?),
            // The program knows its own words.
            (Arg::Value(word), None) if word == "mock" => Command::Mock(words.raw_args()?.collect()),
            (Arg::Value(word), None) if word == "coverage" => Command::Coverage(Look::Text),
            (Arg::Value(word), None) if word == "lint" => Command::Lint(lint::parse(words)?),
            (Arg::Value(word), None) if word == "explain" => Command::Explain(explain::parse(words)?),
            (Arg::Value(word), None) if word == "schema" => Command::Schema(schema::parse(words)?),
            (Arg::Value(word), None) if word == "fmt" => Command::Fmt(fmt::parse(words)?),
            (Arg::Value(word), None) if word == "new" => Command::New(new::parse(words)?),
            (Arg::Value(word), None) if word == "show" => Command::Show(show::parse(words)?),
            (Arg::Long("markdown"), Some(Command::Coverage(_))) => Command::Coverage(Look::Markdown),
            (word, _) => return Err(word.unexpected()),
        });
    }
    command.ok_or_else(|| "a command is missing".into())
}

/// Whether a command is only asked what it does. The program of mock servers tells that itself.
fn asks_for_help(words: &Parser) -> bool {
    let mut words = words.clone();
    let Ok(mut words) = words.raw_args() else { return false };
    let command = words.next();
    command.is_some_and(|command| command != "mock")
        && words.next().is_some_and(|word| word == "--help" || word == "-h")
}

/// The workspace's root: cargo tells where this package stands; without cargo the nearest folder with specs.
fn root() -> Option<PathBuf> {
    let start = match env::var_os("CARGO_MANIFEST_DIR") {
        Some(package) => PathBuf::from(package),
        None => env::current_dir().ok()?,
    };
    start.ancestors().find(|folder| folder.join("specs").is_dir()).map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;

    /// Reads words as a command does and compares what came of them.
    #[track_caller]
    pub(crate) fn check<T: PartialEq + Debug>(
        parse: fn(&mut Parser) -> Result<T, lexopt::Error>,
        words: &[&str],
        expected: Result<T, &str>,
    ) {
        let parsed = parse(&mut Parser::from_args(words)).map_err(|error| error.to_string());
        assert_eq!(parsed, expected.map_err(str::to_owned), "{words:?}");
    }

    #[test]
    fn words_become_commands() {
        check(parse, &["schema", "--check"], Ok(Command::Schema(schema::Wish::Check)));
        check(parse, &["coverage"], Ok(Command::Coverage(Look::Text)));
        check(parse, &["coverage", "--markdown"], Ok(Command::Coverage(Look::Markdown)));
        check(parse, &["coverage", "--check"], Err("invalid option '--check'"));
        check(parse, &["mock"], Ok(Command::Mock(Vec::new())));
        check(
            parse,
            &["mock", "an_api", "--port", "0", "--help"],
            Ok(Command::Mock(["an_api", "--port", "0", "--help"].map(OsString::from).to_vec())),
        );
        check(parse, &["help"], Ok(Command::Help));
        check(parse, &["codegen", "--help"], Ok(Command::Help));
        check(parse, &["lint", "-h"], Ok(Command::Help));
        check(parse, &[], Err("a command is missing"));
        check(parse, &["--check"], Err("invalid option '--check'"));
        check(parse, &["codegen", "--chek"], Err("invalid option '--chek'"));
        check(parse, &["codegen", "codegen"], Err("unexpected argument \"codegen\""));
        check(parse, &["codgen"], Err("unexpected argument \"codgen\""));
    }
}
