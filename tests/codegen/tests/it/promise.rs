//! The promise to authors: one run shows every mistake at its place, and nothing is written.

use codegen_tests::base;
use jiekou_codegen::diagnostics::{Colour, print};
use jiekou_codegen::source::{SourceFile, SourceFiles};
use jiekou_codegen::{generate, write};

const GLOSSARY: &str = "\
glossary: pretend
fields:
  xm: { name: person_name, sensitiv: true }
  mc: { name: personName }
";
const UPDATE: &str = "\
operation: account.update
label: 账号修改
about: Changes an account.
http: POST /account/update
evidence: [{ page: doc-2 }]
request:
  kind: { type: Knid }
  xm: { type: string, required: true }
examples:
  - name: nothing is changed
    request: {}
    response: { code: 0 }
";
const INVENTORY: &str = "\
inventory: pretend
evidence: [{ page: doc-1 }]
titles:
  - { title: 账号修改, spec: account.update }
";

fn files() -> SourceFiles {
    let wrong = [("glossary.yaml", GLOSSARY), ("account/update.yaml", UPDATE), ("inventory.yaml", INVENTORY)];
    let wrong =
        wrong.map(|(path, text)| SourceFile { path: format!("specs/pretend/{path}"), text: text.to_owned() });
    SourceFiles::new(base().iter().map(|(_, file)| file.clone()).chain(wrong))
}

#[test]
fn five_mistakes_in_three_files_are_shown_at_once_and_nothing_is_written() {
    let files = files();
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("before.rs"), "// untouched\n").expect("a file");

    let outcome = generate(&files).map(|tree| write::apply(&tree, folder.path()).expect("a tree is written"));

    let diagnostics = outcome.expect_err("there are mistakes");
    let places: Vec<(&str, usize, &str)> = diagnostics
        .iter()
        .map(|one| {
            let file = files.file(one.primary.span.file);
            let line = 1 + file.text[..one.primary.span.start as usize].matches('\n').count();
            (file.path.as_str(), line, one.code.number())
        })
        .collect();
    assert_eq!(
        places,
        [
            ("specs/pretend/account/update.yaml", 7, "S0201"),
            ("specs/pretend/account/update.yaml", 11, "S0402"),
            ("specs/pretend/glossary.yaml", 3, "S0107"),
            ("specs/pretend/glossary.yaml", 4, "S0303"),
            ("specs/pretend/inventory.yaml", 3, "S0701"),
        ]
    );
    let printed = print(&diagnostics, &files, Colour::Never);
    assert!(printed.ends_with("error: 5 mistakes in 3 files\n"), "{printed}");
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    assert_eq!(left, [folder.path().join("before.rs")]);
    assert_eq!(std::fs::read_to_string(&left[0]).expect("the file"), "// untouched\n");
}
