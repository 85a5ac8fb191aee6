//! One feature of the spec language a fixture, through the whole generator.

use crate::snapshots::{assert_snapshot, for_each};
use codegen_tests::good;
use jiekou_codegen::diagnostics::{Colour, print};
use jiekou_codegen::{Tree, generate};

/// The fixture whose snapshot shows the files of the crate as well, not only those of the API.
const WHOLE: &str = "scalars";

#[test]
fn each_feature_is_emitted_as_its_snapshot_says() {
    for_each(
        &good(),
        |fixture| &fixture.name,
        |fixture| {
            let tree = generate(&fixture.files)
                .unwrap_or_else(|wrong| panic!("{}", print(&wrong, &fixture.files, Colour::Never)));
            assert_snapshot("good", &fixture.name, &joined(&tree, |path| {
                fixture.name == WHOLE || (path.starts_with("src/") && path != "src/lib.rs")
            }));
        },
    );
}

#[test]
fn emitted_files_have_one_look() {
    for fixture in good() {
        let tree = generate(&fixture.files).expect("good fixtures are right");
        for (path, text) in tree.iter() {
            let place = format!("`{path}` of the fixture `{}`", fixture.name);
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{place} ends with one line feed");
            assert!(!text.contains('\r'), "{place} has line ends of Windows");
            let blank = text.lines().position(|line| line.ends_with([' ', '\t']));
            assert_eq!(blank, None, "{place} has a blank at the end of this line (counted from 0)");
        }
    }
}

fn joined(tree: &Tree, wanted: impl Fn(&str) -> bool) -> String {
    tree.iter().filter(|(path, _)| wanted(path)).map(|(path, text)| format!("==== {path}\n{text}\n")).collect()
}
