//! Little programs that are measured: crates beside the emitted client, built with optimisation.
//!
//! In come sources and dependencies, out go the paths of what cargo built of them.

use super::failure::Result;
use super::place::{self, Place};
use std::path::{Path, PathBuf};

/// Cargo's lines for the emitted client with one API.
pub(super) const CLIENT: &str = "jiekou = { path = \"../client\", features = [\"bench\"] }\n";
/// Cargo's lines for the runtime of asynchronous programs.
pub(super) const TOKIO: &str = "tokio = { version = \"1\", features = [\"net\", \"rt\", \"time\"] }\n";

/// Cargo's lines for programs that look at the CPU time of their thread.
pub(super) const CLOCK: &str =
    "nix = { version = \"0.31\", default-features = false, features = [\"process\", \"sched\", \"time\"] }\n";
/// How they look at it, in rounds of all modes.
pub(super) const ROUNDS: (&str, &str) = ("rounds.rs", include_str!("../../bench/programs/rounds.rs"));

/// A program to be.
#[derive(Clone, Debug)]
pub(super) struct Program<'t> {
    /// Its name, and its folder's.
    pub(super) name: &'t str,
    /// Cargo's lines for what it depends on.
    pub(super) dependencies: &'t [&'t str],
    /// Files below `src`, by name.
    pub(super) sources: &'t [(&'t str, &'t str)],
}

/// Writes a program into a workspace.
pub(super) fn lay(workspace: &Path, program: &Program<'_>) -> Result<()> {
    let Program { name, dependencies, sources } = program;
    let folder = workspace.join(name);
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n{}",
        dependencies.concat()
    );
    place::write(&folder.join("Cargo.toml"), &manifest)?;
    sources.iter().try_for_each(|(file, text)| place::write(&folder.join("src").join(file), text))
}

/// Builds a program of a workspace and gives its path.
pub(super) fn build(place: &Place, workspace: &Path, target: &str, name: &str) -> Result<PathBuf> {
    eprintln!("building `{name}`");
    place::run(place.cargo(workspace, target).args(["build", "-q", "--release", "-p", name]))?;
    Ok(place.folder(target).join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_a_crate() {
        let folder = tempfile::tempdir().expect("a folder");
        let sources = [("main.rs", "mod a;\n"), ("a.rs", "\n")];
        lay(folder.path(), &Program { name: "calls-1", dependencies: &[TOKIO], sources: &sources })
            .expect("laid");
        let manifest = place::read(&folder.path().join("calls-1/Cargo.toml")).expect("a manifest");
        assert!(
            manifest.starts_with("[package]\nname = \"calls-1\"\n") && manifest.ends_with(TOKIO),
            "{manifest}"
        );
        assert!(folder.path().join("calls-1/src/a.rs").exists());
    }
}
