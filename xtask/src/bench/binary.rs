//! The part of programs: how much a stripped program grows with each operation that it calls.
//!
//! In comes a workspace with an emitted client, out go figures. All programs are built alike; the first one calls
//! nothing and sends a canned body over the same HTTP stack.

use super::api::{Operation, operations};
use super::calls;
use super::emit::{self, Generator};
use super::failure::Result;
use super::figures::{Figures, Subject};
use super::metric::{ALL_CALLS, BARE_BINARY, FIRST_CALL, LAST_CALL, NEXT_CALL};
use super::peer::{self, Peer};
use super::place::{self, Place};
use super::programs::{self, Program, TOKIO};
use std::path::Path;

/// Operations of the client that the programs call.
const ALL: usize = 60;
/// How many operations the programs call.
const CALLED: [usize; 3] = [1, 20, ALL];
const NAMES: [&str; 4] = ["calls-0", "calls-1", "calls-20", "calls-60"];

/// Measures our programs.
pub(super) fn measure_binary(place: &Place, generator: &Generator, figures: &mut Figures) -> Result<()> {
    let all = operations(ALL);
    let workspace = emit::folders(place, &all)?.swap_remove(0);
    let dependencies = [programs::CLIENT, TOKIO];
    lay(&workspace, &all, &dependencies, include_str!("../../bench/programs/bare.rs"), calls::ours)?;
    generator.client(place, &workspace, &NAMES)?;
    sizes(place, &workspace, "programs", Subject::Jiekou, figures)
}

/// Measures the peer's programs.
pub(super) fn measure_peer(place: &Place, peer: &Peer, figures: &mut Figures) -> Result<()> {
    let all = operations(ALL);
    let subject = peer.client(place, &all, &NAMES)?;
    let dependencies = [peer::CLIENT, TOKIO];
    let bare = include_str!("../../bench/programs/bare_peer.rs");
    lay(&subject.workspace, &all, &dependencies, bare, calls::peers)?;
    sizes(place, &subject.workspace, peer::TARGET, Subject::Progenitor, figures)
}

fn lay(
    workspace: &Path,
    all: &[Operation],
    dependencies: &[&str],
    bare: &str,
    calls: fn(&[Operation]) -> String,
) -> Result<()> {
    let with_calls = CALLED.iter().map(|count| calls(&all[..*count]));
    for (name, text) in NAMES.iter().zip(std::iter::once(bare.to_owned()).chain(with_calls)) {
        programs::lay(workspace, &Program { name, dependencies, sources: &[("main.rs", &text)] })?;
    }
    Ok(())
}

fn sizes(
    place: &Place,
    workspace: &Path,
    target: &str,
    subject: Subject,
    figures: &mut Figures,
) -> Result<()> {
    let mut sizes = [0.0; 4];
    for (size, name) in sizes.iter_mut().zip(NAMES) {
        *size = place::size(&programs::build(place, workspace, target, name)?)?;
    }
    let [bare, one, some, all] = sizes;
    let each = |more: f64, less: f64, count: usize| (more - less) / count as f64;
    for (metric, value) in [
        (BARE_BINARY, bare),
        (ALL_CALLS, all),
        (FIRST_CALL, one - bare),
        (NEXT_CALL, each(some, one, CALLED[1] - CALLED[0])),
        (LAST_CALL, each(all, some, CALLED[2] - CALLED[1])),
    ] {
        figures.add(metric, 0, subject, value);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_named_after_their_calls() {
        let named: Vec<String> =
            std::iter::once(0).chain(CALLED).map(|count| format!("calls-{count}")).collect();
        assert_eq!(named, NAMES);
    }
}
