//! The layout of small files, and that what they say stays.

use super::*;
use crate::canonical;
use crate::source::{FileId, SourceFiles};

const PATH: &str = "specs/a/g/o.yaml";
const LINE: &str = "# yaml-language-server: $schema=../../schema/operation.json\n";

/// What becomes of a file; it becomes the same again.
#[track_caller]
fn check(text: &str, expected: &str) {
    let file = |text: &str| SourceFiles::new([SourceFile { path: PATH.into(), text: text.into() }]);
    let laid_out = |text: &str| {
        let made = canonical(&file(text));
        assert!(made.refused.is_empty(), "{:?}", made.refused);
        made.files.file(FileId(0)).text.clone()
    };
    let once = laid_out(text);
    assert_eq!(once, format!("{LINE}{expected}"));
    assert_eq!(laid_out(&once), once, "a second time changes nothing");
}

#[test]
fn blanks_are_those_of_everybody() {
    check(
        "operation:   g.o\nlabel: a\n\n\n\nhttp: POST /x   \n\n",
        "operation: g.o\nlabel: a\n\nhttp: POST /x\n",
    );
    check("notes:\n- a\n-   b\n", "notes:\n  - a\n  - b\n");
    check(
        "request:\n\n      a: {type: id,required: true}\n",
        "request:\n  a: { type: id, required: true }\n",
    );
    check("examples:\n    - name: x\n\n      request: {}\n", "examples:\n  - name: x\n\n    request: {}\n");
    check("notes: [ a,b , [  ] ]\n", "notes: [a, b, []]\n");
}

#[test]
fn keys_stand_in_the_order_of_the_language() {
    check("label: a\noperation: g.o\n", "operation: g.o\nlabel: a\n");
    check(
        "request: { b: { required: true, type: id }, a: {} }\n",
        "request: { b: { type: id, required: true }, a: {} }\n",
    );
    check(
        "examples:\n  - request: { z: 1, a: 2 }\n    name: x\n",
        "examples:\n  - name: x\n    request: { z: 1, a: 2 }\n",
    );
    check("unknown: 1\nlabel: a\n", "label: a\nunknown: 1\n");
}

#[test]
fn quotes_stand_where_they_are_needed() {
    check("label: \"a\"\nabout: 'a: b'\n", "label: a\nabout: \"a: b\"\n");
    check("notes: ['a, b', \"12\", 12, \"x\"]\n", "notes: [\"a, b\", \"12\", 12, x]\n");
    check("about: '{\"a\": \"b\"}'\n", "about: '{\"a\": \"b\"}'\n");
    check("codes: { '4xxx': {}, 'A1': {}, 5xxx: {} }\n", "codes: { \"4xxx\": {}, A1: {}, 5xxx: {} }\n");
}

#[test]
fn comments_stay_with_what_they_are_about() {
    check(
        "# first\nlabel: a # of the label\n# of the operation\noperation: g.o\n# last\n",
        "# first\n# of the operation\noperation: g.o\nlabel: a  # of the label\n# last\n",
    );
    check(
        "request: # all\n  # of a\n  a: {} # one\n\n  # the rest\nnotes: [x] #yes\n",
        "notes: [x]  #yes\nrequest:  # all\n  # of a\n  a: {}  # one\n\n  # the rest\n",
    );
    check("notes:\n  # one\n  - a\n\n  # two\n\n  - b\n", "notes:\n  # one\n  - a\n\n  # two\n\n  - b\n");
    check("label: a#b\nabout: \"#c\"\n", "label: a#b\nabout: \"#c\"\n");
}

#[test]
fn flow_stays_flow_unless_a_comment_or_its_length_stands_in_the_way() {
    check("notes: [a,\n  b]\n", "notes: [a, b]\n");
    check("notes: [a, # why\n  b]\n", "notes:\n  - a  # why\n  - b\n");
    let (a, b) = ("a".repeat(70), "b".repeat(70));
    check(&format!("notes: [{a},\n  {b}]\n"), &format!("notes:\n  - {a}\n  - {b}\n"));
    check(&format!("notes: [{a}, {b}]\n"), &format!("notes: [{a}, {b}]\n"));
    let wide = "账".repeat(30);
    check(&format!("notes: [{wide},\n  {wide}]\n"), &format!("notes:\n  - {wide}\n  - {wide}\n"));
}

#[test]
fn texts_of_several_lines_stay_so() {
    check("about: >-\n     one\n     two\n", "about: >-\n  one\n  two\n");
    check("notes:\n  - |\n    one\n\n      two\n  - b\n", "notes:\n  - |\n    one\n\n      two\n  - b\n");
    check("notes:\n  - a\n\n  - >-\n     b\n     c\n", "notes:\n  - a\n\n  - >-\n    b\n    c\n");
    check("about: one\n  two\n", "about: one two\n");
    let (a, b) = ("a".repeat(100), "b".repeat(30));
    check(&format!("about: \"{a}\n  {b}\"\n"), &format!("about: >-\n  {a}\n  {b}\n"));
    check(&format!("about: {a} {b}\n"), &format!("about: {a} {b}\n"));
}

#[test]
fn the_line_for_editors_comes_first() {
    check("# yaml-language-server: $schema=old.json\nlabel: a\n", "label: a\n");
    check("label: a\n# yaml-language-server: $schema=old.json\n", "label: a\n");
}

#[test]
fn a_file_that_cannot_be_read_whole_is_left_alone() {
    for text in ["a: 1\na: 2\n", "a: {\n", "a: &x 1\n"] {
        let made = canonical(&SourceFiles::new([SourceFile { path: PATH.into(), text: text.into() }]));
        assert_eq!(made.files.file(FileId(0)).text, text);
        assert_eq!(made.refused.len(), 1, "{text}");
    }
}
