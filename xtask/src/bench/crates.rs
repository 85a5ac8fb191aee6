//! The part of crates: the same operations as one crate and as a crate for each API.
//!
//! In come operations, out go figures of `cargo check` of all crates, after a change of one API and after none.
//! Dependencies are built before, and nothing is incremental, as in the part of the compiler. Where the one crate would
//! want more memory than there is, it is left out, and a note says so.

use super::api::Operation;
use super::compile::{self, TARGET};
use super::emit::{self, Generator};
use super::failure::{Failure, Result};
use super::figures::{Figures, Subject};
use super::measure::{Usage, measure, median};
use super::metric::{
    ALL_APIS, ALL_APIS_ELAPSED, ALL_APIS_PEAK, Metric, NO_API, NO_API_ELAPSED, NO_API_PEAK, ONE_API,
    ONE_API_ELAPSED, ONE_API_PEAK,
};
use super::place::{self, Place};
use std::fs;
use std::path::{Path, PathBuf};

/// Operations of one API: a hundred of them are those of a hundred vendors.
pub(super) const API: usize = 50;
/// Where the crates are written, beside the specs.
const CLIENTS: &str = "clients";

/// One way to cut the client.
struct Cut {
    subject: Subject,
    /// The folder of the workspace.
    workspace: PathBuf,
    /// What is touched where all changed; the first of them belongs to the API that changes alone.
    roots: Vec<PathBuf>,
    /// All APIs.
    features: String,
}

/// Measures both ways.
pub(super) fn measure_crates(
    place: &Place,
    generator: &Generator,
    operations: &[Operation],
    runs: usize,
    figures: &mut Figures,
) -> Result<()> {
    let folder = place.folder(&format!("crates-{}", operations.len()));
    emit::spread(&folder, operations, API)?;
    let apis: Vec<String> = (0..operations.len().div_ceil(API)).map(emit::api_name).collect();
    let features = apis.join(",").replace('_', "-");
    let workspace = emit_crates(place, generator, &folder)?;
    let root = |api: &String| workspace.join(format!("jiekou-{}/src/lib.rs", api.replace('_', "-")));
    let roots = apis.iter().map(root).collect();
    let mut cuts = vec![Cut { subject: Subject::Jiekou, roots, workspace, features: features.clone() }];
    match compile::refused(operations.len()) {
        Some(why) => figures.note(format!("one crate is left out at {} operations: {why}", operations.len())),
        None => cuts.push(Cut {
            subject: Subject::OneCrate,
            roots: vec![generator.client(place, &folder, &[])?.join("src/lib.rs")],
            workspace: folder,
            features,
        }),
    }
    for cut in cuts {
        eprintln!("cargo check, {} operations, {:?}", operations.len(), cut.subject);
        let mut add = |used: Usage, [time, elapsed, peak]: [Metric; 3]| {
            figures.add(time, operations.len(), cut.subject, used.user.as_secs_f64());
            figures.add(elapsed, operations.len(), cut.subject, used.elapsed.as_secs_f64());
            figures.add(peak, operations.len(), cut.subject, used.peak as f64);
        };
        add(check(place, &cut, &cut.roots, runs)?, [ALL_APIS, ALL_APIS_ELAPSED, ALL_APIS_PEAK]);
        add(check(place, &cut, &cut.roots[..1], runs)?, [ONE_API, ONE_API_ELAPSED, ONE_API_PEAK]);
        add(check(place, &cut, &[], runs)?, [NO_API, NO_API_ELAPSED, NO_API_PEAK]);
    }
    Ok(())
}

/// Emits a crate for each API, with the lock of the workspace that is measured.
fn emit_crates(place: &Place, generator: &Generator, folder: &Path) -> Result<PathBuf> {
    let libraries = folder.join("codegen");
    if !libraries.exists() {
        link(&place.root().join("codegen"), &libraries)?;
    }
    place::run(&mut generator.command(folder, &["--crates", CLIENTS]))?;
    let workspace = folder.join(CLIENTS);
    let lock = place.root().join("Cargo.lock");
    fs::copy(&lock, workspace.join("Cargo.lock")).map_err(Failure::on("copy", &lock))?;
    Ok(workspace)
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Result<()> {
    std::os::unix::fs::symlink(from, to).map_err(Failure::on("link", to))
}

#[cfg(not(unix))]
fn link(_: &Path, to: &Path) -> Result<()> {
    Err(Failure::new(format!("this system has no plain link for `{}`", to.display())))
}

/// What checking takes after these files changed, once everything was checked.
fn check(place: &Place, cut: &Cut, changed: &[PathBuf], runs: usize) -> Result<Usage> {
    let mut cargo = place.cargo(&cut.workspace, TARGET);
    cargo.args(["check", "-q", "-p", "jiekou", "--features", &cut.features]);
    place::run(&mut cargo)?;
    let mut all = Vec::new();
    for _ in 0..runs {
        changed.iter().try_for_each(|path| place::touch(path))?;
        all.push(measure(place, &cargo)?);
    }
    Ok(median(all))
}
