//! Maps, texts, flags and numbers of single files.

use super::*;
use crate::language::kind;
use crate::resolve::samples::node;

kind! {
    /// Two of something.
    PAIR = "a pair" {
        /// A text.
        may first: Shape::Text,
        /// A flag.
        must second: Shape::Flag,
        /// A word.
        may third: Shape::Word(&[("safe", "It is safe.")]),
    }
}

#[track_caller]
fn check(yaml: &str, read: impl FnOnce(&Map<'_>, &mut Diagnostics), expected: &[&str]) {
    let root = node(yaml);
    let mut diagnostics = Diagnostics::default();
    if let Some(map) = Map::of_file(&root, &PAIR, &mut diagnostics) {
        read(&map, &mut diagnostics);
    }
    let messages: Vec<&str> = diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages, expected);
}

#[test]
fn keys_are_closed() {
    check("first: 1\nsecnd: 2\n", |_, _| {}, &["unknown key `secnd`"]);
    check("- first\n", |_, _| {}, &["expected a pair, which is a map, found a list"]);
}

#[test]
fn a_missing_key_is_named() {
    check(
        "first: 1\n",
        |map, to| assert!(map.need("second", to).is_none()),
        &["the key `second` is missing"],
    );
    check(
        "first: 1\nsecnd: 2\n",
        |map, to| assert!(map.need("second", to).is_none() && !map.is_whole()),
        &["unknown key `secnd`"],
    );
    check(
        "fourth: 1\n",
        |map, to| assert!(map.need("second", to).is_none()),
        &["unknown key `fourth`", "the key `second` is missing"],
    );
}

#[test]
fn only_prose_has_lines() {
    let read = |map: &Map<'_>, to: &mut Diagnostics| {
        let node = map.get("first").expect("it is there");
        assert!(scalar(node, "a name", to).is_none());
    };
    check("first: \"a\\nb\"\n", read, &["expected a name on one line"]);
    check("first: |\n  a\n", read, &["expected a name on one line"]);
    check("first: [a]\n", read, &["expected a name, found a list"]);
    let read = |map: &Map<'_>, to: &mut Diagnostics| {
        let node = map.get("first").expect("it is there");
        assert!(strings(node, "a name", to).is_empty());
    };
    check("first: [\"a\\nb\"]\n", read, &["expected a name on one line"]);
}

#[test]
fn texts_fold_to_one_line() {
    check(
        "first: |\n  two\n  lines\n",
        |map, to| assert_eq!(map.text("first", to).map(|text| text.0).as_deref(), Some("two lines")),
        &[],
    );
    let blanks =
        [" ", "  ", "\t", "\u{85}", "\u{a0}", "\u{1680}", "\u{2003}", "\u{3000}", "、", "é", "x", ""];
    let mut folded = 0;
    for (a, b) in blanks.iter().flat_map(|a| blanks.map(|b| (a, b))) {
        let text = format!("{a}两{b}{a}lines{b}");
        if is_folded(&text) {
            assert_eq!(fold(&text), text);
            folded += 1;
        }
    }
    assert!(folded > 3, "{folded}");
    for nothing in ["", " null", " ~"] {
        let yaml = format!("first:{nothing}\n");
        check(&yaml, |map, to| assert!(map.text("first", to).is_none()), &["a text is missing"]);
    }
    check("first: \"null\"\n", |map, to| assert!(map.text("first", to).is_some()), &[]);
}

#[test]
fn flags_and_numbers_have_no_quotes() {
    check("second: true\n", |map, to| assert!(map.flag("second", to)), &[]);
    check(
        "second: \"true\"\n",
        |map, to| assert!(!map.flag("second", to)),
        &["expected `true` or `false`, found a quoted text"],
    );
    check(
        "first: 12x\n",
        |map, to| assert_eq!(integer::<u32>(map.get("first").unwrap(), "a number", to), None),
        &["expected a number, found `12x`"],
    );
    check(
        "first:\n",
        |map, to| assert!(entries(map.get("first").unwrap(), "things", to).is_none()),
        &["expected a map of things, found nothing"],
    );
}

#[test]
fn a_word_is_one_of_a_set() {
    check(
        "third: saef\n",
        |map, to| assert_eq!(map.word("third", &[("safe", "", 1)], to), None),
        &["`saef` is not a value of `third`"],
    );
}
