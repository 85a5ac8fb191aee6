//! The part of requests: CPU time and allocations of one exchange on loopback, above the same exchange of a canned
//! body.
//!
//! In come programs that make one call again and again, out go figures. Each program runs with many calls and
//! with none, in turn with the other modes; what is between, user and system time, is divided by the calls.
//! Allocations are counted by another program, and need no second look.

use super::api::operations;
use super::calls;
use super::emit::Generator;
use super::failure::{Failure, Result};
use super::figures::{Figures, Subject};
use super::measure::measure;
use super::metric::{
    BARE, BARE_ALLOCATIONS, ENCRYPTED, ENCRYPTED_ALLOCATIONS, RSA, SIGNED, SIGNED_ALLOCATIONS, UNSIGNED,
    UNSIGNED_ALLOCATIONS,
};
use super::peer::{self, Peer};
use super::place::{self, Place};
use super::programs::{self, Program, TOKIO};
use super::server::Server;
use super::wire;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Calls of one run.
const CALLS: usize = 5_000;
/// How often all modes are run in one run of the bench.
const ROUNDS: usize = 5;
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
    let [bare, unsigned, signed, encrypted, prepare, encrypt] = each(place, &program, modes, runs)?;
    figures.ours(BARE, 0, bare);
    figures.ours(UNSIGNED, 0, unsigned - bare);
    figures.ours(SIGNED, 0, signed - bare);
    figures.ours(ENCRYPTED, 0, encrypted - bare);
    figures.ours(RSA, 0, 1.0 / (encrypt - prepare));
    count_allocations(place, generator, figures)
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

/// Measures the peer's requests.
pub(super) fn measure_peer(place: &Place, peer: &Peer, runs: usize, figures: &mut Figures) -> Result<()> {
    let all = operations(PEER);
    let subject = peer.client(place, &all, &["request-peer"])?;
    let program = Program {
        name: "request-peer",
        dependencies: &format!("{}{TOKIO}", peer::CLIENT),
        sources: &[
            ("main.rs", include_str!("../../bench/programs/request_peer.rs")),
            ("call.rs", &calls::peer_module(&all[0])),
        ],
    };
    programs::lay(&subject.workspace, &program)?;
    let program = programs::build(place, &subject.workspace, peer::TARGET, program.name)?;
    let [bare, unsigned] = each(place, &program, ["bare", "unsigned"], runs)?;
    figures.add(BARE, 0, Subject::Progenitor, bare);
    figures.add(UNSIGNED, 0, Subject::Progenitor, unsigned - bare);
    Ok(())
}

/// Seconds of CPU time a call of each mode, the least of all rounds: what else the machine does only adds.
fn each<const MODES: usize>(
    place: &Place,
    program: &Path,
    modes: [&str; MODES],
    runs: usize,
) -> Result<[f64; MODES]> {
    let server = Server::start()?;
    let mut least = [[Duration::MAX; 2]; MODES];
    for run in 0..runs {
        eprintln!("requests, run {} of {runs}", run + 1);
        for _ in 0..ROUNDS {
            for (mode, least) in modes.iter().zip(&mut least) {
                for (calls, least) in [0, CALLS].into_iter().zip(least) {
                    let mut command = Command::new(program);
                    command.args([mode, calls.to_string().as_str(), server.address()]);
                    *least = measure(place, &command)?.cpu().min(*least);
                }
            }
        }
    }
    Ok(least.map(per_call))
}

fn per_call([none, many]: [Duration; 2]) -> f64 {
    many.saturating_sub(none).as_secs_f64() / CALLS as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_takes_without_calls_does_not_count() {
        let calls = CALLS as u64;
        assert_eq!(per_call([Duration::from_millis(5), Duration::from_millis(5 + calls)]), 0.001);
        assert_eq!(per_call([Duration::from_millis(5), Duration::from_millis(4)]), 0.0);
    }

    #[test]
    fn every_mode_has_its_count() {
        let modes = ["bare", "signed"];
        assert_eq!(counts(modes, "bare 20\nsigned 45.5\n"), Some([20.0, 45.5]));
        for told in ["", "bare 20\n", "signed 20\nbare 45\n", "bare 20\nsigned many\n"] {
            assert_eq!(counts(modes, told), None, "{told}");
        }
    }
}
