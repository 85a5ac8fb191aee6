//! Which members must have had a mark: those that the emitted tables hide.
//!
//! In: the emitted code of an API, and the marks that were put. Out: the members without one. Bodies that a vendor
//! posts are left out: no call sends or answers them.

use jiekou::example::Mark;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Hidden members of a closed set of values, which no mark fits into.
const ENUMS: &[(&str, &str, &str)] = &[("e_invoice.issue_medical", "MedicalService", "xb")];

/// A member that its table hides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    /// `group.file`
    place: String,
    model: String,
    wire: String,
}

/// Members of an API that are hidden and have no mark.
pub(super) fn unmarked(api: &str, put: &[Mark]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../generated/src").join(api);
    let mut files = Vec::new();
    list(&root, &mut files);
    let operations: BTreeSet<&str> = put.iter().map(|mark| mark.operation).collect();
    let rows: BTreeSet<Row> = files.iter().flat_map(|path| rows(path)).collect();
    assert!(!rows.is_empty(), "the tables hide something");
    let is_marked = |row: &Row| {
        let same = |mark: &&Mark| (mark.model, mark.wire) == (row.model.as_str(), row.wire.as_str());
        let shared = !operations.contains(row.place.as_str());
        put.iter().filter(same).any(|mark| shared || mark.operation == row.place)
    };
    let is_enum = |row: &Row| ENUMS.contains(&(row.place.as_str(), row.model.as_str(), row.wire.as_str()));
    let unmarked = rows.iter().filter(|row| !is_enum(row) && !is_marked(row));
    unmarked.map(|row| format!("{} {}.{}", row.place, row.model, row.wire)).collect()
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the emitted code is there").flatten() {
        match entry.path() {
            path if path.is_dir() => list(&path, files),
            path => files.push(path),
        }
    }
}

/// The hidden rows of one emitted file.
fn rows(path: &Path) -> Vec<Row> {
    let text = fs::read_to_string(path).expect("emitted code can be read");
    if text.contains("struct Notification") {
        return Vec::new();
    }
    let name = |path: Option<&Path>| {
        path.and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let place = format!("{}.{}", name(path.parent()), name(Some(path)));
    let (mut rows, mut model) = (Vec::new(), String::new());
    for line in text.lines() {
        if let Some((_, rest)) = line.split_once("struct ") {
            model = rest.split([' ', '<', '{']).next().unwrap_or_default().to_owned();
            // A call is declared by its builder.
            if model == "Builder" {
                "Request".clone_into(&mut model);
            }
        }
        let Some(row) = line.trim_start().strip_prefix("#[field(") else { continue };
        if let Some(wire) =
            row.split('"').nth(1).filter(|_| row.contains(", sensitive") || row.contains(", encrypted("))
        {
            rows.push(Row { place: place.clone(), model: model.clone(), wire: wire.to_owned() });
        }
    }
    rows
}
