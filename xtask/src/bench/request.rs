//! The part of requests: CPU time, instructions and allocations of one exchange on loopback, above the same exchange of a
//! canned body.
//!
//! In come programs that make calls of all modes in turn, some at once, many short rounds in one process, and look at the
//! CPU time of their thread; out go figures. What counts is the median of what each round says. Where
//! valgrind is installed the instructions are counted too, by the difference between many calls and few. Allocations are
//! counted by another program, and need no second look.

use super::api::operations;
use super::calls;
use super::emit::Generator;
use super::failure::{Failure, Result};
use super::figures::{Figures, Subject};
use super::metric::{
    BARE, BARE_ALLOCATIONS, BARE_COUNT, ENCRYPTED, ENCRYPTED_ALLOCATIONS, ENCRYPTED_COUNT, Metric, RSA,
    SIGNED, SIGNED_ALLOCATIONS, SIGNED_COUNT, UNSIGNED, UNSIGNED_ALLOCATIONS, UNSIGNED_COUNT,
};
use super::peer::{self, Peer};
use super::place::{self, Place};
use super::programs::{self, CLOCK, Program, ROUNDS, TOKIO};
use super::rounds::{Middle, Rounds};
use super::server::Server;
use super::valgrind;
use super::wire;
use std::path::Path;
use std::process::Command;

/// Calls of one mode in one round: a few milliseconds.
const CALLS: usize = 400;
/// Rounds of one run, the first of which does not count.
const IN_TURN: usize = 101;
/// Calls whose instructions are counted, and those before them that are not.
const COUNTED: [usize; 2] = [250, 50];
/// Operations of the peer's client.
const PEER: usize = 10;

/// Measures our requests.
pub(super) fn measure_request(
    place: &Place,
    generator: &Generator,
    runs: usize,
    figures: &mut Figures,
) -> Result<()> {
    let program = wire::build(place, generator, &wire::REQUEST)?;
    let modes = ["bare", "unsigned", "signed", "encrypted", "prepare-unsigned", "prepare-encrypted"];
    let rounds = in_turn(&program, modes, runs)?;
    figures.ours(BARE, 0, rounds.of(0).median);
    for (mode, metric) in [(1, UNSIGNED), (2, SIGNED), (3, ENCRYPTED)] {
        above(figures, metric, Subject::Jiekou, rounds.above(mode, 0));
    }
    figures.ours(RSA, 0, 1.0 / rounds.above(5, 4).median);
    let metrics = [("unsigned", UNSIGNED_COUNT), ("signed", SIGNED_COUNT), ("encrypted", ENCRYPTED_COUNT)];
    count_instructions(&program, &metrics, Subject::Jiekou, figures)?;
    count_allocations(place, generator, figures)
}

/// Adds a figure, and says how sure it is.
fn above(figures: &mut Figures, metric: Metric, subject: Subject, middle: Middle) {
    figures.add(metric, 0, subject, middle.median);
    let Middle { half: [from, to], count, .. } = middle;
    let (name, whose) = (metric.name, super::table::name(subject));
    let [from, to] = [from, to].map(|seconds| seconds * 1e6);
    figures.note(format!("{name}, {whose}: half of {count} rounds between {from:.2} and {to:.2} µs"));
}

/// Counts the instructions of a bare exchange, and what each mode takes above it.
fn count_instructions(
    program: &Path,
    modes: &[(&str, Metric)],
    subject: Subject,
    figures: &mut Figures,
) -> Result<()> {
    if !valgrind::is_there() {
        figures.note("instructions of requests are not counted: there is no valgrind");
        return Ok(());
    }
    eprintln!("requests, instructions");
    let server = Server::start()?;
    let [many, few] = COUNTED;
    let per_call = |mode: &str| {
        let counted =
            |calls: usize| valgrind::instructions(program, &format!("{} 1 {calls} {mode}", server.address()));
        Ok((counted(many)? - counted(few)?) / (many - few) as f64)
    };
    let bare = per_call("bare")?;
    figures.add(BARE_COUNT, 0, subject, bare.round());
    for (mode, metric) in modes {
        figures.add(*metric, 0, subject, (per_call(mode)? - bare).round());
    }
    Ok(())
}

/// Counts what our requests ask of the allocator.
fn count_allocations(place: &Place, generator: &Generator, figures: &mut Figures) -> Result<()> {
    let program = wire::build(place, generator, &wire::ALLOCATIONS)?;
    let server = Server::start()?;
    let modes = ["bare", "unsigned", "signed", "encrypted"];
    eprintln!("allocations");
    let told = place::run(Command::new(program).arg(server.address()).args(modes))?;
    let unclear = || Failure::new(format!("the program told `{told}`"));
    let [bare, unsigned, signed, encrypted] = counts(modes, &told).ok_or_else(unclear)?;
    figures.ours(BARE_ALLOCATIONS, 0, bare);
    figures.ours(UNSIGNED_ALLOCATIONS, 0, unsigned - bare);
    figures.ours(SIGNED_ALLOCATIONS, 0, signed - bare);
    figures.ours(ENCRYPTED_ALLOCATIONS, 0, encrypted - bare);
    Ok(())
}

/// Reads `bare 20` and the like, a line for each mode in their order.
fn counts<const MODES: usize>(modes: [&str; MODES], told: &str) -> Option<[f64; MODES]> {
    let count = |(mode, line): (&str, &str)| line.strip_prefix(mode)?.trim().parse().ok();
    let counts: Option<Vec<f64>> = modes.into_iter().zip(told.lines()).map(count).collect();
    counts?.try_into().ok()
}

/// Measures the peer's requests, in the same way.
pub(super) fn measure_peer(place: &Place, peer: &Peer, runs: usize, figures: &mut Figures) -> Result<()> {
    let all = operations(PEER);
    let subject = peer.client(place, &all, &["request-peer"])?;
    let program = Program {
        name: "request-peer",
        dependencies: &[peer::CLIENT, CLOCK, TOKIO],
        sources: &[
            ("main.rs", include_str!("../../bench/programs/request_peer.rs")),
            ("call.rs", &calls::peer_module(&all[0])),
            ROUNDS,
        ],
    };
    programs::lay(&subject.workspace, &program)?;
    let program = programs::build(place, &subject.workspace, peer::TARGET, program.name)?;
    let rounds = in_turn(&program, ["bare", "unsigned"], runs)?;
    figures.add(BARE, 0, Subject::Progenitor, rounds.of(0).median);
    above(figures, UNSIGNED, Subject::Progenitor, rounds.above(1, 0));
    count_instructions(&program, &[("unsigned", UNSIGNED_COUNT)], Subject::Progenitor, figures)
}

/// Runs all modes in turn.
fn in_turn<const MODES: usize>(program: &Path, modes: [&str; MODES], runs: usize) -> Result<Rounds<MODES>> {
    let server = Server::start()?;
    let mut rounds = Rounds::default();
    for run in 0..runs {
        eprintln!("requests, run {} of {runs}", run + 1);
        let mut command = Command::new(program);
        command.args([server.address(), &IN_TURN.to_string(), &CALLS.to_string()]).args(modes);
        rounds.add(&place::run(&mut command)?, CALLS)?;
    }
    Ok(rounds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_has_its_count() {
        let modes = ["bare", "signed"];
        assert_eq!(counts(modes, "bare 20\nsigned 45.5\n"), Some([20.0, 45.5]));
        for told in ["", "bare 20\n", "signed 20\nbare 45\n", "bare 20\nsigned many\n"] {
            assert_eq!(counts(modes, told), None, "{told}");
        }
    }
}
