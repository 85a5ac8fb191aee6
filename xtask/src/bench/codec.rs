//! The part of models: reading and writing them, beside serde's derive.
//!
//! In comes a program that times both and prints what it found, out go figures: seconds, and where valgrind is
//! installed the instructions too, which are the same in each run.

use super::emit::Generator;
use super::failure::{Failure, Result};
use super::figures::{Figure, Figures, Subject};
use super::metric::{
    DECODE_DEEP, DECODE_DEEP_COUNT, DECODE_LARGE, DECODE_LARGE_COUNT, DECODE_SMALL, DECODE_SMALL_COUNT,
    ENCODE_DEEP, ENCODE_DEEP_COUNT, ENCODE_LARGE, ENCODE_LARGE_COUNT, ENCODE_SMALL, ENCODE_SMALL_COUNT,
    Metric,
};
use super::place::{self, Place};
use super::table;
use super::valgrind;
use super::wire;
use std::process::Command;

/// What the program calls them, size and way; how long they take, and how many instructions.
const NAMES: [(&str, Metric, Metric); 6] = [
    ("small decode", DECODE_SMALL, DECODE_SMALL_COUNT),
    ("small encode", ENCODE_SMALL, ENCODE_SMALL_COUNT),
    ("large decode", DECODE_LARGE, DECODE_LARGE_COUNT),
    ("large encode", ENCODE_LARGE, ENCODE_LARGE_COUNT),
    ("deep decode", DECODE_DEEP, DECODE_DEEP_COUNT),
    ("deep encode", ENCODE_DEEP, ENCODE_DEEP_COUNT),
];
/// Calls whose instructions are counted.
const CALLS: usize = 50;

/// Measures models of three sizes.
pub(super) fn measure_codec(place: &Place, generator: &Generator, figures: &mut Figures) -> Result<()> {
    let program = wire::build(place, generator, &wire::CODEC)?;
    eprintln!("models");
    let told = place::run(&mut Command::new(&program))?;
    for line in told.lines() {
        let Figure { metric, operations, subject, value } =
            figure(line).ok_or_else(|| Failure::new(format!("the program told `{line}`")))?;
        figures.add(metric, operations, subject, value);
    }
    if !valgrind::is_there() {
        figures.note("instructions of models are not counted: there is no valgrind");
        return Ok(());
    }
    eprintln!("models, instructions");
    for (name, _, metric) in NAMES {
        for subject in [Subject::Jiekou, Subject::Derive] {
            let words = format!("{name} {}", table::name(subject));
            let counted = |calls| valgrind::instructions(&program, &format!("{words} {calls}"));
            figures.add(metric, 0, subject, ((counted(CALLS)? - counted(0)?) / CALLS as f64).round());
        }
    }
    Ok(())
}

/// `small decode jiekou 1.2e-7`.
fn figure(line: &str) -> Option<Figure> {
    let (rest, value) = line.rsplit_once(' ')?;
    let (name, subject) = rest.rsplit_once(' ')?;
    let subject = match subject {
        "jiekou" => Subject::Jiekou,
        "derive" => Subject::Derive,
        _ => return None,
    };
    let (_, metric, _) = NAMES.into_iter().find(|(known, ..)| *known == name)?;
    Some(Figure { metric, operations: 0, subject, value: value.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_figures() {
        let figure = figure("deep encode derive 2.5e-7").expect("a figure");
        assert_eq!((figure.metric, figure.subject, figure.value), (ENCODE_DEEP, Subject::Derive, 2.5e-7));
        assert_eq!(super::figure("deep encode other 1"), None);
        assert_eq!(super::figure("huge encode derive 1"), None);
        assert_eq!(super::figure("deep"), None);
    }
}
