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
    /// Names of codes that come or go. Whoever gives a code of its own one of them is asked whether both are one.
    names: BTreeSet<&'a str>,
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
                ("codes", Some(old), Some(new)) => found.names = renamed(&old.value, &new.value)?,
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

    /// Names that concern whoever writes them.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.names.iter().copied()
    }
}

/// The names that differ between codes, if all else but prose is the same in the same order.
fn renamed<'a>(old: &'a Node, new: &'a Node) -> Option<BTreeSet<&'a str>> {
    let is_same = |(a, b): (&Entry, &Entry)| a.key == b.key && facts(a).eq(facts(b));
    let [old, new] = [old, new].map(Node::entries);
    let pairs = || old.iter().zip(new);
    let names = pairs().map(|(a, b)| [a, b].map(|code| code.value.get("name").and_then(Node::text)));
    let differ = names.filter(|[a, b]| a != b);
    (old.len() == new.len() && pairs().all(is_same)).then(|| differ.flatten().flatten().collect())
}

/// What groups are read and lowered by, whatever the codes are called.
fn facts(code: &Entry) -> impl Iterator<Item = (&str, Option<&str>)> {
    let is_fact = |entry: &&Entry| !["means", "label", "remedy", "name"].contains(&entry.key.as_str());
    // All of them are scalars but `allow`, of which no group knows.
    code.value.entries().iter().filter(is_fact).map(|entry| (entry.key.as_str(), entry.value.text()))
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
    fn a_code_that_is_renamed_concerns_who_writes_either_name() {
        let two = OLD.replace("Wait. }", "Wait. }, 2: { name: y, means: This. }");
        let [old, renamed, swapped] = [
            two.clone(),
            two.replace("name: x", "name: z"),
            two.replace("name: y", "name: x").replacen("x", "y", 1),
        ]
        .map(|text| document(&text));
        let names = |new| Restated::between(&old.root, new).expect("names").names().collect::<Vec<_>>();
        assert_eq!(names(&old.root), [""; 0]);
        assert_eq!(names(&renamed.root), ["x", "z"]);
        assert_eq!(names(&swapped.root), ["x", "y"]);
    }

    #[test]
    fn everything_else_may_concern_anybody() {
        check(&OLD.replace("1: {", "2: {"), None);
        check(&OLD.replace("name: x", "class: x"), None);
        check(&OLD.replace("name: x", "name: x, then: wait"), None);
        check(&OLD.replace("token: { keep: 1h }\n", ""), None);
        check(&format!("{OLD}sign: x\n"), None);
    }
}
