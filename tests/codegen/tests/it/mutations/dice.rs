//! Chance that is the same on every machine and does not depend on what else there is.
//!
//! In come words that name a place and a seed, out go numbers. A place is drawn because its number is the smallest,
//! so that a file more or less changes no draw but its own.

/// The number of some words, evenly spread. FNV-1a, and then the finish of SplitMix64.
pub(crate) fn number(seed: u64, words: &[&str]) -> u64 {
    let mut sum = 0xCBF2_9CE4_8422_2325 ^ seed;
    for word in words {
        for byte in word.bytes().chain([0]) {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }
    finish(sum)
}

fn finish(sum: u64) -> u64 {
    let sum = (sum ^ (sum >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let sum = (sum ^ (sum >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    sum ^ (sum >> 31)
}

/// A row of throws.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `most`.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = finish(self.0.wrapping_add(0x9E37_79B9_7F4A_7C15));
        (self.0 % most.max(1) as u64) as usize
    }

    /// One of these.
    pub(crate) fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    /// A word with a letter dropped, doubled or swapped with its neighbour; another word in any case. Nothing where
    /// the word is too short or has no Latin letters.
    pub(crate) fn typo(&mut self, word: &str) -> Option<String> {
        let letters: Vec<char> = word.chars().collect();
        let places: Vec<usize> = (1..letters.len()).filter(|at| letters[*at].is_ascii_alphabetic()).collect();
        if letters.len() < 3 || places.is_empty() {
            return None;
        }
        let at = places[self.below(places.len())];
        let mut typed = letters.clone();
        match self.below(3) {
            0 if letters.len() > 3 => {
                typed.remove(at);
            }
            1 if letters[at] != letters[at - 1] && at > 1 => typed.swap(at, at - 1),
            _ => typed.insert(at, letters[at]),
        }
        Some(typed.into_iter().collect())
    }
}
