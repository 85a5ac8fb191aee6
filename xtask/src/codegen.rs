//! `cargo xtask codegen`: specs in, the crate `generated` or a workspace of crates out, or a report of what is not
//! up to date.
//!
//! It calls the generator and words its results, which go to stdout.

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiekou_codegen::cache::Cache;
use jiekou_codegen::write::{self, Difference, WriteError};
use jiekou_codegen::{Earlier, Kept, Layout, Record, Tree, regenerate};
use lexopt::{Arg, Error, Parser, ValueExt as _};

use crate::specs::{self, failure};
use crate::watch;

/// What one run leaves to the next, among the things that may be deleted at any time: in the folder of builds of the
/// workspace that is written.
const RECORD: &str = "target/jiekou-codegen/record";

/// What the words ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wish {
    mode: Mode,
    /// The folder of a workspace with a crate for each API; none for the one crate.
    crates: Option<PathBuf>,
}

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

/// Reads the words behind `codegen`.
pub(crate) fn parse(words: &mut Parser) -> Result<Wish, Error> {
    let mut wish = Wish { mode: Mode::Write, crates: None };
    while let Some(word) = words.next()? {
        match word {
            Arg::Long("check") if wish.mode == Mode::Write => wish.mode = Mode::Check,
            Arg::Long("watch") if wish.mode == Mode::Write => wish.mode = Mode::Watch,
            Arg::Long("crates") if wish.crates.is_none() => wish.crates = Some(words.value()?.parse()?),
            word => return Err(word.unexpected()),
        }
    }
    Ok(wish)
}

/// Runs the generator in the workspace at `root`.
pub(crate) fn run(root: &Path, wish: &Wish) -> ExitCode {
    let written = match &wish.crates {
        None => Ok(Target::one(root)),
        Some(folder) => Target::crates(root, folder),
    };
    let mut run = match written {
        Ok(target) => Run::new(root, target, (wish.mode == Mode::Watch).then(Kept::default)),
        Err(error) => return failure(&error.to_string()),
    };
    match wish.mode {
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
    target: Target,
    cache: Option<Cache>,
    /// For the next run of this process; none where it is the only one.
    kept: Option<Kept>,
    /// What the last run wrote; the disk is compared with what comes of it all the same.
    earlier: Option<Earlier>,
}

impl<'a> Run<'a> {
    fn new(root: &'a Path, target: Target, kept: Option<Kept>) -> Self {
        let program = env::current_exe().ok();
        let cache = program.and_then(|program| Cache::new(&target.workspace.join(RECORD), &program));
        Self { root, target, cache, kept, earlier: None }
    }

    /// The client of the specs as they stand, made of what still stands where that is possible.
    fn make(&mut self) -> Result<(Tree, Record), ExitCode> {
        let Target { folder, layout, .. } = &self.target;
        let recall = || self.cache.as_ref().map(|cache| cache.recall(folder)).unwrap_or_default();
        let earlier = self.earlier.get_or_insert_with(recall);
        specs::read(self.root, |files| regenerate(files, layout, self.kept.as_mut(), earlier))
    }

    fn write(&mut self) -> ExitCode {
        let (tree, record) = match self.make() {
            Ok(made) => made,
            Err(code) => return code,
        };
        let difference = match write::apply(&tree, &self.target.folder) {
            Ok(difference) => difference,
            Err(error) => {
                self.earlier = None;
                return failure(&error.to_string());
            }
        };
        let written = &self.target.written;
        println!(
            "{}",
            if difference.is_empty() { fresh(written, tree.len()) } else { done(written, &difference) }
        );
        // After the line, for nobody waits for a record: without one the next run only takes longer.
        if let Some(cache) = &self.cache {
            cache.keep(&record);
        }
        self.earlier = Some(Earlier::of(record, tree));
        ExitCode::SUCCESS
    }

    fn check(&mut self) -> ExitCode {
        let (tree, _) = match self.make() {
            Ok(made) => made,
            Err(code) => return code,
        };
        match write::compare(&tree, &self.target.folder) {
            Err(error) => failure(&error.to_string()),
            Ok(difference) if difference.is_empty() => {
                println!("{}", fresh(&self.target.written, tree.len()));
                ExitCode::SUCCESS
            }
            Ok(difference) => {
                println!("{}", stale(&self.target.written, &difference));
                ExitCode::FAILURE
            }
        }
    }
}

/// Where the client goes, and cut into which crates.
struct Target {
    folder: PathBuf,
    /// The folder of the workspace to which it belongs.
    workspace: PathBuf,
    layout: Layout,
    written: Written,
}

impl Target {
    fn one(root: &Path) -> Self {
        let written = Written { folder: "generated".to_owned(), command: "codegen".to_owned() };
        let folder = root.join(&written.folder);
        Self { folder, workspace: root.to_owned(), layout: Layout::One, written }
    }

    fn crates(root: &Path, folder: &Path) -> Result<Self, WriteError> {
        let layout = write::workspace(folder, &root.join("codegen"))?;
        let typed = folder.display().to_string();
        let written = Written { command: format!("codegen --crates {typed}"), folder: typed };
        Ok(Self { folder: folder.to_owned(), workspace: folder.to_owned(), layout, written })
    }
}

/// A folder that a command writes.
pub(crate) struct Written {
    /// As people know it, mostly from the workspace's root.
    pub(crate) folder: String,
    /// The words behind `cargo xtask`.
    pub(crate) command: String,
}

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
    use crate::tests::check;

    #[test]
    fn words_say_what_is_written_and_whether() {
        let wish = |mode, crates: Option<&str>| Ok(Wish { mode, crates: crates.map(PathBuf::from) });
        check(parse, &[], wish(Mode::Write, None));
        check(parse, &["--check"], wish(Mode::Check, None));
        check(parse, &["--watch", "--crates", "clients"], wish(Mode::Watch, Some("clients")));
        check(parse, &["--crates", "../clients", "--check"], wish(Mode::Check, Some("../clients")));
        check(parse, &["--check", "--watch"], Err("invalid option '--watch'"));
        check(parse, &["--crates"], Err("missing argument for option '--crates'"));
        check(parse, &["--crates", "a", "--crates", "b"], Err("invalid option '--crates'"));
        check(parse, &["clients"], Err("unexpected argument \"clients\""));
    }

    #[test]
    fn a_difference_is_worded() {
        let paths = |all: &[&str]| all.iter().map(|path| (*path).to_owned()).collect();
        let difference =
            Difference { changed: paths(&["a", "b"]), missing: paths(&["c"]), left_over: paths(&["d"]) };
        let written = Target::one(Path::new("")).written;
        assert_eq!(done(&written, &difference), "generated/: 2 files changed, 1 written anew, 1 removed");
        assert_eq!(
            stale(&written, &difference),
            "changed: a\nchanged: b\nmissing: c\nleft over: d\nrun `cargo xtask codegen`"
        );
    }
}
