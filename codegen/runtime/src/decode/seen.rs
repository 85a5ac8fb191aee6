//! A set of field indexes: small, without a limit.
//!
//! In: indexes. Out: whether they were seen. Up to 64 fields cost no allocation.

/// Which fields of an object had a value.
#[derive(Default)]
pub(super) struct Seen {
    first: u64,
    more: Vec<u64>,
}

impl Seen {
    #[inline]
    pub(super) fn has(&self, index: usize) -> bool {
        let word = match (index / 64).checked_sub(1) {
            None => self.first,
            Some(at) => self.more.get(at).copied().unwrap_or(0),
        };
        word & bit(index) != 0
    }

    #[inline]
    pub(super) fn set(&mut self, index: usize, to: bool) {
        let word = match (index / 64).checked_sub(1) {
            None => &mut self.first,
            Some(at) => self.more(at),
        };
        if to {
            *word |= bit(index);
        } else {
            *word &= !bit(index);
        }
    }

    #[cold]
    fn more(&mut self, at: usize) -> &mut u64 {
        if self.more.len() <= at {
            self.more.resize(at + 1, 0);
        }
        &mut self.more[at]
    }
}

const fn bit(index: usize) -> u64 {
    1 << (index % 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_beyond_one_word_are_kept() {
        let mut seen = Seen::default();
        for index in [0, 63, 64, 200] {
            assert!(!seen.has(index));
            seen.set(index, true);
            assert!(seen.has(index) && !seen.has(index + 1));
        }
        seen.set(64, false);
        assert!(!seen.has(64) && seen.has(63) && seen.has(200));
    }
}
