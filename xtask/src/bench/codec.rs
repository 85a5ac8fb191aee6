//! The part of models: reading and writing them, beside serde's derive.
//!
//! In comes a program that times both and prints what it found, out go figures.

use super::emit::Generator;
use super::failure::{Failure, Result};
use super::figures::{Figure, Figures, Subject};
use super::metric::{
    DECODE_DEEP, DECODE_LARGE, DECODE_SMALL, ENCODE_DEEP, ENCODE_LARGE, ENCODE_SMALL, Metric,
};
use super::place::{self, Place};
use super::wire;
use std::process::Command;

/// What the program calls them: size and way.
const NAMES: [(&str, Metric); 6] = [
    ("small decode", DECODE_SMALL),
    ("small encode", ENCODE_SMALL),
    ("large decode", DECODE_LARGE),
    ("large encode", ENCODE_LARGE),
    ("deep decode", DECODE_DEEP),
    ("deep encode", ENCODE_DEEP),
];

/// Measures models of three sizes.
pub(super) fn measure_codec(place: &Place, generator: &Generator, figures: &mut Figures) -> Result<()> {
    let program = wire::build(place, generator, &wire::CODEC)?;
    eprintln!("models");
    let told = place::run(&mut Command::new(program))?;
    for line in told.lines() {
        let Figure { metric, operations, subject, value } =
            figure(line).ok_or_else(|| Failure::new(format!("the program told `{line}`")))?;
        figures.add(metric, operations, subject, value);
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
    let (_, metric) = NAMES.into_iter().find(|(known, _)| *known == name)?;
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
