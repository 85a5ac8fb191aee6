//! The tree of nasty files: every span is proven by slicing the text with it.

use super::*;

/// All keys and values in order of the file: path, text of the node, and the bytes at its span.
fn outline(text: &str) -> Vec<String> {
    let mut diagnostics = Diagnostics::default();
    let root = read(FileId(0), text, &mut diagnostics).expect("a tree");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let mut lines = Vec::new();
    walk(&root, text, &mut lines);
    lines
}

fn walk(node: &Node, text: &str, lines: &mut Vec<String>) {
    let slice = |span: Span| &text[span.start as usize..span.end as usize];
    match &node.value {
        Value::Scalar(scalar) => lines.push(format!("{:?} <- {:?}", scalar.text, slice(node.span))),
        Value::List(items) => {
            lines.push(format!("list <- {:?}", slice(node.span)));
            items.iter().for_each(|item| walk(item, text, lines));
        }
        Value::Map(entries) => {
            lines.push(format!("map <- {:?}", slice(node.span)));
            for entry in entries {
                lines.push(format!("{} <- {:?}", entry.key, slice(entry.key_span)));
                walk(&entry.value, text, lines);
            }
        }
    }
}

#[test]
fn every_span_holds_its_token() {
    let text = "\u{FEFF}# 注\r\n键🧾: \"引\\\"号\"\r\nempty:\r\nl: |\r\n  一\r\n  two\r\n\r\nf: >-\r\n  x\r\n  y\r\n\
                m: plain\r\n  goes on   \r\ns:\r\n- 1\r\n- k: 'it''s'\r\n  w:\r\n\"q\\u0041\": { a: [1, 二], b: , c }\r\n\
                t: ~\r\nd: \"x\r\n  y\" # end\r\n";
    insta::assert_snapshot!(outline(text).join("\n"), @r##"
    map <- "键🧾: \"引\\\"号\"\r\nempty:\r\nl: |\r\n  一\r\n  two\r\n\r\nf: >-\r\n  x\r\n  y\r\nm: plain\r\n  goes on   \r\ns:\r\n- 1\r\n- k: 'it''s'\r\n  w:\r\n\"q\\u0041\": { a: [1, 二], b: , c }\r\nt: ~\r\nd: \"x\r\n  y\""
    键🧾 <- "键🧾"
    "引\"号" <- "\"引\\\"号\""
    empty <- "empty"
    "" <- ""
    l <- "l"
    "一\ntwo\n" <- "一\r\n  two"
    f <- "f"
    "x y" <- "x\r\n  y"
    m <- "m"
    "plain goes on" <- "plain\r\n  goes on"
    s <- "s"
    list <- "- 1\r\n- k: 'it''s'\r\n  w"
    "1" <- "1"
    map <- "k: 'it''s'\r\n  w"
    k <- "k"
    "it's" <- "'it''s'"
    w <- "w"
    "" <- ""
    qA <- "\"q\\u0041\""
    map <- "{ a: [1, 二], b: , c }"
    a <- "a"
    list <- "[1, 二]"
    "1" <- "1"
    "二" <- "二"
    b <- "b"
    "" <- ""
    c <- "c"
    "" <- ""
    t <- "t"
    "~" <- "~"
    d <- "d"
    "x y" <- "\"x\r\n  y\""
    "##);
}

#[test]
fn lists_begin_with_their_dash() {
    for text in [
        "k:\n- - 1\n- 2",
        "k:\n  - - 1\n  - 2",
        "k:\n-\n- 1",
        "- - 1\n  - 2\n- 3",
        "k:\n-\n  a: 1",
        "k:\n- [1]\n- -1",
    ] {
        let lists: Vec<String> = outline(text).into_iter().filter(|line| line.starts_with("list")).collect();
        assert!(
            lists.iter().all(|line| line.starts_with("list <- \"-") || line == "list <- \"[1]\""),
            "{text:?}: {lists:?}"
        );
    }
    assert_eq!(outline("k:\n- - 1\n- 2")[2..4], ["list <- \"- - 1\\n- 2\"", "list <- \"- 1\""]);
}

#[test]
fn absent_values_are_empty_and_plain() {
    let mut diagnostics = Diagnostics::default();
    for (text, expected, plain) in
        [("a:\n", "", true), ("a: ''\n", "", false), ("a: ~\n", "~", true), ("a: |\n", "", false)]
    {
        let root = read(FileId(0), text, &mut diagnostics).expect("a tree");
        let Value::Map(entries) = root.value else { panic!("{text}") };
        let Value::Scalar(scalar) = &entries[0].value.value else { panic!("{text}") };
        assert_eq!((scalar.text.as_str(), scalar.plain), (expected, plain), "{text}");
    }
}

/// Code, bytes at the place, and message of all that is wrong; and whether there is a tree.
#[track_caller]
fn check(text: &str, expected: &[(&str, &str, &str)], tree: Option<()>) {
    let mut diagnostics = Diagnostics::default();
    let root = read(FileId(0), text, &mut diagnostics);
    let slice = |span: Span| &text[span.start as usize..span.end as usize];
    let found: Vec<_> = diagnostics
        .iter()
        .map(|one| (one.code.number(), slice(one.primary.span), one.message.as_str()))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(root.map(|_| ()), tree);
}

#[test]
fn repeated_keys_are_left_out() {
    let text = "a: 1\nb: { c: 1, c: 2 }\n\"a\": 2\na: 3\n";
    check(
        text,
        &[
            ("S0105", "c", "the key `c` stands here twice"),
            ("S0105", "\"a\"", "the key `a` stands here twice"),
            ("S0105", "a", "the key `a` stands here twice"),
        ],
        Some(()),
    );
    let mut diagnostics = Diagnostics::default();
    let root = read(FileId(0), text, &mut diagnostics).expect("a tree");
    let first = diagnostics.iter().last().map(|one| one.secondary[0].span.start);
    assert_eq!(first, Some(0));
    let Value::Map(entries) = root.value else { panic!() };
    assert_eq!(entries.iter().map(|entry| entry.key.as_str()).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn what_yaml_can_do_beyond_texts_is_refused() {
    check(
        "a: &x !t v\n",
        &[("S0104", "!t", "tags are not allowed"), ("S0104", "&x", "anchors are not allowed")],
        Some(()),
    );
    check("a: ! v\n", &[("S0104", "!", "tags are not allowed")], Some(()));
    check(
        "a: *x\nb: *x\n",
        &[("S0104", "*x", "aliases are not allowed"), ("S0104", "*x", "aliases are not allowed")],
        None,
    );
    check(
        "<<: { a: 1 }\nb: 1\nb: 2\n",
        &[("S0104", "<<", "merge keys are not allowed"), ("S0105", "b", "the key `b` stands here twice")],
        None,
    );
    check("\"<<\": { a: 1 }\n", &[], Some(()));
    check("a: 1\n---\nb: 1\n", &[("S0104", "---", "a file holds one document")], Some(()));
    check("%YAML 1.2\n---\na: 1\n", &[("S0104", "%", "directives are not allowed")], None);
    check("---\na: 1\n...\n", &[], Some(()));
}

#[test]
fn keys_are_texts() {
    check(
        "? [a, b]\n: 1\n{ c: 1 }: 2\nd: 3\n",
        &[("S0109", "[a, b]", "a key must be a text"), ("S0109", "{ c: 1 }", "a key must be a text")],
        Some(()),
    );
    check("? \n: 1\n", &[("S0111", "", "a key is empty")], Some(()));
    check("\"a\\nb\": 1\n", &[("S0106", "\"a\\nb\"", "specs may not hold U+000A")], Some(()));
}

#[test]
fn nothing_hides_behind_an_escape() {
    check("a: \"x\\u202Ey\"\n", &[("S0106", "\"x\\u202Ey\"", "specs may not hold U+202E")], Some(()));
    check("\"\\e\": 1\n", &[("S0106", "\"\\e\"", "specs may not hold U+001B")], Some(()));
    check("a: |\n  x\ty\n", &[("S0106", "x\ty", "specs may not hold U+0009")], Some(()));
    check("a: \"x\\ny\"\n", &[], Some(()));
}

#[test]
fn there_is_an_end_to_depth_and_number() {
    let nest = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    check(&nest(MAX_DEPTH), &[], Some(()));
    check(&nest(MAX_DEPTH + 1), &[("S0103", "[", "maps and lists may nest 32 deep")], None);
    check(&nest(10_000), &[("S0103", "[", "maps and lists may nest 32 deep")], None);
    let blocks: String = (0..40).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    check(&blocks, &[("S0103", "", "maps and lists may nest 32 deep")], None);
    check(&"- 1\n".repeat(MAX_NODES - 1), &[], Some(()));
    check(&"- 1\n".repeat(MAX_NODES), &[("S0103", "1", "a file may have 20000 keys and values")], None);
}

#[test]
fn an_empty_file_is_told() {
    check("", &[("S0111", "", "the file is empty")], None);
    check("# nothing\n", &[("S0111", "", "the file is empty")], None);
}

#[test]
fn no_beginning_of_a_file_fails_badly() {
    let text = "\u{FEFF}# 注\r\n键🧾: \"引\\\"号\"\r\nl: |\r\n  一\r\ns:\r\n- &a 1\r\n- k: 'it''s'\r\n? [x]\r\n: { a: [1, *a], <<: , c }\r\n---\n";
    for end in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
        for part in [&text[..end], &text[end..]] {
            read(FileId(0), part, &mut Diagnostics::default());
        }
    }
}
