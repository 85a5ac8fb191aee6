//! One snapshot a case, all cases of a test in one run, and none left over.

use codegen_tests::{bad, good, package, workspace};
use jiekou_codegen::load::read_dir;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Compares a text with `snapshots/<folder>/<name>.snap`.
#[track_caller]
pub(crate) fn assert_snapshot(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(package().join("snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_description(format!("{folder}/{name}"));
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Runs a check for every case, so that one run shows all that fail.
#[track_caller]
pub(crate) fn for_each<T>(cases: &[T], name: impl Fn(&T) -> &str, check: impl Fn(&T)) {
    let failed: Vec<&str> = cases
        .iter()
        .filter(|case| catch_unwind(AssertUnwindSafe(|| check(case))).is_err())
        .map(&name)
        .collect();
    assert!(failed.is_empty(), "{} of {} cases failed: {}", failed.len(), cases.len(), failed.join(", "));
}

#[test]
fn no_snapshot_is_left_over_or_pending() {
    let mut expected = BTreeSet::new();
    expected.extend(bad().into_iter().map(|fixture| format!("bad/{}.snap", fixture.name)));
    expected.extend(crate::bad::MADE.iter().map(|(name, _)| format!("bad/{name}.snap")));
    expected.insert("diff/catalogue.snap".to_owned());
    expected.insert("skeleton/drafts.snap".to_owned());
    expected.insert("crates/pages.snap".to_owned());
    expected.extend(crate::show::WIDTHS.iter().map(|columns| format!("show/{columns}.snap")));
    expected.insert("mutations/slips.snap".to_owned());
    expected.extend(good().into_iter().map(|fixture| format!("good/{}.snap", fixture.name)));
    let specs = read_dir(&workspace()).expect("the specs can be read");
    let sheets = jiekou_codegen::sheets(&specs).expect("the specs are right");
    expected.extend(sheets.iter().map(|(path, _)| crate::sheets::snapshot_of(path)));
    let mut found = BTreeSet::new();
    collect(&package().join("snapshots"), "", &mut found);
    let over: Vec<&String> = found.difference(&expected).collect();
    assert!(
        over.is_empty(),
        "these files in tests/codegen/snapshots belong to no case; delete them, or accept the pending ones: {over:#?}"
    );
}

fn collect(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("the folder of snapshots") {
        let entry = entry.expect("an entry of the folder");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().expect("a type of file").is_dir() {
            collect(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name);
        }
    }
}
