//! The part of the generator: how long it takes, how much memory, how much it emits.
//!
//! In come operations, out go figures. Each command runs as a user's would, start of the process included.

use super::api::Operation;
use super::emit::{self, Generator, codegen};
use super::failure::{Failure, Result};
use super::figures::Figures;
use super::measure::{Usage, measure, median};
use super::metric::{BYTES, CODEGEN_PEAK, COLD, COLD_DEV, COLD_ELAPSED, COMPARE, LINES, Metric, ONE, SAME};
use super::place::{self, Place};
use super::specs::specs;
use std::env;
use std::path::{Path, PathBuf};

/// Beyond so many operations each command runs once.
const SEVERAL_RUNS: usize = 1_000;
/// Beyond so many operations the dev build is left out.
const DEV: usize = 300;

/// The commands whose figures are told.
#[derive(Clone, Debug, Default)]
struct Runs {
    cold: Vec<Usage>,
    same: Vec<Usage>,
    one: Vec<Usage>,
    compare: Vec<Usage>,
}

/// Measures the generator on these operations.
pub(super) fn measure_codegen(
    place: &Place,
    generator: &Generator,
    operations: &[Operation],
    runs: usize,
    figures: &mut Figures,
) -> Result<()> {
    let count = operations.len();
    eprintln!("codegen, {count} operations");
    let folders = emit::folders(place, operations)?;
    let mut all = Runs::default();
    for run in 0..if count > SEVERAL_RUNS { 1 } else { runs } {
        all.take(place, generator, &folders, &operations[0], run)?;
    }
    let cold = median(all.cold);
    let each = |usage: Usage| usage.cpu().as_secs_f64() / count as f64;
    figures.ours(COLD, count, each(cold));
    let rest: [(Metric, Vec<Usage>); 3] = [(SAME, all.same), (ONE, all.one), (COMPARE, all.compare)];
    for (metric, runs) in rest {
        figures.ours(metric, count, each(median(runs)));
    }
    figures.ours(COLD_ELAPSED, count, cold.elapsed.as_secs_f64());
    figures.ours(CODEGEN_PEAK, count, cold.peak as f64);
    emitted(&folders, count, figures)?;
    if cfg!(debug_assertions)
        && count <= DEV
        && let Some(used) = dev(place, &folders)?
    {
        figures.ours(COLD_DEV, count, each(used));
    }
    folders.iter().try_for_each(|folder| emit::tidy(folder))
}

impl Runs {
    fn take(
        &mut self,
        place: &Place,
        generator: &Generator,
        folders: &[PathBuf],
        first: &Operation,
        run: usize,
    ) -> Result<()> {
        folders.iter().try_for_each(|folder| emit::forget(folder))?;
        let all = |words: &[&str]| {
            let mut sum = Usage::default();
            for folder in folders {
                sum = sum.and(measure(place, &generator.command(folder, words))?);
            }
            Ok::<_, Failure>(sum)
        };
        self.cold.push(all(&[])?);
        self.same.push(all(&[])?);
        self.compare.push(all(&["--check"])?);
        change(&folders[0], first, run)?;
        self.one.push(all(&[])?);
        Ok(())
    }
}

/// Gives one spec a text that it never had.
fn change(folder: &Path, operation: &Operation, run: usize) -> Result<()> {
    let changed = Operation { about: format!("{} Change {run}.", operation.about), ..operation.clone() };
    let file = specs("bench", &[changed]).pop();
    let file = file.ok_or_else(|| Failure::new("the changed operation has no file"))?;
    place::write(&folder.join(&file.path), &file.text)
}

fn emitted(folders: &[PathBuf], count: usize, figures: &mut Figures) -> Result<()> {
    let (mut lines, mut bytes) = (0, 0);
    for folder in folders {
        let (more_lines, more_bytes) = place::rust(&folder.join("generated/src"))?;
        (lines, bytes) = (lines + more_lines, bytes + more_bytes);
    }
    figures.ours(LINES, count, lines as f64 / count as f64);
    figures.ours(BYTES, count, bytes as f64 / count as f64);
    Ok(())
}

/// Cold, with this very program, which cargo built without optimisation; nothing where cargo has built it anew.
fn dev(place: &Place, folders: &[PathBuf]) -> Result<Option<Usage>> {
    let Some(program) = env::current_exe().ok().filter(|program| program.exists()) else { return Ok(None) };
    let mut sum = Usage::default();
    for folder in folders {
        emit::forget(folder)?;
        sum = sum.and(measure(place, &codegen(program.as_os_str(), folder, &[]))?);
    }
    Ok(Some(sum))
}

#[cfg(test)]
mod tests {
    use super::super::api::operations;
    use super::*;

    #[test]
    fn one_file_is_changed_and_no_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Place::new(folder.path());
        let all = operations(2);
        let folders = emit::folders(&place, &all).expect("written");
        let texts = || {
            let texts = specs("bench", &all).into_iter().map(|file| {
                (file.text != place::read(&folders[0].join(&file.path)).expect("a file")).then_some(file.path)
            });
            texts.flatten().collect::<Vec<_>>()
        };
        assert!(texts().is_empty());
        change(&folders[0], &all[0], 1).expect("changed");
        assert_eq!(texts(), ["specs/bench/account0/create_account0.yaml"]);
    }
}
