//! The generator as a program, and folders with pretend specs for it.
//!
//! In come operations, out go folders: `specs` as a person would have written them, `generated` as the command
//! writes it, and `client`, the same crate where cargo builds it by itself; or `clients`, a crate for each API. One
//! inventory and one run of the generator hold a limited number of titles and files, so many operations are spread over
//! several APIs, and very many over several folders.

use super::api::Operation;
use super::failure::{Failure, Result};
use super::place::{self, Place};
use super::specs::specs;
use jiekou_codegen::load::MAX_FILES;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Most operations of one API: an inventory of more has too many nodes.
pub(super) const API: usize = 2_000;
/// Most operations of one folder, so that files of groups and APIs have room.
pub(super) const FOLDER: usize = MAX_FILES / 5 * 4;
/// Said below a table with more operations than one API holds.
pub(super) const SPREAD: &str = "\
(beyond 2000 operations they are spread over several APIs, beyond 40000 over several folders that the generator
reads one by one: times are summed, memory is that of the largest)
";
/// Where the emitted manifest finds the runtime, and where the copy in `client` does.
const RUNTIME: [&str; 2] = ["\"../codegen/", "\"../../../../codegen/"];

/// The generator, built with optimisation.
#[derive(Debug)]
pub(super) struct Generator {
    program: PathBuf,
}

impl Generator {
    /// Builds it.
    pub(super) fn build(place: &Place) -> Result<Self> {
        eprintln!("building the generator");
        place::run(place.cargo(place.root(), "generator").args(["build", "-q", "--release", "-p", "xtask"]))?;
        let program =
            place.folder("generator/release").join(format!("xtask{}", std::env::consts::EXE_SUFFIX));
        Ok(Self { program })
    }

    /// `cargo xtask codegen` in a folder, without cargo.
    pub(super) fn command(&self, folder: &Path, words: &[&str]) -> Command {
        codegen(self.program.as_os_str(), folder, words)
    }

    /// Emits the crate of the specs in `folder/specs` as `folder/client`, within a workspace with other members.
    pub(super) fn client(&self, place: &Place, folder: &Path, others: &[&str]) -> Result<PathBuf> {
        place::run(&mut self.command(folder, &[]))?;
        let client = folder.join("client");
        place::clear(&client)?;
        place::copy(&folder.join("generated"), &client)?;
        let manifest = client.join("Cargo.toml");
        let text = place::read(&manifest)?;
        place::write(&manifest, &text.replace(RUNTIME[0], RUNTIME[1]))?;
        place.workspace(folder, &[&["client"], others].concat())?;
        Ok(client)
    }
}

/// The generator as a command, in a folder with `specs`.
pub(super) fn codegen(program: &OsStr, folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.arg("codegen").args(words).current_dir(folder).env_remove("CARGO_MANIFEST_DIR");
    command
}

/// Folders with the specs of these operations, each within the limits of the generator.
pub(super) fn folders(place: &Place, operations: &[Operation]) -> Result<Vec<PathBuf>> {
    let whole = place.folder(&operations.len().to_string());
    let mut folders = Vec::new();
    for (at, part) in operations.chunks(FOLDER).enumerate() {
        let folder = if at == 0 { whole.clone() } else { whole.join(format!("more-{at}")) };
        spread(&folder, part, API)?;
        folders.push(folder);
    }
    Ok(folders)
}

/// Writes the specs of these operations, so many of them an API.
pub(super) fn spread(folder: &Path, operations: &[Operation], api: usize) -> Result<()> {
    place::clear(&folder.join("specs"))?;
    for (at, part) in operations.chunks(api).enumerate() {
        for file in specs(&api_name(at), part) {
            place::write(&folder.join(&file.path), &file.text)?;
        }
    }
    Ok(())
}

/// `bench`, `bench_2`, `bench_3` …
pub(super) fn api_name(at: usize) -> String {
    if at == 0 { "bench".to_owned() } else { format!("bench_{}", at + 1) }
}

/// Where the output of earlier runs lies.
const FORGOTTEN: &str = "forgotten";

/// Puts aside all but the specs. Nothing is deleted, since a disk makes files more slowly where it has just lost many.
pub(super) fn forget(folder: &Path) -> Result<()> {
    let aside = folder.join(FORGOTTEN);
    let turn = fs::read_dir(&aside).map_or(0, |entries| entries.count());
    let aside = aside.join(turn.to_string());
    fs::create_dir_all(&aside).map_err(Failure::on("make the folder", &aside))?;
    for entry in fs::read_dir(folder).map_err(Failure::on("read", folder))? {
        let entry = entry.map_err(Failure::on("read", folder))?;
        let name = entry.file_name();
        let stays = name == "specs" || name == FORGOTTEN || name.to_string_lossy().starts_with("more-");
        if !stays {
            fs::rename(entry.path(), aside.join(name)).map_err(Failure::on("put aside", &entry.path()))?;
        }
    }
    let generated = folder.join("generated");
    fs::create_dir(&generated).map_err(Failure::on("make the folder", &generated))
}

/// Deletes what was put aside.
pub(super) fn tidy(folder: &Path) -> Result<()> {
    let aside = folder.join(FORGOTTEN);
    if !aside.exists() {
        return Ok(());
    }
    fs::remove_dir_all(&aside).map_err(Failure::on("empty", &aside))
}

#[cfg(test)]
mod tests {
    use super::super::api::operations;
    use super::*;

    fn files(folder: &Path) -> usize {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        entries.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
    }

    #[test]
    fn many_operations_are_spread_over_several_apis() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Place::new(folder.path());
        let folders = folders(&place, &operations(API + 10)).expect("written");
        let [only] = &folders[..] else { panic!("{folders:?}") };
        assert_eq!((files(&only.join("specs/bench")), files(&only.join("specs/bench_2"))), (API + 3, 13));
        spread(only, &operations(30), 10).expect("written");
        assert_eq!(files(&only.join("specs")), 39);
    }

    #[test]
    fn only_specs_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        place::write(&folder.path().join("specs/a.yaml"), "a: 1\n").expect("written");
        place::write(&folder.path().join("client/src/lib.rs"), "").expect("written");
        for turn in ["0", "1"] {
            forget(folder.path()).expect("put aside");
            assert_eq!(files(&folder.path().join("generated")), 0);
            assert!(folder.path().join("specs/a.yaml").exists() && !folder.path().join("client").exists());
            assert!(folder.path().join(FORGOTTEN).join(turn).exists());
        }
        tidy(folder.path()).expect("deleted");
        assert_eq!(files(folder.path()), 1);
    }
}
