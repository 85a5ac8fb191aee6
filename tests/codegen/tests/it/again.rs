//! What is left of an earlier run never shows in an output: it only saves time.

use crate::crates::layout;
use codegen_tests::{base, changed, good, workspace};
use jiekou_codegen::cache::Cache;
use jiekou_codegen::diagnostics::{self, Colour, Diagnostics};
use jiekou_codegen::source::{SourceFile, SourceFiles};
use jiekou_codegen::{Earlier, Kept, Layout, Tree, generate, generate_as, load, regenerate, write};
use std::collections::BTreeSet;
use std::fs;
use std::iter;
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
    let (tree, record) = regenerate(files, layout, None, &mut cache.recall(folder)).expect("a good fixture");
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
        let (mut kept, mut earlier) = (Kept::default(), Earlier::default());
        for layout in [layout(), elsewhere.clone(), Layout::One, layout()] {
            let expected = generate_as(&files, &layout).expect("a good fixture");
            assert_eq!(run_as(&cache, &files, &layout, &folder), expected, "{layout:?}");
            assert_eq!(run_as(&cache, &files, &layout, &folder), expected, "{layout:?} again");
            assert_eq!(expected == one, layout == Layout::One);
            let (tree, record) =
                regenerate(&files, &layout, Some(&mut kept), &mut earlier).expect("a good fixture");
            assert_eq!(tree, expected, "{layout:?} in a process that stays");
            earlier = Earlier::of(record, tree);
        }
    }
}

#[test]
fn without_an_earlier_run_everything_is_made() {
    for (files, expected) in all().into_iter().take(3) {
        let (tree, _) =
            regenerate(&files, &Layout::One, None, &mut Earlier::default()).expect("a good fixture");
        assert_eq!(tree, expected);
    }
}

/// A process that stays: what it keeps from run to run.
#[derive(Default)]
struct Process {
    kept: Kept,
    earlier: Earlier,
}

impl Process {
    /// Runs again and compares with a run that knows nothing; whether the specs are right.
    fn run(&mut self, files: &SourceFiles, what: &str) -> bool {
        let texts = |mistakes: Diagnostics| diagnostics::print(&mistakes, files, Colour::Never);
        let made = regenerate(files, &Layout::One, Some(&mut self.kept), &mut self.earlier);
        assert_eq!(
            made.as_ref().map(|(tree, _)| tree.clone()).map_err(|mistakes| texts(mistakes.clone())),
            generate(files).map_err(texts),
            "{what}"
        );
        let Ok((tree, record)) = made else { return false };
        self.earlier = Earlier::of(record, tree);
        true
    }
}

/// The specs with another text of one file.
fn with_text(files: &SourceFiles, path: &str, text: &str) -> SourceFiles {
    SourceFiles::new(files.iter().map(|(_, file)| {
        let text = if file.path == path { text } else { &file.text };
        SourceFile { path: file.path.clone(), text: text.to_owned() }
    }))
}

/// A text with another line at a place, counted from zero; its other lines keep their ends.
fn with_line(text: &str, at: usize, other: impl Fn(&str) -> String) -> String {
    let lines = text.split_inclusive('\n').enumerate();
    lines.map(|(line, text)| if line == at { other(text) } else { text.to_owned() }).collect()
}

#[test]
fn a_process_that_stays_says_what_a_new_one_says() {
    let mut right = [0, 0];
    for (fixture, files) in good().into_iter().map(|fixture| (fixture.name, fixture.files)) {
        let mut process = Process::default();
        process.run(&files, &fixture);
        let lines = |file: &SourceFile| file.text.lines().count();
        let all = files.iter().flat_map(|(_, file)| (0..lines(file)).map(move |line| (file, line)));
        for (file, line) in all.step_by(3) {
            let what = format!("{fixture}: {} without line {}", file.path, line + 1);
            let text = with_line(&file.text, line, |_| String::new());
            right[usize::from(process.run(&with_text(&files, &file.path, &text), &what))] += 1;
        }
    }
    assert!(right.iter().all(|runs| *runs > 100), "wrong and right: {right:?}");
}

/// Other texts of one line: its first name, its last word, nothing at all.
fn otherwise(line: &str) -> [String; 3] {
    let last = line.rfind(|letter: char| letter.is_ascii_alphanumeric()).map_or(line.len(), |at| at + 1);
    let (before, after) = line.split_at(last);
    [line.replacen("name: ", "name: x", 1), format!("{before}x{after}"), String::new()]
}

#[test]
fn what_an_api_says_is_read_again_by_the_groups_that_it_concerns() {
    let mut right = [0, 0];
    for (fixture, files) in good().into_iter().map(|fixture| (fixture.name, fixture.files)) {
        let mut process = Process::default();
        process.run(&files, &fixture);
        for (_, api) in files.iter().filter(|(_, file)| sort_of(&file.path) == "api.yaml") {
            let all = api.text.split_inclusive('\n').enumerate();
            for (at, other) in all.flat_map(|(at, line)| otherwise(line).map(|other| (at, other))) {
                let text = with_line(&api.text, at, |_| other.clone());
                let what = format!("{fixture}: {} with `{other}` as line {}", api.path, at + 1);
                right[usize::from(process.run(&with_text(&files, &api.path, &text), &what))] += 1;
            }
        }
    }
    assert!(right.iter().all(|runs| *runs > 100), "wrong and right: {right:?}");
}

#[test]
fn what_a_broken_file_hid_is_told_when_it_is_whole() {
    let elsewhere = "# --- specs/pretend/auth/login.yaml (more)\nwith: [gone]\n";
    let broken = format!("# --- specs/pretend/account/update.yaml\na: {{\n{elsewhere}");
    let mut process = Process::default();
    assert!(process.run(&base(), "the base"));
    assert!(!process.run(&changed(&broken), "a broken file"));
    assert!(!process.run(&changed(elsewhere), "the mistake elsewhere"));
    assert!(process.run(&base(), "the base again"));
}

#[test]
fn a_set_has_users_in_groups_that_are_kept() {
    let glossary =
        "# --- specs/pretend/glossary.yaml\nglossary: pretend\nsets: { head: { trace: { type: string } } }\n";
    let login = "# --- specs/pretend/auth/login.yaml (more)\nwith: [head]\n";
    let update = "# --- specs/pretend/account/update.yaml (more)\nnotes: [Now with a note.]\n";
    let mut process = Process::default();
    assert!(process.run(&changed(&format!("{glossary}{login}")), "used by `auth`"));
    assert!(process.run(&changed(&format!("{glossary}{login}{update}")), "used by `auth`, which is kept"));
    assert!(!process.run(&changed(&format!("{glossary}{update}")), "used by nobody"));
}

#[test]
fn a_code_of_an_api_is_compared_with_those_of_calls_that_are_kept() {
    let update = "# --- specs/pretend/account/update.yaml (more)\ncodes: { \"7\": { name: gone, means: It is gone. } }\n";
    let of_api = |name: &str| {
        let api = format!(
            "# --- specs/pretend/api.yaml (more)\ncodes: {{ \"8\": {{ name: {name}, means: It is late. }} }}\n"
        );
        changed(&format!("{api}{update}"))
    };
    let mut process = Process::default();
    assert!(process.run(&of_api("late"), "another name"));
    assert!(process.run(&of_api("later"), "still another"));
    assert!(!process.run(&of_api("gone"), "the same name"));
    assert!(process.run(&of_api("late"), "the first again"));
}

#[test]
fn titles_are_compared_with_calls_that_come_and_go() {
    let note = "# --- specs/pretend/account/update.yaml (more)\nnotes: [A note.]\n";
    // Behind the inventory, whose number stays.
    let more = "# --- specs/pretend/tax/list.yaml\noperation: tax.list\nlabel: 列表\nabout: A list.\nhttp: POST /tax/list\nevidence: [{ page: doc-4 }]\n";
    let mut process = Process::default();
    assert!(process.run(&base(), "the base"));
    assert!(process.run(&changed(note), "a call says more"));
    assert!(!process.run(&changed(more), "a call without a title"));
    assert!(process.run(&base(), "the base again"));
}

/// The name of a file that is no call's, or that of all calls.
fn sort_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    let others = ["api.yaml", "glossary.yaml", "inventory.yaml", "mock.yaml", "group.yaml"];
    if others.contains(&name) { name } else { "a call" }
}

#[test]
fn each_sort_of_real_file_is_read_again_when_it_changes() {
    let files = load::read_dir(&workspace()).expect("the specs");
    let mut process = Process::default();
    assert!(process.run(&files, "the whole"));
    let mut seen = BTreeSet::new();
    for (_, changed) in files.iter().filter(|(_, file)| file.path.starts_with("specs/qixiangyun/")) {
        if !seen.insert(sort_of(&changed.path)) {
            continue;
        }
        let right = process.run(&with_text(&files, &changed.path, &reworded(&changed.text)), &changed.path);
        assert!(right, "{} is as right as before", changed.path);
        assert!(process.run(&files, "the whole again"));
    }
    assert_eq!(seen.len(), 6);
}

#[test]
fn words_and_enums_of_a_real_glossary_are_read_again_where_they_are_used() {
    let files = load::read_dir(&workspace()).expect("the specs");
    let mut process = Process::default();
    assert!(process.run(&files, "the whole"));
    let path = "specs/qixiangyun/glossary.yaml";
    let (_, glossary) = files.iter().find(|(_, file)| file.path == path).expect("a glossary");
    let mut right = [0, 0];
    for (turn, line) in (20..glossary.text.lines().count()).step_by(60).enumerate() {
        // Another name is wrong where a file gives a reason against the old one, or where the mock server has it.
        let newer = if turn % 2 == 0 { "about: Newer " } else { "name: newer_" };
        let key = &newer[..=newer.find(' ').unwrap_or_default()];
        let text = with_line(&glossary.text, line, |line| line.replace(key, newer));
        let what = format!("line {} with `{newer}`", line + 1);
        right[turn % 2] += usize::from(process.run(&with_text(&files, path, &text), &what));
    }
    assert!(right[0] == 5 && right[1] > 0, "{right:?} are right");
}

/// The same with other descriptions, at other places.
fn reworded(text: &str) -> String {
    let reword = |line: &str| match line.split_once("about: ") {
        Some((before, after)) if after.starts_with(char::is_alphabetic) => {
            format!("{before}about: Now {after}")
        }
        _ => line.to_owned(),
    };
    iter::once("# Newer.\n").chain(text.split_inclusive('\n')).map(reword).collect()
}
