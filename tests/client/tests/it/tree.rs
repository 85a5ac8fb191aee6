//! What a user compiles: how many crates, and which of them never.
//!
//! In: the lock file. Out: nothing, or what came in. A number that goes up is raised here, with its reason in the commit.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Servers, proc macros and what they stand on.
const NEVER: &[&str] = &["axum", "jiekou-mock", "multer", "proc-macro2", "quote", "serde_derive", "syn"];

/// The crates under `jiekou` with these features, itself among them.
fn crates(features: &str) -> BTreeSet<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .args(["tree", "--locked", "--offline", "--package", "jiekou", "--edges", "normal,build"])
        .args(["--prefix", "none", "--format", "{p}", "--no-default-features", "--features", features])
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("names of crates");
    let name_and_version = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    text.lines().map(name_and_version).filter(|line| !line.is_empty()).collect()
}

#[track_caller]
fn check(features: &str, at_most: usize, never: &[&str]) {
    let crates = crates(features);
    let is_named =
        |line: &&String| never.iter().any(|name| line.split_once(' ').is_some_and(|of| of.0 == *name));
    let unwanted: Vec<_> = crates.iter().filter(is_named).collect();
    assert!(unwanted.is_empty(), "with `{features}`: {unwanted:?}");
    assert!(crates.len() > 10, "with `{features}`: {crates:?}");
    assert!(crates.len() <= at_most, "with `{features}` {} crates: {crates:#?}", crates.len());
}

#[test]
fn the_default_client_stands_on_few_crates() {
    check("default", 59, NEVER);
}

#[test]
fn a_client_that_blocks_has_no_async_runtime() {
    check("blocking", 50, &[NEVER, &["tokio", "hyper", "hyper-util"]].concat());
}

#[test]
fn a_mock_server_brings_a_dozen_more() {
    check("default,mock", 70, &["axum", "proc-macro2", "quote", "serde_derive", "syn"]);
}
