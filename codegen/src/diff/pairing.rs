//! Which thing of one list is which of another.
//!
//! In come two lists and the evidence that two things are the same, strongest first; out go pairs and what is left
//! over. The same lists the other way round give the same pairs. Nothing here knows what the things are.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// What tells that two things are the same; an empty text tells nothing.
pub(super) type Key<T> = fn(&T) -> Cow<'_, str>;

/// Two lists, paired.
pub(super) struct Pairs<'m, T> {
    /// What is on both sides, in the order of the new list.
    pub(super) both: Vec<(&'m T, &'m T)>,
    /// What only the old list has.
    pub(super) removed: Vec<&'m T>,
    /// What only the new list has.
    pub(super) added: Vec<&'m T>,
}

/// Pairs things by `name` wherever it is the same, in order where several have it; then the rest by each evidence
/// that is unique on either side.
pub(super) fn pair<'m, T>(old: &'m [T], new: &'m [T], name: Key<T>, evidence: &[Key<T>]) -> Pairs<'m, T> {
    let same = |(old, new): (&T, &T)| name(old) == name(new);
    if old.len() == new.len() && old.iter().zip(new).all(same) {
        return Pairs { both: old.iter().zip(new).collect(), removed: Vec::new(), added: Vec::new() };
    }
    let mut partners: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    for (at, key) in std::iter::once(&name).chain(evidence).enumerate() {
        let olds = by_key(old, *key, |index| !taken[index]);
        let news = by_key(new, *key, |index| partners[index].is_none());
        for (key, news) in &news {
            let Some(olds) = olds.get(key) else { continue };
            if at > 0 && (olds.len() > 1 || news.len() > 1) {
                continue;
            }
            for (old, new) in olds.iter().zip(news) {
                partners[*new] = Some(*old);
                taken[*old] = true;
            }
        }
    }
    let both = partners.iter().zip(new);
    Pairs {
        both: both.clone().filter_map(|(partner, new)| partner.map(|at| (&old[at], new))).collect(),
        removed: old.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(old, _)| old).collect(),
        added: both.filter(|(partner, _)| partner.is_none()).map(|(_, new)| new).collect(),
    }
}

fn by_key<T>(all: &[T], key: Key<T>, free: impl Fn(usize) -> bool) -> BTreeMap<Cow<'_, str>, Vec<usize>> {
    let mut found: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, thing) in all.iter().enumerate().filter(|(at, _)| free(*at)) {
        let key = key(thing);
        if !key.is_empty() {
            found.entry(key).or_default().push(at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    type Thing = (&'static str, &'static str);

    #[track_caller]
    fn check(old: &[Thing], new: &[Thing], both: &[(&str, &str)], removed: &[&str], added: &[&str]) {
        let one_way = pair(old, new, |one| one.0.into(), &[|one| one.1.into()]);
        let names = |all: &[&Thing]| all.iter().map(|one| one.0).collect::<Vec<_>>();
        let mut pairs: Vec<_> = one_way.both.iter().map(|(old, new)| (old.0, new.0)).collect();
        assert_eq!(pairs, both);
        assert_eq!((names(&one_way.removed), names(&one_way.added)), (removed.to_vec(), added.to_vec()));
        let back = pair(new, old, |one| one.0.into(), &[|one| one.1.into()]);
        let mut backward: Vec<_> = back.both.iter().map(|(new, old)| (old.0, new.0)).collect();
        pairs.sort_unstable();
        backward.sort_unstable();
        assert_eq!(pairs, backward);
    }

    #[test]
    fn names_go_before_evidence() {
        check(&[("a", "1"), ("b", "2")], &[("b", "1"), ("a", "2")], &[("b", "b"), ("a", "a")], &[], &[]);
        check(&[("a", "1"), ("b", "2")], &[("c", "2"), ("a", "3")], &[("b", "c"), ("a", "a")], &[], &[]);
    }

    #[test]
    fn evidence_of_two_is_none() {
        check(&[("a", "1"), ("b", "1")], &[("c", "1")], &[], &["a", "b"], &["c"]);
        check(&[("a", "")], &[("c", "")], &[], &["a"], &["c"]);
    }

    #[test]
    fn things_of_one_name_are_paired_in_order() {
        check(&[("a", "1"), ("a", "2")], &[("a", "3"), ("x", "4")], &[("a", "a")], &["a"], &["x"]);
    }
}
