//! How files look: their first line, their length, their last byte.

use super::rust::{all, assert_none, files_below};
use codegen_tests::workspace;

/// The most lines of a file without its unit tests.
const LONGEST: usize = 500;
/// Endings of texts that people write.
const TEXTS: &[&str] = &["rs", "toml", "md", "yaml", "jinja"];

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<String> =
        all().into_iter().filter(|file| !file.text.starts_with("//! ")).map(|file| file.path).collect();
    assert_none(&silent, "begin these files with `//!` and one sentence of purpose:");
}

#[test]
fn no_file_is_long() {
    let files = all();
    let long = files.iter().filter(|file| !file.is_test() && file.code().count() > LONGEST);
    let long: Vec<String> =
        long.map(|file| format!("{}: {} lines", file.path, file.code().count())).collect();
    assert_none(&long, "split these files: without their unit tests they may have 500 lines:");
}

#[test]
fn texts_end_with_one_line_feed_and_lines_with_no_blank() {
    let root = workspace();
    let mut wrong = Vec::new();
    for path in files_below(&root) {
        let generated = path.starts_with("generated/") || path.contains("/snapshots/");
        let text_file = path.rsplit_once('.').is_some_and(|(_, ending)| TEXTS.contains(&ending));
        if generated || !text_file {
            continue;
        }
        let text = std::fs::read_to_string(root.join(&path)).expect("these files are text");
        if !text.ends_with('\n') || text.ends_with("\n\n") {
            wrong.push(format!("{path}: ends with other than one line feed"));
        }
        let lines = text.lines().enumerate().filter(|(_, line)| line.ends_with([' ', '\t', '\r']));
        wrong.extend(lines.map(|(at, _)| format!("{path}:{}: a blank at the end", at + 1)));
    }
    assert_none(&wrong, "mend the ends:");
}
