//! cargo-semver-checks as a judge, on what rustdoc says of two clients.
//!
//! In come clients that were compiled, out goes which step of the version it asks for, and for which lints. Where the
//! tool is missing, nobody is asked; the table that was committed keeps what it said.

use super::compiler::Client;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version whose words stand in the table. Others have other lints.
pub(crate) const VERSION: &str = "0.51.0";

/// The tool.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Semver;

impl Semver {
    /// The tool of the right version; none where the machine has none. With `JIEKOU_SEMVER_CHECKS` as `required` that
    /// is a failure.
    pub(crate) fn find() -> Option<Self> {
        let output = cargo().arg("--version").output().expect("cargo");
        let is_known = String::from_utf8_lossy(&output.stdout).contains(VERSION);
        if !is_known {
            let required = std::env::var("JIEKOU_SEMVER_CHECKS").is_ok_and(|value| value == "required");
            let command = format!("cargo install cargo-semver-checks --locked --version {VERSION}");
            assert!(!required, "there is no cargo-semver-checks {VERSION}: `{command}`");
            // The test harness hides what `eprintln` writes.
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED: what cargo-semver-checks says of verdicts is taken from the table, for {VERSION} is not here"
            );
        }
        is_known.then_some(Self)
    }

    /// What rustdoc says of a client, for the tool to read.
    pub(crate) fn describe(self, client: &Client<'_>) -> PathBuf {
        let json = ["-Z", "unstable-options", "--output-format=json", "--document-hidden-items"];
        let output =
            client.run("rustdoc", &[&json[..], &["--cap-lints=allow", "--crate-version=0.1.0"]].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        client.folder().join("jiekou.json")
    }

    /// What it says of the step from one client to another: `-`, or `major: inherent_method_missing`.
    pub(crate) fn opinion(self, old: &Path, new: &Path) -> String {
        let output = cargo()
            .args(["check-release", "--release-type=patch", "--color=never", "--baseline-rustdoc"])
            .arg(old)
            .arg("--current-rustdoc")
            .arg(new)
            .output()
            .expect("cargo");
        read_opinion(&String::from_utf8_lossy(&output.stdout), &String::from_utf8_lossy(&output.stderr))
    }
}

fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.arg("semver-checks");
    command
}

/// Reads what the tool prints: lints on the one channel, its sum on the other.
fn read_opinion(out: &str, err: &str) -> String {
    assert!(err.contains(" checks: "), "nothing was checked:\n{out}\n{err}");
    let step = ["major", "minor"]
        .into_iter()
        .find(|step| err.contains(&format!("semver requires new {step} version")));
    let lints = out.lines().filter_map(|line| line.strip_prefix("--- failure ")?.split(':').next());
    let lints: Vec<String> = lints.map(|lint| format!("`{lint}`")).collect();
    assert_eq!(step.is_some(), !lints.is_empty(), "a lint and no step, or a step and no lint:\n{out}\n{err}");
    step.map_or_else(|| "-".to_owned(), |step| format!("{step}: {}", lints.join(", ")))
}

#[test]
fn opinions_are_read() {
    let sum = "     Checked [   0.148s] 229 checks: 228 pass, 1 fail, 0 warn, 31 skip\n";
    assert_eq!(read_opinion("", &format!("{sum}     Summary no semver update required\n")), "-");
    let out = "\n--- failure struct_missing: a struct is gone ---\n\n--- failure module_missing: a module is gone ---\n";
    let err =
        format!("{sum}     Summary semver requires new major version: 2 major and 0 minor checks failed\n");
    assert_eq!(read_opinion(out, &err), "major: `struct_missing`, `module_missing`");
}

#[test]
fn the_workflow_installs_the_version_of_the_table() {
    let workflow = include_str!("../../../../.github/workflows/verdicts.yml");
    assert!(workflow.contains(&format!("cargo install cargo-semver-checks --locked --version {VERSION}\n")));
}
