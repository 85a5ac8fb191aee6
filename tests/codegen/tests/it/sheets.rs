//! The surface sheets of the real specs: the texts that a reviewer of a spec compares.

use crate::snapshots::{assert_snapshot, for_each};
use codegen_tests::workspace;
use jiekou_codegen::diagnostics::{Colour, print};
use jiekou_codegen::load::read_dir;

/// Where the snapshot of a sheet lies, below `snapshots/`.
pub(crate) fn snapshot_of(sheet: &str) -> String {
    let (folder, name) = place_of(sheet);
    format!("{folder}/{name}.snap")
}

/// The folder and the name of a sheet's snapshot: one folder an API, one file a call.
fn place_of(sheet: &str) -> (String, String) {
    let stem = sheet.rsplit_once('.').map_or(sheet, |(stem, _)| stem);
    let (api, name) = stem.split_once('/').expect("sheets lie in a folder of their API");
    (format!("sheets/{api}"), name.replace('/', "."))
}

#[test]
fn each_real_call_has_the_surface_that_its_sheet_says() {
    let files = read_dir(&workspace()).expect("the specs can be read");
    let sheets = jiekou_codegen::sheets(&files)
        .unwrap_or_else(|wrong| panic!("{}", print(&wrong, &files, Colour::Never)));
    let all: Vec<(&str, &str)> = sheets.iter().collect();
    for_each(
        &all,
        |(path, _)| path,
        |(path, text)| {
            let (folder, name) = place_of(path);
            assert_snapshot(&folder, &name, text);
        },
    );
}
