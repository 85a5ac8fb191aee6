//! `generated/` is what the specs give, to the byte.

use codegen_tests::workspace;
use jiekou_codegen::diagnostics::{Colour, print};
use jiekou_codegen::{generate, load, write};

#[test]
fn the_client_is_what_the_specs_give() {
    let root = workspace();
    let files = load::read_dir(&root).expect("the specs can be read");
    let tree = generate(&files).unwrap_or_else(|wrong| panic!("{}", print(&wrong, &files, Colour::Never)));
    let difference = write::compare(&tree, &root.join("generated")).expect("the client can be read");
    assert!(
        difference.is_empty(),
        "`generated/` is not what `specs/` gives; run `cargo xtask codegen`, read the difference and commit it:\n{difference:#?}"
    );
}

#[test]
fn the_readme_tells_how_much_is_covered() {
    let files = load::read_dir(&workspace()).expect("the specs can be read");
    let model = jiekou_codegen::read(&files).expect("the specs are right");
    let readme = std::fs::read_to_string(workspace().join("README.md")).expect("a README");
    let coverage = jiekou_codegen::coverage(&model);
    for (api, covered) in model.apis.iter().zip(&coverage.apis) {
        let total = covered.total();
        let row = format!(
            "| `{}` {} | {} | {} | {} | {} |",
            covered.api, api.label, total.titles, total.specified, total.partial, total.title_only
        );
        assert!(readme.contains(&row), "the README has another row than\n{row}");
    }
}
