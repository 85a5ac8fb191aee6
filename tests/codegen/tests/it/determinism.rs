//! The same specs give the same bytes: in any order, twice, and with either kind of line ends.

use codegen_tests::{good, workspace};
use jiekou_codegen::diagnostics::{Colour, print};
use jiekou_codegen::load::read_dir;
use jiekou_codegen::source::{SourceFile, SourceFiles};
use jiekou_codegen::{Tree, generate};

/// The real specs and all good fixtures.
fn all() -> Vec<Vec<SourceFile>> {
    let real = read_dir(&workspace()).expect("the specs can be read");
    let made = good().into_iter().map(|fixture| fixture.files);
    std::iter::once(real)
        .chain(made)
        .map(|files| files.iter().map(|(_, file)| file.clone()).collect())
        .collect()
}

#[track_caller]
fn tree_of(files: impl IntoIterator<Item = SourceFile>) -> Tree {
    let files = SourceFiles::new(files);
    generate(&files).unwrap_or_else(|wrong| panic!("{}", print(&wrong, &files, Colour::Never)))
}

#[test]
fn order_of_reading_changes_nothing() {
    for files in all() {
        let expected = tree_of(files.clone());
        assert_eq!(tree_of(files.clone()), expected, "a second run");
        assert_eq!(tree_of(files.iter().rev().cloned()), expected, "backwards");
        for step in [1, 3, 7] {
            let mut turned = files.clone();
            turned.rotate_left(step % files.len());
            // Every second file first, so that neighbours part.
            let (even, odd): (Vec<_>, Vec<_>) =
                turned.into_iter().enumerate().partition(|(at, _)| at % 2 == 0);
            let shuffled = odd.into_iter().chain(even).map(|(_, file)| file);
            assert_eq!(tree_of(shuffled), expected, "shuffled from {step}");
        }
    }
}

#[test]
fn line_ends_of_windows_change_nothing() {
    for files in all() {
        let expected = tree_of(files.clone());
        let windows =
            files.into_iter().map(|file| SourceFile { text: file.text.replace('\n', "\r\n"), ..file });
        assert_eq!(tree_of(windows), expected);
    }
}
