//! The part of the compiler: what the emitted crate costs once its dependencies are built.
//!
//! In come operations, out go figures. Each run touches the crate's root and builds that crate alone, not
//! incrementally; the seconds are user CPU time of cargo and rustc together, of which cargo takes about a tenth of
//! a second.

use super::api::Operation;
use super::emit::{self, Generator};
use super::failure::Result;
use super::figures::{Figures, Subject};
use super::machine;
use super::measure::{Usage, measure, median};
use super::metric::{
    BUILD, BUILD_PEAK, BUILD_SIZE, CHECK, CHECK_GROUP, CHECK_NONE, CHECK_PEAK, CLEAN, CRATES, Metric,
    RELEASE, RELEASE_PEAK, RELEASE_SIZE,
};
use super::place::{self, Place};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Beyond so many operations each way to compile takes many minutes.
pub(super) const MOST: usize = 1_000;
/// MiB of rustc for each operation of one crate: measured with 1,000 and with 5,000.
const MEMORY: u64 = 2;
/// Where cargo puts what it builds of clients, so that dependencies are built once.
pub(super) const TARGET: &str = "clients";

/// A crate that is compiled, alone in its workspace but for its dependencies.
#[derive(Clone, Debug)]
pub(super) struct Subjected {
    /// Whose it is.
    pub(super) subject: Subject,
    /// The folder of its workspace.
    pub(super) workspace: PathBuf,
    /// The folder of the crate.
    pub(super) folder: PathBuf,
    /// Its name.
    pub(super) name: &'static str,
    /// The features that make it whole.
    pub(super) features: &'static str,
    /// The folder of the bench that cargo builds in.
    pub(super) target: &'static str,
}

/// A way to compile.
struct Way {
    words: &'static [&'static str],
    time: Metric,
    peak: Metric,
    library: Option<(Metric, &'static str)>,
}

const WAYS: [Way; 3] = [
    Way { words: &["check"], time: CHECK, peak: CHECK_PEAK, library: None },
    Way { words: &["build"], time: BUILD, peak: BUILD_PEAK, library: Some((BUILD_SIZE, "debug")) },
    Way {
        words: &["build", "--release"],
        time: RELEASE,
        peak: RELEASE_PEAK,
        library: Some((RELEASE_SIZE, "release")),
    },
];

/// Why one crate with so many operations is not compiled on this machine, if so.
pub(super) fn refused(operations: usize) -> Option<String> {
    beyond(operations as u64 * MEMORY, machine::free_memory()?)
}

fn beyond(wanted: u64, free: u64) -> Option<String> {
    (free < wanted).then(|| format!("rustc would want {wanted} MiB of memory, and {free} are free"))
}

/// The emitted crate of these operations.
pub(super) fn ours(place: &Place, generator: &Generator, operations: &[Operation]) -> Result<Subjected> {
    let folder = emit::folders(place, operations)?.swap_remove(0);
    let client = generator.client(place, &folder, &[])?;
    Ok(Subjected {
        subject: Subject::Jiekou,
        workspace: folder,
        folder: client,
        name: "jiekou",
        features: "bench",
        target: TARGET,
    })
}

/// Measures all ways to compile the whole crate.
pub(super) fn measure_whole(
    place: &Place,
    of: &Subjected,
    count: usize,
    runs: usize,
    figures: &mut Figures,
) -> Result<()> {
    for way in &WAYS {
        eprintln!("{}, {count} operations, {:?}", way.time.name, of.subject);
        let used = compile(place, of, way.words, of.features, runs)?;
        figures.add(way.time, count, of.subject, used.user.as_secs_f64());
        if way.time == CHECK && of.features.is_empty() {
            // It has no features: who wants one group compiles all.
            figures.add(CHECK_GROUP, count, of.subject, used.user.as_secs_f64());
        }
        figures.add(way.peak, count, of.subject, used.peak as f64);
        if let Some((metric, profile)) = way.library {
            let library = format!("{}/{profile}/lib{}.rlib", of.target, of.name.replace('-', "_"));
            figures.add(metric, count, of.subject, place::size(&place.folder(&library))?);
        }
    }
    Ok(())
}

/// Measures what a user of one group, and of none, pays.
pub(super) fn measure_parts(
    place: &Place,
    of: &Subjected,
    operations: &[Operation],
    runs: usize,
    figures: &mut Figures,
) -> Result<()> {
    let count = operations.len();
    eprintln!("one group and none, {count} operations");
    let group = format!("bench-{}", operations[0].group);
    for (metric, features) in [(CHECK_GROUP, group.as_str()), (CHECK_NONE, "")] {
        let used = compile(place, of, &["check"], features, runs)?;
        figures.ours(metric, count, used.user.as_secs_f64());
    }
    Ok(())
}

/// Measures a build from nothing, and counts crates.
pub(super) fn measure_clean(
    place: &Place,
    of: &Subjected,
    count: usize,
    figures: &mut Figures,
) -> Result<()> {
    eprintln!("clean build, {count} operations, {:?}", of.subject);
    place::clear(&place.folder("clean"))?;
    let mut cargo = place.cargo(&of.workspace, "clean");
    let used = measure(place, cargo.args(["build", "-q", "-p", of.name, "--features", of.features]))?;
    figures.add(CLEAN, count, of.subject, used.user.as_secs_f64());
    place::clear(&place.folder("clean"))?;
    let mut cargo = place.cargo(&of.workspace, of.target);
    cargo.args(["tree", "-p", of.name, "--features", of.features, "-e", "normal,build"]);
    let tree = place::run(cargo.args(["--prefix", "none", "-f", "{p}"]))?;
    figures.add(CRATES, count, of.subject, crates(&tree) as f64);
    Ok(())
}

/// The different lines of a tree, repeated branches being marked by a star.
fn crates(tree: &str) -> usize {
    let names = tree.lines().map(|line| line.trim_end_matches(" (*)").trim());
    names.filter(|name| !name.is_empty()).collect::<BTreeSet<_>>().len()
}

fn compile(place: &Place, of: &Subjected, words: &[&str], features: &str, runs: usize) -> Result<Usage> {
    let mut cargo = place.cargo(&of.workspace, of.target);
    cargo.args(words).args(["-q", "-p", of.name, "--features", features]);
    let root = of.folder.join("src/lib.rs");
    let text = place::read(&root)?;
    // Without its modules the crate costs nothing, and its dependencies are built.
    place::write(&root, "//! Nothing yet.\n")?;
    let built = place::run(&mut cargo);
    place::write(&root, &text)?;
    built?;
    let mut all = Vec::new();
    for _ in 0..runs {
        place::touch(&root)?;
        all.push(measure(place, &cargo)?);
    }
    Ok(median(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_memory_does_not_hold_is_refused() {
        assert_eq!(beyond(2_000, 2_000), None);
        let why = beyond(40_000, 20_000);
        assert_eq!(why.as_deref(), Some("rustc would want 40000 MiB of memory, and 20000 are free"));
    }

    #[test]
    fn crates_are_counted_once() {
        assert_eq!(crates("a v1.0.0 (/x)\nb v1.0.0\nc v2.0.0\nb v1.0.0 (*)\nb v1.0.0\n\n"), 3);
    }
}
