//! `cargo xtask ci`: what a server does with a change, here and now.
//!
//! In comes what to compare with, out go all steps, each to its end whatever came of the others, and a line for each of
//! them. The workflow for GitHub has the same steps.

use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use lexopt::{Arg, Parser, ValueExt as _};

use crate::specs::failure;

/// One step.
struct Step {
    name: &'static str,
    /// What cargo is told.
    words: &'static [&'static str],
    /// Whether the revision to compare with stands behind the words.
    compares: bool,
}

const fn step(name: &'static str, words: &'static [&'static str]) -> Step {
    Step { name, words, compares: false }
}

const STEPS: &[Step] = &[
    step("lint", &["xtask", "lint"]),
    step("layout", &["xtask", "fmt", "--check"]),
    step("schema", &["xtask", "schema", "--check"]),
    step("client", &["xtask", "codegen", "--check"]),
    Step { compares: true, ..step("changes", &["xtask", "diff"]) },
    step("style", &["fmt", "--all", "--check"]),
    step(
        "clippy",
        &["clippy", "--workspace", "--all-targets", "--all-features", "--locked", "--", "-D", "warnings"],
    ),
    step("tests", &["test", "--workspace", "--locked"]),
];

/// What the words ask for: the revision to compare with, the fork from main if none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wish {
    base: Option<String>,
}

/// Reads the words behind `ci`.
pub(crate) fn parse(words: &mut Parser) -> Result<Wish, lexopt::Error> {
    let mut wish = Wish { base: None };
    while let Some(word) = words.next()? {
        match word {
            Arg::Value(base) if wish.base.is_none() => wish.base = Some(base.string()?),
            word => return Err(word.unexpected()),
        }
    }
    Ok(wish)
}

/// Does all steps in the workspace at `root`.
pub(crate) fn run(root: &Path, wish: &Wish) -> ExitCode {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut told = Vec::new();
    let mut failed = 0;
    for step in STEPS {
        let base = wish.base.as_ref().filter(|_| step.compares);
        let words = || step.words.iter().copied().chain(base.map(String::as_str));
        println!("== {}: cargo {}", step.name, words().collect::<Vec<_>>().join(" "));
        let began = Instant::now();
        // What this command was told is not meant for those that it starts.
        let mut command = Command::new(&cargo);
        let status = command.args(words()).current_dir(root).env_remove("CARGO_MANIFEST_DIR").status();
        let passed = match status {
            Ok(status) => status.success(),
            Err(error) => {
                failure(&format!("cannot run cargo: {error}"));
                false
            }
        };
        failed += usize::from(!passed);
        told.push(line(step.name, passed, began.elapsed().as_secs_f32()));
    }
    println!("\n{}", told.join("\n"));
    if failed == 0 { ExitCode::SUCCESS } else { failure(&format!("{failed} of {} steps", STEPS.len())) }
}

fn line(name: &str, passed: bool, seconds: f32) -> String {
    format!("{name:<8} {}  {seconds:>6.1} s", if passed { "passed" } else { "FAILED" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::check;

    #[test]
    fn a_revision_may_be_named() {
        check(parse, &[], Ok(Wish { base: None }));
        check(parse, &["v1"], Ok(Wish { base: Some("v1".to_owned()) }));
        check(parse, &["v1", "v2"], Err("unexpected argument \"v2\""));
        check(parse, &["--all"], Err("invalid option '--all'"));
    }

    #[test]
    fn each_step_has_its_line() {
        assert_eq!(line("lint", true, 0.25), "lint     passed     0.2 s");
        assert_eq!(line("changes", false, 12.0), "changes  FAILED    12.0 s");
    }

    /// What the workflow says otherwise: reports for GitHub, and tests that install what they need.
    fn on_github(step: &Step) -> String {
        match step.name {
            "lint" => "cargo xtask lint --format github".to_owned(),
            "changes" => "cargo xtask diff \"$BASE\" --format github".to_owned(),
            "tests" => ".ci/run".to_owned(),
            _ => format!("cargo {}", step.words.join(" ")),
        }
    }

    #[test]
    fn the_workflow_has_the_same_steps() {
        let workflow = include_str!("../../.github/workflows/ci.yml");
        let values = |key: &str| -> Vec<&str> {
            workflow.lines().filter_map(|line| line.trim().strip_prefix(key)).collect()
        };
        assert_eq!(values("run: "), STEPS.iter().map(on_github).collect::<Vec<_>>());
        assert_eq!(values("- name: "), STEPS.iter().map(|step| step.name).collect::<Vec<_>>());
        assert_eq!(values("if: ").len(), STEPS.len(), "each step runs, whatever came of the others");
    }

    #[test]
    fn the_tests_of_the_workflow_are_those_of_this_command() {
        let script = include_str!("../../.ci/run");
        let tests = STEPS.last().map(|step| format!("cargo {}", step.words.join(" ")));
        assert_eq!(script.lines().last(), tests.as_deref());
    }

    #[test]
    fn nothing_of_an_event_is_put_into_a_script() {
        let workflow = include_str!("../../.github/workflows/ci.yml");
        let scripts = workflow.lines().filter(|line| line.trim().starts_with("run:"));
        assert!(scripts.clone().count() > 0 && !scripts.clone().any(|line| line.contains("${{")));
        assert!(
            workflow.contains("permissions:\n  contents: read\n")
                && !workflow.contains("pull_request_target")
        );
    }
}
