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
