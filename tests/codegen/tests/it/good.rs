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
            assert_snapshot(
                "good",
                &fixture.name,
                &joined(&tree, |path| {
                    fixture.name == WHOLE || (path.starts_with("src/") && path != "src/lib.rs")
                }),
            );
        },
    );
}

fn joined(tree: &Tree, wanted: impl Fn(&str) -> bool) -> String {
    tree.iter()
        .filter(|(path, _)| wanted(path))
        .map(|(path, text)| format!("==== {path}\n{text}\n"))
        .collect()
}
