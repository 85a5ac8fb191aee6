//! The peer: progenitor with positional parameters, installed by name at one version.
//!
//! In come operations, out go its crate and figures. It gets the document of `openapi`, which says what our specs
//! say, and is measured by the same functions as we are.

use super::api::Operation;
use super::compile::Subjected;
use super::failure::Result;
use super::figures::{Figures, Subject};
use super::measure::measure;
use super::metric::{BYTES, CODEGEN_PEAK, COLD, COLD_ELAPSED, LINES};
use super::openapi;
use super::place::{self, Place};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version that is installed.
const VERSION: &str = "0.15.1";
/// MiB that rustc takes for an operation of its crates, at a thousand of them.
pub(super) const MEMORY: u64 = 8;
/// The name of the crates that it makes.
const CRATE: &str = "bench-progenitor";
/// Cargo's lines for its client and the HTTP stack under it.
pub(super) const CLIENT: &str = "\
bench-progenitor = { path = \"../peer\" }
reqwest = { version = \"0.13\", default-features = false, features = [\"json\", \"query\", \"stream\"] }
";
/// Where cargo puts what it builds of its clients.
pub(super) const TARGET: &str = "peers/clients";

/// The installed program.
#[derive(Debug)]
pub(super) struct Peer {
    program: PathBuf,
}

impl Peer {
    /// Installs it, unless this version is there.
    pub(super) fn install(place: &Place) -> Result<Self> {
        eprintln!("installing cargo-progenitor {VERSION}");
        let mut cargo = place.cargo(place.root(), "peers/install");
        cargo.args(["install", "-q", "cargo-progenitor", "--locked", "--version", VERSION]);
        place::run(cargo.arg("--root").arg(place.folder("peers")))?;
        let program = format!("cargo-progenitor{}", std::env::consts::EXE_SUFFIX);
        Ok(Self { program: place.folder("peers/bin").join(program) })
    }

    /// What figures say of it.
    pub(super) fn label() -> String {
        format!("progenitor {VERSION}")
    }

    /// Makes its crate of these operations, as `peer` in a workspace of its own with other members.
    pub(super) fn client(
        &self,
        place: &Place,
        operations: &[Operation],
        others: &[&str],
    ) -> Result<Subjected> {
        let workspace = place.folder("peers").join(operations.len().to_string());
        place::run(&mut self.command(&workspace, operations)?)?;
        let members: Vec<String> = std::iter::once("peer")
            .chain(others.iter().copied())
            .map(|member| format!("\"{member}\""))
            .collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.release]\nstrip = true\n",
            members.join(", ")
        );
        place::write(&workspace.join("Cargo.toml"), &manifest)?;
        Ok(Subjected {
            subject: Subject::Progenitor,
            folder: workspace.join("peer"),
            workspace,
            name: CRATE,
            features: "",
            target: TARGET,
        })
    }

    /// Measures its generator.
    pub(super) fn measure_codegen(
        &self,
        place: &Place,
        operations: &[Operation],
        figures: &mut Figures,
    ) -> Result<()> {
        let count = operations.len();
        eprintln!("codegen, {count} operations, progenitor");
        let workspace = place.folder("peers").join(count.to_string());
        let used = measure(place, &self.command(&workspace, operations)?)?;
        let each = used.cpu().as_secs_f64() / count as f64;
        let (lines, bytes) = place::rust(&workspace.join("peer/src"))?;
        for (metric, value) in [
            (COLD, each),
            (COLD_ELAPSED, used.elapsed.as_secs_f64()),
            (CODEGEN_PEAK, used.peak as f64),
            (LINES, lines as f64 / count as f64),
            (BYTES, bytes as f64 / count as f64),
        ] {
            figures.add(metric, count, Subject::Progenitor, value);
        }
        Ok(())
    }

    fn command(&self, workspace: &Path, operations: &[Operation]) -> Result<Command> {
        let document = workspace.join("api.json");
        place::write(&document, &openapi::document(operations))?;
        let mut command = Command::new(&self.program);
        command.current_dir(workspace).arg("progenitor");
        command.args(["--input", "api.json", "--output", "peer", "--name", CRATE, "--version", "0.0.0"]);
        Ok(command)
    }
}
