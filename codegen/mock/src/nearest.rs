//! Which of several names somebody may have meant.
//!
//! In: a name that is not known, and those that are. Out: these, nearest first. It is for messages alone.

use std::cmp::min;

/// The candidates, nearest first by the name that `name_of` gives; those that are as near stay in their order.
pub(crate) fn nearest_first<T>(wanted: &str, mut candidates: Vec<T>, name_of: impl Fn(&T) -> &str) -> Vec<T> {
    candidates.sort_by_cached_key(|candidate| distance(wanted, name_of(candidate)));
    candidates
}

/// How many characters must be put in, taken out or changed to make one of the other; case does not count.
pub(crate) fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, character) in one.to_lowercase().chars().enumerate() {
        let mut left_above = line;
        row[0] = line + 1;
        for (column, known) in other.iter().enumerate() {
            let above = row[column + 1];
            let changed = left_above + usize::from(character != *known);
            row[column + 1] = min(changed, min(above, row[column]) + 1);
            left_above = above;
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_counts_characters() {
        let distances = [("", "ab"), ("kitten", "sitting"), ("Abc", "abC"), ("账户", "账号")];
        assert_eq!(distances.map(|(one, other)| distance(one, other)), [2, 3, 0, 1]);
    }

    #[test]
    fn the_nearest_comes_first() {
        let names = vec!["token_expired", "no_such_call", "no_such_account"];
        let sorted = nearest_first("no_such_acount", names, |name| name);
        assert_eq!(sorted, ["no_such_account", "no_such_call", "token_expired"]);
    }
}
