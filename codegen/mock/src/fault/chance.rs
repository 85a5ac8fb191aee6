//! Chance that is the same each time.
//!
//! In: a seed. Out: numbers that look like chance. The same seed gives the same numbers for ever, which no library
//! promises; it is SplitMix64 and nothing for secrets.

use std::time::Duration;

/// Numbers by chance.
#[derive(Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// Begins with a seed.
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 to 1, which it does not reach.
    pub(super) fn share(&mut self) -> f64 {
        // As many bits as the number keeps.
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A time between two.
    pub(super) fn between(&mut self, from: Duration, to: Duration) -> Duration {
        from + to.saturating_sub(from).mul_f64(self.share())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_numbers_that_it_always_gave() {
        let mut chance = Chance::new(1_234_567);
        let published = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!(published.map(|_| chance.next()), published);
    }

    #[test]
    fn shares_are_spread() {
        let mut chance = Chance::new(7);
        let low = (0..1000).filter(|_| chance.share() < 0.25).count();
        assert!((200..300).contains(&low), "{low}");
        let (from, to) = (Duration::from_millis(10), Duration::from_millis(20));
        assert!((0..100).all(|_| (from..to).contains(&chance.between(from, to))));
        assert_eq!(chance.between(from, from), from);
    }
}
