//! The pages of all codes: what they show is what happens, and the guide lists them as they are.

use crate::bad::{BESIDE, today};
use crate::snapshots::for_each;
use codegen_tests::{changed, workspace};
use jiekou_codegen::diagnostics::{Code, Colour, Page, guide};
use jiekou_codegen::lint;
use jiekou_codegen::report::Format;
use std::collections::BTreeSet;

#[test]
fn wrong_examples_give_their_code_and_right_ones_nothing() {
    for_each(
        Code::ALL,
        |code| code.number(),
        |code| {
            let page = Page::of(*code);
            let wrong = changed(page.wrong);
            let report = lint(&wrong, today());
            let found: BTreeSet<&str> =
                report.findings.iter().map(|one| one.diagnostic.code.number()).collect();
            let printed = report.text(Format::Human(Colour::Never), &wrong);
            let beside = BESIDE.iter().filter(|(one, _)| *one == code.number()).map(|(_, other)| *other);
            assert_eq!(found, beside.chain([code.number()]).collect(), "wrong:\n{printed}");
            let right = changed(page.right);
            let report = lint(&right, today());
            let printed = report.text(Format::Human(Colour::Never), &right);
            assert!(report.findings.is_empty(), "right:\n{printed}");
        },
    );
}

#[test]
fn the_guide_lists_all_codes_as_they_are() {
    let text = std::fs::read_to_string(workspace().join("specs/README.md")).expect("the guide");
    let written = guide(&text).expect("the guide has a place for the lists");
    assert!(text == written, "the lists in specs/README.md are old: run `cargo xtask explain --write`");
}
