//! Times of modes that were run in turn, and what can be said of them.
//!
//! In comes what a program printed, a line for each round and a number for each mode; out go medians, of single modes and
//! of the difference of two within each round. A round that something disturbed is one of many then.

use super::failure::{Failure, Result};

/// Seconds a call, by rounds and modes.
#[derive(Clone, Debug, Default)]
pub(super) struct Rounds<const MODES: usize>(Vec<[f64; MODES]>);

/// Values in the middle of many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Middle {
    /// As many are lower as are higher.
    pub(super) median: f64,
    /// Half of all are between these two.
    pub(super) half: [f64; 2],
    /// How many there are.
    pub(super) count: usize,
}

impl<const MODES: usize> Rounds<MODES> {
    /// Adds what a program printed: nanoseconds of so many calls. Its first round does not count, since connections are
    /// made in it.
    pub(super) fn add(&mut self, told: &str, calls: usize) -> Result<()> {
        for line in told.lines().skip(1) {
            let seconds = |word: &str| Some(word.parse::<f64>().ok()? / 1e9 / calls as f64);
            let round: Option<Vec<f64>> = line.split(' ').map(seconds).collect();
            let round = round.and_then(|round| round.try_into().ok());
            self.0.push(round.ok_or_else(|| Failure::new(format!("the program told `{line}`")))?);
        }
        Ok(())
    }

    /// What a call of this mode takes.
    pub(super) fn of(&self, mode: usize) -> Middle {
        middle(self.0.iter().map(|round| round[mode]).collect())
    }

    /// What a call of this mode takes above one of another.
    pub(super) fn above(&self, mode: usize, other: usize) -> Middle {
        middle(self.0.iter().map(|round| round[mode] - round[other]).collect())
    }
}

fn middle(mut values: Vec<f64>) -> Middle {
    values.sort_unstable_by(f64::total_cmp);
    let at = |part: usize| values.get(values.len() * part / 4).copied().unwrap_or_default();
    Middle { median: at(2), half: [at(1), at(3)], count: values.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disturbed_round_changes_little() {
        let mut rounds = Rounds::<2>::default();
        rounds
            .add("9000 9000\n1000 3000\n8000 9000\n2000 4000\n1000 9000\n1000 3000\n", 1000)
            .expect("numbers");
        let (bare, above) = (rounds.of(0), rounds.above(1, 0));
        assert!((bare.median - 1e-9).abs() < 1e-15 && bare.count == 5, "{bare:?}");
        assert!((above.median - 2e-9).abs() < 1e-15 && above.count == 5, "{above:?}");
        assert!(above.half[0] <= above.median && above.median <= above.half[1]);
    }

    #[test]
    fn each_line_has_a_number_for_each_mode() {
        for told in ["1\n1 2 3", "1\n1", "1\n1 x", "1\n\n"] {
            assert!(Rounds::<2>::default().add(told, 1).is_err(), "{told}");
        }
        assert_eq!(Rounds::<2>::default().of(0).count, 0);
    }
}
