//! Damaged specs: whatever line is lost, the generator reports or accepts, and never panics.

use codegen_tests::{Fixture, good};
use jiekou_codegen::diagnostics::{Colour, print};
use jiekou_codegen::source::{SourceFile, SourceFiles};
use std::panic::catch_unwind;

#[test]
fn a_lost_line_never_ends_in_a_panic() {
    let mut panicked = Vec::new();
    let mut reported = 0;
    for Fixture { files, .. } in good() {
        for (_, file) in files.iter() {
            for at in 0..file.text.lines().count() {
                let damaged = without_line(&files, file, at);
                match catch_unwind(|| report(&damaged)) {
                    Ok(Some(_)) => reported += 1,
                    Ok(None) => {}
                    Err(_) => panicked.push(format!("{} without line {}", file.path, at + 1)),
                }
            }
        }
    }
    assert!(panicked.is_empty(), "these specs make the generator panic: {panicked:#?}");
    assert!(reported > 500, "most lines matter, so most losses are mistakes: {reported}");
}

fn without_line(files: &SourceFiles, file: &SourceFile, at: usize) -> SourceFiles {
    let kept = file.text.split_inclusive('\n').enumerate().filter(|(line, _)| *line != at);
    let damaged = SourceFile { path: file.path.clone(), text: kept.map(|(_, line)| line).collect() };
    SourceFiles::new(files.iter().map(|(_, file)| file.clone()).chain([damaged]))
}

/// What is printed, if anything is wrong.
fn report(files: &SourceFiles) -> Option<String> {
    let diagnostics = jiekou_codegen::read(files).err()?;
    Some(print(&diagnostics, files, Colour::Never))
}
