//! What `api.yaml` says otherwise than before, so that only the groups that it concerns are read again.
//!
//! In come two trees of one such file, out goes what differs between them, as far as groups are read by it.

use super::reworded::{differing, has_same_keys};
use crate::source::{Entry, Node};
use std::collections::BTreeSet;

/// The groups of which an API says something else. By default none.
#[derive(Default)]
pub(super) struct Restated<'a> {
    groups: BTreeSet<&'a str>,
}

impl<'a> Restated<'a> {
    /// What differs; nothing at all where it may concern anybody.
    pub(super) fn between(old: &'a Node, new: &'a Node) -> Option<Self> {
        let mut found = Self::default();
        for entry in [old, new].into_iter().flat_map(Node::entries) {
            let key = entry.key.as_str();
            match (key, old.entry(key), new.entry(key)) {
                (_, Some(old), Some(new)) if old.value.says_the_same(&new.value) => {}
                // No group is read or lowered by any of these.
                ("label" | "about" | "evidence" | "allow" | "servers", ..) => {}
                ("codes", Some(old), Some(new)) if differ_in_prose(&old.value, &new.value) => {}
                // Groups ask whether there is a token, and not for more.
                ("token", Some(_), Some(_)) => {}
                ("groups", Some(old), Some(new)) if has_same_keys(&old.value, &new.value) => {
                    found.groups = differing(&old.value, &new.value);
                }
                _ => return None,
            }
        }
        Some(found)
    }

    /// Whether something else is said of the group of this name.
    pub(super) fn concerns(&self, group: &str) -> bool {
        self.groups.contains(group)
    }
}

/// Whether codes say the same in the same order, but for what people are told of them.
fn differ_in_prose(old: &Node, new: &Node) -> bool {
    let is_same = |a: &Entry, b: &Entry| a.key == b.key && facts(a).eq(facts(b));
    let [old, new] = [old, new].map(Node::entries);
    old.len() == new.len() && old.iter().zip(new).all(|(a, b)| is_same(a, b))
}

fn facts(code: &Entry) -> impl Iterator<Item = (&str, Option<&str>)> {
    let is_prose = |key: &str| ["means", "label", "remedy"].contains(&key);
    let entries = code.value.entries().iter().filter(move |entry| !is_prose(&entry.key));
    // All of them are scalars but `allow`, of which no group knows.
    entries.map(|entry| (entry.key.as_str(), entry.value.text()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::samples::document;

    const OLD: &str = "about: An API.\ngroups: { a: { label: A }, b: { label: B } }\ntoken: { keep: 1h }\ncodes: { 1: { name: x, means: It., remedy: Wait. } }\n";

    /// Which of two groups a new text concerns; nothing if everything has to be read again.
    #[track_caller]
    fn check(new: &str, expected: Option<[bool; 2]>) {
        let [old, new] = [OLD, new].map(document);
        let concerned = |found: Restated<'_>| ["a", "b"].map(|group| found.concerns(group));
        assert_eq!(Restated::between(&old.root, &new.root).map(concerned), expected);
        assert_eq!(Restated::between(&new.root, &old.root).map(concerned), expected);
    }

    #[test]
    fn what_is_said_of_a_group_concerns_it_alone() {
        check(OLD, Some([false, false]));
        check(&OLD.replace("label: B", "label: C"), Some([false, true]));
        check(&OLD.replace("b: {", "c: {"), None);
        check(&OLD.replace(", b: { label: B }", ""), None);
    }

    #[test]
    fn what_is_said_of_the_api_alone_concerns_no_group() {
        check(&OLD.replace("An API", "The API"), Some([false, false]));
        check(&format!("servers: {{ test: x }}\n\n{OLD}"), Some([false, false]));
        check(&OLD.replace("1h", "2h"), Some([false, false]));
        check(&OLD.replace("It.", "This.").replace(", remedy: Wait.", ""), Some([false, false]));
    }

    #[test]
    fn everything_else_may_concern_anybody() {
        check(&OLD.replace("1: {", "2: {"), None);
        check(&OLD.replace("name: x", "name: y"), None);
        check(&OLD.replace("name: x", "name: x, then: wait"), None);
        check(&OLD.replace("token: { keep: 1h }\n", ""), None);
        check(&format!("{OLD}sign: x\n"), None);
    }
}
