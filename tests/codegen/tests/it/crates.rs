//! A crate for each API: the same code as in the one crate, and a folder that follows the specs.

use std::fs;

use crate::snapshots::assert_snapshot;
use codegen_tests::{good, workspace};
use jiekou_codegen::load::read_dir;
use jiekou_codegen::source::{SourceFile, SourceFiles};
use jiekou_codegen::{Layout, Tree, generate, generate_as, write};

/// The fixtures whose pages are shown: one is plain, one has an encryption.
const SHOWN: [&str; 2] = ["encrypted_fields", "scalars"];

pub(crate) fn layout() -> Layout {
    Layout::Crates { libraries: "../codegen".to_owned() }
}

fn files_of(names: &[&str]) -> SourceFiles {
    let wanted = good().into_iter().filter(|fixture| names.contains(&fixture.name.as_str()));
    let files: Vec<SourceFile> = wanted
        .flat_map(|fixture| fixture.files.iter().map(|(_, file)| file.clone()).collect::<Vec<_>>())
        .collect();
    SourceFiles::new(files)
}

fn crates(files: &SourceFiles) -> Tree {
    generate_as(files, &layout()).expect("good specs")
}

/// Where a file of the one crate stands among crates; nothing where it is another there.
fn place(path: &str) -> Option<String> {
    match path.split('/').collect::<Vec<_>>()[..] {
        ["src", _, "mod.rs"] => None,
        ["src", api, ..] => path
            .strip_prefix(&format!("src/{api}/"))
            .map(|rest| format!("jiekou-{}/src/{rest}", api.replace('_', "-"))),
        ["clippy.toml" | "rustfmt.toml"] | ["examples", _] => Some(path.to_owned()),
        _ => None,
    }
}

#[test]
fn an_api_has_the_same_files_wherever_it_stands() {
    let names: Vec<String> = good().into_iter().map(|fixture| fixture.name).collect();
    let fixtures = files_of(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for files in [read_dir(&workspace()).expect("the specs can be read"), fixtures] {
        let (one, many) = (generate(&files).expect("good specs"), crates(&files));
        let same: Vec<(String, &str)> =
            one.iter().filter_map(|(path, text)| Some((place(path)?, text))).collect();
        assert!(same.len() > 100, "{}", same.len());
        for (path, text) in &same {
            assert_eq!(many.get(path), Some(*text), "{path}");
        }
        let apis = one.iter().filter(|(path, _)| path.ends_with("/mod.rs") && path.split('/').count() == 3);
        // Manifest, README and root of each crate, the facade's too, and its `.gitignore`.
        assert_eq!(many.len() - same.len(), 3 * (apis.count() + 1) + 1);
    }
}

#[test]
fn pages_and_roots_are_as_their_snapshot_says() {
    let tree = crates(&files_of(&SHOWN));
    let is_page = |path: &str| !path.contains("/src/") || path.ends_with("/src/lib.rs");
    let pages = tree.iter().filter(|(path, _)| is_page(path) && *path != "clippy.toml");
    let text: String = pages.map(|(path, text)| format!("==== {path}\n{text}\n")).collect();
    assert_snapshot("crates", "pages", &text);
}

#[test]
fn an_api_that_is_gone_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("clients");
    write::apply(&crates(&files_of(&SHOWN)), &place).expect("written");
    fs::write(place.join("Cargo.lock"), "cargo's").expect("written");
    fs::create_dir_all(place.join("target/debug")).expect("a folder");
    assert!(place.join("jiekou-scalars/src/item/create.rs").exists());
    let left = crates(&files_of(&SHOWN[..1]));
    write::apply(&left, &place).expect("written");
    assert!(!place.join("jiekou-scalars").exists());
    assert!(place.join("Cargo.lock").exists() && place.join("target/debug").exists());
    assert!(write::compare(&left, &place).expect("a difference").is_empty());
}

#[test]
fn order_of_reading_changes_nothing() {
    let files = files_of(&SHOWN);
    let backwards: Vec<SourceFile> = files.iter().map(|(_, file)| file.clone()).collect();
    assert_eq!(crates(&SourceFiles::new(backwards.into_iter().rev())), crates(&files));
}
