//! Every change of the catalogue, both ways, before the judges.
//!
//! In: the catalogue, the programs in `uses/`, and what the tool said last. Out: a [`Row`] for each change and way.
//! Nothing here says who is right.

use super::compiler::{Client, Compiler};
use super::semver::Semver;
use super::uses::{Broken, Uses};
use codegen_tests::{Change, changes, unchanged};
use jiekou_codegen::diff::{Area, Kind, Verdict, diff};
use jiekou_codegen::model::Model;
use jiekou_codegen::source::SourceFiles;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What all say of one change in one way.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The heading of the change, with the way: `> a server is new`, and back `< a server is new`.
    pub(crate) change: String,
    /// Our verdict on Rust source.
    pub(crate) verdict: Verdict,
    /// The kinds that it comes from, with the area.
    pub(crate) kinds: Vec<(Kind, Area)>,
    /// What does not compile any more.
    pub(crate) broken: Vec<Broken>,
    /// What cargo-semver-checks says, or said when it was last asked.
    pub(crate) semver: String,
}

/// All who judge, and what every change begins with.
struct Court<'c> {
    compiler: &'c Compiler,
    semver: Option<Semver>,
    said: &'c BTreeMap<String, String>,
    base: Side<'c>,
    uses: Uses,
}

/// One end of a change.
struct Side<'c> {
    model: Model,
    client: Client<'c>,
    /// For the tool, if it is there.
    rustdoc: Option<PathBuf>,
}

/// Judges all changes, with as many threads as there are cores, and tells how many programs there are over the base.
pub(crate) fn judge(
    compiler: &Compiler,
    semver: Option<Semver>,
    said: &BTreeMap<String, String>,
) -> (usize, Vec<Row>) {
    let uses = Uses::read(include_str!("../../uses/base.rs"));
    let base = Side::new(compiler, semver, "base", &unchanged());
    assert_eq!(base.client.broken("uses", &uses), [], "`uses/base.rs` compiles");
    let court = Court { compiler, semver, said, base, uses };
    let (changes, after) = (all(), after());
    let unknown: Vec<_> =
        after.keys().filter(|title| changes.iter().all(|one| one.title != **title)).collect();
    assert!(unknown.is_empty(), "`uses/after.rs` speaks of changes that are not there: {unknown:?}");
    let next = AtomicUsize::new(0);
    let work = || {
        let mut rows = BTreeMap::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(change) = changes.get(at) else { return rows };
            rows.insert(at, court.judge(at, change, after.get(change.title.as_str()).copied()));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let rows: BTreeMap<usize, [Row; 2]> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a thread judges")).collect()
    });
    (court.uses.len(), rows.into_values().flatten().collect())
}

/// All changes of the catalogue, and a whole API that goes.
fn all() -> Vec<Change> {
    let whole = Change { title: "the API is gone".to_owned(), files: SourceFiles::new([]) };
    changes().into_iter().chain([whole]).collect()
}

/// Programs over the client after a change, by its heading.
fn after() -> BTreeMap<&'static str, &'static str> {
    let text = include_str!("../../uses/after.rs");
    text.split("\n// == ").skip(1).filter_map(|section| section.split_once('\n')).collect()
}

impl<'c> Side<'c> {
    fn new(compiler: &'c Compiler, semver: Option<Semver>, name: &str, files: &SourceFiles) -> Self {
        let right = "the catalogue has no mistakes";
        let model = jiekou_codegen::read(files).expect(right);
        let client = compiler.client(name, &jiekou_codegen::generate(files).expect(right));
        let rustdoc = semver.map(|semver| semver.describe(&client));
        Self { model, client, rustdoc }
    }
}

impl Court<'_> {
    fn judge(&self, at: usize, change: &Change, own: Option<&str>) -> [Row; 2] {
        let title = &change.title;
        let after = Side::new(self.compiler, self.semver, &format!("after-{at}"), &change.files);
        let own = own.map(|own| Uses::read(&format!("use jiekou::pretend as api;\n{own}")));
        let back = own.map_or_else(Vec::new, |own| {
            assert_eq!(after.client.broken("own", &own), [], "`uses/after.rs` compiles: {title}");
            self.base.client.broken(&format!("own-{at}"), &own)
        });
        let there = after.client.broken("uses", &self.uses);
        [
            self.row(format!("> {title}"), [&self.base, &after], there),
            self.row(format!("< {title}"), [&after, &self.base], back),
        ]
    }

    fn row(&self, change: String, [old, new]: [&Side<'_>; 2], broken: Vec<Broken>) -> Row {
        let (verdict, kinds) = ours(&old.model, &new.model);
        let semver = match (self.semver, &old.rustdoc, &new.rustdoc) {
            (Some(semver), Some(old), Some(new)) => semver.opinion(old, new),
            _ => self.said.get(&change).map_or("-", String::as_str).to_owned(),
        };
        Row { change, verdict, kinds, broken, semver }
    }
}

/// Our worst verdict on Rust source, and which kinds have it.
fn ours(old: &Model, new: &Model) -> (Verdict, Vec<(Kind, Area)>) {
    let found = diff(old, new);
    let worst = found.iter().map(|one| one.verdicts().rust).max().unwrap_or(Verdict::None);
    let of_worst = found.iter().filter(|one| one.verdicts().rust == worst && worst != Verdict::None);
    let mut kinds: Vec<(Kind, Area)> = of_worst.map(|one| (one.kind, one.area)).collect();
    kinds.sort();
    kinds.dedup();
    (worst, kinds)
}
