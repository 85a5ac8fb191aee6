//! `cargo xtask codegen`: specs in, the crate `generated` out, or a report of what is not up to date.
//!
//! It calls the generator and words its results, which go to stdout.

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiekou_codegen::cache::Cache;
use jiekou_codegen::write::{self, Difference};
use jiekou_codegen::{Earlier, Kept, Record, Tree, regenerate};

use crate::specs::{self, failure};
use crate::watch;

/// What one run leaves to the next, among the things that may be deleted at any time.
const RECORD: &str = "target/jiekou-codegen/record";

/// Whether the folder is made equal to the specs or only compared with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write what differs.
    Write,
    /// Change nothing; what differs is a failure.
    Check,
    /// Write what differs, and again whenever a spec is saved.
    Watch,
}

/// Runs the generator in the workspace at `root`.
pub(crate) fn run(root: &Path, mode: Mode) -> ExitCode {
    let mut run = Run::new(root);
    match mode {
        Mode::Write => run.write(),
        Mode::Check => run.check(),
        Mode::Watch => watch::run(root, || {
            run.write();
        }),
    }
}

/// What runs of one process share.
struct Run<'a> {
    root: &'a Path,
    folder: PathBuf,
    cache: Option<Cache>,
    kept: Kept,
    /// What the last run wrote; the disk is compared with what comes of it all the same.
    earlier: Option<Earlier>,
}

impl<'a> Run<'a> {
    fn new(root: &'a Path) -> Self {
        let program = env::current_exe().ok();
        let cache = program.and_then(|program| Cache::new(&root.join(RECORD), &program));
        Self { root, folder: root.join("generated"), cache, kept: Kept::default(), earlier: None }
    }

    /// The client of the specs as they stand, made of what still stands where that is possible.
    fn make(&mut self) -> Result<(Tree, Record), ExitCode> {
        let recall = || self.cache.as_ref().map(|cache| cache.recall(&self.folder)).unwrap_or_default();
        let earlier = self.earlier.get_or_insert_with(recall);
        specs::read(self.root, |files| regenerate(files, &mut self.kept, earlier))
    }

    fn write(&mut self) -> ExitCode {
        let (tree, record) = match self.make() {
            Ok(made) => made,
            Err(code) => return code,
        };
        let difference = match write::apply(&tree, &self.folder) {
            Ok(difference) => difference,
            Err(error) => {
                self.earlier = None;
                return failure(&error.to_string());
            }
        };
        if let Some(cache) = &self.cache {
            cache.keep(&record);
        }
        println!(
            "{}",
            if difference.is_empty() { fresh(&CLIENT, tree.len()) } else { done(&CLIENT, &difference) }
        );
        self.earlier = Some(Earlier::of(record, tree));
        ExitCode::SUCCESS
    }

    fn check(&mut self) -> ExitCode {
        let (tree, _) = match self.make() {
            Ok(made) => made,
            Err(code) => return code,
        };
        match write::compare(&tree, &self.folder) {
            Err(error) => failure(&error.to_string()),
            Ok(difference) if difference.is_empty() => {
                println!("{}", fresh(&CLIENT, tree.len()));
                ExitCode::SUCCESS
            }
            Ok(difference) => {
                println!("{}", stale(&CLIENT, &difference));
                ExitCode::FAILURE
            }
        }
    }
}

/// A folder that a command writes.
pub(crate) struct Written {
    /// From the workspace's root.
    pub(crate) folder: &'static str,
    /// The word behind `cargo xtask`.
    pub(crate) command: &'static str,
}

const CLIENT: Written = Written { folder: "generated", command: "codegen" };

/// Says that nothing was to be done.
pub(crate) fn fresh(written: &Written, files: usize) -> String {
    format!("{}/ is up to date ({files} files)", written.folder)
}

/// Says what was written.
pub(crate) fn done(written: &Written, difference: &Difference) -> String {
    let (changed, missing, left_over) =
        (difference.changed.len(), difference.missing.len(), difference.left_over.len());
    let files = if changed == 1 { "file" } else { "files" };
    format!("{}/: {changed} {files} changed, {missing} written anew, {left_over} removed", written.folder)
}

/// Says what would be written.
pub(crate) fn stale(written: &Written, difference: &Difference) -> String {
    let kinds = [
        ("changed", &difference.changed),
        ("missing", &difference.missing),
        ("left over", &difference.left_over),
    ];
    let mut lines: Vec<String> = kinds
        .iter()
        .flat_map(|(kind, paths)| paths.iter().map(move |path| format!("{kind}: {path}")))
        .collect();
    lines.push(format!("run `cargo xtask {}`", written.command));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_worded() {
        let paths = |all: &[&str]| all.iter().map(|path| (*path).to_owned()).collect();
        let difference =
            Difference { changed: paths(&["a", "b"]), missing: paths(&["c"]), left_over: paths(&["d"]) };
        assert_eq!(done(&CLIENT, &difference), "generated/: 2 files changed, 1 written anew, 1 removed");
        assert_eq!(
            stale(&CLIENT, &difference),
            "changed: a\nchanged: b\nmissing: c\nleft over: d\nrun `cargo xtask codegen`"
        );
    }
}
