//! Pages for the terminal: how one looks in three widths, and that every real call has one that fits.

use crate::snapshots::assert_snapshot;
use codegen_tests::{changed, package, workspace};
use jiekou_codegen::diagnostics::{Colour, Diagnostics, print};
use jiekou_codegen::load::read_dir;
use jiekou_codegen::pages;
use jiekou_codegen::show::{Lists, Look, Pages};
use jiekou_codegen::source::SourceFiles;
use jiekou_codegen::width::width;

/// The widths of the snapshots.
pub(crate) const WIDTHS: [usize; 3] = [60, 100, 160];

fn look(columns: usize, lists: Lists) -> Look {
    Look { columns, colour: Colour::Never, lists }
}

fn made(files: &SourceFiles) -> Pages {
    let wrong = |wrong: Diagnostics| -> Pages { panic!("{}", print(&wrong, files, Colour::Never)) };
    pages(files).unwrap_or_else(wrong)
}

#[test]
fn a_page_reads_well_in_every_width() {
    let path = package().join("fixtures/show.yaml");
    let pages = made(&changed(&std::fs::read_to_string(path).expect("the fixture")));
    for columns in WIDTHS {
        let page = pages.show("account.update", look(columns, Lists::Short)).expect("there is one");
        assert_snapshot("show", &columns.to_string(), &page);
    }
}

#[test]
fn every_real_call_has_a_page_that_fits() {
    let files = read_dir(&workspace()).expect("the specs can be read");
    let pages = made(&files);
    let names = pages.names();
    assert!(names.len() > 200, "the specs have many calls: {}", names.len());
    for (columns, lists) in [(Look::NARROWEST, Lists::Short), (80, Lists::Whole), (200, Lists::Whole)] {
        for name in &names {
            let page = pages.show(name, look(columns, lists)).expect("each has its full name");
            let wide = page.lines().find(|line| width(line) > columns);
            assert_eq!(wide, None, "{name} in {columns} columns");
            assert!(page.contains("in Rust"), "{name}");
        }
    }
}
