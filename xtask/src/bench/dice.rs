//! Chance that is the same on every machine.
//!
//! In comes a seed, out go numbers and picks. It is for pretend data and for nothing that must be hard to guess.

/// Splitmix64.
#[derive(Debug)]
pub(super) struct Dice {
    state: u64,
}

impl Dice {
    /// The dice with this seed always fall alike.
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A number from 0, below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    /// Several of `all`, none twice.
    pub(super) fn sample<const COUNT: usize>(&mut self, all: &[&'static str]) -> [&'static str; COUNT] {
        let mut left = all.to_vec();
        std::array::from_fn(|_| {
            let at = self.below(left.len());
            left.swap_remove(at)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn picks_are_known_and_none_comes_twice() {
        let all = ["a", "b", "c", "d"];
        let [first, second]: [&str; 2] = Dice::new(7).sample(&all);
        assert_eq!(Dice::new(7).sample::<2>(&all), [first, second]);
        let picked: BTreeSet<&str> = Dice::new(1).sample::<4>(&all).into_iter().collect();
        assert_eq!(picked.len(), 4);
        assert!((0..100).all(|seed| Dice::new(seed).below(3) < 3));
    }
}
