//! What is left of an earlier run never shows in an output: it only saves time.

use crate::crates::layout;
use codegen_tests::good;
use jiekou_codegen::cache::Cache;
use jiekou_codegen::load::Kept;
use jiekou_codegen::source::SourceFiles;
use jiekou_codegen::{Earlier, Layout, Tree, generate, generate_as, regenerate, write};
use std::fs;
use std::path::Path;

/// All good fixtures with what they give.
fn all() -> Vec<(SourceFiles, Tree)> {
    let whole = |files: SourceFiles| {
        let tree = generate(&files).expect("a good fixture");
        (files, tree)
    };
    good().into_iter().map(|fixture| whole(fixture.files)).collect()
}

/// Runs as the command does, and tells what it would write.
fn run(cache: &Cache, files: &SourceFiles, folder: &Path) -> Tree {
    run_as(cache, files, &Layout::One, folder)
}

fn run_as(cache: &Cache, files: &SourceFiles, layout: &Layout, folder: &Path) -> Tree {
    let (tree, record) = regenerate(files, layout, Some(&mut Kept::default()), &mut cache.recall(folder))
        .expect("a good fixture");
    write::apply(&tree, folder).expect("written");
    cache.keep(&record);
    tree
}

#[test]
fn one_folder_for_all_specs_one_after_the_other() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = place.path().join("generated");
    let program = std::env::current_exe().expect("this program");
    let cache = Cache::new(&place.path().join("record"), &program).expect("this program can be read");
    for (files, expected) in all() {
        assert_eq!(run(&cache, &files, &folder), expected, "after other specs");
        assert_eq!(run(&cache, &files, &folder), expected, "after the same specs");
        let edited = folder.join("src/lib.rs");
        fs::write(&edited, "edited").expect("written");
        assert_eq!(run(&cache, &files, &folder), expected, "after an edit of the output");
        fs::remove_file(&edited).expect("removed");
        assert_eq!(run(&cache, &files, &folder), expected, "after a file was lost");
        assert!(write::compare(&expected, &folder).expect("a difference").is_empty());
    }
}

#[test]
fn what_was_left_by_another_layout_never_shows() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = place.path().join("generated");
    let program = std::env::current_exe().expect("this program");
    let cache = Cache::new(&place.path().join("record"), &program).expect("this program can be read");
    let elsewhere = Layout::Crates { libraries: "../../elsewhere".to_owned() };
    for (files, one) in all().into_iter().take(3) {
        for layout in [layout(), elsewhere.clone(), Layout::One, layout()] {
            let expected = generate_as(&files, &layout).expect("a good fixture");
            assert_eq!(run_as(&cache, &files, &layout, &folder), expected, "{layout:?}");
            assert_eq!(run_as(&cache, &files, &layout, &folder), expected, "{layout:?} again");
            assert_eq!(expected == one, layout == Layout::One);
        }
    }
}

#[test]
fn without_an_earlier_run_everything_is_made() {
    for (files, expected) in all().into_iter().take(3) {
        let (tree, _) = regenerate(&files, &Layout::One, Some(&mut Kept::default()), &mut Earlier::default())
            .expect("a good fixture");
        assert_eq!(tree, expected);
    }
}
