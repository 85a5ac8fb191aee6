//! Who may know whom: rooms of the generator, and crates.

use super::rust::{RustFile, all, assert_none, has_word};
use codegen_tests::workspace;
use std::fs;

/// Rooms of plain data, and of what has nothing to do with any.
const DATA: &[&str] = &[
    "coverage",
    "date",
    "diagnostics",
    "draft",
    "escape",
    "fingerprint",
    "ir",
    "language",
    "model",
    "modeline",
    "names",
    "record",
    "report",
    "scalar",
    "source",
    "threads",
    "tree",
    "width",
    "wording",
];
/// Rooms that turn one kind of data into the next.
const STAGES: &[&str] = &[
    "cache", "canon", "diff", "lint", "load", "lower", "render", "resolve", "schema", "sheet", "show",
    "skeleton", "write",
];
/// What one stage may take from another: the type that `load` hands to `resolve` and `lint`.
const HANDED_OVER: &[(&str, &str)] =
    &[("canon", "load::Source"), ("lint", "load::Source"), ("resolve", "load::Source")];
/// Crates that few rooms see.
const SEEN_BY: &[(&[&str], &[&str])] = &[
    (&["load"], &["granit_parser"]),
    (&["render"], &["quote", "syn", "prettyplease", "minijinja", "proc_macro2"]),
    (&["names"], &["heck"]),
    (&["diagnostics"], &["annotate_snippets"]),
    (&["fingerprint"], &["sha2"]),
    // Each has a JSON of its own for programs.
    (&["diff", "report", "schema"], &["serde_json"]),
    (&["width"], &["unicode_width"]),
];
/// Manifests, and the crates of this workspace that they may name.
const MANIFESTS: &[(&str, &[&str])] = &[
    ("codegen/Cargo.toml", &[]),
    ("codegen/runtime/Cargo.toml", &[]),
    ("codegen/mock/Cargo.toml", &["jiekou-mock", "jiekou-runtime"]),
    ("generated/Cargo.toml", &["jiekou-mock", "jiekou-runtime"]),
    ("xtask/Cargo.toml", &["jiekou-codegen"]),
    ("tests/codegen/Cargo.toml", &["jiekou-codegen"]),
];

#[test]
fn every_room_is_known_here() {
    let files = all();
    let unknown: Vec<String> = files
        .iter()
        .filter(|file| {
            file.room().is_some_and(|room| {
                room != "lib" && room != "templates" && !DATA.contains(&room) && !STAGES.contains(&room)
            })
        })
        .map(|file| file.path.clone())
        .collect();
    assert_none(&unknown, "say in tests/codegen/tests/it/tidy/rooms.rs whether these are data or a stage:");
}

#[test]
fn data_knows_no_stage_and_stages_know_no_other() {
    let mut found = Vec::new();
    for file in all().iter().filter(|file| !file.is_test()) {
        let Some(room) = file.room().filter(|room| *room != "lib") else { continue };
        for (line, path) in paths_from_the_root(file) {
            let other = path.split("::").next().unwrap_or_default();
            let handed_over = HANDED_OVER.contains(&(room, path.as_str()));
            if STAGES.contains(&other) && other != room && !handed_over {
                found.push(format!("{}:{line}: `{room}` uses `{path}`", file.path));
            }
        }
    }
    assert_none(&found, "`lib.rs` alone knows the order of stages; hand the data over there:");
}

/// What the file takes from `crate::…`, down to the second name: `load::Source`.
fn paths_from_the_root(file: &RustFile) -> Vec<(usize, String)> {
    let mut paths = Vec::new();
    for (at, line) in file.statements() {
        for (start, _) in line.match_indices("crate::") {
            let rest = &line[start + "crate::".len()..];
            if let Some(group) = rest.strip_prefix('{') {
                let group = group.split('}').next().unwrap_or_default();
                let names = group.split(['{', ',']).map(str::trim).filter(|name| !name.is_empty());
                paths.extend(names.map(|name| (at, name.to_owned())));
            } else {
                let name = |part: &str| {
                    part.split(|one: char| !one.is_alphanumeric() && one != '_')
                        .next()
                        .unwrap_or_default()
                        .to_owned()
                };
                let parts: Vec<String> = rest.splitn(3, "::").take(2).map(name).collect();
                paths.push((at, parts.join("::")));
            }
        }
    }
    paths
}

#[test]
fn foreign_crates_are_seen_by_few_rooms() {
    let mut found = Vec::new();
    for file in all().iter().filter(|file| file.path.starts_with("codegen/src/")) {
        let is_owner = |owners: &[&str]| file.room().is_some_and(|room| owners.contains(&room));
        for (owners, crates) in SEEN_BY.iter().filter(|(owners, _)| !is_owner(owners)) {
            for (at, line) in
                file.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
            {
                let seen = crates.iter().filter(|name| has_path(line, name));
                let owners = owners.join("` and `");
                found.extend(
                    seen.map(|name| format!("{}:{}: `{name}` belongs to `{owners}`", file.path, at + 1)),
                );
            }
        }
    }
    assert_none(&found, "ask the room that the crate belongs to:");
}

/// Whether a line names a crate, not a variable of that name.
fn has_path(line: &str, name: &str) -> bool {
    has_word(line, name) && (line.contains(&format!("{name}::")) || line.trim_start().starts_with("use "))
}

#[test]
fn generator_and_runtime_do_not_know_each_other() {
    let files = all();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("codegen/runtime/")) {
        let lines = file.text.lines().enumerate().filter(|(_, line)| line.contains("jiekou_codegen"));
        found.extend(lines.map(|(at, _)| format!("{}:{}: the generator in the runtime", file.path, at + 1)));
    }
    for file in
        files.iter().filter(|file| file.path.starts_with("codegen/src/") && file.room() != Some("render"))
    {
        let lines = file.statements().filter(|(_, line)| line.contains("jiekou_runtime::"));
        found.extend(
            lines.map(|(at, _)| format!("{}:{at}: a path of the runtime outside `render`", file.path)),
        );
    }
    assert_none(&found, "what both must agree on stands in render/paths.rs:");
}

#[test]
fn manifests_name_only_whom_they_may() {
    let mut found = Vec::new();
    for (path, allowed) in MANIFESTS {
        let text = fs::read_to_string(workspace().join(path))
            .unwrap_or_else(|error| panic!("cannot read `{path}`: {error}"));
        let named = text
            .lines()
            .filter_map(|line| line.split(['.', ' ', '=']).next())
            .filter(|key| key.starts_with("jiekou"));
        found.extend(named.filter(|key| !allowed.contains(key)).map(|key| format!("{path}: `{key}`")));
    }
    assert_none(&found, "cut these dependencies; a broken client may never stop the generator:");
}

#[test]
fn paths_are_found() {
    let file = |text: &str| RustFile { path: "codegen/src/lower.rs".into(), text: text.into() };
    let paths =
        |text: &str| paths_from_the_root(&file(text)).into_iter().map(|(_, path)| path).collect::<Vec<_>>();
    assert_eq!(paths("use crate::load::Source;"), ["load::Source"]);
    assert_eq!(paths("use crate::load;"), ["load"]);
    assert_eq!(paths("use crate::{ir, load};"), ["ir", "load"]);
    assert_eq!(paths("fn f() -> crate::write::Difference { f() }"), ["write::Difference"]);
}
