//! What a glossary says otherwise than before, so that only the groups that speak of it are read again.
//!
//! In come two trees of one glossary, out goes what differs between them. A word means something to a group whose
//! files write its wire name, an enum to one whose files write its name; that is all that groups are asked for.

use crate::source::{Entry, Node, Value};
use std::collections::BTreeSet;

/// The words and enums of a glossary that differ. By default none.
#[derive(Clone, Default)]
pub(super) struct Reworded<'a> {
    /// Wire names of words, which stand as keys of fields; what is said of a field is a map.
    words: BTreeSet<&'a str>,
    /// Those of them of which it is said otherwise whether they are sensitive.
    sensitive: BTreeSet<&'a str>,
    /// Keys that count whatever is said of them.
    keys: BTreeSet<&'a str>,
    /// Names of enums in Rust and the like, which stand in values.
    names: BTreeSet<&'a str>,
}

impl<'a> Reworded<'a> {
    /// What differs; nothing at all where it may concern anybody: the fields of sets are read wherever they are used,
    /// and the name of an enum that comes or goes may be that of a type elsewhere.
    pub(super) fn between(old: &'a Node, new: &'a Node) -> Option<Self> {
        let mut found = Self::default();
        for entry in [old, new].into_iter().flat_map(Node::entries) {
            let key = entry.key.as_str();
            let both = (old.entry(key), new.entry(key));
            match (key, both) {
                // Neither is said of anything but the glossary.
                ("glossary" | "evidence", _) => {}
                ("fields", (Some(old), Some(new))) => {
                    found.words = differing(&old.value, &new.value);
                    let said = |all: &'a Node, word: &str| all.get(word)?.get("sensitive")?.text();
                    let differs = |word: &&str| said(&old.value, word) != said(&new.value, word);
                    found.sensitive = found.words.iter().copied().filter(differs).collect();
                }
                ("enums", (Some(old), Some(new))) if has_same_keys(&old.value, &new.value) => {
                    found.names = differing(&old.value, &new.value);
                }
                _ => return None,
            }
        }
        Some(found)
    }

    /// What of it concerns a group with this `group.yaml`. Its own words go before those of the glossary; only what is
    /// sensitive there is so in the group.
    pub(super) fn of_group(&self, ground: Option<&Node>) -> Self {
        let own = ground.and_then(|ground| ground.get("fields"));
        let is_own = |word: &str| own.is_some_and(|own| own.get(word).is_some());
        let is_left = |word: &&str| !is_own(word) || self.sensitive.contains(*word);
        Self { words: self.words.iter().copied().filter(is_left).collect(), ..self.clone() }
    }

    /// The same with other keys, and with other names that stand in values.
    pub(super) fn and<'b>(
        self,
        keys: impl IntoIterator<Item = &'b str>,
        names: impl IntoIterator<Item = &'b str>,
    ) -> Reworded<'b>
    where
        'a: 'b,
    {
        let keys = self.keys.into_iter().chain(keys).collect();
        let names = self.names.into_iter().chain(names).collect();
        Reworded { keys, names, ..self }
    }

    /// Whether a file of a group speaks of any of them.
    pub(super) fn concerns(&self, file: &Node) -> bool {
        let is_none = self.words.is_empty() && self.keys.is_empty() && self.names.is_empty();
        !is_none && self.is_named_in(file)
    }

    fn is_named_in(&self, node: &Node) -> bool {
        let is_word = |entry: &Entry| {
            matches!(entry.value.value, Value::Map(_)) && self.words.contains(entry.key.as_str())
        };
        let is_meant = |entry: &Entry| is_word(entry) || self.keys.contains(entry.key.as_str());
        let of_entry = |entry: &Entry| is_meant(entry) || self.is_named_in(&entry.value);
        match &node.value {
            Value::Map(entries) => entries.iter().any(of_entry),
            Value::List(items) => items.iter().any(|item| self.is_named_in(item)),
            Value::Scalar(scalar) => self.names.iter().any(|name| scalar.text.contains(name)),
        }
    }
}

/// The keys of entries that only one map has, or that say something else in the other.
pub(super) fn differing<'a>(old: &'a Node, new: &'a Node) -> BTreeSet<&'a str> {
    let beside = |other: &'a Node| {
        move |entry: &&'a Entry| !other.get(&entry.key).is_some_and(|value| value.says_the_same(&entry.value))
    };
    let lost = old.entries().iter().filter(beside(new));
    let found = new.entries().iter().filter(beside(old));
    lost.chain(found).map(|entry| entry.key.as_str()).collect()
}

pub(super) fn has_same_keys(old: &Node, new: &Node) -> bool {
    old.entries().iter().map(|entry| &entry.key).eq(new.entries().iter().map(|entry| &entry.key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::samples::document;

    const OLD: &str = "glossary: a\nfields: { xm: { name: person } }\nenums: { Mode: { on: 1 } }\n";

    /// What a file speaks of that a new glossary words otherwise; nothing if everything has to be read again.
    #[track_caller]
    fn check(new: &str, file: &str, expected: Option<bool>) {
        let [old, new, file] = [OLD, new, file].map(document);
        let found = Reworded::between(&old.root, &new.root);
        assert_eq!(found.map(|found| found.concerns(&file.root)), expected);
        let mirrored = Reworded::between(&new.root, &old.root);
        assert_eq!(mirrored.map(|found| found.concerns(&file.root)), expected);
    }

    #[test]
    fn a_word_concerns_who_writes_its_wire_name() {
        let renamed = OLD.replace("person", "holder");
        check(&renamed, "request: { xm: { type: string } }\n", Some(true));
        check(&renamed, "objects: [{ fields: { xm: { type: string } } }]\n", Some(true));
        check(&renamed, "about: xm\n", Some(false));
        let more = OLD.replace("} }\nenums", "}, zjhm: { name: id_number } }\nenums");
        check(&more, "fields: { zjhm: { type: string } }\n", Some(true));
        check(&more, "fields: { xm: { type: string } }\n", Some(false));
    }

    #[test]
    fn a_word_that_is_a_key_of_the_language_too_concerns_who_has_such_a_field() {
        let [old, new] = ["person", "holder"].map(|name| OLD.replace("xm", "type").replace("person", name));
        let [old, new] = [old, new].map(|text| document(&text));
        let found = Reworded::between(&old.root, &new.root).expect("words that differ");
        assert!(!found.concerns(&document("request: { xm: { type: string } }\n").root));
        assert!(found.concerns(&document("request: { type: { type: string } }\n").root));
        assert!(found.and(["type"], []).concerns(&document("request: { xm: { type: string } }\n").root));
    }

    #[test]
    fn a_word_of_the_group_goes_before_that_of_the_glossary() {
        let check = |new: &str, ground: &str, expected| {
            let [old, new, ground] = [OLD, new, ground].map(document);
            let found = Reworded::between(&old.root, &new.root).expect("words that differ");
            let concerns = |ground: Option<&Node>| {
                found.of_group(ground).concerns(&document("xm: { type: string }\n").root)
            };
            assert!(concerns(None));
            assert_eq!(concerns(Some(&ground.root)), expected);
        };
        let (renamed, own) = (OLD.replace("person", "holder"), "fields: { xm: { name: person } }\n");
        check(&renamed, own, false);
        check(&renamed, "objects: { A: { fields: { xm: { type: string } } } }\n", true);
        check(&OLD.replace("person", "person, sensitive: true"), own, true);
    }

    #[test]
    fn an_enum_concerns_who_writes_its_name() {
        let reworded = OLD.replace("on: 1", "on: 2");
        check(&reworded, "request: { zt: { type: '[Mode]' } }\n", Some(true));
        check(&reworded, "request: { zt: { type: string } }\n", Some(false));
        check(&OLD.replace("Mode", "State"), "request: { zt: { type: string } }\n", None);
    }

    #[test]
    fn what_stands_elsewhere_and_says_the_same_concerns_nobody() {
        let all = "request: { xm: { type: Mode } }\n";
        check(OLD, all, Some(false));
        check(&OLD.replace("fields", "evidence: [{ page: p }]\nfields"), all, Some(false));
    }

    #[test]
    fn what_may_concern_anybody_is_not_told_apart() {
        check(&format!("{OLD}sets: {{ head: {{ xm: {{ type: string }} }} }}\n"), "about: a\n", None);
        check("glossary: a\nfields: { xm: { name: person } }\n", "about: a\n", None);
    }
}
