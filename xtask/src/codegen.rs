//! `cargo xtask codegen`: specs in, the crate `generated` out, or a report of what is not up to date.
//!
//! It calls the generator and words its results, which go to stdout.

use std::env;
use std::path::Path;
use std::process::ExitCode;

use jiekou_codegen::cache::Cache;
use jiekou_codegen::regenerate;
use jiekou_codegen::write::{self, Difference, WriteError};

use crate::specs::{self, failure};

/// What one run leaves to the next, among the things that may be deleted at any time.
const RECORD: &str = "target/jiekou-codegen/record";

/// Whether the folder is made equal to the specs or only compared with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write what differs.
    Write,
    /// Change nothing; what differs is a failure.
    Check,
}

/// Runs the generator in the workspace at `root`.
pub(crate) fn run(root: &Path, mode: Mode) -> ExitCode {
    let folder = root.join("generated");
    let cache = env::current_exe().ok().and_then(|program| Cache::new(&root.join(RECORD), &program));
    let earlier = cache.as_ref().map(|cache| cache.recall(&folder)).unwrap_or_default();
    let (tree, record) = match specs::read(root, |files| regenerate(files, earlier)) {
        Ok(made) => made,
        Err(code) => return code,
    };
    let difference = match mode {
        Mode::Write => write::apply(&tree, &folder),
        Mode::Check => write::compare(&tree, &folder),
    };
    if let (Ok(_), Mode::Write, Some(cache)) = (&difference, mode, &cache) {
        cache.keep(&record);
    }
    report(&Written { folder: "generated", command: "codegen", files: tree.len() }, difference, mode)
}

/// A folder that a command writes.
pub(crate) struct Written {
    /// From the workspace's root.
    pub(crate) folder: &'static str,
    /// The word behind `cargo xtask`.
    pub(crate) command: &'static str,
    /// How many files it is to have.
    pub(crate) files: usize,
}

/// Says what was written, or what is to be.
pub(crate) fn report(written: &Written, difference: Result<Difference, WriteError>, mode: Mode) -> ExitCode {
    match (difference, mode) {
        (Err(error), _) => failure(&error.to_string()),
        (Ok(difference), _) if difference.is_empty() => {
            println!("{}/ is up to date ({} files)", written.folder, written.files);
            ExitCode::SUCCESS
        }
        (Ok(difference), Mode::Write) => {
            println!("{}", done(written, &difference));
            ExitCode::SUCCESS
        }
        (Ok(difference), Mode::Check) => {
            println!("{}", stale(written, &difference));
            ExitCode::FAILURE
        }
    }
}

fn done(written: &Written, difference: &Difference) -> String {
    let (changed, missing, left_over) =
        (difference.changed.len(), difference.missing.len(), difference.left_over.len());
    let files = if changed == 1 { "file" } else { "files" };
    format!("{}/: {changed} {files} changed, {missing} written anew, {left_over} removed", written.folder)
}

fn stale(written: &Written, difference: &Difference) -> String {
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
        let written = Written { folder: "generated", command: "codegen", files: 4 };
        assert_eq!(done(&written, &difference), "generated/: 2 files changed, 1 written anew, 1 removed");
        assert_eq!(
            stale(&written, &difference),
            "changed: a\nchanged: b\nmissing: c\nleft over: d\nrun `cargo xtask codegen`"
        );
    }
}
