//! How far a small change of the specs reaches: a reviewer sees what was changed and nothing else.

use codegen_tests::workspace;
use jiekou_codegen::load::read_dir;
use jiekou_codegen::source::{SourceFile, SourceFiles};
use jiekou_codegen::{Tree, generate, sheets};

/// The paths of files that differ between two trees.
fn differences(before: &Tree, after: &Tree) -> Vec<String> {
    let changed = after.iter().filter(|(path, text)| before.get(path) != Some(*text));
    let gone = before.iter().filter(|(path, _)| after.get(path).is_none());
    changed.chain(gone).map(|(path, _)| path.to_owned()).collect()
}

fn real_specs() -> SourceFiles {
    read_dir(&workspace()).expect("the real specs")
}

/// The real specs with one text of one file replaced.
fn edited(path: &str, from: &str, to: &str) -> SourceFiles {
    let specs = real_specs();
    SourceFiles::new(specs.iter().map(|(_, file)| {
        let text = if file.path == path { file.text.replacen(from, to, 1) } else { file.text.clone() };
        assert!(file.path != path || text != file.text, "`{from}` stands in {path}");
        SourceFile { path: file.path.clone(), text }
    }))
}

#[test]
fn an_optional_field_changes_one_emitted_file_and_one_sheet() {
    let spec = "specs/qixiangyun/account/update.yaml";
    let field = "  sjhm: { type: string }\n";
    let before = real_specs();
    let after = edited(spec, field, &format!("{field}  remark: {{ type: string, label: 备注 }}\n"));
    let emitted =
        differences(&generate(&before).expect("real specs"), &generate(&after).expect("a good field"));
    assert_eq!(emitted, ["src/qixiangyun/account/update.rs"]);
    let sheets = differences(&sheets(&before).expect("real specs"), &sheets(&after).expect("a good field"));
    assert_eq!(sheets, ["qixiangyun/account.update.txt"]);
}

#[test]
fn a_new_call_leaves_the_others_alone() {
    let before = real_specs();
    let call = "\
operation: account.freeze
label: 账号冻结
about: Freezes an account.
http: POST /v2/public/account/freeze
evidence: [{ page: pretend }]
examples:
  - { name: one, request: {}, response: { code: \"2000\" } }
";
    let path = "specs/qixiangyun/inventory.yaml";
    let with_title = edited(path, "titles:\n", "titles:\n  - { title: 账号冻结, spec: account.freeze }\n");
    let new = SourceFile { path: "specs/qixiangyun/account/freeze.yaml".into(), text: call.into() };
    let after = SourceFiles::new(with_title.iter().map(|(_, file)| file.clone()).chain([new]));
    let emitted =
        differences(&generate(&before).expect("real specs"), &generate(&after).expect("a good call"));
    // The coverage stands in the crate's page and in the API's.
    let expected = [
        "README.md",
        "src/lib.rs",
        "src/qixiangyun/account/examples.rs",
        "src/qixiangyun/account/freeze.rs",
        "src/qixiangyun/account/mod.rs",
        "src/qixiangyun/mod.rs",
    ];
    assert_eq!(emitted, expected);
}
